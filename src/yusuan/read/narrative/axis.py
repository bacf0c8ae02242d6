"""Ticks on the axis of a chart, which a page prints as lines of their own: 220000, 200000, 180000 and so on."""

import re
from collections.abc import Sequence

from yusuan.model.disclosure import Paragraph

#: A line that begins with a number and a blank, or is only that. What follows was printed beside it in the chart:
#: words, and no figures, as a row of a table has.
_TICK = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(\.[0-9]{1,2})?%?(?=\s[^0-9]*$|$)")
#: So many ticks in equal steps are no chance.
_FEWEST = 4
#: A title of the axis may stand between two ticks.
_BETWEEN = 1
_LONGEST = 60  # characters of a line beside a tick


def ticks(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The paragraphs that begin with a tick, by number: in a row of at least four that rise or fall in equal steps."""
    found: set[int] = set()
    run: list[tuple[int, int]] = []
    for number, paragraph in enumerate(paragraphs):
        value = _value(paragraph.text)
        if value is None:
            continue
        if run and number - run[-1][0] > _BETWEEN + 1:
            found |= _even(run)
            run = []
        run.append((number, value))
    return frozenset(found | _even(run))


def _value(text: str) -> int | None:
    """The number at the head of a short line, in hundredths."""
    m = _TICK.match(text) if len(text) <= _LONGEST else None
    if m is None:
        return None
    return int(m[1].replace(",", "")) * 100 + int((m[2] or ".0")[1:].ljust(2, "0"))


def _even(run: list[tuple[int, int]]) -> set[int]:
    """The numbers of the longest part of ``run`` that goes one way in steps of one size; a step may be left out once.

    A tick whose line was glued to another's is missing: that step is twice the others.
    """
    best: list[int] = []
    at = 0
    while at + 1 < len(run):
        step = run[at + 1][1] - run[at][1]
        end = at + 1
        while step and end + 1 < len(run) and run[end + 1][1] - run[end][1] in (step, 2 * step):
            end += 1
        if end - at + 1 > len(best):
            best = [number for number, _ in run[at : end + 1]]
        at = max(end, at + 1)
    return set(best) if len(best) >= _FEWEST else set()
