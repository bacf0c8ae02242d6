"""Reconciliation: every printed amount against every other, exactly, and the likeliest cell where they contradict."""

import numpy as np

from yusuan.check.identities import derive
from yusuan.check.identities.cube import Cube
from yusuan.check.reconcile.amend import amended
from yusuan.check.reconcile.defects import defects
from yusuan.check.reconcile.explain import Explainer
from yusuan.check.reconcile.labels import Labels
from yusuan.check.reconcile.localise import localise
from yusuan.check.reconcile.model import Contradiction, Counts, Reconciliation, SuspectCell
from yusuan.check.reconcile.rank import Ranker
from yusuan.check.reconcile.strangers import echoes, set_apart, strangers
from yusuan.check.reconcile.style import find_styles
from yusuan.check.reconcile.system import build_system, fact_bounds, printed_bounds
from yusuan.check.reconcile.topics import Topic
from yusuan.check.reconcile.verdicts import judge
from yusuan.model.disclosure import Disclosure

__all__ = ["Contradiction", "Counts", "Reconciliation", "SuspectCell", "Topic", "reconcile"]


def reconcile(disclosure: Disclosure) -> Reconciliation:
    """Derive the identities of ``disclosure``, find out how it was rounded, and find the cells that contradict them."""
    derived = derive(disclosure.facts, disclosure.statements)
    alien, again = strangers(derived.cube), echoes(derived.cube)
    if alien or again:
        derived = derive(set_apart(disclosure.facts, alien, again), disclosure.statements)
    styles = find_styles(derived, len(disclosure.statements))
    derived = amended(derived, styles, disclosure.statements)
    exact, printed = fact_bounds(derived.cube, styles), printed_bounds(derived.cube, styles)
    verdicts = judge(derived, exact, printed)
    system = build_system(derived.cube, derived.table, verdicts.used, styles)
    ranker = Ranker(derived)
    clusters, settled = localise(system, defects(derived, system, verdicts), ranker)
    explainer = Explainer(derived, system, verdicts, Labels(disclosure), ranker, exact, printed)
    found = tuple(explainer.all(clusters))
    n = derived.cube.n_points
    return Reconciliation(
        disclosure, derived, styles, verdicts, found, settled.low[:n], settled.high[:n], _same(derived.cube)
    )  # fmt: skip


def _same(cube: Cube) -> int:
    """How many points are printed more than once, and not as zeros."""
    nonzero = cube.point[cube.value != 0]
    return int((np.bincount(nonzero, minlength=1) > 1).sum()) if len(nonzero) else 0
