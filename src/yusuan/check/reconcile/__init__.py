"""Reconciliation: every printed amount against every other, exactly, and the likeliest cell where they contradict."""

from dataclasses import replace

import numpy as np

from yusuan.check.identities import Derived, derive
from yusuan.check.identities.cube import Cube
from yusuan.check.reconcile.amend import amended
from yusuan.check.reconcile.bounds import FREE
from yusuan.check.reconcile.defects import defects
from yusuan.check.reconcile.explain import Explainer
from yusuan.check.reconcile.labels import Labels
from yusuan.check.reconcile.localise import localise
from yusuan.check.reconcile.model import Contradiction, Counts, Reconciliation, SuspectCell
from yusuan.check.reconcile.rank import Ranker
from yusuan.check.reconcile.reach import reach_of
from yusuan.check.reconcile.strangers import echoes, set_apart, strangers
from yusuan.check.reconcile.style import Style, find_styles, otherwise
from yusuan.check.reconcile.system import build_system
from yusuan.check.reconcile.topics import Topic
from yusuan.check.reconcile.verdicts import judge
from yusuan.model.disclosure import Disclosure

__all__ = ["Contradiction", "Counts", "Reconciliation", "SuspectCell", "Topic", "reconcile"]


#: A gap of more last places than this is not put down to another style of rounding.
_FEW = 50
#: No budget has as many 分 as this: such a figure was run together from several, and says nothing of the others.
_HUGE = FREE >> 3


def reconcile(disclosure: Disclosure) -> Reconciliation:
    """Derive the identities of ``disclosure``, find out how it was rounded, and find the cells that contradict them.

    Where its own sums leave open how a table was rounded, and another way leaves fewer contradictions, that is taken.
    """
    facts = tuple(f for f in disclosure.facts if abs(f.amount.value) < _HUGE)
    derived = derive(facts, disclosure.statements)
    alien, again = strangers(derived.cube), echoes(derived.cube)
    if alien or again:
        derived = derive(set_apart(facts, alien, again), disclosure.statements)
    styles = find_styles(derived, max([len(disclosure.statements), *(f.statement + 1 for f in facts)]))
    derived = amended(derived, styles, disclosure.statements)
    best = _with_styles(disclosure, derived, styles)
    if any(c.places <= _FEW for c in best.contradictions):
        for other in otherwise(styles):
            found = _with_styles(disclosure, derived, other)
            if _better(found, best):
                best = found
    return replace(best, strangers=tuple(sorted(alien))) if alien else best


def _better(found: Reconciliation, best: Reconciliation) -> bool:
    """Whether ``found`` leaves fewer contradictions; that zeros are a little explains away no cell that was located."""
    zeros = found.styles[0].zeros_exact != best.styles[0].zeros_exact
    if zeros and any(c.located or not c.tiny for c in best.contradictions):
        return False
    return len(found.contradictions) < len(best.contradictions)


def _with_styles(disclosure: Disclosure, derived: Derived, styles: tuple[Style, ...]) -> Reconciliation:
    """The reconciliation if the statements were rounded in ``styles``."""
    reach = reach_of(derived.cube, derived.table, styles)
    verdicts = judge(derived, reach)
    system = build_system(derived.cube, derived.table, verdicts.used, reach)
    ranker = Ranker(derived)
    clusters, settled = localise(system, defects(derived, system, verdicts, reach), ranker)
    explainer = Explainer(derived, system, verdicts, Labels(disclosure), ranker, reach)
    n = derived.cube.n_points
    return Reconciliation(
        disclosure, derived, styles, verdicts, tuple(explainer.all(clusters)), settled.low[:n], settled.high[:n],
        _same(derived.cube),
    )  # fmt: skip


def _same(cube: Cube) -> int:
    """How many points are printed more than once, and not as zeros."""
    nonzero = cube.point[cube.value != 0]
    return int((np.bincount(nonzero, minlength=1) > 1).sum()) if len(nonzero) else 0
