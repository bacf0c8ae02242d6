"""A page's bytes to a small tree of its visible elements: decoded, parsed by Lexbor, without scripts and comments.

Nothing in the page is executed or fetched. The tree is walked in loops and its depth is bounded, so that what follows
may recurse; pages whose tags nest without end are refused before they reach the parser, whose time grows with depth.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from yusuan.model.text import Text
from yusuan.read.errors import TooLargeError
from yusuan.read.html.styles import Styles, rules_of, styles_of

#: Bytes of a page; the longest published ones have a few million.
MOST_BYTES = 30_000_000
#: Open elements at one time, as browsers have it; those kept in the tree, deeper ones are put up to it.
_DEEPEST = 512
_KEPT = 120
#: Elements in one tree.
_MOST_NODES = 1_500_000

_META = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
#: Elements that end by themselves or by what follows them: they do not nest.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "dd",
        "dt",
        "colgroup",
        "caption",
        "html",
        "head",
        "body",
        "script",
        "style",
        "title",
    ]
)
_FORMATS = frozenset(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"])
#: What is never shown as text.
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "head",
        "title",
        "template",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "textarea",
        "select",
        "datalist",
        "input",
        "button",
    ]
)


@dataclass(slots=True)
class Element:
    """One element that is shown: its ``tag``, attributes, inline and class ``style``, children in order."""

    tag: str
    attributes: dict[str, str]
    style: Styles
    children: list["Element | str"] = field(default_factory=list)

    def elements(self) -> Iterator["Element"]:
        """All elements below this one, in document order."""
        stack = [iter(self.children)]
        while stack:
            for child in stack[-1]:
                if isinstance(child, Element):
                    yield child
                    stack.append(iter(child.children))
                    break
            else:
                stack.pop()

    def text(self) -> str:
        """All text below, as it stands in the source."""
        parts: list[str] = []
        stack = [iter(self.children)]
        while stack:
            for child in stack[-1]:
                if isinstance(child, str):
                    parts.append(child)
                else:
                    stack.append(iter(child.children))
                    break
            else:
                stack.pop()
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: its ``body``, the text of its ``title``, how many characters of text are ``hidden`` in it."""

    body: Element
    title: str
    hidden: int


def parse(data: bytes) -> Document:
    """The visible tree of a page. Raises TooLargeError where it is beyond the limits above."""
    if len(data) > MOST_BYTES:
        raise _too_large(f"超过 {MOST_BYTES // 1_000_000} MB", f"it has more than {MOST_BYTES // 1_000_000} MB")
    text = decoded(data)
    _check_nesting(text)
    parser = LexborHTMLParser(text)
    head = parser.css_first("title")
    rules = rules_of([node.text() for node in parser.css("style")])
    body = parser.body
    if body is None:
        return Document(Element("body", {}, Styles()), "", 0)
    return _Builder(rules).build(body, " ".join(head.text().split()) if head else "")


def decoded(data: bytes) -> str:
    """A page as text: by its byte order mark, by what it says, as UTF-8, as GB 18030; what is no character is U+FFFD.

    A page that says gb2312 is GB 18030, which includes it; one that says UTF-8 and is not is read by its bytes.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    said = _META.search(data[:4096])
    name = said.group(1).decode("ascii").lower() if said else ""
    names = ["utf-8-sig", "gb18030"]
    if name.startswith("gb") or "936" in name:
        names.reverse()
    elif name in ("big5", "big5-hkscs", "shift_jis", "utf-16", "utf-16le", "utf-16be") and not _is_utf8(data):
        names.insert(0, "big5hkscs" if name.startswith("big5") else name)
    for encoding in names:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(names[0], "replace")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_nesting(text: str) -> None:
    """Raise TooLargeError where elements nest deeper than any page's."""
    depth = deepest = formats = most_formats = blocks = 0
    for m in _TAG.finditer(text):
        tag = m.group(2).lower()
        step = -1 if m.group(1) else 1
        if tag in _FORMATS:
            formats = max(0, formats + step)
            most_formats = max(most_formats, formats)
        elif tag in _FLAT:
            blocks += 1
        else:
            blocks += 1
            depth = max(0, depth + step)
            deepest = max(deepest, depth)
    # Open <b>, <font> … are opened again in every block that follows: their number counts times the blocks'.
    if deepest > _DEEPEST or most_formats * blocks > 20 * _MOST_NODES:
        raise _too_large("标签嵌套过深", "its elements nest too deep")


def _too_large(zh: str, en: str) -> TooLargeError:
    return TooLargeError(Text(f"网页{zh}，未读取。", f"The page was not read: {en}."))


class _Builder:
    """Makes the tree in one loop over the parser's nodes."""

    def __init__(self, rules: dict[str, Styles]) -> None:
        self._rules = rules
        self._hidden = 0
        self._count = 0

    def build(self, body: LexborNode, title: str) -> Document:
        root = self._element(body)
        stack: list[Element] = [root]
        node = body.first_child
        level = 1
        while node is not None:
            inside = self._take(node, stack[min(level, _KEPT) - 1])
            child = node.first_child if inside is not None else None
            if inside is not None and child is not None:
                if level < _KEPT:
                    del stack[level:]
                    stack.append(inside)
                level += 1
                node = child
                continue
            following = node.next
            while following is None:
                parent = node.parent
                level -= 1
                if parent is None or level <= 0:
                    return Document(root, title, self._hidden)
                node = parent
                following = node.next
            node = following
        return Document(root, title, self._hidden)

    def _take(self, node: LexborNode, parent: Element) -> Element | None:
        """Put ``node`` under ``parent``; the element to go on in, None where there is nothing shown below."""
        tag = node.tag
        if tag == "-text":
            parent.children.append(node.text_content or "")
            return None
        if tag is None or tag.startswith("-") or tag in _UNSEEN:
            return None
        self._count += 1
        if self._count > _MOST_NODES:
            raise _too_large(f"元素超过 {_MOST_NODES} 个", f"it has more than {_MOST_NODES} elements")
        element = self._element(node)
        if element.style.hidden or "hidden" in element.attributes:
            self._hidden += len("".join(node.text().split()))
            return None
        parent.children.append(element)
        return element

    def _element(self, node: LexborNode) -> Element:
        attributes = {name: value or "" for name, value in node.attributes.items()}
        return Element(node.tag or "", attributes, styles_of(attributes, self._rules))
