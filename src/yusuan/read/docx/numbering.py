"""List numbers that Word counts by itself and does not store: 一、（一）1. put back before their paragraphs."""

import re
from dataclasses import dataclass, field

from yusuan.read.archive import Element
from yusuan.read.docx.counting import counted
from yusuan.read.docx.names import child, flag, value, w, whole

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
#: How many styles may be based on each other.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    legal: bool


@dataclass(frozen=True, slots=True)
class _List:
    """One w:num: the counters that it moves (its w:abstractNum), its levels, and the starts that it sets anew."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts the lists of a document; paragraphs must be asked about in the document's order."""

    lists: dict[str, _List] = field(default_factory=dict)
    of_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    _count: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: Element | None) -> str:
        """The number of the paragraph with these ``properties`` (w:pPr), '' for none; counts it."""
        numbered = self._numbered(properties)
        if numbered is None:
            return ""
        number, level = numbered
        one = self.lists[number]
        count = self._count.setdefault(one.counters, {})
        if level in one.starts and (number, level) not in self._begun:
            self._begun.add((number, level))
            count[level] = one.starts[level]
        elif level in count:
            count[level] += 1
        else:
            count[level] = one.levels[level].start
        for deeper in [k for k in count if k > level]:
            del count[deeper]
        return self._printed(one, level, count)

    def _numbered(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, else its style's."""
        if properties is None or not self.lists:
            return None
        style = self.of_style.get(value(properties, "pStyle") or "")
        own = child(properties, "numPr")
        number, level = style or ("", 0)
        if own is not None:
            number = value(own, "numId") or number
            level = whole(value(own, "ilvl"), level)
        known = self.lists.get(number)
        return (number, level) if known is not None and level in known.levels else None

    def _printed(self, one: _List, level: int, count: dict[int, int]) -> str:
        legal = one.levels[level].legal

        def figure(m: re.Match[str]) -> str:
            k = int(m.group(1)) - 1
            own = one.levels.get(k)
            if own is None:
                return ""
            return counted(count.get(k, own.start), "decimal" if legal and k < level else own.form)

        if one.levels[level].form == "bullet":
            return ""
        return _PLACE.sub(figure, one.levels[level].text)


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """The lists of word/numbering.xml and the styles that number their paragraphs."""
    out = Numbering()
    if numbering is None:
        return out
    abstract = {a.get(w("abstractNumId"), ""): a for a in numbering.iterfind(w("abstractNum"))}
    by_style_link = {value(a, "styleLink"): a for a in abstract.values() if value(a, "styleLink")}
    for num in numbering.iterfind(w("num")):
        key = value(num, "abstractNumId") or ""
        base = abstract.get(key)
        if base is None:
            continue
        linked = value(base, "numStyleLink")
        base = by_style_link.get(linked, base) if linked else base
        levels = {k: v for lvl in base.iterfind(w("lvl")) for k, v in [_level(lvl)] if 0 <= k < _LEVELS}
        starts: dict[int, int] = {}
        for override in num.iterfind(w("lvlOverride")):
            k = whole(override.get(w("ilvl")))
            start = value(override, "startOverride")
            if start is not None:
                starts[k] = whole(start, 1)
            own = override.find(w("lvl"))
            if own is not None and 0 <= k < _LEVELS:
                levels[k] = _level(own)[1]
        out.lists[num.get(w("numId"), "")] = _List(key, levels, starts)
    out.of_style.update(_styles(styles))
    return out


def _level(lvl: Element) -> tuple[int, _Level]:
    text = (value(lvl, "lvlText") or "")[:100]
    form = value(lvl, "numFmt") or "decimal"
    return whole(lvl.get(w("ilvl"))), _Level(whole(value(lvl, "start"), 1), form, text, flag(lvl, "isLgl"))


def _styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    """For each paragraph style that numbers (or is based on one that does) its list and level."""
    if styles is None:
        return {}
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(w("style")):
        name = style.get(w("styleId"), "")
        based[name] = value(style, "basedOn") or ""
        numbered = style.find(f"{w('pPr')}/{w('numPr')}")
        if numbered is not None:
            own[name] = (value(numbered, "numId") or "", whole(value(numbered, "ilvl")))
    out = {}
    for name in based:
        at = name
        for _ in range(_DEEPEST):
            if at in own or not at:
                break
            at = based.get(at, "")
        if at in own:
            out[name] = own[at]
    return out
