"""How exact an amount of a sentence is: 25.4 among figures with two places is 25.40 with its zero left off.

Only whole numbers among whole numbers (收入预算 3,864 万元, 其中 …) are rounded to whole 万元.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from yusuan.model.amount import FEN
from yusuan.model.fact import Claim

#: The finest place that narratives print: 0.01 万元.
_PLACES = 2


def sharpen(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with the steps of their amounts as fine as the style of their section says."""
    whole: dict[int, int] = defaultdict(int)
    fine: dict[int, int] = defaultdict(int)
    for claim in claims:
        amount = claim.amount
        if amount is not None and amount.value and amount.unit == "万元":
            counts = fine if "." in amount.printed else whole
            counts[claim.section] += 1
    strips = _strips_zeros(claims)
    return tuple(_sharpened(c, fine=strips or 2 * fine[c.section] > whole[c.section]) for c in claims)


def _strips_zeros(claims: Sequence[Claim]) -> bool:
    """Whether the whole narrative leaves zeros off: 97.8 occurs in it, 97.80 does not."""
    places = [c.amount.printed.partition(".")[2] for c in claims if c.amount is not None and c.amount.unit == "万元"]
    short = sum(len(p) == 1 for p in places)
    return short > 1 and not any(len(p) == _PLACES and p[-1] == "0" for p in places)


def _sharpened(claim: Claim, *, fine: bool) -> Claim:
    amount = claim.amount
    if amount is None or amount.unit != "万元":
        return claim
    places = len(amount.printed.partition(".")[2])
    if places >= _PLACES or (places == 0 and not fine):
        return claim
    return replace(claim, amount=replace(amount, step=FEN["万元"] // 10**_PLACES))
