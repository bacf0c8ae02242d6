"""YS4-023: more is bought from small firms than is bought in all, or more from the smallest than from small firms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book, agree
from yusuan.check.rules.ys4._say import equation, finding, heading, printed, term
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

#: What stands right before an amount that is bought from, or kept for, small firms; and the smallest among them.
_SMALL = re.compile(
    r"(?:授予|面向|预留给?)(?:中小企业|小型企业和中型企业)(?:预留)?(?:的)?(?:政府采购)?(?:项目)?(?:采购)?(?:预算)?(?:合同)?(?:总额|金额|份额)?(?:为|共计?)?$"
)
_SMALLEST = re.compile(
    r"(?:授予|面向|预留给?)(?:小微企业|小型和微型企业|小型、微型企业|小型企业和微型企业)(?:预留)?(?:的)?(?:政府采购)?(?:项目)?(?:采购)?(?:预算)?(?:合同)?(?:总额|金额|份额)?(?:为|共计?)?$"
)


@dataclass(frozen=True, slots=True)
class _Bought:
    """What one section says is bought in all, from small firms and from the smallest."""

    total: Claim | None
    small: Claim | None
    smallest: Claim | None

    def pairs(self) -> Iterator[tuple[Claim, Claim]]:
        """A part and the whole that it cannot exceed."""
        for part, whole in ((self.small, self.total), (self.smallest, self.small or self.total)):
            if part is not None and whole is not None:
                yield part, whole


@rule(
    code="YS4-023",
    name=Text("中小企业采购额大于总额", "more from small firms than in all"),
    severity=Severity.ERROR,
    certainty=0.92,
    why=Text(
        "授予或预留给中小企业的金额是政府采购总额的一部分，小微企业的又是其中一部分，部分不能大于总额。",
        "What goes to small firms is a part of procurement, and what goes to the smallest a part of that.",
    ),
    basis=Text(
        "《预算法实施条例》第六条：政府采购情况应当公开",
        "Implementing regulation of the Budget Law, article 6: procurement is published",
    ),
    wrong=Text("政府采购 50 万元；授予中小企业合同金额 60 万元", "procurement 50; contracts with small firms 60"),
    right=Text("政府采购 50 万元；授予中小企业合同金额 40 万元", "procurement 50; contracts with small firms 40"),
)
def small_firms(context: Context) -> Checked:
    """Compare procurement with what small firms, and the smallest of them, get of it.

    Looked at: sections that state an amount of procurement and one that is granted to or kept for small firms. Wrong: a
    part is more than its whole. Not flagged: rounding.
    """
    book = Book(context)
    book.kind("amount")
    pairs = [pair for one in _sections(context, book) for pair in one.pairs()]
    if not pairs:
        raise NotApplicable(Text("没有说明面向中小企业的采购", "nothing is said of procurement from small firms"))
    return Checked(len(pairs), tuple(f for p, w in pairs if (f := _finding(context, p, w)) is not None))


def _sections(context: Context, book: Book) -> Iterator[_Bought]:
    found: dict[int, dict[str, Claim]] = {}
    for claim in book.claims:
        if claim.kind != "amount" or claim.amount is None or not claim.sentence:
            continue
        what = _what(context, claim)
        if what:
            found.setdefault(claim.section, {}).setdefault(what, claim)
    for one in found.values():
        yield _Bought(one.get("total"), one.get("small"), one.get("smallest"))


def _what(context: Context, claim: Claim) -> str:
    at = claim.coordinate
    if (
        at is not None
        and at.topic == "procurement"
        and not at.item
        and at.year == str(context.disclosure.identity.year)
    ):
        return "total"
    if _SMALL.search(claim.subject):
        return "small"
    return "smallest" if _SMALLEST.search(claim.subject) else ""


def _finding(context: Context, part: Claim, whole: Claim) -> Finding | None:
    assert part.amount is not None and whole.amount is not None  # noqa: S101, PT018 - only amounts are collected
    if part.amount.value <= whole.amount.value or agree(part.amount, whole.amount):
        return None
    where = heading(context, part)
    return finding(
        "YS4-023",
        context,
        part,
        Text(
            f"“{where}”中“{part.subject}”{printed(part)}，大于“{whole.subject}”{printed(whole)}。",
            f"in “{where}” {printed(part)} for small firms is more than {printed(whole)} in all.",
        ),
        severity=Severity.ERROR,
        certainty=0.92,
        difference=part.amount.value - whole.amount.value,
        also=(whole,),
        equations=(
            equation(
                "part", term(whole, whole.subject), (term(part, part.subject),), Text("总额 ≥ 部分", "whole ≥ part")
            ),
        ),
    )
