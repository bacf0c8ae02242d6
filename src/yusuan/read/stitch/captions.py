"""All lines above one grid read together: from the grid upwards, up to the first that is no caption of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yusuan.read.stitch.caption import LISTED, NUMBER, Caption, caption, continued_title, is_contents_title, is_note
from yusuan.read.stitch.line import Line, squash

#: A unit alone on a line: the end of a 单位：万元 that was too long for its cell.
_UNITS = frozenset({"元", "万元", "千元", "百元", "亿元"})
_BRACKETED = re.compile(r"^\([^()]{2,28}\)$")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_TITLE_WORD = re.compile(
    r"收|支|预算|决算|绩效|经费|采购|项目|基金|资产|拨款|资金|目标|购买|机构|人员|情况|明细|培训|会议|债"
)


@dataclass(frozen=True, slots=True)
class Captions:
    """All that is said above one table, and which of the lines before it say so (the last ``count`` of them)."""

    title: str = ""
    number: str = ""
    unit: str = ""
    body: str = ""
    count: int = 0

    @property
    def named(self) -> bool:
        """Whether a title or a number stands there."""
        return bool(self.title or self.number)


class _Scan:
    """Reads the lines above a grid from the grid upwards."""

    def __init__(self) -> None:
        self.title = self.number = self.unit = self.body = self.suffix = self.tail = ""
        self.says_body = False
        self.title_line: Line | None = None
        self.taken = 0
        self.pending = 0
        self.done = False

    def take(self, line: Line) -> None:
        """Take ``line`` in, or set ``done``."""
        if not self.taken and not self.tail and line.bare in _UNITS:
            self.tail = line.bare
            self.pending += 1
            return
        said = caption(line.text + self.tail)
        self.tail = ""
        if said is None:
            self._other(line)
        elif said.title and self.title:
            self._second_title(said)
        elif self._is_of_another(said):
            self.done = True
        else:
            self._accept(said, line)

    def _is_of_another(self, said: Caption) -> bool:
        """Whether a line says again what has been said: it belongs to something further up."""
        again = (said.unit and self.unit) or (said.says_body and self.says_body)
        return bool((again and self.title) or (said.number and self.number and said.number != self.number))

    def _accept(self, said: Caption, line: Line) -> None:
        if said.title:
            self.title_line = line
            self.title = said.title + self.suffix
            self.suffix = ""
        self.number = self.number or said.number
        self.unit = self.unit or said.unit
        self.body = self.body or said.body
        self.says_body |= said.says_body
        self.taken += 1 + self.pending
        self.pending = 0
        # A heading with a list number is the title only where nothing else is; above it the table has nothing.
        self.done = said.listed

    def _second_title(self, said: Caption) -> None:
        """A line with a title above the title: the same once more, or the number's line, or another thing."""
        same = continued_title(said.title) == continued_title(self.title)
        if same and not said.listed:
            self.number = self.number or said.number
            self.taken += 1 + self.pending
            self.pending = 0
        else:
            self.done = True

    def _other(self, line: Line) -> None:
        if not self.title and _BRACKETED.match(line.bare) and not is_note(line):
            self.suffix = "".join(line.text.split())
            self.pending += 1
        elif self.title and self.title_line is not None and _is_first_half(line, self.title, self.title_line):
            self.title = "".join(line.text.split()) + self.title
            self.taken += 1 + self.pending
            self.pending = 0
        elif not self.title and (self.taken or line.line.place.sheet) and _may_be_title(line):
            self.title = "".join(line.text.split()) + self.suffix
            self.suffix = ""
            self.taken += 1 + self.pending
            self.pending = 0
        elif not (self.title or self.taken) and line.line.place.sheet and _is_part_of_sheet(line):
            self.title = LISTED.sub("", "".join(line.text.split()))
            self.taken += 1 + self.pending
        else:
            self.done = True


def _is_part_of_sheet(line: Line) -> bool:
    """Whether a line of a sheet right above a table is the name of a part of it: 二、机关运行经费."""
    bare = line.bare
    return LISTED.match(bare) is not None and len(bare) <= 24 and not re.search(r"[。;,:!?]", bare)


def _may_be_title(line: Line) -> bool:
    """Whether a line between the number or unit and what is above may be a title that does not end in 表."""
    bare = line.bare
    if not 4 <= len(bare) <= 40 or "\t" in line.text or re.search(r"[。;,:!?、]", bare) or is_note(line):
        return False
    if LISTED.match(bare) or _PART.match(bare):
        return False
    return bool(_TITLE_WORD.search(bare)) and not (line.is_full and not line.is_centred)


def _is_first_half(line: Line, title: str, below: Line) -> bool:
    """Whether ``line`` is the first printed line of ``title``, of which the rest has been read, last in ``below``."""
    bare, rest = line.bare, squash(title)
    if not 4 <= len(bare) <= 60 or "\t" in line.text or re.search(r"[。;,:!?]", bare) or LISTED.match(bare):
        return False
    if _PART.match(bare) or is_contents_title(bare):
        return False
    broken = rest.count("(") != rest.count(")") or title.count("“") != title.count("”")
    if broken or len(rest) < 4 or not _TITLE_WORD.search(rest):
        return True
    return _is_wrapped(line, below)


def _is_wrapped(line: Line, below: Line) -> bool:
    """Whether two centred lines of one size are one title: the upper one is nearly as wide as its page."""
    if not (line.is_centred and below.is_centred) or below.top - line.bottom > 0.9 * line.height:
        return False
    if abs(line.height - below.height) > 0.15 * line.height or below.x1 - below.x0 > 0.7 * (line.x1 - line.x0):
        return False
    return line.x1 - line.x0 > 0.55 * line.margins.width


def _take_foot(scan: _Scan, lines: Sequence[Line], *, whole: bool) -> None:
    """Take in what stands at the foot of the page before: the number alone, or the title and the number.

    ``whole``: all lines on the grid's own page are captions of it (单位：万元), so that its title may be down there.
    """
    if scan.title:
        if not scan.number and NUMBER.fullmatch(lines[-1].bare):
            scan.take(lines[-1])
        return
    for line in reversed(lines[-2:] if whole and not scan.number else ()):
        said = caption(line.text)
        if said is None or said.listed or said.unit or not (said.title or said.number):
            break
        scan.take(line)
        if scan.done or scan.number:
            break


def captions_above(lines: Sequence[Line], page: int) -> Captions:
    """What the last of ``lines`` say of a grid on the page with index ``page``.

    Lines of an earlier page are looked at only where this page has none above the grid.
    """
    if not lines:
        return Captions()
    last = lines[-1].page
    # What stands on another sheet of a workbook is about that sheet.
    if last < page - (0 if lines[-1].line.place.sheet else 1):
        return Captions()
    scan = _Scan()
    near = lines[-12:]
    for i in range(len(near) - 1, -1, -1):
        line = near[i]
        if line.page != last:
            if line.page == last - 1:
                _take_foot(scan, near[: i + 1], whole=last == page and scan.taken == len(near) - 1 - i)
            break
        scan.take(line)
        if scan.done:
            break
    if last != page and not (scan.title or scan.number):
        return Captions()
    return Captions(scan.title, scan.number, scan.unit, scan.body, scan.taken)
