"""The little of CSS that reading needs: what is hidden, what is placed where, what is set in, which sides are drawn."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

#: Bytes of style sheets that are looked at, and rules in them.
_MOST_CSS = 3_000_000
_MOST_RULES = 60_000
#: CSS pixels in one of each unit; an em is taken for the size of the type of most pages.
_PIXELS = {"px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "em": 16.0, "rem": 16.0, "pc": 16.0}

_LENGTH = re.compile(r"\s*(-?\d{0,7}(?:\.\d{1,8})?)\s{0,4}([a-z]{0,3})")
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,4000})\}")
_SIMPLE = re.compile(r"[a-z0-9]{0,10}([.#][\w-]{1,80})", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.{0,2000}?\*/", re.DOTALL)
_SCALE = re.compile(r"(?:matrix|scale)\(\s*(-?[\d.]{1,12})")
_NONE = re.compile(r"none|hidden|(?:^|\s)0(?:px|pt)?(?:\s|$)|transparent", re.IGNORECASE)
_WORDS = frozenset(("display", "visibility", "position", "text-align"))


@dataclass(frozen=True, slots=True)
class Styles:
    """What is said of one element; lengths in CSS pixels, None where nothing is said.

    ``sides``: which of its borders (t, r, b, l) are drawn; ``scale``: of its own transform.
    """

    display: str = ""
    visibility: str = ""
    position: str = ""
    align: str = ""
    left: float | None = None
    top: float | None = None
    bottom: float | None = None
    width: float | None = None
    height: float | None = None
    size: float | None = None
    indent: float | None = None
    scale: float | None = None
    sides: str = ""
    filled: bool = False

    @property
    def hidden(self) -> bool:
        """Whether the element is not shown."""
        return self.display == "none" or self.visibility in ("hidden", "collapse")

    @property
    def placed(self) -> bool:
        """Whether the element stands where it is told to, out of the flow."""
        return self.position in ("absolute", "fixed")


_EMPTY = Styles()
_LENGTHS = {"left": "left", "top": "top", "bottom": "bottom", "width": "width", "height": "height", "font-size": "size"}
_INDENTS = ("padding-left", "text-indent")


def rules_of(sheets: Iterable[str]) -> dict[str, Styles]:
    """The rules for single classes and ids (``.name``, ``#name``) in style sheets; all others are passed over."""
    found: dict[str, Styles] = {}
    left = _MOST_CSS
    for sheet in sheets:
        text = _COMMENT.sub("", sheet[:left])
        left -= len(text)
        for count, m in enumerate(_RULE.finditer(text)):
            if count > _MOST_RULES or left <= 0:
                break
            declared = None
            for selector in m.group(1).split(","):
                simple = _SIMPLE.fullmatch(selector.strip())
                if simple is not None:
                    declared = declared or declared_in(m.group(2))
                    key = simple.group(1)
                    found[key] = _over(found[key], declared) if key in found else declared
    return found


def styles_of(attributes: dict[str, str], rules: dict[str, Styles]) -> Styles:
    """The styles of an element by its classes, its id and its own ``style``, each over the one before."""
    style = _EMPTY
    if rules:
        keys = [f".{name}" for name in attributes.get("class", "").split()[:20]]
        for key in (*keys, f"#{attributes.get('id', '')}"):
            if key in rules:
                style = _over(style, rules[key])
    own = attributes.get("style")
    return _over(style, declared_in(own)) if own else style


def declared_in(text: str) -> Styles:
    """The declarations of one rule or of one ``style`` attribute."""
    words: dict[str, str] = {}
    lengths: dict[str, float] = {}
    sides = ""
    filled = False
    for part in text[:4000].split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        if name in _WORDS:
            words[name] = value.partition("!")[0].strip()
        elif name in _LENGTHS:
            length = length_of(value)
            if length is not None:
                lengths[_LENGTHS[name]] = length
        elif name in _INDENTS:
            lengths["indent"] = lengths.get("indent", 0.0) + (length_of(value) or 0.0)
        elif name.startswith("border") and value and not _NONE.search(value):
            sides += {
                "border": "trbl",
                "border-top": "t",
                "border-right": "r",
                "border-bottom": "b",
                "border-left": "l",
            }.get(name, "")
        elif name in ("background", "background-color") and value and not _NONE.search(value):
            filled = True
        elif name in ("transform", "-webkit-transform"):
            m = _SCALE.search(value)
            if m is not None:
                lengths["scale"] = _number(m.group(1)) or 1.0
    return Styles(
        display=words.get("display", ""),
        visibility=words.get("visibility", ""),
        position=words.get("position", ""),
        align=words.get("text-align", ""),
        sides=sides,
        filled=filled,
        **lengths,
    )


def length_of(text: str) -> float | None:
    """A CSS length in pixels; None where it is none or relative to something unknown (%)."""
    m = _LENGTH.match(text)
    if m is None or not m.group(1).strip("-."):
        return None
    if text[m.end() :].startswith("%"):
        return None
    number = _number(m.group(1))
    return None if number is None else number * _PIXELS.get(m.group(2) or "px", 1.0)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


_NAMES = tuple(f.name for f in fields(Styles))


def _over(under: Styles, over: Styles) -> Styles:
    """``under`` with all that ``over`` says."""
    if under is _EMPTY:
        return over
    said = {n: v for n in _NAMES if (v := getattr(over, n)) not in (None, "", False)}
    return replace(under, **said)
