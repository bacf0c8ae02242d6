"""Printed lines joined to paragraphs: by indent, by list numbers, by how far a line runs and how it ends."""

import re
from collections.abc import Sequence

from yusuan.model.disclosure import Paragraph, SectionKind
from yusuan.model.place import Place
from yusuan.read.numbers import PARTED_ROW
from yusuan.read.stitch.line import Line

_LISTED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,3}[、.](?![0-9])|\([0-9]{1,2}\)|[①-⑳]|第[一二三四五六七八九十]{1,3}条|——)"
)
#: A code of a subject with its name.
_CODED = re.compile(r"[1-5][0-9]{2}(?:[0-9]{2}){0,2}(?=[^0-9.,，．%])")
#: A line that is broken in the middle of a number has at least so many characters.
_BROKEN = 30


def paragraphs(lines: Sequence[Line], kind: SectionKind) -> list[Paragraph]:
    """The paragraphs of ``lines``, which stand one under the other in one section of the ``kind``.

    In a table of contents each line is one; on a cover too, but for a title over two lines.
    """
    out: list[Paragraph] = []
    group: list[Line] = []
    for line in lines:
        if group and _parted(group[-1], line, kind):
            out.append(_paragraph(group))
            group = []
        group.append(line)
    if group:
        out.append(_paragraph(group))
    return out


def _parted(before: Line, line: Line, kind: SectionKind) -> bool:
    if kind == "contents":
        return True
    return not _is_one_title(before, line) if kind == "cover" and line.drawn else begins(before, line)


def begins(before: Line, line: Line) -> bool:
    """Whether ``line`` begins a paragraph and does not go on with ``before``."""
    if "\t" in line.text or "\t" in before.text or line.alone:
        return True
    listed = _LISTED.match(line.bare) is not None
    if not line.drawn or not before.drawn:
        return _begins_in_text(before, line, listed)
    if line.page == before.page and line.top - before.bottom > 2.2 * max(line.height, before.height):
        return True
    if line.margins.right == 0:
        # Too little text to show its margins: only a line further left goes on with the one above.
        return before.ends or line.x0 >= before.x0 - 0.9 * line.height
    if line.is_indented:
        return not _is_one_title(before, line)
    if before.bare[-1].isdigit() and line.bare[0].isdigit() and not before.is_full:
        return True
    if listed and (before.ends or not before.is_full):
        return True
    return before.ends and not before.is_full


def _is_one_title(before: Line, line: Line) -> bool:
    """Whether two lines in the middle of their page are one title over two lines."""
    if before.ends or before.page != line.page or not line.is_centred:
        return False
    if not (before.is_centred or before.x1 - before.x0 > 0.6 * before.margins.width):
        return False
    if before.bare[-1].isdigit() and line.bare[0].isdigit():
        return False
    wide = before.x1 - before.x0 > 0.6 * before.margins.width
    near = line.top - before.bottom < (1.6 if wide else 1.0) * line.height
    return near and abs(line.height - before.height) < 0.15 * line.height


def _begins_in_text(before: Line, line: Line, listed: bool) -> bool:
    """A blank line parts paragraphs, unless the one above broke off in the middle of a long sentence (a page break)."""
    if PARTED_ROW.fullmatch(line.text) or PARTED_ROW.fullmatch(before.text):
        return True
    if before.bare[-1].isdigit() and line.bare[0].isdigit() and (len(before.bare) < _BROKEN or _CODED.match(line.bare)):
        # Not one number: 类 to 项 line by line, each with its amount at the end.
        return True
    if line.top - before.top > 1:
        return before.ends or listed or len(before.bare) < 30 or before.bare[-1] in '”")'
    return listed or before.ends


def _paragraph(group: Sequence[Line]) -> Paragraph:
    pieces: list[tuple[int, Place]] = []
    text = ""
    for line in group:
        printed = line.text.replace("\t", " ").strip()
        # Of a paragraph of a thousand lines only the end is looked at.
        if _is_letter(text[-1:]) and _is_letter(printed[:1]):
            text += " "
        pieces.append((len(text), line.line.place))
        text += printed
    return Paragraph(text, tuple(pieces))


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
