"""Which errors put into a sentence something else in the document contradicts, told without the reader or the rules.

Only printed figures are looked at: a table that prints the very amount (of four digits or more), figures of the same
sentence that the original satisfied as an equation, and words beside the changed word. What is said here is
independent of how sentences are understood; only for amounts of fewer digits, which stand in many cells, is the cell
taken that the reader put at the sentence's point.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yusuan.model.amount import FEN, Amount, parse_amount
from yusuan.model.disclosure import Disclosure
from yusuan.read.narrative.quantity import read_ratio

MONEY = re.compile(r"(?<![\d.,])(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>亿元|万元|元|[%％])")
_STOP = re.compile(r"[。；;]")
_FEWEST = 4
#: How many amounts before a figure a share may be of.
_BACK = 12


def digits(printed: str) -> int:
    """How many digits of a printed figure say something."""
    return len(re.sub(r"[,.]", "", printed).strip("0"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit in a paragraph; ``value`` in 分, of a rate in 10^-6 percent, and so the ``step``."""

    start: int
    end: int
    value: int
    step: int
    unit: str
    printed: str
    sentence: int

    @property
    def rate(self) -> bool:
        """Whether it is a percentage."""
        return self.unit in "%％"


def figures(text: str) -> tuple[Figure, ...]:
    """The amounts and percentages of a paragraph, with the number of the sentence of each."""
    stops = [m.start() for m in _STOP.finditer(text)]
    found = []
    for m in MONEY.finditer(text):
        sentence = bisect_left(stops, m.start())
        read = read_ratio(m["figure"]) if m["unit"] in "%％" else parse_amount(m["figure"], m["unit"])
        if read is not None:
            found.append(Figure(*m.span("figure"), read.value, read.step, m["unit"], m["figure"], sentence))
    return tuple(found)


def _near(one: int, other: int, slack: int) -> bool:
    return abs(one - other) <= slack


def _rated(part: Figure, whole: int, whole_step: int, rate: Figure) -> bool:
    """Whether ``part`` is ``rate`` of ``whole``, each rounded."""
    if whole <= 0:
        return False
    exact = part.value * 10**8 // whole
    slack = rate.step + 10**8 * part.step // whole + exact * whole_step // whole
    return _near(exact, rate.value, slack)


def relations(found: Sequence[Figure], signs: Sequence[int] = (1, -1)) -> Iterator[tuple[str, int, int, int]]:
    """The equations between figures of one sentence that hold: (kind, three numbers of figures).

    ``signs``: which way a change may go.
    """
    money = [(i, f) for i, f in enumerate(found) if not f.rate and digits(f.printed)]
    rates = [(i, f) for i, f in enumerate(found) if f.rate and digits(f.printed)]
    for i, now in money:
        for j, moved in money:
            if i == j or now.sentence != moved.sentence:
                continue
            for sign in signs:
                base, step = now.value - sign * moved.value, now.step + moved.step
                if sign == 1:
                    yield from (
                        ("difference", i, j, k)
                        for k, f in money
                        if k not in (i, j) and f.sentence == now.sentence and _near(f.value, base, (step + f.step) // 2)
                    )
                yield from (
                    (f"growth {sign}", i, j, k)
                    for k, r in rates
                    if r.sentence == now.sentence and _rated(moved, base, step, r)
                )
            yield from (
                ("ratio of two", i, j, k)
                for k, r in rates
                if r.sentence == now.sentence
                and now.value != moved.value
                and any(
                    s * (now.value - moved.value) > 0 and _rated(_less(now, moved), moved.value, moved.step, r)
                    for s in signs
                )
            )
    for k, r in rates:
        before = [(i, f) for i, f in money if i < k]
        for i, part in before[-2:]:
            yield from (
                ("share", i, j, k)
                for j, f in before[-_BACK:]
                if j != i and digits(r.printed) >= 3 and _rated(part, f.value, f.step, r)
            )
    yield from _sums(money)


def _less(one: Figure, other: Figure) -> Figure:
    return Figure(one.start, one.end, abs(one.value - other.value), one.step + other.step, one.unit, "", one.sentence)


def _sums(money: Sequence[tuple[int, Figure]]) -> Iterator[tuple[str, int, int, int]]:
    """A whole that is the sum of the two or more amounts right behind it."""
    for at, (i, whole) in enumerate(money):
        total, step = 0, whole.step
        for last in range(at + 1, min(len(money), at + 9)):
            total, step = total + money[last][1].value, step + money[last][1].step
            if total > whole.value + step:
                break
            if last > at + 1 and digits(whole.printed) >= _FEWEST and _near(total, whole.value, step // 2):
                yield "sum", i, money[at + 1][0], money[last][0]
                break


class Evidence:
    """What a document's tables print, by value."""

    def __init__(self, disclosure: Disclosure) -> None:
        values: set[int] = set()
        for statement in disclosure.statements:
            unit = statement.unit if statement.unit in FEN else "万元"
            for cell in statement.grid.cells:
                read = parse_amount(cell.text, unit) if any(c.isdigit() for c in cell.text) else None
                if read is not None and digits(read.printed) >= _FEWEST:
                    values.add(abs(read.value))
        self._values = sorted(values)
        points: dict[object, list[Amount]] = {}
        for fact in disclosure.facts:
            points.setdefault(fact.coordinate, []).append(fact.amount)
        self._small = {
            (c.section, c.paragraph, c.span[0])
            for c in disclosure.claims
            if c.kind == "amount"
            and c.amount is not None
            and c.coordinate is not None
            and any(a.value == c.amount.value for a in points.get(c.coordinate, ()))
        }
        self.money = [c for c in disclosure.claims if c.amount is not None]

    def prints(self, value: int, step: int) -> bool:
        """Whether a cell prints an amount that is rounded to ``value``."""
        at = bisect_left(self._values, value - step // 2)
        return at < len(self._values) and self._values[at] <= value + step // 2

    def of_amount(self, section: int, paragraph: int, found: Sequence[Figure], at: int, wrong: int) -> str:
        """What contradicts ``wrong`` (分) for the amount number ``at`` of a paragraph; '' for nothing."""
        one = found[at]
        if abs(wrong - one.value) <= one.step:
            return ""
        if digits(one.printed) >= _FEWEST:
            if self.prints(one.value, one.step):
                return "table"
        elif one.value and (section, paragraph, one.start) in self._small:
            return "table"
        return self._equation(found, at, wrong)

    def of_rate(self, found: Sequence[Figure], at: int, wrong: int) -> str:
        """What contradicts ``wrong`` for the percentage number ``at`` of a paragraph."""
        return "" if abs(wrong - found[at].value) <= found[at].step else self._equation(found, at, wrong)

    def _equation(self, found: Sequence[Figure], at: int, wrong: int) -> str:
        one = found[at]
        changed = [*found]
        changed[at] = Figure(one.start, one.end, wrong, one.step, one.unit, one.printed, one.sentence)
        held = {r for r in relations(found) if _takes(r, at)}
        if not held:
            return ""
        still = {r for r in relations(changed) if _takes(r, at)}
        return "" if still else f"equation ({min(held)[0].split()[0]})"

    def of_direction(self, found: Sequence[Figure], end: int, sign: int) -> str:
        """What contradicts the other direction for a word that ends at ``end``: +1 up, -1 down."""
        behind = next((i for i, f in enumerate(found) if end <= f.start <= end + 6), None)
        if behind is None or not found[behind].value:
            return ""
        rated = [
            {r for r in relations(found, (s,)) if behind in r[2:] and r[0].startswith(("growth", "ratio"))}
            for s in (sign, -sign)
        ]
        if rated[0] and not rated[1]:
            return "equation (growth)"
        before = [f for f in found[:behind] if f.sentence == found[behind].sentence and not f.rate]
        for now, base in pairwise(before):
            slack = (now.step + base.step + found[behind].step) // 2
            if not found[behind].rate and _near(now.value - base.value, sign * found[behind].value, slack):
                return "equation (difference)"
        one = found[behind]
        if one.rate or digits(one.printed) < _FEWEST:
            return ""
        for now in reversed(found[max(0, behind - 3) : behind]):
            if not now.rate and now.sentence == one.sentence and digits(now.printed) >= _FEWEST:
                step = now.step + one.step
                if self.prints(now.value - sign * one.value, step) and not self.prints(
                    now.value + sign * one.value, step
                ):
                    return "table (last year)"
        return ""


def _takes(relation: tuple[str, int, int, int], at: int) -> bool:
    kind, *numbers = relation
    return numbers[0] == at or numbers[1] <= at <= numbers[2] if kind == "sum" else at in numbers
