"""The notes of one worksheet: their words, and the boxes that Excel shows them in (VML), old ones kept."""

from xml.sax.saxutils import escape

from lxml import etree

from yusuan.read.archive import Element, damaged, parse_xml
from yusuan.read.errors import DamagedError
from yusuan.read.workbook.ooxml import WHAT
from yusuan.report.copies.excel.names import Names, cell_name
from yusuan.report.copies.excel.sheet import Worksheet
from yusuan.report.copies.notes import AUTHOR, shortened
from yusuan.report.copies.package import Package

_SPT = "{urn:schemas-microsoft-com:office:office}spt"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_EMPTY_VML = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="{id}" type="#{type}" '
    'style="position:absolute;margin-left:80pt;margin-top:4pt;width:{width}pt;height:{height}pt;z-index:{z};'
    'visibility:hidden" fillcolor="#fffbe6" o:insetmode="auto"><v:fill color2="#fffbe6"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
#: Excel's own bound on the characters of a note, and pixels of a note by its text.
_LONGEST, _WIDE, _LINE, _LEAST, _MOST = 30_000, 360, 17, 90, 420


class Comments:
    """Adds notes to one worksheet of ``package``, the part ``part``."""

    def __init__(self, package: Package, part: str, sheet: Worksheet, names: Names) -> None:
        self._package = package
        self._part = part
        self._sheet = sheet
        self._names = names
        self._root, self._list = self._open()
        self._known = {one.get("ref"): one for one in self._list}
        self._author = self._own_author()
        self._vml = self._open_vml()
        self._used = {one.get("id") for one in self._vml}
        self._count = 0

    def add(self, row: int, column: int, words: str) -> None:
        """Note ``words`` at a cell, after what is noted there already."""
        name = cell_name(row, column)
        found = self._known.get(name)
        if found is not None:
            self._write(found, f"\n\n{words}")
            return
        made = self._names.new(self._list, "comment", ref=name, authorId=str(self._author))
        self._known[name] = made
        self._write(made, words)
        self._shape(row, column, words)

    def _write(self, comment: Element, words: str) -> None:
        text = comment.find(self._names.tag("text"))
        if text is None:
            text = self._names.new(comment, "text")
        plain = text.find(self._names.tag("t"))
        if plain is not None:
            # A plain text takes no runs beside it.
            run = self._names.new(text, "r")
            run.append(plain)
        run = self._names.new(text, "r")
        properties = self._names.new(run, "rPr")
        self._names.new(properties, "sz", val="9")
        self._names.new(properties, "rFont", val="宋体")
        written = self._names.new(run, "t")
        written.set(_SPACE, "preserve")
        written.text = shortened(words, _LONGEST)

    def _shape(self, row: int, column: int, words: str) -> None:
        lines = sum(1 + len(line) // 27 for line in words.split("\n"))
        size = _WIDE, max(_LEAST, min(_MOST, lines * _LINE + 12))
        self._count += 1
        while (identity := f"_x0000_s{1024 + self._count}") in self._used:
            self._count += 1
        shape = _SHAPE.format(
            id=identity, type=self._type, width=size[0] * 3 // 4, height=size[1] * 3 // 4, z=self._count,
            row=row, column=column, anchor=self._sheet.anchor(row, column, size),
        )  # fmt: skip
        self._vml.append(etree.fromstring(shape))

    def _open(self) -> tuple[Element, Element]:
        names, package = self._names, self._package
        part = package.related(self._part, "comments")
        if part is None:
            part = package.unused("xl/comments{}.xml")
            root = etree.Element(names.tag("comments"), nsmap={None: names.main})
            package.put(part, root)
            package.declare(part, _COMMENTS_TYPE)
            package.relate(self._part, f"{names.relations}/comments", part)
        root = package.tree(part)
        if root.find(names.tag("authors")) is None:
            root.insert(0, etree.Element(names.tag("authors")))
        found = root.find(names.tag("commentList"))
        return root, found if found is not None else names.new(root, "commentList")

    def _own_author(self) -> int:
        authors = self._root.find(self._names.tag("authors"))
        if authors is None:
            raise damaged(WHAT)
        self._names.new(authors, "author").text = AUTHOR
        return len(authors) - 1

    def _open_vml(self) -> Element:
        """The drawing of the notes; a new one where there is none, or none that can be read."""
        package, names = self._package, self._names
        held = self._sheet.root.find(names.tag("legacyDrawing"))
        wanted = held.get(names.id) if held is not None else None
        part = package.archive.relations(self._part).get(wanted or "", ("", ""))[1]
        if part in package:
            try:
                root = package.tree(part)
            except DamagedError:
                root = None
            if root is not None:
                self._type = _note_type(root)
                return root
        root = parse_xml(_EMPTY_VML, WHAT)
        self._type = _note_type(root)
        part = package.unused("xl/drawings/vmlDrawing{}.vml")
        package.put(part, root)
        package.declare_suffix("vml", _VML_TYPE)
        identity = package.relate(self._part, f"{names.relations}/vmlDrawing", part)
        if held is not None:
            self._sheet.root.remove(held)
        self._sheet.set_notes_drawing(identity)
        return root


def _note_type(root: Element) -> str:
    """The id of the kind of shape that notes are in a drawing; it is added where there is none."""
    for one in root:
        if etree.QName(one).localname == "shapetype" and one.get(_SPT) == "202" and one.get("id"):
            return escape(one.get("id") or "", {'"': "&quot;"})
    root.append(etree.fromstring(_SHAPE_TYPE))
    return "_x0000_t202"
