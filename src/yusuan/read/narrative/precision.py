"""How exact an amount of a sentence is: 25.4 among figures with two places is 25.40 with its zero left off.

Whole numbers among whole numbers (收入预算 3,864 万元, 其中 …), or beside figures that keep their zeros, are rounded to
whole 万元.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yusuan.model.amount import FEN
from yusuan.model.fact import Claim

#: The finest place that narratives print: 0.01 万元.
_PLACES = 2


@dataclass(slots=True)
class _Style:
    """How many amounts are printed whole, with one place, with more, and with a zero kept at the end."""

    whole: int = 0
    short: int = 0
    fine: int = 0
    kept: int = 0

    def add(self, printed: str) -> None:
        places = printed.partition(".")[2]
        self.whole += not places and printed != "0"
        self.short += len(places) == 1
        self.fine += bool(places)
        self.kept += len(places) >= _PLACES and places[-1] == "0"


def sharpen(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with the steps of their amounts as fine as the style of their section, or of the whole, says."""
    by_section: dict[int, _Style] = defaultdict(_Style)
    everywhere = _Style()
    for claim in claims:
        if claim.amount is not None and claim.amount.unit == "万元":
            by_section[claim.section].add(claim.amount.printed)
            everywhere.add(claim.amount.printed)
    if everywhere.fine == everywhere.short:
        return tuple(claims)  # nothing is printed to two places: nothing says that zeros were left off
    strips = everywhere.short > 1 and not everywhere.kept
    exact = {n: strips or (not s.kept and 2 * s.fine > s.whole) for n, s in by_section.items()}
    return tuple(_sharpened(c, whole=exact.get(c.section, False)) for c in claims)


def _sharpened(claim: Claim, *, whole: bool) -> Claim:
    amount = claim.amount
    if amount is None or amount.unit != "万元":
        return claim
    places = len(amount.printed.partition(".")[2])
    if places >= _PLACES or (places == 0 and not whole):
        return claim
    return replace(claim, amount=replace(amount, step=FEN["万元"] // 10**_PLACES))
