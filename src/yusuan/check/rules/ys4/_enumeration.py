"""A total of the narrative and what is enumerated under it, by names: whether it adds up, and how that is told."""

import re
from dataclasses import dataclass
from itertools import combinations

from yusuan.catalog.normal import bare_label
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._digits import is_slip
from yusuan.model.amount import Amount, format_amount
from yusuan.model.finding import Equation, Finding, Severity, Term
from yusuan.model.place import Place
from yusuan.model.text import Text

#: Of longer lists some parts make up any total by chance, and all their combinations are too many to try.
_MOST = 12
#: 支出-3.18万元: beside such a figure the others make more than the total.
_BELOW = re.compile(r"[\u4e00-\u9fff：:][-−]\d")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A total and what is enumerated under it, with the numbers of section and paragraph and the span of both.

    ``below``: in how many paragraphs behind it the parts stand.
    """

    whole: Amount
    parts: tuple[tuple[str, Amount], ...]
    where: tuple[int, int, int, int]
    heading: str
    place: Place
    below: int = 0

    @property
    def off(self) -> int:
        """What the parts make more than the total, in 分."""
        return sum(a.value for _, a in self.parts) - self.whole.value

    @property
    def slack(self) -> int:
        """How much of that rounding explains, with the last place moved by one."""
        return (self.whole.step + sum(a.step for _, a in self.parts)) // 2 + self.whole.step

    @property
    def holds(self) -> bool:
        """Whether the parts make up the total."""
        return abs(self.off) <= self.slack


def is_reduced(text: str, start: int, end: int) -> bool:
    """Whether a figure from ``start`` to ``end`` is below zero."""
    return _BELOW.search(text, max(0, start - 2), end) is not None


def is_wrong(one: Enumeration) -> bool:
    """Whether the parts are too much, or one slip would mend the sum; not where some of them make up the total."""
    values = [a.value for _, a in one.parts]
    if len(values) > _MOST:
        return one.off > 0 or _mends(one)
    for size in range(1, len(values)):
        if any(abs(sum(some) - one.whole.value) <= one.slack for some in combinations(values, size)):
            return False
    if one.off > 0:
        return True
    return _mends(one)


def _mends(one: Enumeration) -> bool:
    """Whether one slip would mend the sum."""
    made = one.off + one.whole.value
    return is_slip(one.whole, made) or any(is_slip(a, a.value - one.off) for _, a in one.parts)


def told_elsewhere(book: Book, one: Enumeration) -> bool:
    """Whether another rule tells of it: an amount of the list is contradicted by the tables, or its parts are known."""
    section, paragraph, start, end = one.where
    for number, claim in enumerate(book.claims):
        below = paragraph < claim.paragraph <= paragraph + one.below
        inside = claim.paragraph == paragraph and start <= claim.span[0] < end
        if claim.section != section or not (inside or below):
            continue
        if claim.kind == "amount" and book.contradicted(claim) is not None:
            return True
        known = claim.coordinate is not None and claim.coordinate.topic
        if inside and known and book.against(number) is not None:
            return True
    unit = bare_label(one.heading)[0]
    names = {name.removesuffix("项目").removesuffix("经费") for name, _ in one.parts}
    told = book.context.said
    return any(k.startswith(f"YS4-034:{unit}:") for k in told) or any(
        f"YS4-033:{one.heading}:{name}" in told for name in names
    )


def tell(code: str, one: Enumeration) -> Finding:
    """The finding of the rule ``code`` about ``one``."""
    unit = one.whole.unit
    added = format_amount(one.off + one.whole.value, unit) + unit
    listed = "、".join(f"{name}{a.printed}{a.unit}" for name, a in one.parts)
    total = f"{one.whole.printed}{unit}"
    terms = tuple(Term(1, name, f"{a.printed}{a.unit}", a.value, one.place) for name, a in one.parts)
    return Finding(
        code=code,
        severity=Severity.ERROR,
        certainty=0.9,
        message=Text(
            f"“{one.heading}”写总数 {total}，而所列各项（{listed}）之和为 {added}。",
            f"“{one.heading}” gives {total}, but what it enumerates ({listed}) makes {added}.",
        ),
        place=one.place,
        key=f"{code}:{one.heading}:{one.parts[0][0]}",
        printed=total,
        expected=added,
        difference=-one.off,
        equations=(
            Equation(
                "sum",
                Term(1, "总数", total, one.whole.value, one.place),
                terms,
                Text("总数 = 各项之和", "total = sum of what is enumerated"),
                -one.off,
                holds=False,
            ),
        ),
    )
