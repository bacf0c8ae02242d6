"""Text that a page puts at places: lines and, where the columns can be told, grids."""

from yusuan.model.grid import Grid, TextLine
from yusuan.model.place import Source
from yusuan.read.html import read_html

SOURCE = Source("0" * 64, "页.html", "html")
ROWS = [
    ("201", "一般公共服务支出", "3,818.29", "1,818.29", "2,000.00"),
    ("20103", "政府办公厅（室）及相关机构事务", "3,818.29", "1,818.29", "2,000.00"),
    ("2010350", "事业运行", "2,229.78", "1,229.78", "1,000.00"),
    ("", "合计", "3,818.29", "1,818.29", "2,000.00"),
]
HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def placed(x: float, y: float, text: str, how: str, *, right: bool = False) -> str:
    if right:
        x -= sum(1 if c > "\u2e7f" else 0.5 for c in text) * 16
    if how == "bottom":  # as pdf2htmlEX: classes, from the bottom, drawn four times as large and scaled down
        return f'<div class="t m0" style="left:{x}px;bottom:{1000 - y - 16}px;font-size:64px">{text}</div>'
    return f'<p style="position:absolute;top:{y}px;left:{x}px;white-space:nowrap">{text}</p>'


def sheet(how: str, rows=ROWS, more: str = "") -> str:
    out = [
        placed(300, 40, "支出预算总表", how),
        placed(40, 70, "编制单位：某局", how),
        placed(700, 70, "单位：万元", how),
    ]
    out += [placed(x, 100, name, how) for x, name in zip((60, 180, 560, 660, 780), HEAD, strict=True)]
    for i, row in enumerate(rows):
        y = 130 + 24 * i
        out += [placed(40, y, row[0], how), placed(140, y, row[1], how)]
        out += [placed(x, y, v, how, right=True) for x, v in zip((600, 720, 840), row[2:], strict=True) if v]
    out.append(placed(60, 140 + 24 * len(rows), "注：本表反映全年支出。", how))
    return f'<div class="pf" style="position:relative;width:900px;height:1000px">{"".join(out)}{more}</div>'


def read(body: str):
    style = "<style>.t{position:absolute} .m0{transform:matrix(0.25,0,0,0.25,0,0)}</style>"
    pages = read_html(f"<html><head><meta charset=utf-8>{style}</head><body>{body}".encode(), SOURCE)
    assert pages is not None
    return pages


def test_columns_found_by_what_stands_under_each_other():
    for how in ("top", "bottom"):
        page = read(f'<div id=page-container style="position:absolute">{sheet(how)}</div>').pages[0]
        title, unit, grid, note = page.blocks
        assert isinstance(grid, Grid)
        assert [c.text for c in grid.cells] == HEAD + [text for row in ROWS for text in row]
        assert [b.text for b in (title, unit, note) if isinstance(b, TextLine)] == [
            "支出预算总表", "编制单位：某局\t单位：万元", "注：本表反映全年支出。",
        ]  # fmt: skip
        assert grid.place.page == 1
        assert page.numbers == 15


def test_each_page_by_itself_and_text_around_them():
    pages = read(f"<p>2024年收入预算66,356.67万元；支出预算66,356.67万元。</p>{sheet('top')}{sheet('top')}<p>完</p>")
    assert [p.number for p in pages.pages] == [1, 2, 3, 4]
    assert [sum(isinstance(b, Grid) for b in p.blocks) for p in pages.pages] == [0, 1, 1, 0]
    assert [p.numbers for p in pages.pages] == [3, 15, 15, 0]


def test_borders_rule_where_they_are_drawn():
    cells = ""
    for i, row in enumerate([("科目", "预算数"), ("合计", "5,000.00"), ("基本支出", "")]):
        for j, text in enumerate(row):
            box = f"position:absolute;left:{50 + 200 * j}px;top:{50 + 30 * i}px;width:200px;height:30px"
            cells += f'<div style="{box};border:1px solid #000;text-align:right">{text}</div>'
    lines = "".join(placed(50, 300 + 30 * i, f"第{i}行说明文字", "top") for i in range(6))
    page = read(f'<div style="position:relative">{cells}{lines}</div>').pages[0]
    grid = page.blocks[0]
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["科目", "预算数", "合计", "5,000.00", "基本支出", ""]


def test_columns_are_not_guessed():
    crowded = [(a, b, c, "", "") for a, b, c, _, _ in ROWS[:2]]
    page = read(sheet("top", crowded)).pages[0]
    assert not any(isinstance(b, Grid) for b in page.blocks)
    assert any("\t3,818.29" in b.text for b in page.blocks if isinstance(b, TextLine))


def test_a_title_page_of_few_texts_among_pages_of_placed_text():
    cover = placed(200, 300, "2026", "top") + placed(236, 300, "年度部门预算", "top")
    pages = read(f'<div style="position:relative;width:900px;height:600px">{cover}</div>{sheet("top")}{sheet("top")}')
    assert len(pages.pages) == 3
    (line,) = pages.pages[0].blocks
    assert line.text.replace("\t", "") == "2026年度部门预算"
    assert line.place.page == 1


def test_a_wider_font_fills_the_width_that_its_element_says():
    def text(y: int, more: str) -> str:
        return f'<div style="position:absolute;left:50px;top:{y}px;font-size:20px{more}">收入预算2,110.30万元</div>'

    lines = "".join(placed(50, 300 + 30 * i, f"第{i}行说明文字", "top") for i in range(8))
    made = text(20, ";width:220px") + text(60, ";width:800px") + text(100, "")
    page = read(f'<div style="position:relative;width:900px;height:600px">{made}{lines}</div>').pages[0]
    wide, roomy, plain = (b.place.box[2] - b.place.box[0] for b in page.blocks[:3])
    assert round(wide) == 165
    assert roomy == plain < wide
