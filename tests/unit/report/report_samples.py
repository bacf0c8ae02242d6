"""A small disclosure and its result, for the tests of what is told of them."""

from yusuan.model.amount import parse_amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import (
    Column,
    Disclosure,
    Identification,
    NotUnderstood,
    Paragraph,
    Row,
    Section,
    Statement,
    Token,
)
from yusuan.model.fact import Fact
from yusuan.model.finding import Equation, Finding, Outcome, Result, Severity, Term
from yusuan.model.grid import Cell, Grid
from yusuan.model.place import Place, Source
from yusuan.model.text import Text

SOURCE = Source("0" * 64, "示例局2024年预算.pdf", "pdf")


def place(page: int, top: float, left: float = 100.0) -> Place:
    return Place(SOURCE, page, (left, top, left + 50.0, top + 12.0))


CELLS = [
    ("科目编码", "科目名称", "合计", "基本支出"),
    ("", "合计", "30.00", "12.35"),
    ("205", "教育支出", "10.00", "2.35"),
    ("208", "=社会保障和就业支出", "20.00", "10.00"),
]


def statement() -> Statement:
    cells = tuple(
        Cell(text, r, c, 1, 1, place(7, 100.0 + 20 * r, 100.0 + 60 * c))
        for r, row in enumerate(CELLS)
        for c, text in enumerate(row)
    )
    grid = Grid(cells, 4, 4, place(7, 100.0))
    columns = (
        Column(0, ("科目编码",), "code", ()),
        Column(1, ("科目名称",), "name", ()),
        Column(2, ("合计",), "amount", ()),
        Column(3, ("基本支出",), "amount", (("nature", "basic"),)),
    )
    rows = tuple(
        Row(r, row[1], row[0], "head" if r == 0 else "total" if r == 1 else "data", (("function", row[0]),))
        for r, row in enumerate(CELLS)
    )
    return Statement(
        0, "expenditure", "支出总表", "表3", Coordinate(flow="expenditure"), "万元", columns, rows, grid,
        ("注：无。",), place(7, 90.0), "示例局",
    )  # fmt: skip


def facts() -> tuple[Fact, ...]:
    found = []
    for cell in statement().grid.cells:
        amount = parse_amount(cell.text, "万元") if cell.row and cell.column >= 2 else None
        if amount:
            nature = "basic" if cell.column == 3 else ""
            point = Coordinate(flow="expenditure", year="2024", function=CELLS[cell.row][0], nature=nature)
            found.append(Fact(point, amount, cell.place, 0, cell.row, cell.column))
    return tuple(found)


def disclosure() -> Disclosure:
    line = place(9, 300.0)
    section = Section(
        "narrative", ("第三部分 情况说明", "一、收支情况"), (Paragraph("支出预算 30.00 万元。", ((0, line),)),), line
    )
    tokens = tuple(Token(f.amount.printed, "fact", "表中金额", f.place, True) for f in facts())
    tokens += (Token("2024", "year", "后面是年", place(1, 80.0), False), Token("77", "unaccounted", "", line, False))
    return Disclosure(
        Identification("示例局", 2024, "budget", "department", "guangdong/guangzhou", (("body", "示例局部门预算"),)),
        (SOURCE,), (statement(),), facts(), (), (section,), (), tokens,
        (NotUnderstood("row", "其他", Text("行的名称不认识", "unknown label"), place(7, 200.0)),), (), 12,
    )  # fmt: skip


def result() -> Result:
    cell = {f.amount.printed: f.place for f in facts()}
    parts = (
        Term(1, "[205] 教育支出", "2.35", 2_350_000, cell["2.35"]),
        Term(1, "[208] 社会保障和就业支出", "10.00", 10_000_000, place(8, 50.0)),
    )
    total = Term(1, "合计", "12.53", 12_530_000, cell["12.35"])
    equation = Equation("sum", total, parts, Text("各类之和", "the sum of the classes"), 180_000, holds=False)
    holds = Equation("same", total, (total,), Text("", ""), 0, holds=True)
    wrong = Finding(
        "YS2-001", Severity.ERROR, 0.97, Text("基本支出合计不等于各类之和。", "The total is not the sum."),
        cell["12.35"], "YS2-001 x", (place(8, 50.0), place(8, 70.0)), "12.53", "12.35", 180_000, (equation, holds),
        facts()[1].coordinate, 0,
    )  # fmt: skip
    prose = Finding(
        "YS4-001", Severity.WARNING, 0.9, Text("文字与表不符。", "The narrative differs."), place(9, 300.0), "YS4-001 y"
    )
    whole = Finding("YS1-009", Severity.HINT, 0.9, Text("没有名词解释。", "No glossary."), None, "YS1-009 glossary")
    return Result(
        (wrong, prose, whole),
        (
            Outcome("YS2-001", "failed", 12),
            Outcome("YS4-001", "failed", 3),
            Outcome("YS1-009", "failed", 6),
            Outcome("YS1-001", "passed", 12),
            Outcome("YS1-002", "not applicable", 0, Text("没有当地的公开目录", "no local list")),
            Outcome("YS4-002", "not checked", 0, Text("没有读到“三公”经费表", "no such table")),
            Outcome("YS4-003", "crashed", 0, Text("规则 YS4-003 运行出错", "rule YS4-003 crashed")),
        ),
        40, 1, ((0, "half_up", Text("四舍五入，依据 6 处", "half up, from 6 places")),),
    )  # fmt: skip


NAMES = (
    ("YS2-001", Text("合计等于各项之和", "totals are sums")),
    ("YS4-001", Text("文字与表一致", "narrative agrees")),
    ("YS1-009", Text("应有的说明齐全", "explanations")),
)
