"""Copies as text: a text file with its findings under their lines, and a list of places for what takes no notes."""

from collections import defaultdict

from yusuan.model.text import Text
from yusuan.read.sniff import decode
from yusuan.report.copies.errors import NoCopyError
from yusuan.report.copies.notes import Notes, Spot

_MARK = "◆ "


def annotated_text(data: bytes, notes: Notes) -> bytes:
    """A text file with what is noted of each line after it, on lines that begin with ◆. Raises NoCopyError."""
    text = decode(data)
    if text is None:
        raise NoCopyError(Text("文本的编码无法识别", "the text is in no known encoding"))
    lines = text.splitlines()
    by_line: dict[int, list[Spot]] = defaultdict(list)
    strays: list[Spot] = []
    for spot in notes.spots:
        at = spot.place.line
        if at is not None and 1 <= at <= len(lines):
            by_line[at].append(spot)
        else:
            strays.append(spot)
    out = _told(notes.summary()) + [t for s in strays for t in _told(s.text(notes.language))] + [""]
    for number, line in enumerate(lines, 1):
        out.append(line)
        for spot in by_line[number]:
            column = spot.place.column
            where = Text(f"第 {column} 列：", f"column {column}: ").say(notes.language) if column else ""
            out += _told(where + spot.text(notes.language))
    return _encoded(out)


def listed(notes: Notes, name: str, why: Text) -> bytes:
    """The findings of the file ``name`` with their places in words, and ``why`` they are not in a copy of it."""
    zh = f"“{name}”没有批注副本：{why.zh}。以下逐条列出问题和所在位置。"
    en = f"There is no annotated copy of {name!r}: {why.en}. What was found, and where:"
    out = [Text(zh, en).say(notes.language), "", *notes.summary().splitlines(), ""]
    told = {r.number for r in notes.rest}
    for remark in sorted((r for s in notes.spots for r in s.own), key=lambda r: r.number):
        if remark.number not in told:
            where = Text("位置：", "Where: ").say(notes.language) + remark.where
            out += [remark.title(notes.language), f"  {where}", *(f"  {line}" for line in remark.lines), ""]
    return _encoded(out)


def _told(words: str) -> list[str]:
    return [_MARK + line for line in words.splitlines() if line]


def _encoded(lines: list[str]) -> bytes:
    # With a mark, so that editors on Windows take it for UTF-8.
    return "\n".join([*lines, ""]).encode("utf-8-sig", "replace")
