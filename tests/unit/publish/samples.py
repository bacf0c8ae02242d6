"""A small document with everything that is hard: merges, ragged figures, hostile texts, a long and a wide table."""

from yusuan.model.coordinate import Coordinate
from yusuan.model.document import Chart, Document, Part, Prose, Table, TableCell

HOSTILE = '<script>alert(1)</script> =1+1 #import "x" $a$ ]] {{x}} & \x0b"'
CHART = Chart("支出构成", "pairs", ("教育支出", HOSTILE), (("本年", (123_456_00, -50_00)), ("上年", (0, 99_00))))


def amount(text: str, fen: int, **nodes: str) -> TableCell:
    return TableCell(text, "amount", fen, Coordinate(flow="expenditure", **nodes))


def table(rows: int = 3, *, wide: bool = False, text: str = "", number: str = "表1") -> Table:
    """Functions × (合计, 基本支出, 项目支出), ``rows`` of them under a total."""
    head = (
        (
            TableCell("科目", "head", column_span=2),
            TableCell("合计", "head", row_span=2),
            TableCell("其中", "head", column_span=2),
        ),
        tuple(TableCell(t, "head") for t in ("编码", "名称", "基本支出", "项目支出")),
    )
    lines = [_line("", "合计", rows * 300_00, rows * 200_00, rows * 100_00, strong=True)]
    lines += [_line(f"{201 + n}", text or f"第{n}类支出", 300_00, 200_00, 100_00) for n in range(rows)]
    return Table(
        "expenditure", number, "支出总表", "某局", "元", head, tuple(lines), (8, 30, 12, 12, 12), ("注：无。",), wide
    )


def _line(code: str, name: str, *fen: int, strong: bool = False) -> tuple[TableCell, ...]:
    natures = ("", "basic", "project")
    texts = [f"{v // 100:,}.00" for v in fen]
    if not strong:
        texts[2] = texts[2][:-1]
    figures = (amount(t, v, function=code, nature=n) for t, v, n in zip(texts, fen, natures, strict=True))
    return (TableCell(code, "code"), TableCell(name, "name", indent=0 if strong else 1, strong=strong), *figures)


def document(*blocks: Prose | Table | Chart) -> Document:
    """A document of one part with ``blocks``."""
    return Document(
        "某局2024年部门预算", "某局", 2024, "budget", "department", "", (Part(1, "第一部分 预算表", blocks),)
    )
