"""The text between the tables put into headed sections; the cover and the table of contents are sections too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from yusuan.model.disclosure import Section, SectionKind, Token
from yusuan.model.place import Place
from yusuan.read.stitch.account import account_contents, account_line, account_text
from yusuan.read.stitch.caption import caption
from yusuan.read.stitch.heading import Heading, heading_at, kind_of
from yusuan.read.stitch.line import Line, squash
from yusuan.read.stitch.paragraph import paragraphs

_LEADERS = re.compile(r"[.．…·。_\-—\s]{3,}\d{0,3}$|[.．…·]+\s*\d{1,3}$")
#: A page number after a gap, without leaders: a tab of a word processor.
_PAGED = re.compile(r"\s\d{1,3}\s*$")
#: Characters at the end of a line in which dotted leaders and a page number are looked for.
_TAIL = 200
#: No entry of a table of contents has more characters.
_LONG = 60
_NUMBER = re.compile(
    r"^(第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|[0-9]+[、.])"
)


@dataclass(slots=True)
class _Open:
    kind: SectionKind
    path: tuple[str, ...]
    place: Place
    lines: list[Line] = field(default_factory=list)


class Sections:
    """Takes lines in reading order and says at any moment which section is open."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._stack: list[tuple[int, str, SectionKind]] = []
        self._entries: list[str] = []
        self._contents_page = -1
        self._in_contents = self._paged = False
        self.tokens: list[Token] = []

    def current(self, place: Place, *, titled: bool) -> int:
        """The index of the section that a table at ``place`` is in.

        A table with a title (``titled``) that stands at the top of a page begins the statements, even where no heading
        says so; so does one that follows the cover or the contents.
        """
        last = self._open[-1] if self._open else None
        if last is None or last.kind == "cover":
            self._open.append(_Open("statements", (), place))
        elif last.kind == "contents" and _leaf(place) != _leaf(last.place):
            self._leave_contents()
            self._open.append(_Open("statements", (), place))
        elif titled and last.kind not in ("statements", "contents") and _leaf(place) is not None:
            written = _leaf(last.lines[-1].line.place if last.lines else last.place)
            if written != _leaf(place):
                self._open.append(_Open("statements", (), place))
        return len(self._open) - 1

    def add(self, lines: Sequence[Line]) -> None:
        """Take in lines that stand one after the other."""
        at = 0
        while at < len(lines):
            at += self._take(lines, at)

    def finished(self) -> tuple[Section, ...]:
        """The sections as they are now. Afterwards ``tokens`` holds those of the table of contents too."""
        out: list[Section] = []
        for one in self._open:
            found = paragraphs(one.lines, one.kind)
            if one.kind == "contents":
                self.tokens.extend(account_contents((x.text, x.line.place) for x in one.lines))
            out.append(Section(one.kind, one.path, tuple(found), one.place))
        return tuple(out)

    def _take(self, lines: Sequence[Line], at: int) -> int:
        """Take the line ``at`` (and what belongs to it) and say how many were taken."""
        line = lines[at]
        if self._in_contents and not self._ends_contents(lines, at):
            self._paged = self._paged or (not self._entries and _PAGED.search(line.text[-_TAIL:]) is not None)
            self._entries.append(_entry(line))
            self._open[-1].lines.append(line)
            return 1
        if self._in_contents:
            self._leave_contents()
        glossary = bool(self._stack) and self._stack[-1][2] == "glossary"
        heading = heading_at(lines, at, in_glossary=glossary and not line.drawn)
        if heading is not None:
            self._enter(heading, lines[at : at + heading.lines])
            return heading.lines
        self._text(line)
        return 1

    def _enter(self, heading: Heading, lines: Sequence[Line]) -> None:
        while self._stack and self._stack[-1][0] >= heading.level:
            self._stack.pop()
        bare = squash(heading.text)
        kind = kind_of(bare, self._stack[-1][2] if self._stack else None)
        self._stack.append((heading.level, heading.text, kind))
        place = lines[0].line.place
        self._open.append(_Open(kind, tuple(text for _, text, _ in self._stack), place))
        # A number may stand at the end of one line and its 年 at the beginning of the next.
        whole = {t.text: t for t in account_text(heading.text, place, "标题")} if len(lines) > 1 else {}
        for line in lines:
            for token in account_line(line.line, "标题"):
                told = whole.get(token.text, token) if token.use == "unaccounted" else token
                self.tokens.append(replace(token, use=told.use, why=told.why))
        if kind == "contents":
            self._entries, self._contents_page, self._in_contents = [], lines[0].page, True
            self._paged = False

    def _text(self, line: Line) -> None:
        if not self._open:
            self._open.append(_Open("cover" if line.page == 0 else "other", (), line.line.place))
        elif self._open[-1].kind == "cover" and line.page != self._open[-1].lines[-1].page:
            self._open.append(_Open("narrative" if line.is_full or line.ends else "other", (), line.line.place))
        elif _is_listed_table(line):
            # A list of the tables to come, under a heading of its own.
            if self._open[-1].kind != "contents":
                self._open.append(_Open("contents", self._open[-1].path, line.line.place))
        elif self._open[-1].kind == "contents":
            self._open.append(_Open("other", (), line.line.place))
        elif not self._open[-1].path and self._stack and self._open[-1].kind == "statements":
            # The text goes on after tables that no heading announced: it is still under the heading before them.
            path = tuple(text for _, text, _ in self._stack)
            self._open.append(_Open(self._stack[-1][2], path, line.line.place))
        self._open[-1].lines.append(line)

    def _leave_contents(self) -> None:
        while self._stack and self._stack[-1][2] == "contents":
            self._stack.pop()
        self._in_contents = False

    def _ends_contents(self, lines: Sequence[Line], at: int) -> bool:
        """Whether the text proper begins: the first entry comes again, or a new page does not look like a list."""
        line = lines[at]
        bare = line.bare
        end = line.text[-_TAIL:]
        if _LEADERS.search(end) or (self._paged and _PAGED.search(end)):
            return False
        if self._entries:
            first = self._entries[0]
            same_number = _NUMBER.match(bare)
            if same_number and first.startswith(same_number.group()):
                return True
            if bare == first or (len(bare) >= 4 and first.startswith(bare)):
                return True
        if _begins_text(lines, at):
            return True
        if line.page == self._contents_page:
            return False
        if bare in self._entries:
            return True
        if line.first:
            return _NUMBER.match(bare) is None or bare.endswith("。") or len(bare) > 60
        return bare.endswith("。")


def _leaf(place: Place) -> int | str | None:
    """The page or the sheet that ``place`` is on; None in a format without either."""
    return place.sheet if place.page is None else place.page


def _is_listed_table(line: Line) -> bool:
    said = caption(line.text)
    return said is not None and bool(said.number and said.title) and not said.unit


def _begins_text(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a sentence, which no contents list, or a heading right above one."""
    if _is_sentence(lines[at]):
        return True
    below = next((x for x in lines[at + 1 : at + 2] if _is_sentence(x)), None)
    return below is not None and heading_at(lines, at) is not None


def _is_sentence(line: Line) -> bool:
    return line.bare.endswith("。") or (not line.drawn and len(line.bare) > _LONG)


def _entry(line: Line) -> str:
    return squash(line.text[:-_TAIL] + _LEADERS.sub("", line.text[-_TAIL:]))
