"""How marks look: the colours of the severities, and the drawings (appearance streams) of highlights and notes."""

from dataclasses import dataclass

from yusuan.model.finding import Severity

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Colours:
    """``fill`` lies under the text, ``line`` frames it; red, green and blue from 0 to 1."""

    fill: Colour
    line: Colour


COLOURS = {
    Severity.ERROR: Colours((1.0, 0.66, 0.62), (0.80, 0.09, 0.09)),
    Severity.WARNING: Colours((1.0, 0.86, 0.45), (0.74, 0.45, 0.0)),
    Severity.HINT: Colours((0.72, 0.88, 1.0), (0.10, 0.42, 0.72)),
}
#: Points: height of a badge, the width of one of its digits, and how far a frame stands off its box.
BADGE, _DIGIT, MARGIN = 8.0, 3.7, 1.0


def badge_width(mark: str) -> float:
    """The width in points of the badge with the numbers ``mark``; 0 without any."""
    return len(mark) * _DIGIT + 4.4 if mark else 0.0


def highlight(size: tuple[float, float], inner: tuple[float, float, float, float], look: Colours, mark: str) -> bytes:
    """A frame around ``inner`` (left, bottom, right, top) filled where it has a ``mark``, within ``size``.

    The mark's numbers stand on a badge at the upper left of ``size``. Without one the frame is dashed and the filling
    lighter: a place that another finding names.
    """
    x, y, right, top = inner
    rect = f"{x:.2f} {y:.2f} {right - x:.2f} {top - y:.2f} re"
    share = 1.0 if mark else 0.45
    fill = _rgb(tuple(1 - (1 - c) * share for c in look.fill))
    line = f"{'[] 0 d 0.9 w' if mark else '[2 1.5] 0 d 0.6 w'} {_rgb(look.line)} RG {rect} S"
    drawn = f"q /M gs {fill} rg {rect} f Q\nq /N gs {line} Q\n"
    if mark:
        drawn += _badge(size[1] - BADGE, mark, look)
    return drawn.encode("ascii")


def framed(size: tuple[float, float], inner: tuple[float, float, float, float], look: Colours, mark: str) -> bytes:
    """The same without a filling: for a place as large as a table."""
    x, y, right, top = inner
    dash = "[] 0 d 1.4 w" if mark else "[3 2] 0 d 0.8 w"
    drawn = f"q {dash} {_rgb(look.line)} RG {x:.2f} {y:.2f} {right - x:.2f} {top - y:.2f} re S Q\n"
    return (drawn + (_badge(size[1] - BADGE, mark, look) if mark else "")).encode("ascii")


def bubble(look: Colours) -> bytes:
    """A note of 20 by 20 points: a leaf with lines in the colour of what it says."""
    return (
        f"q {_rgb(look.fill)} rg {_rgb(look.line)} RG 1.2 w 1 j 2 5 m 2 18 l 18 18 l 18 5 l 9 5 l 5.5 1.5 l 5.5 5 l "
        f"h B 0.9 w 5 14.5 m 15 14.5 l 5 11.5 m 15 11.5 l 5 8.5 m 11 8.5 l S Q\n"
    ).encode("ascii")


def _badge(bottom: float, mark: str, look: Colours) -> str:
    wide = badge_width(mark)
    words = mark.replace("…", "+")
    # Round ends: a line as thick as the badge is high, with round caps.
    half = BADGE / 2
    return (
        f"q {_rgb(look.line)} RG {BADGE:.1f} w 1 J {half:.2f} {bottom + half:.2f} m "
        f"{max(wide - half, half + 0.01):.2f} {bottom + half:.2f} l S Q\n"
        f"BT 1 1 1 rg /F 6.4 Tf 2.3 {bottom + 1.8:.2f} Td ({words}) Tj ET\n"
    )


def _rgb(colour: tuple[float, ...]) -> str:
    return " ".join(f"{c:.3f}" for c in colour)
