"""What a person says against a reading: corrected cells, headers, units and identity, from a file beside the document.

A spot is named by its statement (number, title or kind), row (code or label) and column (header), never by its page,
so that the file can be replayed on a new release of yusuan or a new print of the document. What no longer applies is
reported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NoReturn

from yusuan.catalog.normal import plain
from yusuan.catalog.toml_text import parse_toml
from yusuan.model.amount import FEN
from yusuan.model.disclosure import Correction, Identification, NotUnderstood, Statement
from yusuan.model.grid import Grid
from yusuan.model.place import Place, Source
from yusuan.model.text import Text
from yusuan.read.errors import ReadError
from yusuan.read.spots import Spot, spots
from yusuan.read.table import RawTable

_CELL_KEYS = ("statement", "row", "text", "column", "was", "why")
_IDENTITY_KEYS = ("body", "year", "kind", "level", "locality")
_KINDS: dict[str, Literal["budget", "final_accounts"]] = {
    "budget": "budget", "final_accounts": "final_accounts", "预算": "budget", "决算": "final_accounts",
}  # fmt: skip
_LEVELS: dict[str, Literal["department", "unit"]] = {
    "department": "department", "unit": "unit", "部门": "department", "单位": "unit",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """One corrected spot as the file names it; ``was`` is None where the file does not say what was read.

    ``column`` is '' for the unit and the title of a table and for what a form prints beside a label.
    """

    statement: str
    row: str
    column: str
    text: str
    was: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections file called ``name``. ``identity``: (field, value) pairs that overrule what was identified."""

    name: str
    cells: tuple[Wanted, ...] = ()
    identity: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """The tables with the corrections ``made`` in them, those that do not apply, and notes for the report."""

    tables: tuple[RawTable, ...]
    made: tuple[Correction, ...]
    not_applied: tuple[NotUnderstood, ...]
    notes: tuple[str, ...]


def _wrong(name: str, zh: str, en: str) -> NoReturn:
    raise ReadError(Text(f"更正文件 {name}：{zh}", f"corrections file {name}: {en}"))


def parse_corrections(text: str, name: str) -> Corrections:
    """Parse a corrections file (TOML). Raises ReadError that says what is wrong with it."""
    try:
        data = parse_toml(text)
    except ValueError as error:
        _wrong(name, f"不是有效的 TOML（{error}）", f"not valid TOML ({error})")
    for key in data:
        if key not in ("correct", "identity", "accept"):
            _wrong(name, f"没有“{key}”这一项，可用：[[correct]]、[[accept]]、[identity]", f"there is no key {key!r}")
    cells, identity = data.get("correct", []), data.get("identity", {})
    if not isinstance(cells, list) or not all(isinstance(c, dict) for c in cells):
        _wrong(name, "更正应写成 [[correct]]", "corrections are written as [[correct]]")
    if not isinstance(identity, dict):
        _wrong(name, "身份应写成 [identity]", "the identity is written as [identity]")
    wanted = tuple(_wanted(c, f"第 {n} 处更正", f"correction {n}", name) for n, c in enumerate(cells, 1))
    return Corrections(name, wanted, tuple(_identity(identity, name)))


def _wanted(cell: dict[str, Any], zh: str, en: str, name: str) -> Wanted:
    for key, value in cell.items():
        if key not in _CELL_KEYS:
            _wrong(name, f"{zh}没有“{key}”这一项，可用：{'、'.join(_CELL_KEYS)}", f"{en} has no key {key!r}")
        if not isinstance(value, str):
            _wrong(name, f"{zh}的“{key}”应为文字（加引号）", f"{en}: {key!r} must be a string")
    for key in _CELL_KEYS[:3]:
        if key not in cell:
            _wrong(name, f"{zh}缺少“{key}”", f"{en} lacks {key!r}")
    return Wanted(
        cell["statement"], cell["row"], cell.get("column", ""), cell["text"], cell.get("was"), cell.get("why", "")
    )  # fmt: skip


def _identity(identity: dict[str, Any], name: str) -> Iterator[tuple[str, str | int]]:
    for key, value in identity.items():
        if key not in _IDENTITY_KEYS:
            _wrong(name, f"[identity] 没有“{key}”，可用：{'、'.join(_IDENTITY_KEYS)}", f"[identity] has no key {key!r}")
        if isinstance(value, bool) or not isinstance(value, int if key == "year" else str):
            _wrong(name, f"[identity] 的“{key}”类型不对", f"[identity] {key!r} has the wrong type")
        choices: dict[Any, Any] = dict(_KINDS) if key == "kind" else dict(_LEVELS) if key == "level" else {}
        if choices and value not in choices:
            _wrong(
                name, f"[identity] 的“{key}”不能是“{value}”，可用：{'、'.join(choices)}", f"{key!r} cannot be {value!r}"
            )
        yield key, choices.get(value, value)


def with_identity(identity: Identification, corrections: Sequence[Corrections]) -> Identification:
    """``identity`` with what the files say instead, the first file first; the file is then the evidence."""
    for one in reversed(corrections):
        for key, value in one.identity:
            kept = tuple(e for e in identity.evidence if e[0] != key)
            evidence = (*kept, (key, f"更正文件 {one.name}"))
            identity = replace(identity, **{key: value, "evidence": evidence})  # type: ignore[arg-type]
    return identity


def correct(
    tables: Sequence[RawTable], statements: Sequence[Statement], corrections: Sequence[Corrections], source: Source
) -> Corrected:
    """Put the corrections into ``tables``, which ``statements`` (in the same order) were made of."""
    made: dict[tuple[int, int, int, str], Correction] = {}
    left: list[NotUnderstood] = []
    for one in corrections:
        for n, wanted in enumerate(one.cells, 1):
            found = spots(wanted.statement, wanted.row, wanted.column, statements)
            hit = [s for s in found if wanted.was is None or plain(s.text) == plain(wanted.was)]
            if len(hit) == 1 and _may_be(hit[0], wanted):
                spot = hit[0]
                made[spot.statement, spot.row, spot.column, spot.caption] = Correction(
                    spot.statement, spot.row, spot.column, spot.text, wanted.text, wanted.why, spot.place
                )
            else:
                what = f"{one.name} 第 {n} 处：{wanted.statement} / {wanted.row} / {wanted.column} → {wanted.text}"
                place = found[0].place if found else Place(source)
                left.append(NotUnderstood("correction", what, _why(wanted, found, hit), place))
    notes = (f"已按更正文件更正 {len(made)} 处。",) if made else ()
    fixed = list(tables)
    for (statement, row, column, caption), fix in made.items():
        table = fixed[statement]
        if caption == "unit":
            fixed[statement] = replace(table, unit=fix.text)
        elif caption:
            fixed[statement] = replace(table, title=fix.text)
        else:
            fixed[statement] = replace(table, grid=_with(table.grid, row, column, fix.text))
    return Corrected(tuple(fixed), tuple(made.values()), tuple(left), notes)


def _may_be(spot: Spot, wanted: Wanted) -> bool:
    """Whether the correction makes sense: a unit is one of money."""
    return spot.caption != "unit" or wanted.text in FEN


def _with(grid: Grid, row: int, column: int, text: str) -> Grid:
    cells = (replace(c, text=text) if (c.row, c.column) == (row, column) else c for c in grid.cells)
    return replace(grid, cells=tuple(cells))


def _why(wanted: Wanted, found: list[Spot], hit: list[Spot]) -> Text:
    if not found:
        return Text("找不到这个单元格", "there is no such cell")
    if not hit:
        now = "、".join(dict.fromkeys(s.text or "（空）" for s in found))
        return Text(f"原文已不是“{wanted.was}”，而是“{now}”", f"what was read is no longer {wanted.was!r} but {now!r}")
    if len(hit) == 1:
        return Text(f"“{wanted.text}”不是金额单位，可用：{'、'.join(FEN)}", f"{wanted.text!r} is no unit of money")
    zh = f"有 {len(hit)} 个单元格符合，请写明表号、编码或完整的列标题"
    return Text(zh, f"{len(hit)} cells fit; name the statement, row and column more closely")
