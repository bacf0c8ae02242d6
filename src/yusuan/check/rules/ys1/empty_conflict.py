"""YS1-008: a table with figures does not say that it is empty."""

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.check.rules.ys1._empty import says_empty
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS1-008",
    name=Text("空表注与数据", "note of emptiness against figures"),
    severity=Severity.ERROR,
    certainty=0.97,
    why=Text(
        "表里有数、注里说是空表，两者必有一错，多为沿用旧文本没有删注。",
        "Either the figures or the note is wrong; mostly a note of an earlier version that nobody deleted.",
    ),
    basis=Text(
        "预算法第十四条（公开义务）；财政部年度公开检查把不完整、不细化、不准确、不易懂列为问题（据转述）。",
        "Budget Law art. 14 (the duty to publish); the Ministry's yearly inspections fault what is incomplete, not "
        "detailed, not accurate or not readable (known at second hand).",
    ),
    wrong=Text(
        "“三公”经费表合计 47.91，注：本部门无“三公”经费预算，故本表为空表。", "Total 47.91; note: this table is empty."
    ),
    right=Text("有数就删去“故本表为空表”的注。", "Where there are figures, the note is deleted."),
)
def check_empty_conflict(context: Context) -> Checked:
    """Look at the notes under statements that print an amount other than zero.

    A note that names another statement, or says what holds *if* a table is empty, is not one on this table.
    """
    statements = [s for s in context.disclosure.statements if not s.empty and s.kind]
    if not statements:
        raise NotChecked(Text("没有读到有数据的报表", "no statement with figures was read"))
    findings = tuple(
        check_empty_conflict.finding(
            Text(
                f"《{s.title}》有数据，表下却注明为空表：“{note}”",
                f"《{s.title}》 has figures, yet a note says that it is empty: “{note}”",
            ),
            s.place,
            s.kind,
            printed=note,
            statement=s.index,
        )
        for s in statements
        for note in s.notes
        if says_empty(note, s)
    )
    return Checked(len(statements), findings)
