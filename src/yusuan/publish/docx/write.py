"""A document as DOCX: styles, a real table of contents, sections that turn, comments for what is still open."""

from dataclasses import dataclass, field
from importlib.metadata import version

from yusuan.model.document import Chart, Document, Prose
from yusuan.publish.charts import described
from yusuan.publish.docx.chart import chart_xml, frame_xml
from yusuan.publish.docx.pages import page_numbers
from yusuan.publish.docx.styles import NAMESPACES, CellStyle, font_table_xml, styles_xml
from yusuan.publish.docx.table import lines, table_xml
from yusuan.publish.measure import ACROSS, ALONG
from yusuan.publish.package import HEAD, xml_text, zipped
from yusuan.publish.paged import Heading, Piece, Statement, Stretch, cover_lines

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
#: Margins of GB/T 9704 and of the page turned: top, right, bottom, left in twentieths of a point.
_UPRIGHT, _ACROSS = (2098, 1474, 1984, 1587), (1587, 2041, 1474, 2041)
_A4 = (11906, 16838)
_PARTS = ("styles", "settings", "fontTable", "footer1", "footer2", "comments")


def docx(document: Document, runs: tuple[Stretch, ...]) -> bytes:
    """The bytes of the DOCX."""
    return _Writer().write(document, runs)


@dataclass(slots=True)
class _Writer:
    styles: set[CellStyle] = field(default_factory=set)
    whites: set[float] = field(default_factory=set)
    charts: list[Chart] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    bookmarks: int = 0

    def write(self, document: Document, runs: tuple[Stretch, ...]) -> bytes:
        body = [self._front(document, runs)]
        for number, stretch in enumerate(runs):
            body.append("".join(self._piece(p, stretch) for p in stretch.pieces))
            section = _section(landscape=stretch.landscape, numbered=True, start=number == 0)
            body.append(section if number == len(runs) - 1 else _break(section))
        text = f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
        return zipped(self._package(document, text))

    def _front(self, document: Document, runs: tuple[Stretch, ...]) -> str:
        """Cover and contents, whose pages bear no number."""
        cover = [_paragraph("Title", _run(line)) for line in cover_lines(document)]
        space = _paragraph("Title", "") * 4
        return f"{space}{''.join(cover)}{_contents(runs)}{_break(_section(landscape=False, numbered=False))}"

    def _piece(self, piece: Piece, stretch: Stretch) -> str:
        top = "<w:pageBreakBefore/>" if piece.new_page else ""
        match piece.what:
            case Heading(text, level, anchor):
                return _paragraph(f"Heading{level}", self._marked(anchor, text), top)
            case Prose() as prose:
                return self._prose(prose, top)
            case Chart() as chart:
                self.charts.append(chart)
                number = len(self.charts)
                width = (ALONG if stretch.landscape else ACROSS) - 2
                return _paragraph("ChartFrame", frame_xml(number, f"rIdC{number}", chart, described(chart), width), top)
            case Statement() as statement:
                return self._statement(statement, top)

    def _statement(self, statement: Statement, top: str) -> str:
        table = statement.table
        self.whites.add(statement.fitted.white)
        above = []
        if table.number:
            above.append(("TableNumber", _run(table.number)))
        if statement.listed:
            above.append(("TableHeading", self._marked(statement.anchor, table.title)))
        elif table.title and not statement.headed:
            above.append(("TableTitle", _run(table.title)))
        body = f"单位名称：{table.body}" if table.body else ""
        unit = f"单位：{table.unit}" if table.unit else ""
        look = "TableUnitWide" if statement.fitted.landscape else "TableUnit"
        if body or unit:
            above.append((look, f"{_run(body)}<w:r><w:tab/></w:r>{_run(unit)}"))
        said = "".join(_paragraph(style, runs, top if i == 0 else "") for i, (style, runs) in enumerate(above))
        # A paragraph must stand between two tables, or they would be one.
        notes = "".join(_paragraph("TableNote", _run(n)) for n in table.notes) or _paragraph("Break", "")
        return said + table_xml(statement, self.styles) + notes

    def _marked(self, anchor: str, text: str) -> str:
        self.bookmarks += 1
        name = f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="_Toc{anchor}"/>'
        return f'{name}{_run(text)}<w:bookmarkEnd w:id="{self.bookmarks}"/>'

    def _prose(self, prose: Prose, top: str) -> str:
        """A paragraph a line: a break within a justified one would pull its line apart."""
        first, *more = prose.text.split("\n")
        said = _run(first)
        if prose.open:
            number = len(self.comments)
            self.comments.append(prose.open)
            said = (
                f'<w:commentRangeStart w:id="{number}"/>{said}<w:commentRangeEnd w:id="{number}"/>'
                '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
                f'<w:commentReference w:id="{number}"/></w:r>'
            )
        return _paragraph("BodyText", said, top) + "".join(_paragraph("BodyText", _run(x)) for x in more)

    def _package(self, document: Document, text: str) -> list[tuple[str, str]]:
        charts = [(f"word/charts/chart{i}.xml", chart_xml(c)) for i, c in enumerate(self.charts, 1)]
        return [
            ("[Content_Types].xml", _types(len(charts))),
            ("_rels/.rels", _top_relations()),
            ("docProps/core.xml", _core(document)),
            ("docProps/app.xml", _app()),
            ("word/document.xml", text),
            ("word/_rels/document.xml.rels", _relations(len(charts))),
            ("word/styles.xml", styles_xml(sorted(self.styles), sorted(self.whites))),
            ("word/settings.xml", _SETTINGS),
            ("word/fontTable.xml", font_table_xml()),
            ("word/footer1.xml", _footer("Footer")),
            ("word/footer2.xml", _footer("FooterEven")),
            ("word/comments.xml", _comments(self.comments)),
            *charts,
        ]


def _run(text: str) -> str:
    return f"<w:r>{lines(text)}</w:r>" if text else ""


def _paragraph(style: str, runs: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _break(section: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Break"/>{section}</w:pPr></w:p>'


def _section(*, landscape: bool, numbered: bool, start: bool = False) -> str:
    wide, high = reversed(_A4) if landscape else _A4
    top, right, bottom, left = _ACROSS if landscape else _UPRIGHT
    feet = (
        '<w:footerReference w:type="default" r:id="rIdfooter1"/><w:footerReference w:type="even" r:id="rIdfooter2"/>'
        if numbered
        else ""
    )
    turned = ' w:orient="landscape"' if landscape else ""
    first = '<w:pgNumType w:start="1"/>' if start else ""
    return (
        f'<w:sectPr>{feet}<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar w:top="{top}" '
        f'w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" w:footer="{bottom - 760}" '
        f'w:gutter="0"/>{first}</w:sectPr>'
    )


def _contents(runs: tuple[Stretch, ...]) -> str:
    """A field that Word fills again on demand, with the entries already there."""
    entries = page_numbers(runs)
    made = [_paragraph("TOCHeading", _run("目　录"), "<w:pageBreakBefore/>")]
    for i, (heading, page) in enumerate(entries):
        begin = _opened('TOC \\o "1-2" \\h \\z \\u') if i == 0 else ""
        end = _field("end") if i == len(entries) - 1 else ""
        anchor = f"_Toc{heading.anchor}"
        number = _opened(rf"PAGEREF {anchor} \h") + _run(str(page)) + _field("end")
        words = f"{_run(heading.text)}<w:r><w:tab/></w:r>{number}"
        link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{words}</w:hyperlink>'
        made.append(_paragraph(f"TOC{heading.level}", f"{begin}{link}{end}"))
    return "".join(made)


def _opened(instruction: str) -> str:
    """A field up to where its present value stands."""
    words = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{_field('begin')}{words}{_field('separate')}"


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _footer(style: str) -> str:
    runs = f"{_run('— ')}{_opened('PAGE')}{_run('1')}{_field('end')}{_run(' —')}"
    return f"{HEAD}<w:ftr {NAMESPACES}>{_paragraph(style, runs)}</w:ftr>"


def _comments(texts: list[str]) -> str:
    made = "".join(
        f'<w:comment w:id="{i}" w:author="yusuan" w:initials="ys">{_paragraph("CommentText", _run(t))}</w:comment>'
        for i, t in enumerate(texts)
    )
    return f"{HEAD}<w:comments {NAMESPACES}>{made}</w:comments>"


#: Word 2013 and later: the layout of today, not that of an older version; odd and even feet.
_SETTINGS = (
    f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
    '<w:listSeparator w:val=","/></w:settings>'
)


def _types(charts: int) -> str:
    names = {"styles": "styles", "settings": "settings", "fontTable": "fontTable", "footer1": "footer"}
    names |= {"footer2": "footer", "comments": "comments"}
    parts = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_MAIN}.{t}+xml"/>' for n, t in names.items())
    parts += "".join(
        f'<Override PartName="/word/charts/chart{i}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'
        for i in range(1, charts + 1)
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>{parts}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _top_relations() -> str:
    return (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_RELATION}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )


def _relations(charts: int) -> str:
    made = "".join(f'<Relationship Id="rId{n}" Type="{_RELATION}/{n.rstrip("12")}" Target="{n}.xml"/>' for n in _PARTS)
    made += "".join(
        f'<Relationship Id="rIdC{i}" Type="{_RELATION}/chart" Target="charts/chart{i}.xml"/>'
        for i in range(1, charts + 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _core(document: Document) -> str:
    moment = f"{document.year:04d}-01-01T00:00:00Z"
    stamps = "".join(f'<dcterms:{n} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{n}>' for n in ("created", "modified"))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml_text(document.title)}</dc:title><dc:creator>{xml_text(document.body)}</dc:creator>"
        f"<dc:language>zh-CN</dc:language>{stamps}</cp:coreProperties>"
    )


def _app() -> str:
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>yusuan {version('yusuan')}</Application></Properties>"
    )
