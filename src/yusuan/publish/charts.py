"""Charts as bars: shares of a whole, amounts, two years side by side; each with its words for those who cannot see."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from yusuan.model.amount import format_amount
from yusuan.model.document import Chart

#: Told apart by lightness too, so that they are read in grey; each 3 : 1 and more against white.
COLOURS = ("#1f5a91", "#c2701c", "#4b8b5a", "#8a4f8f")
_RIGHT = 136
_BAR, _GAP, _TOP = 16, 10, 40
_FACES = "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle; ``said``: what it shows, in words."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words whose baseline begins, has its middle or ends at (x, y)."""

    x: float
    y: float
    words: str
    anchor: Literal["start", "middle", "end"]
    size: int = 13


@dataclass(frozen=True, slots=True)
class Form:
    """How a chart is laid out: ``width`` of the whole, ``left``: where bars begin, ``above``: of a label over its bars.

    ``longest``: characters of a label, of which it shows no more.
    """

    width: int
    left: int
    above: int
    longest: int


#: Labels beside their bars, for paper; over them, so that the type is read on a phone.
PAPER, PHONE = Form(480, 152, 0, 11), Form(360, 2, 18, 26)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart is drawn of, in units of which the whole is ``width`` wide."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]


def percent(part: int, whole: int) -> str:
    """A share in hundredths of a percent, rounded half up: 65.70%; nothing of a whole that is zero."""
    if not whole:
        return ""
    hundredths = (abs(part) * 20_000 + abs(whole)) // (2 * abs(whole))
    return f"{'-' if (part < 0) != (whole < 0) else ''}{hundredths // 100}.{hundredths % 100:02d}%"


def described(chart: Chart) -> str:
    """The chart in words: each label with its amounts in 万元."""
    said = []
    for i, label in enumerate(chart.labels):
        values = [f"{name} {_money(amounts[i])}" for name, amounts in chart.series]
        share = percent(chart.series[0][1][i], sum(chart.series[0][1])) if chart.shape == "shares" else ""
        said.append(f"{label}：{'，'.join(values)}{f'，占 {share}' if share else ''}")
    return f"{chart.title}（万元）。{'；'.join(said)}。"


def drawn(chart: Chart, form: Form = PAPER) -> Drawing:
    """Lay the chart out: one line a label, one bar a series in it."""
    count = max(1, len(chart.series))
    each, legend = form.above + _BAR * count + _GAP, 22 if count > 1 else 0
    top = _TOP + legend
    bars: list[Bar] = []
    labels = [Label(form.width / 2, 22, f"{chart.title}（万元）", "middle", 16)]
    for i, (name, _) in enumerate(chart.series if legend else ()):
        bars.append(Bar(form.left + i * 100, _TOP, 12, 12, COLOURS[i % len(COLOURS)]))
        labels.append(Label(form.left + i * 100 + 18, _TOP + 11, name, "start"))
    every = [0, *(v for _, amounts in chart.series for v in amounts)]
    scale = (form.width - form.left - _RIGHT) / ((max(every) - min(every)) or 1)
    zero = form.left - min(every) * scale
    for i, label in enumerate(chart.labels):
        y = top + i * each + form.above
        labels.append(_label(label, y, count, form))
        for k, (_, amounts) in enumerate(chart.series):
            value, fill = amounts[i], COLOURS[k % len(COLOURS)]
            width = max(abs(value) * scale, 0.5) if value else 0.0
            x = zero + min(0.0, value * scale)
            bars.append(Bar(x, y + k * _BAR, width, _BAR - 2, fill, f"{label} {_money(value)}"))
            share = f"  {percent(value, sum(amounts))}" if chart.shape == "shares" else ""
            labels.append(Label(max(zero, x + width) + 6, y + k * _BAR + 12, f"{_money(value)}{share}", "start", 12))
    bottom = top + len(chart.labels) * each
    bars.append(Bar(zero - 0.5, top - 4, 1, bottom - top + 4, "#444444"))
    return Drawing(form.width, bottom + 8, tuple(bars), tuple(labels))


def _label(label: str, y: float, count: int, form: Form) -> Label:
    words = label if len(label) <= form.longest else f"{label[: form.longest - 1]}…"
    if form.above:
        return Label(form.left + 4, y - 5, words, "start")
    return Label(form.left - 8, y + _BAR * count / 2 + 4, words, "end")


def svg(chart: Chart) -> str:
    """The chart as SVG, as wide as it is given room, with its words as title and description."""
    drawing = drawn(chart, PHONE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height:.1f}" role="img" '
        f'font-family="{_FACES}"><title>{escape(chart.title)}</title><desc>{escape(described(chart))}</desc>'
        f"{''.join(_marks(drawing))}</svg>"
    )


def _marks(drawing: Drawing) -> Iterator[str]:
    for b in drawing.bars:
        said = f"<title>{escape(b.said)}</title>" if b.said else ""
        box = f'x="{b.x:.1f}" y="{b.y:.1f}" width="{b.width:.1f}" height="{b.height:.1f}"'
        yield f'<rect {box} fill="{b.fill}">{said}</rect>' if said else f'<rect {box} fill="{b.fill}"/>'
    for t in drawing.labels:
        at = f'x="{t.x:.1f}" y="{t.y:.1f}" text-anchor="{t.anchor}" font-size="{t.size}"'
        yield f"<text {at}>{escape(t.words)}</text>"


def _money(fen: int) -> str:
    return format_amount(fen, "万元")
