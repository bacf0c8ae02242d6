"""Errors put into a disclosure one at a time: the slips of people who type budgets."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yusuan.model.amount import format_amount
from yusuan.model.disclosure import Disclosure
from yusuan.model.fact import Fact

KINDS = ("digit", "transposed", "dropped", "shifted", "sign", "last place", "neighbour", "unit")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A disclosure with one wrong figure: ``fact`` is its number, ``kind`` the slip."""

    kind: str
    fact: int
    disclosure: Disclosure


def mutants(disclosure: Disclosure, seed: int = 1, only: range | None = None) -> Iterator[Mutant]:
    """Every kind of slip in every nonzero cell (of those numbered in ``only``)."""
    cells = {(f.statement, f.row, f.column): f for f in disclosure.facts}
    for number in only if only is not None else range(len(disclosure.facts)):
        fact = disclosure.facts[number]
        if not fact.amount.value:
            continue
        for kind in KINDS:
            chance = random.Random(f"{seed} {number} {kind}")
            value = wrong(kind, fact, cells, chance)
            if value is not None and value != fact.amount.value:
                yield Mutant(kind, number, with_value(disclosure, number, value))


def with_value(disclosure: Disclosure, number: int, value: int) -> Disclosure:
    """The disclosure with another value (分) printed in the cell of one fact."""
    fact = disclosure.facts[number]
    amount = fact.amount
    decimals = len(amount.printed.rpartition(".")[2]) if "." in amount.printed else 0
    separators = "," in amount.printed
    changed = replace(amount, value=value, printed=format_amount(value, amount.unit, decimals, separators=separators))
    facts = (*disclosure.facts[:number], replace(fact, amount=changed), *disclosure.facts[number + 1 :])
    return replace(disclosure, facts=facts)


def wrong(kind: str, fact: Fact, cells: dict[tuple[int, int, int], Fact], chance: random.Random) -> int | None:
    """A wrong value for ``fact`` in 分, or None where the slip cannot be made there."""
    step = fact.amount.step
    places = fact.amount.value // step
    sign, digits = (-1 if places < 0 else 1), str(abs(places))
    if kind == "digit":
        at = chance.randrange(len(digits))
        others = [d for d in "0123456789" if d != digits[at] and not (at == 0 and d == "0" and len(digits) > 1)]
        return sign * int(digits[:at] + chance.choice(others) + digits[at + 1 :]) * step
    if kind == "transposed":
        swaps = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1]]
        if not swaps:
            return None
        at = chance.choice(swaps)
        return sign * int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) * step
    if kind == "dropped":
        at = chance.randrange(len(digits))
        return sign * int(digits[:at] + digits[at + 1 :] or "0") * step
    if kind == "shifted":
        return sign * (abs(places) * 10 if chance.random() < 0.5 else abs(places) // 10) * step
    if kind == "sign":
        return -fact.amount.value
    if kind == "last place":
        return fact.amount.value + chance.choice((-1, 1)) * step
    if kind == "unit":
        return sign * (abs(places) * 10_000 if chance.random() < 0.5 else (abs(places) + 5_000) // 10_000) * step
    where = ((-1, 0), (1, 0), (0, -1), (0, 1))
    near = [cells.get((fact.statement, fact.row + r, fact.column + c)) for r, c in where]
    values = [f.amount.value for f in near if f is not None and f.amount.value not in (0, fact.amount.value)]
    return chance.choice(values) if values else None
