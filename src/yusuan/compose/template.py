"""The language of narrative templates: plain text that a bureau can edit, with slots in braces.

    # 第一部分 标题          a part; ## and ### are parts in it
    text {slot} text         a paragraph
    @if NAME … @else … @end  what stands between only where NAME is known and is not zero
    @each AXIS … @end        once for each row of an axis; {item…} is the row
    @tables                  the statements; @table ID: one of the narrative's own; @glossary; @chart ID
    // …                     a note for who edits the file

A slot is NAME, NAME|FILTER or NAME|FILTER:ARGUMENT; ``KIND:NAME`` for words, counts and lists. No expressions and no
code: what a slot can say is listed in ``compose.slots``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: {in_total|change}, {words:duties}, {basic|share:out_total}
_SLOT = re.compile(r"\{([a-z_]+)(?::([^{}|]+))?(?:\|([a-z_]+)(?::([^{}|]+))?)?\}")
_HEADING = re.compile(r"(#{1,3}) +(.+)")


class TemplateError(ValueError):
    """A template that cannot be used: which line, and why."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot: ``name`` with its ``of`` (words:duties), the filter and its argument; '' for none."""

    name: str
    of: str
    filter: str
    argument: str
    line: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of ``level`` 1 to 3; ``text`` may hold slots."""

    level: int
    text: tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    text: tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something made elsewhere stands: tables, table, glossary, chart."""

    what: str
    name: str


@dataclass(frozen=True, slots=True)
class Condition:
    """``then`` where ``name`` is known and not zero, else ``otherwise``."""

    name: str
    then: tuple["Node", ...]
    otherwise: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Each:
    """``body`` once for each row of ``axis`` at the point ``of``."""

    axis: str
    of: str
    body: tuple["Node", ...]


Node = Heading | Line | Place | Condition | Each
#: Lines of a template, and how many @if and @each may stand in each other.
_LONGEST = 5_000
_DEEPEST = 50
_PLACES = ("tables", "table", "glossary", "chart")


def slots_of(nodes: Iterable[Node]) -> Iterator[Slot]:
    """All slots of a template, in order, whatever their conditions."""
    for node in nodes:
        if isinstance(node, Heading | Line):
            yield from (p for p in node.text if isinstance(p, Slot))
        elif isinstance(node, Condition):
            yield from slots_of((*node.then, *node.otherwise))
        elif isinstance(node, Each):
            yield from slots_of(node.body)


def parse_template(text: str) -> tuple[Node, ...]:
    """Parse a template. Raises TemplateError with the line's number."""
    lines = [(i, x.strip()) for i, x in enumerate(text.splitlines(), 1)]
    lines = [(i, x) for i, x in lines if x and not x.startswith("//")]
    if len(lines) > _LONGEST:
        raise TemplateError(f"模板超过 {_LONGEST} 行")
    twice = [number for number, line in lines if line in ("@tables", "@glossary")][2:]
    if twice:
        raise TemplateError(f"第 {twice[0]} 行：@tables、@glossary 各写一次")
    depth = 0
    for number, line in lines:
        word = line.partition(" ")[0]
        depth += (word in ("@if", "@each")) - (word == "@end")
        if depth > _DEEPEST:
            raise TemplateError(f"第 {number} 行：@if、@each 嵌套过深")
    nodes, at, _ = _block(lines, 0, ())
    if at < len(lines):
        raise TemplateError(f"第 {lines[at][0]} 行：{lines[at][1]} 没有对应的开头")
    return nodes


def _block(lines: list[tuple[int, str]], at: int, ends: tuple[str, ...]) -> tuple[tuple[Node, ...], int, str]:
    """The nodes from ``at`` to the line that ends them; its index and word ('' at the end of the text)."""
    nodes: list[Node] = []
    while at < len(lines):
        number, line = lines[at]
        word, _, rest = line.partition(" ")
        if word in ("@end", "@else"):
            if word not in ends:
                break
            return tuple(nodes), at, word
        if word == "@if":
            node, at = _condition(lines, at, rest.strip())
            nodes.append(node)
            continue
        if word == "@each":
            axis, _, of = rest.strip().partition(" ")
            body, at, end = _block(lines, at + 1, ("@end",))
            _closed(end, number)
            nodes.append(Each(axis, of.strip(), body))
        elif word.startswith("@"):
            if word[1:] not in _PLACES:
                raise TemplateError(f"第 {number} 行：没有 {word} 这个写法")
            nodes.append(Place(word[1:], rest.strip()))
        elif heading := _HEADING.fullmatch(line):
            nodes.append(Heading(len(heading[1]), _pieces(heading[2], number)))
        else:
            nodes.append(Line(_pieces(line, number)))
        at += 1
    if ends:
        return tuple(nodes), at, ""
    return tuple(nodes), at, ""


def _condition(lines: list[tuple[int, str]], at: int, name: str) -> tuple[Condition, int]:
    number = lines[at][0]
    then, at, end = _block(lines, at + 1, ("@end", "@else"))
    otherwise: tuple[Node, ...] = ()
    if end == "@else":
        otherwise, at, end = _block(lines, at + 1, ("@end",))
    _closed(end, number)
    return Condition(name, then, otherwise), at + 1


def _closed(end: str, number: int) -> None:
    if end != "@end":
        raise TemplateError(f"第 {number} 行：缺少对应的 @end")


def _pieces(text: str, number: int) -> tuple[str | Slot, ...]:
    pieces: list[str | Slot] = []
    at = 0
    for match in _SLOT.finditer(text):
        if match.start() > at:
            pieces.append(text[at : match.start()])
        pieces.append(Slot(match[1], match[2] or "", match[3] or "", match[4] or "", number))
        at = match.end()
    if at < len(text):
        pieces.append(text[at:])
    if any(isinstance(p, str) and ("{" in p or "}" in p) for p in pieces):
        raise TemplateError(f"第 {number} 行：花括号里的写法不对")
    return tuple(pieces)
