"""In which part of the document a place is: of a section or of a statement, also where no text of theirs has it."""

from bisect import bisect_right

from yusuan.model.disclosure import Disclosure
from yusuan.model.place import Place

#: A spot in reading order: source, page, line, height on the page.
_Order = tuple[int, int, int, float]


class Where:
    """Finds the section (by its number, as ``("section", n)``) or the statement that a place is in."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._source = {s.sha256: n for n, s in enumerate(disclosure.sources)}
        self._exact: dict[Place | None, tuple[str, int]] = {}
        anchors: list[tuple[_Order, tuple[str, int]]] = []
        for number, section in enumerate(disclosure.sections):
            places = [section.place, *(p for para in section.paragraphs for _, p in para.pieces)]
            for place in places:
                self._exact.setdefault(place, ("section", number))
                anchors.append((self._order(place), ("section", number)))
        for claim in disclosure.claims:
            self._exact[claim.place] = ("section", claim.section)
        for statement in disclosure.statements:
            self._exact[statement.place] = ("statement", statement.index)
            anchors.append((self._order(statement.place), ("statement", statement.index)))
        anchors.sort()
        self._anchors, self._parts = [a for a, _ in anchors], [p for _, p in anchors]

    def of(self, place: Place | None) -> tuple[str, int] | None:
        """The part that ``place`` is in: the one whose text it is, else the last one that begins before it."""
        if place is None:
            return None
        found = self._exact.get(place)
        if found is not None or not self._anchors:
            return found
        return self._parts[max(0, bisect_right(self._anchors, self._order(place)) - 1)]

    def exactly(self, place: Place | None) -> bool:
        """Whether a part has text at just this place."""
        return place in self._exact

    def _order(self, place: Place) -> _Order:
        top = place.box[1] if place.box else 0.0
        return self._source.get(place.source.sha256, 0), place.page or 0, place.line or 0, top
