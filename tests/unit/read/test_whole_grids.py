"""Tables whose spans and merges contradict each other: no place of a grid is held twice, and no text is lost."""

import io
import random
import zipfile

import pytest

from yusuan.model.grid import Grid
from yusuan.model.place import Source
from yusuan.read.docx import read_docx
from yusuan.read.errors import TooLargeError
from yusuan.read.html import read_html
from yusuan.read.limits import DEFAULT
from yusuan.read.source import read_pages
from yusuan.read.stitch import stitch
from yusuan.read.workbook.compact import compact
from yusuan.read.workbook.sheet import Sheet

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SENTENCE = "<p>2024年收入预算66,356.67万元，比上年增加17.62万元；支出预算66,356.67万元。</p>"


def whole(grid: Grid) -> None:
    held = {}
    for c in grid.cells:
        assert 0 <= c.row < c.row + c.row_span <= grid.n_rows
        assert 0 <= c.column < c.column + c.column_span <= grid.n_columns
        for spot in (
            (r, k) for r in range(c.row, c.row + c.row_span) for k in range(c.column, c.column + c.column_span)
        ):
            assert spot not in held, (spot, held[spot], c)
            held[spot] = c


def web(body: str) -> Grid:
    pages = read_html(
        f"<!DOCTYPE html><meta charset=utf-8>{SENTENCE}{body}".encode(), Source("0" * 64, "页.html", "html")
    )
    assert pages is not None
    (grid,) = (b for p in pages.pages for b in p.blocks if isinstance(b, Grid))
    whole(grid)
    return grid


def spot(grid: Grid, text: str) -> tuple[int, int, int, int]:
    (c,) = (c for c in grid.cells if c.text == text)
    return c.row, c.column, c.row_span, c.column_span


def test_a_row_group_ends_what_reaches_down_in_it():
    grid = web(
        "<table><thead><tr><th rowspan=9>甲</th><th>乙</th></tr></thead>"
        "<tbody><tr><td rowspan=0>丙</td><td>1.00</td></tr><tr><td>2.00</td></tr></tbody>"
        "<tbody><tr><td>丁</td><td>3.00</td></tr></tbody></table>"
    )
    assert spot(grid, "甲") == (0, 0, 1, 1)
    assert spot(grid, "丙") == (1, 0, 2, 1)
    assert spot(grid, "丁") == (3, 0, 1, 1)


def test_a_foot_stands_last_wherever_it_is_written():
    grid = web(
        "<table><tfoot><tr><td>合计</td><td>3.00</td></tr></tfoot><thead><tr><th>科目</th><th>金额</th></tr></thead>"
        "<tbody><tr><td>甲</td><td>3.00</td></tr></tbody></table>"
    )
    assert [c.text for c in grid.cells if c.column == 0] == ["科目", "甲", "合计"]


def test_cells_that_overlap_are_cut():
    # The standard's own example of two cells over one place: the second row's wide cell meets the tall one.
    grid = web(
        "<table><tr><td>甲</td><td rowspan=2>乙</td></tr><tr><td colspan=2>丙</td></tr>"
        "<tr><td>1.00</td><td>2.00</td></tr></table>"
    )
    assert spot(grid, "乙") == (0, 1, 2, 1)
    assert spot(grid, "丙") == (1, 0, 1, 1)


@pytest.mark.parametrize(
    ("said", "is_"), [("+2", 2), (" 2x", 2), ("2.9", 2), ("02", 2), ("-2", 1), ("０２", 1), ("", 1)]
)
def test_spans_are_read_as_the_standard_says(said, is_):
    figures = "".join(f"<td>{n}.00</td>" for n in range(3))
    grid = web(f'<table><tr><td colspan="{said}">甲</td><td>乙</td></tr><tr>{figures}</tr></table>')
    assert spot(grid, "甲")[3] == is_


def test_spans_without_end_lose_no_text():
    wide = "".join(f"<td colspan=1000>甲{i}</td>" for i in range(5))
    plain = "".join(f"<td>{i}.00</td>" for i in range(3000))
    pages = read_html(
        f"{SENTENCE}<table><tr>{wide}</tr><tr>{plain}</tr></table>".encode(), Source("0" * 64, "a", "html")
    )
    assert pages is not None
    said = "".join(t.text for p in pages.pages for b in p.blocks for t in (b.cells if isinstance(b, Grid) else [b]))
    assert all(f"甲{i}" in said for i in range(5))
    assert all(f"{i}.00" in said for i in (0, 1999, 2000, 2999))


def test_a_table_made_to_take_hours_is_refused():
    table = f"<table><tr>{'<td rowspan=65534>1' * 15_000}</tr>{'<tr><td>2.00' * 20_000}</table>"
    with pytest.raises(TooLargeError):
        read_html(f"{SENTENCE}{table}".encode(), Source("0" * 64, "a", "html"))


@pytest.mark.parametrize("seed", range(100))
def test_any_web_table(seed, tmp_path):
    rng = random.Random(seed)
    spans = ["1", "1", "1", "2", "3", "0", "7", "999999999", "-1", "x"]
    texts, out = [], []
    for _ in range(rng.choice([1, 1, 2])):
        out.append(f"<p>{rng.choice(['收支总体情况表', '表2', ''])}</p><table>")
        for group in rng.choices(["thead", "tbody", "tfoot", "tbody"], k=rng.choice([1, 3])):
            out.append(f"<{group}>")
            for _ in range(rng.randrange(1, 7)):
                out.append("<tr>")
                for _ in range(rng.choice([0, 1, 3, 3, 4, 6])):
                    texts.append(rng.choice([f"字{len(texts)}号", f"{len(texts)}.25", ""]))
                    spanned = f"colspan='{rng.choice(spans)}' rowspan='{rng.choice(spans)}'"
                    out.append(f"<{rng.choice(['td', 'th'])} {spanned}>{texts[-1]}")
            out.append(f"</{group}>")
        out.append("</table>")
    path = tmp_path / "页.html"
    path.write_text(f"<meta charset=utf-8>{SENTENCE}{''.join(out)}", encoding="utf-8")
    pages = read_pages(path)
    read = [
        t
        for p in pages.pages
        for b in p.blocks
        for t in ([c.text for c in b.cells] if isinstance(b, Grid) else b.text.split())
    ]
    for grid in (b for p in pages.pages for b in p.blocks if isinstance(b, Grid)):
        whole(grid)
    assert sorted(t for t in texts if t) == sorted(t for t in read if t and (t.startswith("字") or t.endswith(".25")))
    for table in stitch(pages).tables:
        whole(table.grid)


def word(rows: str, widths: list[int]) -> bytes:
    columns = "".join(f'<w:gridCol w:w="{n}"/>' for n in widths)
    body = f"<w:p><w:r><w:t>收支表</w:t></w:r></w:p><w:tbl><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


@pytest.mark.parametrize("seed", range(100))
def test_any_word_table(seed):
    rng = random.Random(seed)
    texts, rows = [], []
    for _ in range(rng.randrange(2, 8)):
        cells = []
        before = rng.choice([0, 0, 0, 1, 2])
        for _ in range(rng.choice([1, 3, 3, 4])):
            own = f'<w:gridSpan w:val="{rng.choice([1, 1, 2, 3, 0, -1])}"/>' if rng.random() < 0.4 else ""
            goes_on = rng.random() < 0.5
            own += rng.choice(["", "", f"<w:vMerge{'' if goes_on else ' w:val=' + chr(34) + 'restart' + chr(34)}/>"])
            own += rng.choice(["", "", "", '<w:hMerge w:val="restart"/>', "<w:hMerge/>"])
            text = rng.choice(["", f"字{len(texts)}号"]) if "Merge/>" not in own else ""
            texts.append(text)
            cells.append(f"<w:tc><w:tcPr>{own}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
        rows.append(f'<w:tr><w:trPr><w:gridBefore w:val="{before}"/></w:trPr>{"".join(cells)}</w:tr>')
    data = word("".join(rows), [rng.choice([0, 20, 30, 900, 900, 900]) for _ in range(rng.choice([0, 4, 14]))])
    pages = read_docx(data, Source("0" * 64, "a.docx", "docx"), DEFAULT)
    for grid in (b for p in pages.pages for b in p.blocks if isinstance(b, Grid)):
        whole(grid)
    read = [c.text for p in pages.pages for b in p.blocks for c in (b.cells if isinstance(b, Grid) else [b])]
    assert sorted(t for t in texts if t) == sorted(t for t in read if t and t != "收支表")
    for table in stitch(pages).tables:
        whole(table.grid)


@pytest.mark.parametrize("seed", range(100))
def test_any_merges_of_a_sheet(seed):
    rng = random.Random(seed)
    merges = []
    for _ in range(rng.randrange(1, 9)):
        row, column = rng.randrange(8), rng.randrange(6)
        far = rng.choice([0, 1, 3, 1_000_000])
        merges.append((row, column, min(row + far, 1_048_575), column + rng.choice([0, 1, 3, 16_000])))
    cells = {(r, c): f"{r}/{c}" for r in range(8) for c in range(6) if rng.random() < 0.6}
    cells[0, 0] = "甲"
    sheet = compact(Sheet("表", cells, tuple(merges)), Source("0" * 64, "a.xlsx", "xlsx"))
    grid = sheet.grid(0, len(sheet.rows))
    whole(grid)
    shown = {c.text for c in grid.cells if c.text}
    inside = {(r, c) for r, c in cells for a, b, d, e in merges if a <= r <= d and b <= c <= e and (r, c) != (a, b)}
    # Excel does not show what a merge covers; all else is there.
    assert {t for s, t in cells.items() if s not in inside} <= shown
    assert shown <= set(cells.values())
