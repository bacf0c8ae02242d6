"""What has been said so far: the claims, and the open headings, items and enumerations that give the next its point."""

import re

from yusuan.catalog.trees import contains
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Identification
from yusuan.model.fact import Claim
from yusuan.read.narrative.frame import Frame, overlay, part_of, same
from yusuan.read.narrative.lexicon import Lexeme, lex
from yusuan.read.narrative.outline import LONGEST_HEADING, Marker, marker
from yusuan.read.narrative.phrase import Setting, is_another_body, read_phrase
from yusuan.read.narrative.view import view

_UNIT = re.compile(r"单位[:：]\s*(?P<unit>亿元|万元|千元|元)")
#: How far back the words of a whole are looked for.
_NEAR = 12
#: How many amounts of one frame are looked through for the subject of a comparison.
_MOST = 100


class Memory:
    """The claims so far and the stack of open frames; the first frame is the document's own."""

    def __init__(self, identity: Identification) -> None:
        self.body = "".join(identity.body.split())
        self.year = identity.year
        self.own_year = str(identity.year)
        self.phase = "final" if identity.kind == "final_accounts" else "budget"
        self.claims: list[Claim] = []
        #: The amounts that are of income and expenditure alike: 收支总预算, 收入、支出均为.
        self.both: set[int] = set()
        self.frames: list[Frame] = [Frame("section", Coordinate(), None)]
        self.item = self.section = self.paragraph = 0
        self.closed = True
        self.hidden = False
        self.unit = "万元"
        self._government = self._economy = False

    # --- headings and items ---------------------------------------------------------------------------------------

    def open_section(self, index: int, headings: tuple[str, ...]) -> None:
        """Begin a section; the frames of the headings that it shares with the section before stay open."""
        self.section, self.item = index, self.item + 1
        kept = [f for f in self.frames if f.kind == "section"]
        depth = 0
        while depth < len(headings) and depth + 1 < len(kept) and kept[depth + 1].heading == headings[depth]:
            depth += 1
        self.frames = kept[: depth + 1]
        if depth == len(headings):
            self.frames[-1].amounts = []
        for heading in headings[depth:]:
            above = self.frames[-1]
            point = self._read_heading(heading, above)
            subject = point if point != Coordinate() else None
            known = above.known and not self._is_another(heading)
            self.frames.append(Frame("section", point, subject, known=known, heading=heading))
        self._note_headings()
        self.closed, self.hidden = True, False
        self.unit = "万元"
        self.note_unit("".join(headings))

    def note_unit(self, text: str) -> None:
        """Take note of 单位：元, for the figures that then stand without one."""
        m = _UNIT.search(text) if "单位" in text else None
        if m is not None:
            self.unit = m.group("unit")

    def _read_heading(self, heading: str, above: Frame) -> Coordinate:
        seen = view(heading)
        found = marker(seen.text)
        begin = found.end if found else 0
        lexemes = [x for x in lex(seen.text) if x.start >= begin]
        phrase = read_phrase(seen.text, lexemes, begin, len(seen.text), self.setting(above))
        nodes = phrase.nodes if phrase.understood and phrase.named else _common(lexemes)
        if nodes.get("flow") == "both":
            nodes = {d: n for d, n in nodes.items() if d != "flow"}
        return overlay(above.point, nodes) if nodes else above.point

    def _is_another(self, heading: str) -> bool:
        text = view(heading).text
        found = marker(text)
        return is_another_body(text[found.end if found else 0 :], self.body)

    def begin_item(self, found: Marker, text: str) -> None:
        """Begin a numbered item: close the items of its level and below."""
        self.item += 1
        keep = len(self.frames)
        for i in range(len(self.frames) - 1, 0, -1):
            frame = self.frames[i]
            if frame.kind == "section":
                break
            if frame.kind == "bracket" or (frame.kind == "item" and frame.level >= found.level):
                keep = i
        del self.frames[keep:]
        above = self.frames[-1]
        listed = above.kind == "list"
        self.frames.append(
            Frame(
                "item",
                above.point if listed else (above.subject or above.point),
                above.subject,
                found.level,
                above.known,
                wholes=above.wholes if listed else (),
                heading=text[:LONGEST_HEADING],
            )
        )
        self._note_headings()

    def drop(self, *kinds: str) -> bool:
        """Close the innermost frames of ``kinds``; whether any of them held amounts."""
        dropped = False
        while self.frames[-1].kind in kinds:
            dropped = dropped or bool(self.frames[-1].amounts)
            self.frames.pop()
        return dropped

    def setting(self, frame: Frame | None = None) -> Setting:
        """What the open frames add to a phrase."""
        frame = frame or self.frames[-1]
        spoken = frame.subject or frame.point
        procurement = False
        for one in self.frames[-4:]:
            if one.point.topic == "procurement" or (one.subject is not None and one.subject.topic == "procurement"):
                procurement = True
        function = spoken.function or frame.point.function
        return Setting(self.body, self.year, function, procurement, self._government, self._economy)

    def _note_headings(self) -> None:
        words = "".join(f.heading for f in self.frames)
        self._government, self._economy = "政府预算" in words, "经济" in words

    # --- looking back ---------------------------------------------------------------------------------------------

    def current(self, frame: Frame) -> int | None:
        """The last amount stated in ``frame`` that is of the document's own year and phase."""
        for number in reversed(frame.amounts):
            at = self.claims[number].coordinate
            if at is None or (at.year == self.own_year and at.phase == self.phase):
                return number
        return None

    def point_of(self, number: int | None) -> Coordinate | None:
        """The point of the claim ``number``."""
        return None if number is None or number < 0 else self.claims[number].coordinate

    def wholes(self) -> tuple[int, ...]:
        """What an enumeration that begins here may be the parts of, the likeliest last."""
        for frame in reversed(self.frames):
            if frame.amounts:
                current = self.current(frame)
                others = tuple(n for n in frame.amounts[-4:] if n != current)
                return (*others, current) if current is not None else others
        return ()

    def whole(self, frame: Frame, at: Coordinate | None) -> int:
        """Which of the frame's wholes an amount at ``at`` is part of; -1 for none."""
        for number in reversed(frame.wholes):
            whole = self.claims[number].coordinate
            if at is None or whole is None or part_of(whole, at):
                return number
        return -1

    def stated(self, point: Coordinate | None) -> tuple[int, ...]:
        """The amounts of the open frames that were stated at ``point``, oldest first."""
        if point is None:
            return ()
        return tuple(
            n
            for frame in self.frames
            for n in frame.amounts[-_MOST:]
            if (c := self.claims[n].coordinate) is not None
            and (c.year, c.phase) == (point.year, point.phase)
            and same(c, point)
        )

    def stated_of_both(self, nodes: dict[str, str]) -> tuple[int, ...]:
        """The amounts of this paragraph that are of income and expenditure alike, where only a side is named."""
        if nodes.keys() != {"flow"}:
            return ()
        return tuple(
            n for n in self.frames[-1].amounts if n in self.both and self.claims[n].paragraph == self.paragraph
        )

    def budget(self, phase: str) -> int:
        """The budget stated last in the innermost frame; -1 for none."""
        wanted = (phase,) if phase else ("budget", "adjusted")
        for number in reversed(self.frames[-1].amounts):
            at = self.claims[number].coordinate
            if at is not None and at.phase in wanted and at.year == self.own_year and at.phase != self.phase:
                return number
        return -1

    def by_words(self, words: str) -> int:
        """The amount of this item whose own words are ``words``; -1 for none."""
        words = words.rstrip("的")
        for number in range(len(self.claims) - 1, max(-1, len(self.claims) - _NEAR), -1):
            claim = self.claims[number]
            if claim.item == self.item and claim.kind == "amount" and claim.subject == words:
                return number
        return -1


def _common(lexemes: list[Lexeme]) -> dict[str, str]:
    """The nodes on which all words of a heading agree."""
    nodes: dict[str, str] = {}
    clash: set[str] = set()
    for one in lexemes:
        for dimension, node in one.delta:
            old = nodes.get(dimension, "")
            if dimension == "phase" or one.needs:
                continue
            if contains(dimension, old, node):
                nodes[dimension] = node
            elif not contains(dimension, node, old):
                clash.add(dimension)
    return {d: n for d, n in nodes.items() if d not in clash}
