"""What a caller may choose about a run."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yusuan.model.text import Language

if TYPE_CHECKING:
    from yusuan.app.baseline import Baseline
    from yusuan.catalog.layouts import Layout

_GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Options:
    """``rules``: codes and families, '-' before what to leave out; empty: the default ones.

    ``jobs``: processes, 0 to work in this one (no protection; for debugging), None for one a core. ``seconds``: a
    document may take before it counts as hung. ``memory``: bytes of address space that a process may take.
    ``layout``: a person's own, which goes before those of the package. ``products``: ids of the files to make of what
    was checked (``report.products``), in ``folder``, in ``language``. ``baseline``: what was known before.
    """

    rules: tuple[str, ...] = ()
    jobs: int | None = None
    seconds: float = 180.0
    memory: int | None = 2 * _GIB
    layout: "Layout | None" = None
    products: tuple[str, ...] = ()
    folder: Path | None = None
    language: Language = "zh"
    baseline: "Baseline | None" = None

    def processes(self, tasks: int) -> int:
        """How many processes to use for ``tasks`` tasks."""
        if self.jobs is not None:
            return min(self.jobs, tasks)
        return max(1, min(cores(), tasks))


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
