"""What is spoken of at one place of the narrative, and how a phrase moves on from there to a point of the cube."""

from dataclasses import dataclass, field
from typing import Literal

from yusuan.catalog.trees import contains
from yusuan.model.coordinate import Coordinate
from yusuan.read.narrative.lexicon import Lexeme
from yusuan.read.narrative.phrase import Phrase

_EXCLUSIVE = ("fund", "nature", "topic", "function", "economy", "gov_economy")


@dataclass(slots=True)
class Versus:
    """A comparison that has begun: against which ``year`` and ``phase``, of which amount (``of``: its claim, or -1)."""

    year: str
    phase: str
    of: int = -1
    point: Coordinate | None = None
    base: int = -1
    closed: bool = False
    fresh: bool = True
    moved: bool = False


@dataclass(slots=True)
class Frame:
    """One level of context: a section, a numbered item, an enumeration (其中) or a bracket.

    ``point``: where a phrase that names something starts from. ``subject``: what a phrase that names nothing is
    about, None where that is not known. ``amounts``: the amounts stated here. ``wholes``: those that the amounts
    stated here are parts of. ``known``: False inside something that is not a point of the cube. ``phrase`` to
    ``governor``: of a bracket, what was being read where it began.
    """

    kind: Literal["section", "item", "list", "bracket"]
    point: Coordinate
    subject: Coordinate | None
    level: int = 0
    known: bool = True
    amounts: list[int] = field(default_factory=list)
    wholes: tuple[int, ...] = ()
    heading: str = ""
    phrase: list[Lexeme] = field(default_factory=list)
    start: int = 0
    opened: int = 0
    hidden: bool = False
    versus: Versus | None = None
    governor: Lexeme | None = None


def side(flow: str) -> str:
    """Which side of the account a flow is on: in, out, or '' for none or both."""
    if flow in ("", "both"):
        return ""
    return "in" if contains("flow", "in_total", flow) else "out"


def overlay(point: Coordinate, nodes: dict[str, str]) -> Coordinate:
    """``point`` moved to ``nodes``; the narrower of two nodes on one line stays."""
    changed = dict(nodes)
    if "topic" in nodes:
        changed |= {"flow": "expenditure", "nature": "", "function": "", "economy": "", "gov_economy": ""}
        if nodes["topic"] != "small_firms":
            changed["item"] = ""
    else:
        changed["topic"] = ""
        if "flow" not in nodes and nodes.keys() & {"nature", "function", "economy", "gov_economy"}:
            changed["flow"] = "expenditure"
    if changed.get("flow") == "both":
        changed["flow"] = "in_total"
    for dimension in ("fund", "nature"):
        old, new = getattr(point, dimension), nodes.get(dimension, "")
        if old and new and contains(dimension, new, old):
            changed[dimension] = old
    return point.at(**changed)


def conflicts(point: Coordinate, nodes: dict[str, str]) -> bool:
    """Whether ``nodes`` cannot be a part of what ``point`` is."""
    for dimension in _EXCLUSIVE:
        old, new = getattr(point, dimension), nodes.get(dimension, "")
        apart = old and new and not contains(dimension, old, new) and not contains(dimension, new, old)
        if apart and dimension != "topic":
            return True
    if point.topic and "topic" not in nodes:
        return bool(nodes.keys() & set(_EXCLUSIVE))
    new = nodes.get("flow", "")
    return bool(side(point.flow) and side(new) and side(point.flow) != side(new))


def place(frame: Frame, phrase: Phrase, year: str, phase: str) -> Coordinate | None:
    """The point that ``phrase`` means in ``frame``; None where it is not understood."""
    if not phrase.understood or not frame.known:
        return None
    subject, topic = frame.subject, phrase.nodes.get("topic", "")
    if frame.kind == "list" and frame.point.topic and topic and not contains("topic", frame.point.topic, topic):
        return None  # 机关运行经费 …，其中：会议费 …: only the share of it that lies in both
    repeats = phrase.repeats and subject is not None and side(subject.flow) == side(phrase.nodes.get("flow", ""))
    if phrase.named and not repeats:
        point = overlay(frame.point, phrase.nodes)
    elif subject is not None:
        point = subject
    else:
        return None
    return point.at(year=phrase.year or year, phase=phrase.phase or phase)


def same(one: Coordinate, other: Coordinate) -> bool:
    """Whether two points are one but for year and phase, and for total or current on the same side."""
    flat = {"year": "", "phase": "", "flow": ""}
    return one.at(**flat) == other.at(**flat) and side(one.flow) == side(other.flow)


def part_of(whole: Coordinate, part: Coordinate) -> bool:
    """Whether ``part`` lies inside ``whole``, at the same year and phase."""
    if (whole.year, whole.phase) != (part.year, part.phase):
        return False
    if whole.topic != part.topic and not contains("topic", whole.topic, part.topic):
        return False
    if side(whole.flow) and side(part.flow) and side(whole.flow) != side(part.flow):
        return False
    return all(contains(d, getattr(whole, d), getattr(part, d)) for d in _EXCLUSIVE if d != "topic")
