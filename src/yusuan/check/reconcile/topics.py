"""What kind of equation a family of identities is, for the rules that report it."""

from typing import Literal

from yusuan.catalog.trees import LISTED
from yusuan.check.identities.table import Family
from yusuan.model.coordinate import DIMENSIONS

#: Inside a statement by subject, by columns or by flow; a part of a whole; one point in two places; sums over several
#: statements; a topic and its economic codes.
Topic = Literal["subject", "columns", "flow", "part", "same", "across", "alias"]


def topic_of(family: Family | None) -> Topic:
    """The topic of ``family``; None stands for one point printed twice."""
    if family is None:
        return "same"
    names = {DIMENSIONS[d] for d in family.dims}
    if family.kind in ("alias", "none") or (family.kind == "part" and "topic" in names):
        return "alias"
    if family.kind == "part":
        return "part" if family.statement >= 0 else "across"
    if family.kind == "balance":
        return "flow"
    if family.statement < 0:
        return "across"
    if names <= LISTED:
        return "subject"
    return "flow" if names == {"flow"} else "columns"
