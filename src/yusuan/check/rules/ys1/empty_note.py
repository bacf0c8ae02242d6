"""YS1-007: an empty table says that it is empty."""

from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, rule
from yusuan.check.rules.ys1._empty import elsewhere, explained_for_all, explains, is_blank
from yusuan.check.rules.ys1._words import notes_of
from yusuan.model.finding import Severity
from yusuan.model.text import Text

#: Of these, 143号 wants an empty one published with a note; forms of targets and lists are not among them.
_KINDS = frozenset({"govfund", "capital", "three_public", "general", "general_basic", "general_project", "grant_basic"})


@rule(
    code="YS1-007",
    name=Text("空表的说明", "note on an empty table"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "空表不说明，读者分不清是没有这项收支还是漏填。",
        "Without a note a reader cannot tell whether there is nothing to show or something was left out.",
    ),
    basis=Text(
        "财预〔2016〕143号（据地方公开目录转述）：没有数据的表列空表并说明。",
        "Caiyu [2016] 143 (through local catalogues that restate it): an empty table is published with a note.",
    ),
    wrong=Text(
        "政府性基金预算表只有表头和“合计”，表下没有注。", "The government funds table: a head, a total, no note."
    ),
    right=Text(
        "注：本单位2025年无政府性基金预算，故本表为空表。", "Note: no government funds this year; the table is empty."
    ),
)
def check_empty_note(context: Context) -> Checked:
    """Look at the statutory statements that print no figure at all, not even a zero.

    A note under the table, a line on its page, a list of empty tables or one note for all explains them; a remark in
    the narrative does not, since a reader of the table does not see it.
    """
    disclosure = context.disclosure
    if not disclosure.statements:
        raise NotChecked(Text("没有读到报表", "no statement was read"))
    blank = [s for s in disclosure.statements if s.kind in _KINDS and is_blank(s)]
    if not blank:
        raise NotApplicable(Text("没有空表", "no table is empty"))
    if explained_for_all(disclosure):
        return Checked(len(blank))
    blank = [s for s in blank if elsewhere(s, disclosure) is None]  # filled elsewhere it is YS1-015's
    findings = tuple(
        check_empty_note.finding(
            Text(
                f"《{s.title}》是空表，表下没有说明（应注明“……故本表为空表”）。",
                f"《{s.title}》 is empty, and nothing under it says so.",
            ),
            s.place,
            s.kind,
            statement=s.index,
        )
        for s in blank
        if not any(explains(n) for n in notes_of(s, disclosure))
    )
    return Checked(len(blank), findings)
