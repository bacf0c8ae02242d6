"""From the words of whoever begins a ledger (广东-2024, 武汉市, jiangsu-budget) to the layout that it is kept in."""

import re
from dataclasses import dataclass
from functools import cache

from yusuan.catalog.designs import design_of, designed_layouts
from yusuan.catalog.layouts import is_within, layouts
from yusuan.catalog.localities import locality_of
from yusuan.model.text import Text

#: Where no layout of the place is known.
DEFAULTS = {"budget": "china-budget", "final_accounts": "final-accounts"}
_YEAR = re.compile(r"[-_ 　]?(20[0-9]{2})(?:年度?)?$")
_NATION = frozenset({"全国", "通用", "全国通用", "国家通用", "china"})


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """A layout that can be composed: its place ('' the whole nation) and name."""

    id: str
    kind: str
    locality: str
    name: Text


@cache
def layout_choices() -> tuple[LayoutChoice, ...]:
    """All layouts that a ledger can be composed in, the nation's first."""
    read = {x.id: x for x in layouts()}
    found = []
    for name in designed_layouts():
        design = design_of(name)
        if design is None:
            continue
        kind = "final_accounts" if design.phase == "final" else "budget"
        known = read.get(name)
        said = (
            Text(design.name, known.name.en if known else name)
            if design.name
            else known.name
            if known
            else Text(name, name)
        )
        found.append(LayoutChoice(name, kind, known.locality if known else design.locality, said))
    return tuple(sorted(found, key=lambda x: (bool(x.locality), x.locality != "central", x.locality, x.kind)))


def year_in(words: str) -> int:
    """The year at the end of ``words`` (广东-2024), 0 where there is none."""
    found = _YEAR.search(words)
    return int(found[1]) if found else 0


def chosen_layout(words: str, kind: str) -> LayoutChoice | None:
    """The layout that ``words`` mean: its id, or that of a place named in them; None where they name neither.

    A place without a layout of its own has its province's, or else the nation's. ``kind``: budget or final_accounts;
    an id says it by itself.
    """
    bare = _YEAR.sub("", words.strip())
    every = {x.id: x for x in layout_choices()}
    if bare in every:
        return every[bare]
    known = next((x for x in layouts() if x.id == bare), None)
    if known is not None:
        # It can be read, and is composed as the nation's.
        return every[DEFAULTS[known.kind]]
    if bare in _NATION:
        return every[DEFAULTS[kind]]
    place = locality_of(bare)
    if place is None:
        return None
    fit = [x for x in layout_choices() if x.kind == kind and x.locality]
    near = [x for x in fit if is_within(place.id, x.locality)]
    if not near:
        near = [x for x in fit if is_within(x.locality, place.province)]
    return max(near, key=lambda x: len(x.locality)) if near else every[DEFAULTS[kind]]
