"""A Word document with its findings as comments, each at its paragraph or cell, those that it has kept."""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import accumulate

from lxml import etree

from yusuan.model.finding import Severity
from yusuan.model.place import Place, Source
from yusuan.read.archive import Element, damaged, parse_xml
from yusuan.read.docx.body import Body
from yusuan.read.docx.document import WHAT
from yusuan.read.docx.names import local, transitional, w, whole
from yusuan.read.docx.numbering import read_numbering
from yusuan.read.docx.objects import Objects
from yusuan.read.docx.runs import read_runs
from yusuan.read.limits import DEFAULT
from yusuan.report.copies.notes import AUTHOR, Notes, Spot
from yusuan.report.copies.package import Package

_MAIN = "word/document.xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_NS = w("x")[1:-2]
_EMPTY = f'<w:comments xmlns:w="{_NS}"/>'.encode()
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What stands in the text but takes no comments of its own.
_CLOSED = frozenset({"txbxContent", "footnote", "endnote", "hdr", "ftr"})


def annotated_docx(data: bytes, notes: Notes) -> bytes:
    """``data`` with ``notes`` as comments. Raises DamagedError, TooLargeError, EncryptedError, NoCopyError."""
    package = Package(data, WHAT)
    part = package.related("", "officeDocument") or _MAIN
    root = parse_xml(transitional(package.archive.read(part)), WHAT)
    content = root.find(w("body"))
    if content is None:
        raise damaged(WHAT)
    spots = _Anchors(package, part, content)
    comments = _Comments(package, part, f"{notes.when:%Y-%m-%dT%H:%M:%SZ}")
    first = next(_paragraphs(content), None)
    if first is None:
        first = etree.Element(w("p"))
        content.insert(0, first)
    told, strays = [], []
    for spot in notes.spots:
        anchor = spot_anchor(spots, spot.place)
        if anchor is None:
            strays.append(spot)
        else:
            told.append((anchor, spot))
    words = "\n\n".join((notes.summary(), *(s.text(notes.language) for s in strays)))
    comments.put([first], words, "")
    for anchor, spot in told:
        for remark in spot.own:
            comments.put(anchor, remark.text(notes.language), remark.printed.strip())
        # A comment for each figure of a hint on rounding would bury the rest.
        others = [r for r in spot.others if r.severity is not Severity.HINT]
        if others:
            comments.put(anchor, Spot(spot.place, [], others).text(notes.language), "")
    comments.store()
    package.put(part, root)
    return package.whole()


def spot_anchor(anchors: "_Anchors", place: Place) -> list[Element] | None:
    """The paragraphs that a comment on ``place`` spans; None where the place is not in the document's body."""
    element = None
    if place.cell is not None and place.column is not None:
        element = anchors.cells.get((place.column, *place.cell))
    if (element is None or not _takes_comments(element)) and place.line is not None:
        element = anchors.elements.get(place.line)
    if element is None:
        return None
    found = [element] if local(element) == "p" else list(_paragraphs(element))
    # A comment on a table is one on its first cell.
    return found[:1] if local(element) == "tbl" else found or None


class _Anchors:
    """The elements that places name, found as the reader counts them."""

    def __init__(self, package: Package, part: str, content: Element) -> None:
        archive = package.archive
        relations = archive.relations(part)
        named: dict[str, str] = {}
        for kind, path in relations.values():
            named.setdefault(kind, path)
        notes = {}
        for kind in ("footnote", "endnote"):
            held = named.get(f"{kind}s")
            if held is not None and held in archive:
                for note in parse_xml(transitional(archive.read(held)), WHAT).iterfind(w(kind)):
                    notes[kind, note.get(w("id"), "")] = note
        source = Source("", "", "docx")
        body = Body(source, read_numbering(None, None), notes, Objects(archive, {}, source, DEFAULT))
        body.read(content)
        self.elements, self.cells = body.elements, body.cells


class _Comments:
    """The comments of a document, old and new."""

    def __init__(self, package: Package, part: str, date: str) -> None:
        self._package = package
        self._part = part
        self._date = date
        self._name: str | None = package.related(part, "comments")
        data = transitional(package.archive.read(self._name)) if self._name else _EMPTY
        self._root = parse_xml(data, WHAT)
        self._next = max((whole(c.get(w("id")), -1) for c in self._root.iter(w("comment"))), default=-1) + 1

    def put(self, paragraphs: list[Element], words: str, quoted: str) -> None:
        """Comment on ``paragraphs`` with ``words``; on the runs that hold ``quoted``, where they are known."""
        identity = str(self._next)
        self._next += 1
        comment = etree.SubElement(self._root, w("comment"))
        for key, value in (("id", identity), ("author", AUTHOR), ("initials", "ys"), ("date", self._date)):
            comment.set(w(key), value)
        for n, line in enumerate(words.split("\n")):
            paragraph = etree.SubElement(comment, w("p"))
            run = etree.SubElement(paragraph, w("r"))
            if n == 0:
                etree.SubElement(run, w("annotationRef"))
                run = etree.SubElement(paragraph, w("r"))
            text = etree.SubElement(run, w("t"))
            text.text = line
            text.set(_SPACE, "preserve")
        _span(paragraphs, identity, quoted)

    def store(self) -> None:
        """Put the comments into the package."""
        if self._name is None:
            self._name = self._package.unused("word/comments{}.xml")
            self._package.relate(self._part, _RELATION, self._name)
            self._package.declare(self._name, _COMMENTS_TYPE)
        self._package.put(self._name, self._root)


def _span(paragraphs: list[Element], identity: str, quoted: str) -> None:
    """Mark where a comment begins and ends, and refer to it after its end."""
    start, end = _bounds(paragraphs, quoted)
    opening, closing = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
    opening.set(w("id"), identity)
    closing.set(w("id"), identity)
    reference = etree.Element(w("r"))
    etree.SubElement(reference, w("commentReference")).set(w("id"), identity)
    first, last = paragraphs[0], paragraphs[-1]
    first.insert(first.index(start) if start is not None else _after_properties(first), opening)
    at = last.index(end) + 1 if end is not None else len(last)
    last.insert(at, closing)
    last.insert(at + 1, reference)


def _bounds(paragraphs: list[Element], quoted: str) -> tuple[Element | None, Element | None]:
    """The first and the last run that hold ``quoted``, where it stands once in the only paragraph.

    A run of plain text that holds more is cut into runs that look the same.
    """
    if len(paragraphs) != 1 or not quoted:
        return None, None
    runs = [child for child in paragraphs[0] if local(child) == "r"]
    texts = [read_runs(run).text for run in runs]
    found = list(_whole(quoted).finditer("".join(texts)))
    if len(found) != 1:
        return None, None
    at = found[0].start()
    ends = list(accumulate(len(t) for t in texts))
    first = next(n for n, end in enumerate(ends) if end > at)
    last = next(n for n, end in enumerate(ends) if end >= at + len(quoted))
    _cut(runs[last], at + len(quoted) - (ends[last] - len(texts[last])))
    rest = _cut(runs[first], at - (ends[first] - len(texts[first])))
    return rest, rest if first == last else runs[last]


def _whole(quoted: str) -> re.Pattern[str]:
    """``quoted``, where it is not part of a longer number."""
    before = r"(?<![\d.,])" if quoted[0].isdigit() else ""
    after = r"(?![.,]?\d)" if quoted[-1].isdigit() else ""
    return re.compile(before + re.escape(quoted) + after)


def _cut(run: Element, at: int) -> Element:
    """Cut a run of plain text after ``at`` characters; what stands after the cut, the whole run where it is not cut."""
    texts = [child for child in run if local(child) == "t"]
    text = (texts[0].text or "") if texts else ""
    if len(texts) != 1 or any(local(c) not in ("t", "rPr") for c in run) or not 0 < at < len(text):
        return run
    rest = deepcopy(run)
    for one, words in ((run, text[:at]), (rest, text[at:])):
        written = next(child for child in one if local(child) == "t")
        written.text = words
        written.set(_SPACE, "preserve")
    run.addnext(rest)
    return rest


def _after_properties(paragraph: Element) -> int:
    return 1 if len(paragraph) and local(paragraph[0]) == "pPr" else 0


def _paragraphs(container: Element) -> Iterator[Element]:
    """The paragraphs in ``container`` that take comments."""
    return (p for p in container.iter(w("p")) if _takes_comments(p))


def _takes_comments(element: Element) -> bool:
    return not any(local(a) in _CLOSED for a in element.iterancestors()) and any(
        local(a) == "body" for a in element.iterancestors()
    )
