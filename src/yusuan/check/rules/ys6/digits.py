"""YS6-004: codes of 款 and 项 in columns of their own have two digits."""

from collections.abc import Iterator

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.disclosure import Statement
from yusuan.model.finding import Finding, Severity
from yusuan.model.grid import Cell
from yusuan.model.text import Text


@rule(
    code="YS6-004",
    name=Text("编码的前导零", "leading zeros of codes"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "“301｜2”不是编码：款、项是两位数，Excel 把前导零吃掉了。",
        "301 | 2 is no code: 款 and 项 have two digits; the spreadsheet ate the leading zero.",
    ),
    basis=Text(
        "政府收支分类科目：类三位，款、项各两位。", "The classification: 类 has three digits, 款 and 项 two each."
    ),
    wrong=Text("301｜2 津贴补贴", "301 | 2"),
    right=Text("301｜02 津贴补贴", "301 | 02"),
)
def check_digits(context: Context) -> Checked:
    """Look at code columns that stand side by side; where most cells of one have two digits, one digit is wrong.

    A column of single digits throughout is a locality's habit and is left alone.
    """
    findings: list[Finding] = []
    looked = 0
    for statement in context.disclosure.statements:
        codes = [c.index for c in statement.columns if c.role == "code"]
        if len(codes) < 2:
            continue
        for column in codes[1:]:
            cells = [c for c in _codes(statement) if c.column == column]
            looked += len(cells)
            short = [c for c in cells if len(c.text.strip()) == 1]
            if short and sum(len(c.text.strip()) == 2 for c in cells) > len(short):
                findings.append(_finding(statement, column, short))
    if not looked:
        raise NotApplicable(Text("没有分列的编码", "no codes stand in several columns"))
    return Checked(looked, tuple(findings))


def _codes(statement: Statement) -> Iterator[Cell]:
    rows = {r.index for r in statement.rows if r.role == "data"}
    return (c for c in statement.grid.cells if c.row in rows and c.text.strip().isdigit())


def _finding(statement: Statement, column: int, short: list[Cell]) -> Finding:
    labels = {r.index: f"{c.text.strip()} {r.label}" for c in short for r in statement.rows if r.index == c.row}
    shown = "、".join(list(labels.values())[:5])
    more = f"等 {len(short)} 处" if len(short) > 5 else ""
    header = next((c.header[-1] for c in statement.columns if c.index == column and c.header), "")
    return check_digits.finding(
        Text(
            f"《{statement.title}》“{header}”列的编码缺前导零：{shown}{more}。",
            f"《{statement.title}》, column {header!r}: codes without their leading zero: {shown} ({len(short)}).",
        ),
        short[0].place,
        f"{statement.kind} {header}",
        also=tuple(c.place for c in short[1:]),
        printed=short[0].text.strip(),
        expected=short[0].text.strip().zfill(2),
        statement=statement.index,
    )
