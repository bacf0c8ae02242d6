"""Which part of a web page is the document: the smallest element that holds all its sentences and tables of figures.

What lies outside (menus, the path to the page, the site's foot) is left out and counted, never dropped in silence.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from yusuan.read.html.flow import BLOCKS, raw_text
from yusuan.read.html.tree import Element

_SENTENCE = re.compile(r"[。；]|\d(?:\.\d{1,6})?\s{0,4}(?:万元|亿元|元)")
_AMOUNT = re.compile(r"\d,\d{3}(?!\d)|\d\.\d{1,6}(?!\d)|^\d{5,15}$")
_SITE = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|备案号|浏览器|技术支持|copyright|网站地图|无障碍", re.IGNORECASE
)
_BOILERPLATE = frozenset(("nav", "footer", "aside"))
_NAMED = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|foot|footer|sidebar|breadcrumb|crumbs?|copyright|share|related|qrcode|toolbar)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_TITLES = ("h1", "h2", "h3")


@dataclass(frozen=True, slots=True)
class Main:
    """The document in a page: its ``element``, the ``titles`` above it, what is ``outside`` as text; figures in it."""

    element: Element
    titles: tuple[str, ...]
    outside: str


class _Weight(NamedTuple):
    """What an element holds: paragraphs and cells of substance, characters of text that is no link."""

    substance: int
    characters: int


def main_of(body: Element) -> Main | None:
    """The document in ``body``; None where the page holds no sentence and no table of figures."""
    weights: dict[int, _Weight] = {}
    whole = _weigh(body, weights, False, [])
    if not whole.substance:
        return None
    element = body
    while True:
        inside = [c for c in element.children if isinstance(c, Element)]
        holder = next((c for c in inside if weights[id(c)].substance == whole.substance), None)
        if holder is None or holder.tag in ("table", "thead", "tbody", "tr", "td", "p", "span"):
            break
        # What is most of an element's text and has no substance may be captions and names: then all of it is kept.
        if 2 * weights[id(holder)].characters < weights[id(element)].characters:
            break
        element = holder
    if element is body:
        return Main(body, (), "")
    return Main(element, _titles(body, element), raw_text(_without(body, element)))


def is_aside(element: Element) -> bool:
    """Whether an element within the document is a menu, a foot or a list of other pages."""
    if element.tag in _BOILERPLATE:
        return True
    named = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    if not _NAMED.search(named) or any(e.tag == "table" for e in element.elements()):
        return False
    text = element.text()
    return len("".join(text.split())) < 600 and not _AMOUNT.search(text)


def without_asides(element: Element) -> tuple[Element, str]:
    """``element`` without what in it is an aside, and the text of those."""
    dropped: list[str] = []
    kept = _kept(element, dropped)
    return kept, "\n".join(dropped)


def _kept(element: Element, dropped: list[str]) -> Element:
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
        elif child.tag not in ("table", "p", "span") and is_aside(child):
            dropped.append(raw_text(child))
        else:
            children.append(
                _kept(child, dropped) if child.tag in ("div", "section", "article", "main", "body") else child
            )
    return Element(element.tag, element.attributes, element.style, children)


def _weigh(element: Element, weights: dict[int, _Weight], linked: bool, line: list[str]) -> _Weight:
    """How much substance and text ``element`` holds, and each element below it, by their ids.

    ``line``: the text of the paragraph that an inline element is part of; it counts where the paragraph ends.
    """
    linked = linked or element.tag == "a"
    block = element.tag in BLOCKS
    own: list[str] = [] if block else line
    substance = characters = 0
    for child in element.children:
        if isinstance(child, str):
            if not linked:
                own.append(child)
                characters += len(child.strip())
        else:
            if child.tag in BLOCKS and own:
                substance += _is_substance(own)
                own.clear()
            below = _weigh(child, weights, linked, own)
            substance, characters = substance + below.substance, characters + below.characters
    if block and own:
        substance += _is_substance(own)
    weights[id(element)] = _Weight(substance, characters)
    return weights[id(element)]


def _is_substance(line: list[str]) -> bool:
    """Whether a paragraph's text is of a document: a sentence, an amount; not the site's own."""
    text = "".join("".join(line).split())
    return bool(text) and _is_said(text)


@lru_cache(maxsize=1 << 12)
def _is_said(text: str) -> bool:
    if _SITE.search(text):
        return False
    if len(text) < 30 and _AMOUNT.search(text):
        return True
    return len(text) >= 20 and _SENTENCE.search(text) is not None


def _titles(body: Element, main: Element) -> tuple[str, ...]:
    """The headings of the page before its document."""
    found: list[str] = []
    for element in body.elements():
        if element is main:
            break
        if element.tag in _TITLES:
            text = " ".join(element.text().replace("\u00a0", " ").split())
            if 4 <= len(text) <= 120 and text not in found:
                found.append(text)
    return tuple(found[-2:])


def _without(element: Element, main: Element) -> Element:
    """``element`` without ``main``."""
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
        elif child is not main:
            children.append(_without(child, main))
    return Element(element.tag, element.attributes, element.style, children)
