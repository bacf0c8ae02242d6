"""The numbers of OFD's drawings and texts: abbreviated paths, runs of offsets, colours, matrices."""

from collections.abc import Iterable

from yusuan.read.archive import Element
from yusuan.read.ofd.document import child, local, numbers_of
from yusuan.read.pdf.drawn import WHITE
from yusuan.read.pdf.frame import IDENTITY, Matrix

Point = tuple[float, float]
#: How many numbers each operator of an abbreviated path takes (GB/T 33190-2016, table 35).
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
#: Offsets of one text code, and points of one path.
_MOST_OFFSETS = 100_000
_MOST_POINTS = 200_000


def outlines(text: str) -> list[tuple[list[Point], bool]]:
    """The parts of an AbbreviatedData as points, each with whether it has no curve; a closed one ends as it began."""
    parts: list[tuple[list[Point], bool]] = []
    points: list[Point] = []
    straight = True
    tokens = text.replace(",", " ").split()[:_MOST_POINTS]
    at = 0
    while at < len(tokens):
        operator = tokens[at]
        at += 1
        takes = _TAKES.get(operator)
        if takes is None:
            continue
        values = numbers_of(" ".join(tokens[at : at + takes]))
        if len(values) < takes:
            break
        at += takes
        if operator == "C":
            if points:
                points.append(points[0])
            continue
        if operator in "SM":
            if len(points) > 1:
                parts.append((points, straight))
            points, straight = [], True
        elif operator != "L":
            straight = False
        points.append((values[-2], values[-1]))
    if len(points) > 1:
        parts.append((points, straight))
    return parts


def offsets(text: str) -> list[float]:
    """A DeltaX or DeltaY with its runs written out: ``g 3 2.5 4`` is 2.5 three times, then 4."""
    out: list[float] = []
    tokens = text.replace(",", " ").split()
    at = 0
    while at < len(tokens) and len(out) < _MOST_OFFSETS:
        if tokens[at] == "g":
            pair = numbers_of(" ".join(tokens[at + 1 : at + 3]))
            if len(pair) < 2:
                break
            out.extend([pair[1]] * max(0, min(int(pair[0]), _MOST_OFFSETS - len(out))))
            at += 3
            continue
        one = numbers_of(tokens[at])
        if not one:
            break
        out.append(one[0])
        at += 1
    return out


def matrix_of(text: str | None) -> Matrix:
    """A CTM; the identity where there is none."""
    found = numbers_of(text) if text else []
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) >= 6 else IDENTITY


def ink_of(colour: Element | None, alpha: str | None, *, missing: int) -> int:
    """How a colour shows on paper: 0 not at all, 1 white, 2 to be seen. ``missing``: what no colour means."""
    if _number(alpha, 255.0) <= 8:
        return 0
    if colour is None:
        return missing
    if _number(colour.get("Alpha"), 255.0) <= 8:
        return 0
    value = colour.get("Value")
    if value is None:
        # Shading and patterns are to be seen; a colour by its place in a palette is taken for one.
        return 2
    parts = [_component(part) for part in value.replace(",", " ").split()[:4]]
    if len(parts) == 4:
        return 1 if all(part <= 255 - WHITE for part in parts) else 2
    return 1 if parts and all(part >= WHITE for part in parts) else 2


def setting(element: Element, params: Iterable[Element], name: str) -> Element | None:
    """A colour of an object: its own, else that of the drawing parameters it refers to, the nearest first."""
    found = child(element, name)
    if found is not None:
        return found
    for param in params:
        found = child(param, name)
        if found is not None:
            return found
    return None


def is_true(text: str | None, *, default: bool) -> bool:
    """An xs:boolean attribute."""
    return default if text is None else text.strip().lower() in ("true", "1")


def clip_paths(element: Element) -> list[tuple[Element, Element]]:
    """The paths that an object is clipped to, each with the area that it is in."""
    out = []
    for clips in element:
        if local(clips) == "Clips":
            for area in clips.iter():
                if local(area) == "Area":
                    path = child(area, "Path")
                    if path is not None:
                        out.append((area, path))
    return out[:100]


def _component(part: str) -> float:
    try:
        return float(int(part[1:], 16)) if part.startswith("#") else float(part)
    except ValueError:
        return 0.0


def _number(text: str | None, default: float) -> float:
    found = numbers_of(text) if text else []
    return found[0] if found else default
