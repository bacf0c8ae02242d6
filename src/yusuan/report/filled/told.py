"""What became of a form, in sentences: how much was filled in, and each cell that was not, with its reason."""

from collections.abc import Iterator, Sequence

from yusuan.model.text import Language, Text
from yusuan.report.filled.gaps import Filled, Left

#: Cells that one line names.
_NAMED = 12


def told(name: str, filled: Filled, language: Language, most: int = 10_000) -> Iterator[str]:
    """The lines on the form called ``name``, ``most`` of them with cells."""
    blank = sum(len(x.cells) for x in filled.left)
    targets = f"，目标表 {filled.targets} 张" if filled.targets else ""
    yield Text(
        f"表样 {name}：填了 {filled.amounts} 个金额，列了 {filled.rows} 行{targets}；没有填 {blank} 格",
        f"form {name}: {filled.amounts} amounts, {filled.rows} rows; {blank} cells left blank",
    ).say(language)
    yield from _listed(filled.wrong, Text("不一致", "wrong"), language, most)
    yield from _listed(filled.left, Text("未填", "blank"), language, most)


def _listed(notes: Sequence[Left], what: Text, language: Language, most: int) -> Iterator[str]:
    for note in notes[:most]:
        cells = "、".join(ranges(note.cells)[:_NAMED])
        more = Text(f" 等 {len(note.cells)} 格", f" … {len(note.cells)}").say(language)
        tail = more if len(ranges(note.cells)) > _NAMED else ""
        yield f"  {what.say(language)}  {note.sheet}!{cells}{tail}  {note.why.say(language)}"
    if len(notes) > most:
        yield f"  …… {len(notes) - most}"


def ranges(cells: Sequence[str]) -> list[str]:
    """Cells of one column below one another as a range: E9, E10, E11 is E9:E11."""
    columns: dict[str, list[int]] = {}
    for cell in cells:
        letters = cell.rstrip("0123456789")
        columns.setdefault(letters, []).append(int(cell[len(letters) :]))
    out = []
    for letters, rows in columns.items():
        start = last = rows[0]
        for row in (*rows[1:], -1):
            if row != last + 1:
                out.append(f"{letters}{start}" if start == last else f"{letters}{start}:{letters}{last}")
                start = row
            last = row
    return out
