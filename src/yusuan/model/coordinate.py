"""The cube: one node in each dimension; a dimension that is not mentioned stays at its root, the empty string."""

from dataclasses import dataclass, fields
from operator import attrgetter

from yusuan.model.quick import quick


@quick
@dataclass(frozen=True, slots=True, order=True)
class Coordinate:
    """A point of the cube. Every field is the id of a node; '' is the root (see ``catalog.trees`` for the trees).

    ``body``: '' the document's own body, else a unit's name. ``year``: the fiscal year in four digits.
    ``phase``: budget (年初预算, 预算数) | adjusted (调整、全年预算) | final (决算) | executed (执行数).
    ``flow``: in_total {income, carry_in, use_surplus}, out_total {expenditure, carry_out, distribution}.
    ``function``, ``economy``, ``gov_economy``: codes of 3, 5, 7 digits (local economy codes may be longer).
    ``fund``: grant {general, govfund, capital}, special {…}, … ``nature``: basic {personnel, public}, project, …
    ``project``: the project's name. ``topic``: three_public {…}, agency_running, procurement {…}, …
    ``item``: a table's own entry where nothing else tells two rows apart ('表12#7').
    """

    body: str = ""
    year: str = ""
    phase: str = ""
    flow: str = ""
    function: str = ""
    economy: str = ""
    gov_economy: str = ""
    fund: str = ""
    nature: str = ""
    project: str = ""
    topic: str = ""
    item: str = ""

    def at(self, **nodes: str) -> "Coordinate":
        """The point with some dimensions moved to other nodes."""
        # A third of the time of dataclasses.replace, in the innermost loops of reader and composer.
        values = list(_values(self))
        for dimension, node in nodes.items():
            if dimension not in _INDEX:
                raise TypeError(f"no such dimension: {dimension}")
            values[_INDEX[dimension]] = node
        return Coordinate(*values)


DIMENSIONS: tuple[str, ...] = tuple(f.name for f in fields(Coordinate))
_INDEX = {d: i for i, d in enumerate(DIMENSIONS)}
_values = attrgetter(*DIMENSIONS)
