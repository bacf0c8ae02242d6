"""The parts of a Word document and the way through its body: paragraphs and tables in order, as blocks."""

from collections.abc import Iterator
from itertools import islice

from yusuan.model.grid import Page, Pages, TextLine
from yusuan.model.place import Place, Source
from yusuan.model.text import Text
from yusuan.read.archive import Archive, Element, damaged, parse_xml, too_large
from yusuan.read.docx.body import Body
from yusuan.read.docx.names import local, r, transitional, w
from yusuan.read.docx.numbering import read_numbering
from yusuan.read.docx.objects import Objects
from yusuan.read.docx.runs import read_runs
from yusuan.read.errors import EmptyFileError
from yusuan.read.limits import DEFAULT, Limits
from yusuan.read.numbers import count

WHAT = Text("Word 文档（docx）", "The Word document (docx)")
_MAIN = "word/document.xml"
#: A hundred pages of tables hold some twenty thousand; millions of empty ones fit into a small file.
_MAX_PARAGRAPHS = 400_000


def read_docx(data: bytes, source: Source, limits: Limits = DEFAULT) -> Pages:
    """Read the Word document ``data`` as one page.

    Raises DamagedError, EncryptedError, TooLargeError, or EmptyFileError where it holds neither text nor a picture.
    """
    archive = Archive(data, WHAT, limits)
    part = next((path for kind, path in archive.relations("").values() if kind == "officeDocument"), _MAIN)
    relations = archive.relations(part)
    root = _part(archive, part)
    content = root.find(w("body"))
    if content is None:
        raise damaged(WHAT)
    if sum(1 for _ in islice(content.iter(w("p")), _MAX_PARAGRAPHS + 1)) > _MAX_PARAGRAPHS:
        raise too_large(WHAT)
    named: dict[str, str] = {}
    for kind, path in relations.values():
        named.setdefault(kind, path)
    numbering = read_numbering(_optional(archive, named.get("numbering")), _optional(archive, named.get("styles")))
    objects = Objects(archive, relations, source, limits)
    body = Body(source, numbering, _notes(archive, named), objects)
    body.read(content)
    furniture = _furniture(archive, relations, root, source)
    if not body.blocks and not body.pictures:
        raise EmptyFileError(
            Text("文档里没有任何内容，请重新导出。", "The document has nothing in it. Export it again.")
        )
    numbers = body.numbers + sum(count(line.text) for line in furniture)
    page = Page(1, tuple(body.blocks), numbers, has_text=bool(body.blocks), furniture=furniture)
    return Pages(source, (page,), tuple(body.remarks()))


def _part(archive: Archive, name: str) -> Element:
    return parse_xml(transitional(archive.read(name)), WHAT)


def _optional(archive: Archive, name: str | None) -> Element | None:
    return _part(archive, name) if name is not None and name in archive else None


def _notes(archive: Archive, named: dict[str, str]) -> dict[tuple[str, str], Element]:
    """Footnotes and endnotes by kind and id; the lines that part them from the text are none."""
    out: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        root = _optional(archive, named.get(f"{kind}s"))
        for note in root.iterfind(w(kind)) if root is not None else ():
            if note.get(w("type"), "normal") == "normal":
                out[kind, note.get(w("id"), "")] = note
    return out


def _furniture(
    archive: Archive, relations: dict[str, tuple[str, str]], root: Element, source: Source
) -> tuple[TextLine, ...]:
    """The running heads and feet of all sections, each text once."""
    found: dict[str, None] = {}
    for element in root.iter(w("headerReference"), w("footerReference")):
        kind, path = relations.get(element.get(r("id"), ""), ("", ""))
        if kind in ("header", "footer") and path in archive:
            for text in _lines(_part(archive, path)):
                found.setdefault(text)
    return tuple(TextLine(text, Place(source, line=0)) for text in found)


def _lines(root: Element) -> Iterator[str]:
    for paragraph in root.iter(w("p")):
        # A paragraph of a text box stands within one of its own; each is asked for its own runs only.
        if any(local(a) == "Fallback" for a in paragraph.iterancestors()):
            continue
        text = " ".join(read_runs(paragraph).text.split())
        if text:
            yield text
