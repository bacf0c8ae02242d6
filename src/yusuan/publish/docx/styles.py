"""The styles of the DOCX: everything that has a look has a style, and each names its East Asian font."""

from dataclasses import dataclass
from typing import Literal

from yusuan.publish.measure import ACROSS, ALONG, INSET
from yusuan.publish.package import HEAD, xml_text

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
#: Height of a line of a table in parts of its type; exact, so that pages break alike in every program.
LINE = 1.2

CellLook = Literal["head", "amount", "code", "name", "text"]
_NAMES = {"head": "表头", "amount": "金额", "code": "编码", "name": "科目", "text": "文字"}
_ALIGNED = {"head": "center", "amount": "right", "code": "left", "name": "left", "text": "left"}
_FONTS = {"仿宋": "FangSong", "黑体": "SimHei", "楷体": "KaiTi", "宋体": "SimSun"}
_LATIN = "Times New Roman"


def twips(points: float) -> int:
    """Twentieths of a point, the unit of Word."""
    return round(points * 20)


@dataclass(frozen=True, slots=True, order=True)
class CellStyle:
    """How a cell's paragraph looks; ``size`` in half points; ``lack``: points of white behind a shorter figure."""

    look: CellLook
    size: int
    indent: int = 0
    strong: bool = False
    lack: int = 0

    @property
    def id(self) -> str:
        """Its id in the DOCX."""
        more = f"{'B' if self.strong else ''}{f'I{self.indent}' if self.indent else ''}"
        return f"Cell{self.look.title()}{self.size}{more}{f'L{self.lack}' if self.lack else ''}"

    @property
    def name(self) -> str:
        """Its name as the user sees it in the list of styles."""
        more = [f"{self.size / 2:g}磅", "加粗" if self.strong else "", f"缩进{self.indent}" if self.indent else ""]
        return " ".join(x for x in ("表格", _NAMES[self.look], *more, f"补{self.lack}" if self.lack else "") if x)


def fonts(east: str) -> str:
    """The four fonts of a run, none left to the theme."""
    return f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{east}" w:cs="{_LATIN}" w:hint="eastAsia"/>'


def styles_xml(cells: list[CellStyle], whites: list[float]) -> str:
    """The part ``word/styles.xml`` with a style for each of ``cells`` and for tables of each of ``whites``."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts("仿宋")}<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    fixed = "".join((*_FIXED, *map(_table, whites)))
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{fixed}{''.join(map(_cell, cells))}</w:styles>"


def font_table_xml() -> str:
    """The part ``word/fontTable.xml``: what may stand in for each font."""
    names = "".join(
        f'<w:font w:name="{n}"><w:altName w:val="{a}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for n, a in _FONTS.items()
    )
    return f'{HEAD}<w:fonts {NAMESPACES}>{names}<w:font w:name="{_LATIN}"/></w:fonts>'


def _style(
    ident: str, name: str, paragraph: str = "", run: str = "", *, based: str = "Normal", after: str = "", more: str = ""
) -> str:
    """One paragraph style; order of the children as the schema has it."""
    return (
        f'<w:style w:type="paragraph" {more}w:styleId="{ident}"><w:name w:val="{xml_text(name)}"/>'
        f'{f"""<w:basedOn w:val="{based}"/>""" if based else ""}{f"""<w:next w:val="{after}"/>""" if after else ""}'
        f"<w:qFormat/>{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}{f'<w:rPr>{run}</w:rPr>' if run else ''}"
        "</w:style>"
    )


def _exact(points: float, before: float = 0, after: float = 0) -> str:
    return (
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" w:line="{twips(points)}" w:lineRule="exact"/>'
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _centred(points: float, before: float, after: float, outline: int | None) -> str:
    level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    return f'<w:keepNext/><w:keepLines/>{_exact(points, before, after)}<w:jc w:val="center"/>{level}'


def _tabbed(width: float, leader: str = "") -> str:
    return f'<w:tabs><w:tab w:val="right" {leader}w:pos="{twips(width)}"/></w:tabs>'


#: No white between Chinese and figures: the same lines in every program.
_CLOSE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_HEAVY = f"{fonts('宋体')}<w:b/><w:bCs/>"
_SMALL = f"<w:keepNext/>{{}}{_exact(14, 2, 3)}"
_FIXED = (
    _style("Normal", "Normal", _CLOSE + _exact(28), based="", more='w:default="1" '),
    _style("BodyText", "Body Text", '<w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/>'),
    _style("Title", "Title", _centred(48, 24, 24, None), f"{_HEAVY}{_size(52)}"),
    _style("Heading1", "heading 1", _centred(36, 0, 28, 0), f"{_HEAVY}{_size(44)}", after="BodyText"),
    _style(
        "Heading2", "heading 2", '<w:keepNext/><w:keepLines/><w:ind w:firstLine="640" w:firstLineChars="200"/>'
        '<w:outlineLvl w:val="1"/>', f"{fonts('黑体')}{_size(32)}", after="BodyText",
    ),
    _style(
        "Heading3", "heading 3", '<w:keepNext/><w:keepLines/><w:ind w:firstLine="640" w:firstLineChars="200"/>'
        '<w:outlineLvl w:val="2"/>', f"{fonts('楷体')}{_size(32)}", after="BodyText",
    ),
    _style("TableNumber", "表号", _SMALL.format(""), f"{fonts('黑体')}{_size(24)}"),
    _style("TableTitle", "表题", _centred(22, 0, 4, None), f"{_HEAVY}{_size(32)}"),
    _style("TableHeading", "表题（目录）", _centred(22, 0, 4, 1), f"{_HEAVY}{_size(32)}"),
    _style("TableUnit", "表的单位", _SMALL.format(_tabbed(ACROSS)), f"{fonts('宋体')}{_size(21)}"),
    _style("TableUnitWide", "表的单位（横）", _SMALL.format(_tabbed(ALONG)), f"{fonts('宋体')}{_size(21)}"),
    _style("TableNote", "表注", _exact(16, 3, 3), f"{fonts('宋体')}{_size(21)}"),
    _style("ChartFrame", "图", '<w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>'
           '<w:jc w:val="center"/>'),
    _style("Break", "分节", _exact(1), _size(2)),
    _style("TOCHeading", "TOC Heading", _centred(36, 0, 24, None), f"{_HEAVY}{_size(44)}"),
    _style("TOC1", "toc 1", _tabbed(ACROSS, 'w:leader="dot" ') + _exact(22), f"{fonts('黑体')}{_size(24)}"),
    _style(
        "TOC2", "toc 2", _tabbed(ACROSS, 'w:leader="dot" ') + _exact(22) + '<w:ind w:left="480"/>',
        f"{fonts('宋体')}{_size(24)}",
    ),
    _style("Footer", "footer", '<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:left="280" w:right="280"/>'
           '<w:jc w:val="right"/>', f"{fonts('宋体')}{_size(28)}"),
    _style("FooterEven", "页脚（双页）", '<w:jc w:val="left"/>', based="Footer"),
    _style("CommentText", "annotation text", '<w:spacing w:line="240" w:lineRule="auto"/>', _size(21)),
    ('<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:rPr><w:sz w:val="21"/></w:rPr></w:style>'),
    ('<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'),
    ('<w:style w:type="table" w:styleId="Statement"><w:name w:val="公开报表"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders></w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'),
)  # fmt: skip


def table_style(white: float) -> str:
    """The id of the table style with so much white (points, as of the PDF) above and below a cell's text."""
    return f"Statement{round(white * 10)}"


def cell_white(white: float) -> float:
    """The white that a cell gets here: a line of exact height has some of its own, which the PDF's has not."""
    return max(0.5, white - 1.05)


def _table(white: float) -> str:
    high, wide = twips(cell_white(white)), twips(INSET)
    sides = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    margins = "".join(f'<w:{side} w:w="{w}" w:type="dxa"/>' for side, w in sides)
    return (
        f'<w:style w:type="table" w:styleId="{table_style(white)}"><w:name w:val="公开报表 行距{white:g}"/>'
        f'<w:basedOn w:val="Statement"/><w:tblPr><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
    )


def _cell(style: CellStyle) -> str:
    size = style.size / 2
    left, right = twips(style.indent * size), twips(style.lack)
    indent = f'<w:ind w:left="{left}" w:right="{right}"/>' if left or right else ""
    paragraph = f'{_exact(size * LINE)}{indent}<w:jc w:val="{_ALIGNED[style.look]}"/>'
    return _style(style.id, style.name, paragraph, f"{fonts('黑体' if style.strong else '宋体')}{_size(style.size)}")
