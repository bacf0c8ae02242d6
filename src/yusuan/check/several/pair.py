"""Which documents of a run belong together, told by what they say: the same body, the years, department and unit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yusuan.catalog.bodies import bare_body
from yusuan.check.several.digest import Digest
from yusuan.model.text import Text

PairKind = Literal["years", "phases", "versions", "part"]

HOW: dict[PairKind, Text] = {
    "years": Text("同一单位的上年与本年", "the same body, a year and the next"),
    "phases": Text("同一单位同一年度的预算与决算", "the same body and year, budget and final accounts"),
    "versions": Text("同一文本的两个版本", "two versions of one document"),
    "part": Text("部门与其所属单位", "a department and one of its units"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents by their numbers in the run: the earlier (or the whole) first, then the later (or the part)."""

    kind: PairKind
    first: int
    second: int


def pairs(digests: Sequence[Digest]) -> tuple[Pair, ...]:
    """Pair the documents. A body that was not made out, or a year, is in no pair."""
    known = [n for n, d in enumerate(digests) if d.identity.body and d.identity.year and d.identity.kind != "unknown"]
    by_body: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n in known:
        by_body[bare_body(digests[n].identity.body), digests[n].identity.level].append(n)
    found = [p for group in by_body.values() for p in _same_body(group, digests)]
    return tuple(found + _parts(known, digests))


def _same_body(group: list[int], digests: Sequence[Digest]) -> list[Pair]:
    found = []
    for at, a in enumerate(group):
        for b in group[at + 1 :]:
            one, other = digests[a].identity, digests[b].identity
            first, second = (a, b) if one.year <= other.year else (b, a)
            if one.kind == other.kind and abs(one.year - other.year) == 1:
                found.append(Pair("years", first, second))
            elif one.kind == other.kind and one.year == other.year and digests[a].sha256 != digests[b].sha256:
                found.append(Pair("versions", a, b))
            elif one.kind != other.kind and one.year == other.year:
                budget = a if one.kind == "budget" else b
                found.append(Pair("phases", budget, b if budget == a else a))
    return found


def _parts(known: list[int], digests: Sequence[Digest]) -> list[Pair]:
    """Units that a department's own text names, or that bear its name, in the same year and kind."""
    wholes = [n for n in known if digests[n].identity.level == "department"]
    units = [n for n in known if digests[n].identity.level == "unit"]
    return [Pair("part", whole, unit) for whole in wholes for unit in units if _is_part(digests[whole], digests[unit])]


def _is_part(whole: Digest, unit: Digest) -> bool:
    a, b = whole.identity, unit.identity
    if (a.year, a.kind) != (b.year, b.kind) or (a.locality and b.locality and a.locality != b.locality):
        return False
    return bare_body(a.body) == bare_body(b.body) or b.body in whole.overview
