"""The ruling lines of a page that is a picture: long straight ink, level or upright."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

#: Points. Shorter ink is a stroke of a character; upright lines may be as short as a low row.
_LEVEL, _UPRIGHT = 16.0, 9.0
#: Points. A line is at most this thick.
_THICK = 4.5
#: Of 255: where a line is faint it is darker than its sides by more.
_FAINT = 8
#: Of 255: and where it is faint throughout, by no more.
_EVEN = 45
#: Points. Gaps in a line up to this are noise.
_BROKEN = 2.0
#: Points. Holes that a bad print leaves in a line; pieces of one line are in line; so much of it is drawn.
_HOLE, _SAME, _DRAWN = 24.0, 0.6, 0.7
#: Points. How far an end of a line may be from a line across and still touch it.
_REACH = 2.5
#: Points. The same of a short line, which may be the stroke of a character: there is paper between that and a ruling.
_TOUCH = 1.3
#: Points. No stroke of a character is so long; where such a line ends in a corner, the corner's ink makes it longer.
_STROKE = 24.0
#: A line that is faint throughout meets so many others; strokes of characters in two rows may chance to be in line.
_CROSSED = 4
#: Points. Two lines side by side are farther apart.
_APART = 3.0
#: Points. A line so long needs no other to be one.
_LONG = 60.0
#: More pieces of lines than this on one page are a pattern, not rulings.
_MOST = 5000

Line = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Rulings:
    """Level and upright lines as (position, start, end) in points, and a picture in which they are white."""

    across: tuple[Line, ...]
    down: tuple[Line, ...]
    mask: "Picture"


def ink(page: "Picture", scale: float) -> "Picture":
    """Where a grey page (``scale`` pixels a point) is darker than around it: 255, else 0."""
    import cv2  # noqa: PLC0415

    block = max(3, int(12 * scale)) | 1
    return cv2.adaptiveThreshold(page, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 14)


def rulings(grey: "Picture", dark: "Picture", scale: float) -> Rulings:
    """The lines of a grey page that stands straight, of ``scale`` pixels a point; ``dark``: 255 where it has ink."""
    inks = [_stretches(grey, dark, scale, upright=upright) for upright in (False, True)]
    sure = [_measured(one[0], scale, upright=upright) for one, upright in zip(inks, (False, True), strict=True)]
    seen = [_longer(one, ink[1], scale, upright=u) for one, ink, u in zip(sure, inks, (False, True), strict=True)]
    whole = _seen_whole(sure[0], seen[0], sure[1]), _seen_whole(sure[1], seen[1], sure[0])
    across, down = _held(_joined(whole[0], whole[1]), _joined(whole[1], whole[0]))
    # A line that is found goes on as far as it is to be seen at all, if it ends there at another.
    longer = _longer(across, inks[0][1], scale, upright=False), _longer(down, inks[1][1], scale, upright=True)
    across, down = _ended(across, longer[0], longer[1]), _ended(down, longer[1], longer[0])
    new = [
        [(line, _slack(line, one[2], scale, upright=upright)) for line in _measured(one[1], scale, upright=upright)]
        for one, upright in zip(inks, (False, True), strict=True)
    ]
    across, down = [*across, *_faint(new[0], across, down)], [*down, *_faint(new[1], down, across)]
    mask = _kept(inks[0][1], across, scale, upright=False) | _kept(inks[1][1], down, scale, upright=True)
    return Rulings(tuple(across), tuple(down), mask)


def _seen_whole(lines: list[Line], longer: list[Line], others: list[Line]) -> list[Line]:
    """The lines, those too long for strokes as they are where they are ``longer`` if only so they end at ``others``."""
    return [
        far if line[2] - line[1] >= _STROKE and not _is_ruling(line, others) and _ends_at(far, others) else line
        for line, far in zip(lines, longer, strict=True)
    ]


def _joined(lines: list[Line], others: list[Line]) -> list[Line]:
    """The lines, with pieces of one that a bad print or scan broke put together where the whole ends at ``others``.

    One piece at least must be longer than strokes are: strokes stand in line from row to row.
    """
    out: list[Line] = []
    chain: list[Line] = []
    for line in _in_line(lines):
        if chain and not _goes_on(chain[-1], line, others):
            out.extend(_whole(chain, others))
            chain = []
        chain.append(line)
    return out + _whole(chain, others)


def _goes_on(before: Line, line: Line, others: list[Line]) -> bool:
    """Whether the hole between two pieces is none that the table has: there both would end at other lines."""
    if abs(line[0] - before[0]) > _SAME or not 0 <= line[1] - before[2] <= _HOLE:
        return False
    return not all(
        any(abs(p - end) <= _REACH and s - _REACH <= line[0] <= e + _REACH for p, s, e in others)
        for end in (before[2], line[1])
    )


def _in_line(lines: list[Line]) -> list[Line]:
    """Lines with those on nearly one position together, from their beginning on."""
    out: list[Line] = []
    group: list[Line] = []
    for line in sorted(lines):
        if group and line[0] - group[0][0] > _SAME:
            out.extend(sorted(group, key=lambda one: one[1]))
            group = []
        group.append(line)
    return out + sorted(group, key=lambda one: one[1])


def _whole(pieces: list[Line], others: list[Line]) -> list[Line]:
    """Pieces in line as one line, or as they are where that would be none."""
    if len(pieces) < 2 or max(end - start for _, start, end in pieces) < _STROKE:
        return pieces
    lengths = [end - start for _, start, end in pieces]
    at = sum(p * n for (p, _, _), n in zip(pieces, lengths, strict=True)) / sum(lengths)
    ends = pieces[0][1], pieces[-1][2]
    return [(at, *ends)] if _ends_at((at, *ends), others) and sum(lengths) >= _DRAWN * (ends[1] - ends[0]) else pieces


def _held(across: list[Line], down: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that are more than strokes of characters: long ones, and those with both ends at other lines."""
    for _ in range(3):
        kept = [line for line in down if _is_ruling(line, across)]
        level = [line for line in across if _is_ruling(line, kept)]
        if len(kept) == len(down) and len(level) == len(across):
            break
        across, down = level, kept
    return across, down


def _bar(length: float, *, upright: bool) -> Any:  # noqa: ANN401
    """A line of pixels."""
    import cv2  # noqa: PLC0415

    long = max(3, round(length))
    return cv2.getStructuringElement(cv2.MORPH_RECT, (1, long) if upright else (long, 1))


def _stretches(grey: "Picture", dark: "Picture", scale: float, *, upright: bool) -> "tuple[Picture, Picture, Picture]":
    """What lies in straight stretches one way: ink; ink and all that is darker than both its sides; by how much."""
    import cv2  # noqa: PLC0415

    least = (_UPRIGHT if upright else _LEVEL) * scale
    # A line that leans by a pixel over its length is made thicker first, so that it still lies in one row somewhere.
    thicker = cv2.getStructuringElement(cv2.MORPH_RECT, (2, 1) if upright else (1, 2))
    sure = cv2.morphologyEx(cv2.dilate(dark, thicker), cv2.MORPH_OPEN, _bar(least, upright=upright))
    smooth = cv2.dilate(cv2.blur(255 - grey, (1, 3) if upright else (3, 1)), thicker)
    along = cv2.morphologyEx(smooth, cv2.MORPH_OPEN, _bar(least, upright=upright))
    # What is broad is a background.
    thin = along - cv2.morphologyEx(along, cv2.MORPH_OPEN, _bar(_THICK * scale, upright=not upright))
    faint = cv2.threshold(thin, _FAINT, 255, cv2.THRESH_BINARY)[1]
    # Pieces are joined only once they are known to be long: strokes of characters beside each other are not.
    joint = _bar(_BROKEN * scale, upright=upright)
    return cv2.morphologyEx(sure, cv2.MORPH_CLOSE, joint), cv2.morphologyEx(sure | faint, cv2.MORPH_CLOSE, joint), thin


def _longer(lines: list[Line], whole: "Picture", scale: float, *, upright: bool) -> list[Line]:
    """The lines as far as ``whole`` shows them without a break."""
    import numpy as np  # noqa: PLC0415

    found: list[Line] = []
    for position, start, end in lines:
        at = round(position * scale - 0.5)
        beside = slice(max(0, at - 1), at + 2)
        on = (whole[:, beside].any(axis=1) if upright else whole[beside].any(axis=0)).astype(np.int8)
        flips = np.flatnonzero(np.diff(np.concatenate(([0], on, [0])))) / scale
        near = [(a, b) for a, b in zip(flips[::2], flips[1::2], strict=True) if a < end and b > start]
        found.append((position, min([start, *[float(a) for a, _ in near]]), max([end, *[float(b) for _, b in near]])))
    return found


def _slack(line: Line, thin: "Picture", scale: float, *, upright: bool) -> float:
    """How far (points) the ends of a line that is about as faint all along may be from others; 0 where it is not.

    The strokes of characters are dark and end; where some of a line is dark, a character touches it.
    """
    import numpy as np  # noqa: PLC0415

    at, start, end = round(line[0] * scale - 0.5), round(line[1] * scale), round(line[2] * scale)
    beside = slice(max(0, at - 1), at + 2)
    along = thin[start:end, beside].max(axis=1) if upright else thin[beside, start:end].max(axis=0)
    low, usual, high = np.percentile(along, (10, 75, 90)).tolist() if along.size else (0.0, 255.0, 255.0)
    if low < _FAINT or usual > _EVEN:
        return 0.0
    return _REACH if high <= _EVEN else _TOUCH


def _faint(found: list[tuple[Line, float]], known: list[Line], others: list[Line]) -> list[Line]:
    """Lines that are faint throughout: they end at ``others`` and cross some between, which no character does."""
    new: list[Line] = []
    for (at, start, end), slack in found:
        if not slack or any(abs(p - at) < _APART and s < end and e > start for p, s, e in known):
            continue
        met = sorted(p for p, s, e in others if start - _REACH <= p <= end + _REACH and s - _REACH <= at <= e + _REACH)
        # A ruling that is seen in several pieces is met once.
        crossed = 1 + sum(b - a >= _APART for a, b in pairwise(met))
        if crossed >= _CROSSED and abs(met[0] - start) <= slack and abs(end - met[-1]) <= slack:
            new.append((at, met[0], met[-1]))
    return new


def _ended(lines: list[Line], longer: list[Line], others: list[Line]) -> list[Line]:
    """The lines, on to the outermost of the ``others`` that they meet where they are ``longer``."""
    found: list[Line] = []
    starts, ends = [line[1] for line in lines], [line[2] for line in lines]
    for (at, start, end), (_, first, last) in zip(lines, longer, strict=True):
        met = [p for p, s, e in others if first - _REACH <= p <= last + _REACH and s - _REACH <= at <= e + _REACH]
        # Where it goes on beyond the last of them and no other does, a character stands on it.
        begun = sum(abs(start - s) <= _REACH for s in starts) > 1 or not met or min(met) - start > _LONG
        done = sum(abs(end - e) <= _REACH for e in ends) > 1 or not met or end - max(met) > _LONG
        found.append((at, min([start, *met]) if begun else min(met), max([end, *met]) if done else max(met)))
    return found


def _measured(lines: "Picture", scale: float, *, upright: bool) -> list[Line]:
    """The connected pieces of ``lines`` that are long and thin, in points."""
    import cv2  # noqa: PLC0415

    count, _, stats, centres = cv2.connectedComponentsWithStats(lines, connectivity=8)
    if count > _MOST:
        return []
    least = _UPRIGHT if upright else _LEVEL
    found: list[Line] = []
    for (x, y, width, height, area), (cx, cy) in zip(stats[1:].tolist(), centres[1:].tolist(), strict=True):
        start, length, position = (y, height, cx) if upright else (x, width, cy)
        # Over its whole length, for a line that leans is as high as it leans.
        if length >= 0.9 * least * scale and area / length <= _THICK * scale:
            found.append(((position + 0.5) / scale, start / scale, (start + length) / scale))
    return sorted(found)


def _is_ruling(line: Line, others: list[Line]) -> bool:
    """Whether a line is long, or begins and ends at lines that cross it."""
    return line[2] - line[1] >= _LONG or _ends_at(line, others)


def _ends_at(line: Line, others: list[Line]) -> bool:
    """Whether a line begins and ends at lines that cross it."""
    at, start, end = line
    touch = _TOUCH if end - start < _STROKE else _REACH
    return all(
        any(abs(p - stop) <= touch and s - _REACH <= at <= e + _REACH for p, s, e in others) for stop in (start, end)
    )


def _kept(lines: "Picture", wanted: list[Line], scale: float, *, upright: bool) -> "Picture":
    """The lines that are rulings, in a picture; a little thicker, for their edges are grey."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    out = np.zeros_like(lines)
    reach = max(2, round(1.2 * scale))
    for position, start, end in wanted:
        at = round(position * scale)
        along = slice(max(0, int(start * scale) - 1), int(end * scale) + 2)
        beside = slice(max(0, at - reach), at + reach + 1)
        box = (along, beside) if upright else (beside, along)
        out[box] = lines[box]
    return cv2.dilate(out, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 1) if upright else (1, 3)))
