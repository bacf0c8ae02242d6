"""Errors put into the real text of documents one at a time: the slips of people who write explanations of budgets.

They are put between stitching and interpretation, so that identity, tables, narrative and rules are all read anew.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from narrative_evidence import Figure, digits, figures
from narrative_parts import Parts, Slip

from yusuan.catalog.codes import codes_named
from yusuan.model.amount import FEN, parse_amount
from yusuan.model.disclosure import Paragraph, Section
from yusuan.model.place import Place
from yusuan.read.narrative.quantity import read_ratio

_TEXT = frozenset({"narrative", "other"})
_WORDS = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "上升": "下降", "降低": "提高",
}  # fmt: skip
_UP = ("增加", "增长", "上升", "提高")
_CHANGE = re.compile(
    r"(?<![的数])(增加|减少|增长|下降|上升|降低)(?=了?\s*(?:约|为)?[\d,]+(?:\.\d+)?\s*(?:亿元|万元|元|[%％]))"
)
_OTHER_BEHIND = re.compile(
    r"[\d,.]+\s*(?:亿元|万元|元|[%％])\s*[，,、（(；;]?\s*(?:同比)?(增加|减少|增长|下降|上升|降低)(?:了)?[\d]"
)
_OTHER_BEFORE = re.compile(
    r"(增加|减少|增长|下降|上升|降低)了?\s*[\d,.]+\s*(?:亿元|万元|元)\s*[，,、（(]?\s*(?:同比)?$"
)
_LEVEL = re.compile(r"(?<!基本)持平(?=[。，,；;])")
_COMPARE = re.compile(r"决算数?(?P<word>大于|小于|高于|低于)(?:年初|全年|调整)?预算数?")
_TWO = re.compile(
    r"预算为?\s*(?P<budget>[\d,]+(?:\.\d+)?)\s*(?:万元|元)?[，,、。]\s*(?:\S{0,12}?)支出?决算(?:数)?为?\s*(?P<final>[\d,]+(?:\.\d+)?)\s*(?:万元|元)"
)
_BASE_YEAR = re.compile(r"[比较与]\s*(20\d\d)(?=\s*年)")
_OWN_YEAR = re.compile(r"(?:^|(?<=[。；;]))\s*(20\d\d)(?=\s*年)")
_REASON = re.compile(
    r"(?:原因(?:是|为|：|:)|主要是|主要系)[:：]?(?P<text>[^。；;，,、]{0,40}?(?:经费|支出|费用|预算|拨款|开支)(?:的|有所|略有|相应)?)(?P<word>增加|减少)(?=[。；;]|$)"
)
_SUBJECT = re.compile(r"(?P<name>[\u4e00-\u9fff、]{3,24})[（(](?P<level>[类款项])[)）]")
_DIGITS = {"类": 3, "款": 5, "项": 7}
_MONEY_KINDS = ("digit", "swapped", "shifted", "another's")
_AMOUNT = tuple(f"amount: {k}" for k in _MONEY_KINDS)
KINDS = (
    *_AMOUNT, "unit", "rate: growth", "rate: share", "rate: completion", "direction: change", "direction: level",
    "direction: budget", "reason", "year: base", "year: sentence", "year: cover", "year: heading", "body: cover",
    "body: heading", "body: table", "body: sentence", "subject's level", "table dropped", "note emptied",
)  # fmt: skip


class Slips(Parts):
    """Finds where errors can be put into one document, and puts them there."""

    def sample(self, each: int) -> Iterator[Slip]:
        """At most ``each`` errors of every kind, at places chosen by chance."""
        found: dict[str, list[Slip]] = {}
        for slip in (*self._sentences(), *self.headings(), *self.tables()):
            found.setdefault(slip.kind, []).append(slip)
        for kind in KINDS:
            slips = found.get(kind, [])
            yield from self.chance.sample(slips, min(each, len(slips)))

    # --- sentences ------------------------------------------------------------------------------------------------

    def _sentences(self) -> Iterator[Slip]:
        first = 0
        for part, stitched in enumerate(self.stitched):
            for index, section in enumerate(stitched.sections):
                for number, paragraph in enumerate(section.paragraphs):
                    spot = _Spot(self, part, index, number, paragraph, first + index)
                    if section.kind in _TEXT:
                        found = figures(paragraph.text)
                        yield from self._money(spot, found)
                        yield from self._rates(spot, found)
                        yield from self._directions(spot, found)
                        yield from self._years(spot, found)
                        yield from self._subjects(spot)
                    if section.kind in (*_TEXT, "cover"):
                        yield from self._bodies(spot, section)
            first += len(stitched.sections)

    def _money(self, spot: "_Spot", found: Sequence[Figure]) -> Iterator[Slip]:
        for at, one in enumerate(found):
            if one.rate or not one.value:
                continue
            for kind in _MONEY_KINDS:
                new = self._wrong(kind, one)
                read = parse_amount(new, one.unit) if new else None
                if read is not None and read.value != one.value:
                    by = self.evidence.of_amount(spot.absolute, spot.number, found, at, read.value)
                    yield spot.slip(f"amount: {kind}", one.start, one.end, new, by)
            if one.unit in ("万元", "元"):
                unit = "元" if one.unit == "万元" else "万元"
                wrong = one.value * FEN[unit] // FEN[one.unit]
                by = self.evidence.of_amount(spot.absolute, spot.number, found, at, wrong)
                at_unit = spot.text.index(one.unit, one.end)
                yield spot.slip("unit", at_unit, at_unit + len(one.unit), unit, by, words=(one.printed + unit,))

    def _wrong(self, kind: str, one: Figure) -> str:
        """The figure with a slip of one kind; '' where it cannot be made."""
        printed = one.printed
        at = [i for i, c in enumerate(printed) if c.isdigit()]
        if kind == "digit":
            i = self.chance.choice(at)
            others = [d for d in "123456789" if abs(int(d) - int(printed[i])) > 1]
            return printed[:i] + self.chance.choice(others) + printed[i + 1 :]
        if kind == "swapped":
            swaps = [(i, j) for i, j in pairwise(at) if printed[i] != printed[j]]
            if not swaps or (len(at) > 1 and printed[at[1]] == "0" and len(swaps) == 1):
                return ""
            i, j = self.chance.choice(swaps)
            made = [*printed]
            made[i], made[j] = made[j], made[i]
            return "".join(made)
        if kind == "shifted":
            return _shifted(printed, self.chance.random() < 0.5)
        others = [
            c.amount.printed
            for c in self.evidence.money
            if c.amount and c.amount.unit == one.unit and abs(c.amount.value - one.value) > one.step and c.amount.value
        ]
        return self.chance.choice(others) if others else ""

    def _rates(self, spot: "_Spot", found: Sequence[Figure]) -> Iterator[Slip]:
        for at, one in enumerate(found):
            if not one.rate or digits(one.printed) < 2:
                continue
            before = spot.text[max(0, one.start - 24) : one.start]
            kind = "growth" if re.search(r"(?:增长|下降|增加|减少|上升|降低)(?:了|约|为)?\s*$", before) else ""
            kind = kind or ("completion" if re.search(r"完成[^，。；]{0,16}$", before) else "")
            kind = kind or ("share" if re.search(r"占[^，。；]{0,20}$", before) else "")
            new = self._wrong(self.chance.choice(("digit", "swapped")), one)
            read = read_ratio(new) if new else None
            if kind and read is not None and read.value != one.value:
                by = self.evidence.of_rate(found, at, read.value)
                yield spot.slip(f"rate: {kind}", one.start, one.end, new, by)

    def _directions(self, spot: "_Spot", found: Sequence[Figure]) -> Iterator[Slip]:
        text = spot.text
        for m in _CHANGE.finditer(text):
            sign = 1 if m[1] in _UP else -1
            by = self.evidence.of_direction(found, m.end(), sign)
            behind, before = _OTHER_BEHIND.match(text, m.end()), _OTHER_BEFORE.search(text[: m.start()])
            beside = behind or before
            if (
                not by
                and beside is not None
                and (1 if beside[1] in _UP else -1) == sign
                and self._moved(found, m.end())
            ):
                by = "the other word"
            yield spot.slip("direction: change", m.start(), m.end(), _WORDS[m[1]], by)
        for m in _LEVEL.finditer(text):
            yield from self._level(spot, m)
        for m in _COMPARE.finditer(text):
            two = list(_TWO.finditer(text[: m.start()]))
            up = m["word"] in ("大于", "高于")
            gap = 0
            if two:
                last = [parse_amount(two[-1][k], "万元") for k in ("final", "budget")]
                gap = last[0].value - last[1].value if last[0] and last[1] else 0
            new = {"大于": "小于", "小于": "大于", "高于": "低于", "低于": "高于"}[m["word"]]
            near = bool(two) and not re.search(r"[（(][类款项]|其中", text[two[-1].end() : m.start()])
            by = "equation (difference)" if gap and near and (gap > 0) == up else ""
            yield spot.slip("direction: budget", *m.span("word"), new, by)
        for m in _REASON.finditer(text):
            said = [w[1] for w in _CHANGE.finditer(text[max(0, m.start() - 60) : m.start()])]
            same = bool(said) and (said[-1] in _UP) == (m["word"] == "增加")
            by = "the change" if same and not re.search(r"上年|去年|收入|退休|结转", m["text"]) else ""
            yield spot.slip("reason", *m.span("word"), _WORDS[m["word"]], by)

    def _moved(self, found: Sequence[Figure], end: int) -> bool:
        return any(end <= f.start <= end + 6 and f.value for f in found)

    def _level(self, spot: "_Spot", m: re.Match[str]) -> Iterator[Slip]:
        """持平 made a plain 增加: against the reason behind it, or against nothing that cannot have grown."""
        reason = re.match(
            r"[。，,；;]\s*(?:主要)?原因(?:是|为)?[:：]?[^。；;]{0,30}?(?:持平|一致|不变|相同)", spot.text[m.end() :]
        )
        clause = re.split(r"[。；;]", spot.text[: m.start()])[-1]
        found = figures(clause)
        nothing = len(found) == 1 and not found[0].rate and found[0].value == 0 and len(clause) < 60
        equal = len(found) >= 2 and found[-1].value == found[-2].value and not found[-1].rate
        by = "the reason" if reason else "zero" if nothing else "equation (difference)" if equal else ""
        yield spot.slip("direction: level", m.start(), m.end(), "增加", by)

    def _years(self, spot: "_Spot", found: Sequence[Figure]) -> Iterator[Slip]:
        for m in _BASE_YEAR.finditer(spot.text):
            if int(m[1]) != self.year - 1:
                continue
            changes = re.match(r"[^。；;]{0,40}?(?:增加|减少|增长|下降|持平)", spot.text[m.end() :])
            by = "the document's year" if changes else ""
            year = self.year - 2 if self.chance.random() < 0.5 else self.year
            again = f"{self.year}年" in spot.text[: m.start()]
            yield spot.slip("year: base", *m.span(1), str(year), by if again or year != self.year else "")
        for m in _OWN_YEAR.finditer(spot.text):
            if int(m[1]) != self.year:
                continue
            sentence = re.split(r"[。；;]", spot.text[m.end() :])[0]
            first = next((f for f in found if m.end() <= f.start < m.end() + len(sentence)), None)
            told = first is not None and not first.rate and digits(first.printed) >= 3
            held = told and first is not None and self.evidence.prints(first.value, first.step)
            plainly = held and not re.search(r"20\d\d", sentence[: first.start - m.end()] if first else "")
            yield spot.slip("year: sentence", *m.span(1), str(self.year - 1), "table" if plainly else "")

    def _subjects(self, spot: "_Spot") -> Iterator[Slip]:
        for m in _SUBJECT.finditer(spot.text):
            name, level = m["name"], m["level"]
            right = {len(c) for c in codes_named("function", name)}
            new = self.chance.choice([x for x in "类款项" if x != level])
            by = "the list of subjects" if right == {_DIGITS[level]} else ""
            yield spot.slip("subject's level", *m.span("level"), new, by, words=(f"{name}（{new}）", f"{name}({new})"))

    def _bodies(self, spot: "_Spot", section: Section) -> Iterator[Slip]:
        body = self.disclosure.identity.body
        at = spot.text.find(body) if body else -1
        if at < 0 or not self.others:
            return
        kind = "body: cover" if section.kind == "cover" else "body: sentence"
        by = self.again if section.kind == "cover" or _opens(spot.text, at, body) else ""
        yield spot.slip(kind, at, at + len(body), self.chance.choice(self.others), by)
        if section.kind == "cover":
            m = re.search(str(self.year), spot.text)
            if m:
                yield spot.slip("year: cover", *m.span(), str(self.year - 1), "the other places")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A paragraph that errors are put into; ``absolute``: the number of its section in the whole document."""

    slips: Slips
    part: int
    index: int
    number: int
    paragraph: Paragraph
    absolute: int

    @property
    def text(self) -> str:
        return self.paragraph.text

    def slip(self, kind: str, start: int, end: int, new: str, by: str, words: tuple[str, ...] = ()) -> Slip:
        """Put ``new`` in place of ``text[start:end]``."""
        whole = self.slips.stitched[self.part]
        section = whole.sections[self.index]
        changed = replace(
            section,
            paragraphs=(
                *section.paragraphs[: self.number],
                edited(self.paragraph, start, end, new),
                *section.paragraphs[self.number + 1 :],
            ),
        )
        one = replace(whole, sections=(*whole.sections[: self.index], changed, *whole.sections[self.index + 1 :]))
        figure = kind.startswith(("amount", "rate")) and len(new) > 2
        named = words or ((new,) if new not in _WORDS and len(new) > 2 else ())
        places = () if figure else tuple(self._lines(start, end))
        return Slip(kind, self.text[start:end], new, by, named, places, self.slips.put(self.part, one))

    def _lines(self, start: int, end: int) -> Iterator[Place]:
        """The printed lines of the sentence around a word."""
        first = max(self.text.rfind(c, 0, start) for c in "。；;") + 1
        last = min(i for c in "。；;" if (i := self.text.find(c, end)) >= 0 or (i := len(self.text)))
        yield self.paragraph.place_of(first)
        yield from (place for at, place in self.paragraph.pieces if first < at <= last)


def edited(paragraph: Paragraph, start: int, end: int, new: str) -> Paragraph:
    """The paragraph with other words in place of ``text[start:end]``; its lines stay where they are printed."""
    grown = len(new) - (end - start)
    pieces = tuple((at + grown if at >= end else min(at, start + len(new)), place) for at, place in paragraph.pieces)
    return Paragraph(paragraph.text[:start] + new + paragraph.text[end:], pieces)


def _shifted(printed: str, left: bool) -> str:
    whole, dot, rest = printed.replace(",", "").partition(".")
    if not dot:
        return whole + "0"
    return f"{whole[:-1] or '0'}.{whole[-1]}{rest}" if left else f"{whole}{rest[0]}.{rest[1:]}".rstrip(".")


def _opens(text: str, at: int, body: str) -> bool:
    """Whether a sentence opens with the body's name and goes on about its budget."""
    behind = text[at + len(body) : at + len(body) + 24]
    before = re.split(r"[。；;，,：:]", text[:at])[-1]
    return len(before) <= 10 and re.match(r"(?:\(?[^，。]{0,4}\)?)?\s*20\d\d年", behind) is not None
