"""What the middle of the page shows: a picture for each page of a PDF, a text with tables for any other source."""

import hashlib
from dataclasses import dataclass, field

from yusuan.model.disclosure import Disclosure, Paragraph
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding
from yusuan.model.place import Place
from yusuan.model.text import Language
from yusuan.report.page.flow import Flow
from yusuan.report.page.sheets import PICTURED, Sheet, bytes_of, sheets
from yusuan.report.products import Examined

#: A spot in the page: [view], [view, x0, top, x1, bottom] in tenths of a point, or the id of an element.
Anchor = list[int] | str

_TENTHS = 10


@dataclass(frozen=True, slots=True)
class View:
    """One thing to look at: a ``sheet`` or ``html``. ``source`` indexes the disclosure's sources."""

    source: int
    sheet: Sheet | None = None
    html: str = ""


@dataclass(slots=True)
class Views:
    """All that is shown of a document, and where in it each place is."""

    views: list[View] = field(default_factory=list)
    pages: dict[tuple[str, int], int] = field(default_factory=dict)
    spots: dict[Place, str] = field(default_factory=dict)

    def anchor(self, place: Place | None) -> Anchor | None:
        """Where ``place`` is shown; None where it is not."""
        if place is None:
            return None
        view = self.pages.get((place.source.sha256, place.page)) if place.page is not None else None
        if view is None:
            return self.spots.get(place)
        return [view] if place.box is None else [view, *(round(edge * _TENTHS) for edge in place.box)]


def views(examined: Examined, language: Language) -> Views:
    """Draw every source of the document, in order."""
    disclosure = examined.disclosure
    files = [data for path in examined.paths if (data := bytes_of(path)) is not None]
    by_hash = {hashlib.sha256(data).hexdigest(): data for data in files}
    marked = frozenset(p for x in examined.report.located for p in places_of(x.finding))
    flow = Flow(disclosure, marked, language)
    shown = Views()
    for number, source in enumerate(disclosure.sources):
        data = by_hash.get(source.sha256)
        pages = list(sheets(data, source.kind)) if data is not None and source.kind in PICTURED else []
        for sheet in pages:
            shown.pages[source.sha256, sheet.number] = len(shown.views)
            shown.views.append(View(number, sheet))
        if not pages:
            flowed = flow.of(source, len(shown.views))
            shown.spots |= flowed.spots
            shown.views.append(View(number, html=flowed.html))
    return shown


def places_of(finding: Finding) -> list[Place]:
    """Every place that a finding names."""
    return [p for p in (finding.place, *finding.also) if p is not None]


def in_line(disclosure: Disclosure, claim: Claim) -> Place:
    """Where a claim's figure is within its printed line, by the widths of the characters before it.

    The reader keeps the boxes of lines; a line is set evenly, so that this is true to about half a character.
    """
    box, pieces = claim.place.box, _pieces(disclosure, claim)
    if box is None or not pieces:
        return claim.place
    text = paragraph(disclosure, claim)
    start, end = claim.span
    first = max((offset for offset, _ in pieces if offset <= start), default=0)
    last = min((offset for offset, _ in pieces if offset > start), default=len(text))
    line = text[first:last]
    whole = _wide(line)
    if not whole:
        return claim.place
    width = box[2] - box[0]
    left, right = (box[0] + width * _wide(line[: n - first]) / whole for n in (start, min(end, last)))
    return Place(claim.place.source, claim.place.page, (left - 1, box[1], right + 1, box[3]))


def paragraph(disclosure: Disclosure, claim: Claim) -> str:
    """The text of the paragraph that ``claim`` stands in; '' where it is not at hand."""
    found = _paragraph(disclosure, claim)
    return found.text if found else ""


def _pieces(disclosure: Disclosure, claim: Claim) -> tuple[tuple[int, Place], ...]:
    found = _paragraph(disclosure, claim)
    return found.pieces if found else ()


def _paragraph(disclosure: Disclosure, claim: Claim) -> Paragraph | None:
    if not 0 <= claim.section < len(disclosure.sections):
        return None
    paragraphs = disclosure.sections[claim.section].paragraphs
    return paragraphs[claim.paragraph] if 0 <= claim.paragraph < len(paragraphs) else None


def _wide(text: str) -> int:
    """The width of ``text`` in half characters."""
    return sum(1 if "!" <= c <= "~" or c == " " else 2 for c in text)
