"""What a claim can be held against: other claims, and the cells of the tables at every point that it may mean.

A sentence seldom says its scope in full (财政拨款 for 一般公共预算财政拨款, 支出 for 支出总计). A claim is therefore
contradicted only where the tables print its point and no reading of it agrees.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from yusuan.catalog.trees import contains
from yusuan.check.rule import Context, NotApplicable, NotChecked
from yusuan.model.amount import Amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.fact import Claim, ClaimKind, Fact
from yusuan.model.text import Text

#: From the narrowest scope to the widest.
_GRANTS = ("general", "grant", "")
_IN = ("in_total", "income")
_OUT = ("expenditure", "out_total")
_NARROW = ("function", "economy", "gov_economy", "nature", "topic", "project", "item")


@dataclass(frozen=True, slots=True)
class Range:
    """An amount as the closed interval, in 分, of what may have been rounded to it."""

    low: int
    high: int

    @property
    def zero(self) -> bool:
        """Whether it is printed as nothing."""
        return self.low <= 0 <= self.high


def exact(amount: Amount) -> Range:
    """``amount`` as if it were printed in full."""
    return Range(amount.value, amount.value)


def span(amount: Amount) -> Range:
    """The exact amounts that print like ``amount``, rounded in any of the usual ways."""
    return Range(amount.low, amount.high)


class Book:
    """The claims of one disclosure by what they are about."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.claims = context.disclosure.claims
        self.year = str(context.disclosure.identity.year)
        self._at: dict[Coordinate, list[Claim]] | None = None

    def of(self, number: int) -> int | None:
        """The amount that a claim is about, as an index."""
        back = self.claims[number].of
        return number - back if 0 < back <= number else None

    def against(self, number: int) -> int | None:
        """The base or whole of a claim, as an index."""
        back = self.claims[number].against
        return number - back if 0 < back <= number else None

    def kind(self, *kinds: ClaimKind) -> list[int]:
        """The claims of some kinds. Raises NotChecked without a narrative, NotApplicable without such claims."""
        if not self.claims:
            raise NotChecked(Text("没有读到情况说明中的金额", "no amounts were read in a narrative"))
        found = [i for i, c in enumerate(self.claims) if c.kind in kinds]
        if not found:
            raise NotApplicable(Text("情况说明中没有这类表述", "the narrative says nothing of this kind"))
        return found

    def around(self, number: int) -> int | None:
        """The whole that a comparison may be about instead: 收入总计 9 万元，其中结转 1 万元，比上年增加 2 万元."""
        target = self.of(number)
        whole = None if target is None else self.against(target)
        if target is None or whole is None or self.claims[target].kind != "amount":
            return None
        claim, other = self.claims[number], self.claims[whole]
        together = (claim.section, claim.paragraph) == (other.section, other.paragraph)
        return whole if together and claim.sentence == other.sentence else None

    def beside(self, number: int, *kinds: ClaimKind) -> list[int]:
        """The other claims about the same amount as the claim ``number``."""
        target = self.of(number)
        if target is None:
            return []
        end = min(len(self.claims), target + 24)
        return [
            i for i in range(target + 1, end) if i != number and self.claims[i].kind in kinds and self.of(i) == target
        ]

    def about(self, number: int) -> tuple[Claim, ...]:
        """The amounts that a rate divides: its own and the one it is held against, as far as they are stated."""
        return tuple(self.claims[i] for i in (self.of(number), self.against(number)) if i is not None)

    def again(self, number: int) -> Iterator[int]:
        """Other amounts at the same point within the same item."""
        claim = self.claims[number]
        if claim.coordinate is None:
            return
        for i in range(max(0, number - 12), min(len(self.claims), number + 12)):
            other = self.claims[i]
            if (
                i != number
                and other.kind == "amount"
                and other.item == claim.item
                and other.coordinate == claim.coordinate
            ):
                yield i

    def facts(self, coordinate: Coordinate, subject: str) -> list[Fact]:
        """The cells at every point that a phrase may mean, the likeliest first."""
        return [f for _, found in self._scopes(coordinate, subject) for f in found]

    def contradicted(self, claim: Claim) -> Fact | None:
        """The cell that an amount contradicts; None where some reading of it agrees or is left open."""
        at, stated = claim.coordinate, claim.amount
        if at is None or stated is None:
            return None
        scopes = self._scopes(at, claim.subject)
        if self._leaves_carried(claim, at):
            return None
        if any(agree(stated, f.amount) for _, found in scopes for f in found):
            return None
        known = {(p.fund, p.flow): f for p, f in scopes if f and p.phase == at.phase and p.nature == at.nature}
        own = next((f for w in _flows(at, claim.subject)[:2] if (f := known.get((at.fund, w)))), None)
        if own is None and at.fund in _GRANTS and contains("topic", "three_public", at.topic) and known:
            own = next(iter(known.values()))  # “三公”经费 is of the grant, whether a sentence says so or not
        if own is not None:
            return None if self._lacks_carried(stated, at, own[0]) else own[0]
        if at.fund not in _GRANTS or not known:
            return None
        funds = _GRANTS[: _GRANTS.index(at.fund) + 1]
        sides = {_side(w) for _, w in known} & {_side(w) for w in _flows(at, claim.subject)}
        # What is carried over has no subject: 支出总计 by function is the year's expenditure.
        bare = not (at.topic or at.function or at.economy or at.gov_economy)
        flows = {w for s in sides for w in s} if bare else {w for _, w in known}
        readings = [(f, w) for f in funds for w in flows]
        closest = next(iter(known.values()))[0]
        return closest if readings and all(_impossible(stated, r, known) for r in readings) else None

    def _lacks_carried(self, stated: Amount, at: Coordinate, total: Fact) -> bool:
        """Whether an amount of the year itself is a total of the tables less what they print as carried over."""
        if at.flow not in ("income", "expenditure") or total.coordinate.flow == at.flow:
            return False
        carried = at.at(flow="carry_in" if at.flow == "income" else "carry_out")
        value_at, missing = self.context.reconciliation.value_at, total.amount.value - stated.value
        amounts = [f.amount for fund in _GRANTS for f in value_at(carried.at(fund=fund)) if f.amount.value]
        return any(abs(missing - a.value) <= max(a.step, stated.step, total.amount.step) for a in amounts)

    def _leaves_carried(self, claim: Claim, at: Coordinate) -> bool:
        """Whether a claim is of 当年拨款 alone where something was carried in that the tables may take in.

        They do not where the total that is said to be the year's own is the tables' total as well.
        """
        if at.fund not in _GRANTS or at.flow not in _OUT or at.topic:
            return False
        path = self.context.disclosure.sections[claim.section].path if self.context.disclosure.sections else ()
        if not any("当年" in words for words in (claim.subject, claim.sentence, *path)):
            return False
        value_at = self.context.reconciliation.value_at
        carried = (f for fund in _GRANTS for f in value_at(at.at(flow="carry_in", fund=fund, function="", nature="")))
        if not any(f.amount.value for f in carried):
            return False
        root = at.at(function="", nature="", economy="", gov_economy="")
        year_s_own = [
            c.amount
            for c in self.claims
            if c.amount is not None
            and c.coordinate is not None
            and c.kind == "amount"
            and "当年" in c.subject
            and c.coordinate.at(flow=root.flow) == root
        ]
        return not any(agree(said, f.amount) for said in year_s_own for f in value_at(root))

    def _scopes(self, coordinate: Coordinate, subject: str) -> list[tuple[Coordinate, tuple[Fact, ...]]]:
        value_at = self.context.reconciliation.value_at
        return [(p, value_at(p)) for p in plausible(coordinate, subject, self.year)]

    def ranges(self, number: int) -> Iterator[Range]:
        """What the amount ``number`` may be: as printed, as said again beside it, as the tables have it."""
        claim = self.claims[number]
        if claim.amount is not None:
            yield span(claim.amount)
        for other in self.again(number):
            amount = self.claims[other].amount
            if amount is not None:
                yield span(amount)
        if claim.coordinate is not None:
            yield from self.ranges_at(claim.coordinate, claim.subject)

    def itself(self, number: int) -> Iterator[Range]:
        """What the amount ``number`` is: as printed, again in its item, or in a table at its very point.

        Unlike ``ranges``, no other scope of the same words, which has its own rate and its own base.
        """
        claim = self.claims[number]
        for amount in (claim.amount, *(self.claims[i].amount for i in self.again(number))):
            if amount is not None:
                yield span(amount)
        if claim.coordinate is not None and claim.amount is not None:
            own = self.context.reconciliation.value_at(claim.coordinate)
            facts = self.facts(claim.coordinate, claim.subject)
            yield from (span(f.amount) for f in (*own, *(f for f in facts if agree(claim.amount, f.amount))))

    def ranges_at(self, coordinate: Coordinate, subject: str = "") -> Iterator[Range]:
        """What the tables and the rest of the narrative have at a point."""
        for fact in self.facts(coordinate, subject):
            yield span(fact.amount)
        for amount in self.stated(coordinate):
            yield span(amount)

    def stated(self, coordinate: Coordinate) -> Iterator[Amount]:
        """The amounts that the narrative itself states at a point."""
        if self._at is None:
            self._at = {}
            for claim in self.claims:
                if claim.kind == "amount" and claim.coordinate is not None:
                    self._at.setdefault(claim.coordinate, []).append(claim)
        for claim in self._at.get(coordinate, ()):
            if claim.amount is not None:
                yield claim.amount


@lru_cache(maxsize=4096)
def plausible(coordinate: Coordinate, subject: str, year: str) -> tuple[Coordinate, ...]:
    """The points that a phrase may mean: its own first, then other scopes of the same thing."""
    return tuple(_plausible(coordinate, subject, year))


def _plausible(coordinate: Coordinate, subject: str, year: str) -> Iterator[Coordinate]:
    funds: tuple[str, ...] = (coordinate.fund,)
    if coordinate.fund in _GRANTS:
        funds += tuple(f for f in _GRANTS if f != coordinate.fund)
    for phase in _phases(coordinate, year):
        for fund in funds:
            for flow in _flows(coordinate, subject):
                yield coordinate.at(fund=fund, flow=flow, phase=phase)
    if not coordinate.topic and not coordinate.nature:
        yield coordinate.at(nature="net")  # 扣除基建投资后, where a table prints it beside the full amount


def _flows(coordinate: Coordinate, subject: str) -> tuple[str, ...]:
    flow = coordinate.flow
    if coordinate.topic:
        return ("expenditure", "out_total", "", "in_total")
    if flow not in ("", *_IN, *_OUT):
        return (flow,)
    into, out = "收" in subject, "支" in subject
    sides: tuple[str, ...]
    if (flow and into != out) or any(getattr(coordinate, d) for d in _NARROW):
        sides = _IN if flow in _IN else _OUT
    else:
        sides = (*_OUT, *_IN) if flow in _OUT else (*_IN, *_OUT)
    first = (flow,) if flow else ()
    return (*first, *(f for f in sides if f != flow))


def _phases(coordinate: Coordinate, year: str) -> tuple[str, ...]:
    phase = coordinate.phase
    if coordinate.year != year:
        return (phase, *(p for p in ("budget", "executed", "final", "adjusted") if p != phase))
    if phase in ("budget", "adjusted"):
        return ("budget", "adjusted") if phase == "budget" else ("adjusted", "budget")
    return ("executed", "final") if phase == "executed" else (phase,)


def _side(flow: str) -> tuple[str, ...]:
    return _IN if flow in _IN else _OUT if flow in _OUT else (flow,)


def _impossible(stated: Amount, reading: tuple[str, str], known: dict[tuple[str, str], tuple[Fact, ...]]) -> bool:
    """Whether an amount read at (fund, flow) contradicts what the tables have there, around it or inside it."""
    fund, flow = reading
    for (other, way), found in known.items():
        if (other, way) == reading:
            return True
        if _side(way) != _side(flow):
            continue
        wider = _GRANTS.index(other) >= _GRANTS.index(fund) and way in (flow, "in_total", "out_total")
        inside = _GRANTS.index(other) <= _GRANTS.index(fund) and (way == flow or flow in ("in_total", "out_total"))
        if wider and all(stated.value > f.amount.value + _slack(stated, f.amount) for f in found):
            return True
        if inside and all(stated.value < f.amount.value - _slack(stated, f.amount) for f in found):
            return True
    return False


def _slack(printed: Amount, other: Amount) -> int:
    return printed.step + max(printed.step, other.step) // 2


def exactly(printed: Amount, other: Amount) -> bool:
    """Whether one exact amount can print like both."""
    return printed.low < other.high and other.low < printed.high


def agree(printed: Amount, other: Amount) -> bool:
    """Whether two printed amounts can be one: equal but for rounding, or for one unit of the last place beyond it."""
    return abs(printed.value - other.value) <= _slack(printed, other)
