"""What a person says against a reading: corrected cells and identity, from a file beside the document.

A cell is named by its statement (number, title or kind), row (code or label) and column (header), never by its page,
so that the file can be replayed on a new release of yusuan or a new print of the document. What no longer applies is
reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NoReturn, TypeVar

from yusuan.catalog.normal import bare_label, plain
from yusuan.catalog.toml_text import parse_toml
from yusuan.model.disclosure import Column, Correction, Identification, NotUnderstood, Row, Statement
from yusuan.model.grid import Cell, Grid
from yusuan.model.place import Place, Source
from yusuan.model.text import Text
from yusuan.read.errors import ReadError
from yusuan.read.table import RawTable

_CELL_KEYS = ("statement", "row", "column", "text", "was", "why")
_IDENTITY_KEYS = ("body", "year", "kind", "level", "locality")
_KINDS: dict[str, Literal["budget", "final_accounts"]] = {
    "budget": "budget", "final_accounts": "final_accounts", "预算": "budget", "决算": "final_accounts",
}  # fmt: skip
_LEVELS: dict[str, Literal["department", "unit"]] = {
    "department": "department", "unit": "unit", "部门": "department", "单位": "unit",
}  # fmt: skip
_NUMBER = re.compile(r"[0-9]+")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One corrected cell as the file names it; ``was`` is None where the file does not say what was read."""

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
    for key in _CELL_KEYS[:4]:
        if key not in cell:
            _wrong(name, f"{zh}缺少“{key}”", f"{en} lacks {key!r}")
    return Wanted(
        cell["statement"], cell["row"], cell["column"], cell["text"], cell.get("was"), cell.get("why", "")
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
    made: dict[tuple[int, int, int], Correction] = {}
    left: list[NotUnderstood] = []
    for one in corrections:
        for n, wanted in enumerate(one.cells, 1):
            found = _cells(wanted, statements)
            hit = [c for c in found if wanted.was is None or plain(c[1].text) == plain(wanted.was)]
            if len(hit) == 1:
                statement, cell = hit[0]
                made[statement, cell.row, cell.column] = Correction(
                    statement, cell.row, cell.column, cell.text, wanted.text, wanted.why, cell.place
                )
            else:
                what = f"{one.name} 第 {n} 处：{wanted.statement} / {wanted.row} / {wanted.column} → {wanted.text}"
                place = found[0][1].place if found else Place(source)
                left.append(NotUnderstood("correction", what, _why(wanted, found, hit), place))
    notes = (f"已按更正文件更正 {len(made)} 处。",) if made else ()
    by_table: dict[int, dict[tuple[int, int], str]] = {}
    for fix in made.values():
        by_table.setdefault(fix.statement, {})[fix.row, fix.column] = fix.text
    fixed = (replace(t, grid=_with(t.grid, by_table[i])) if i in by_table else t for i, t in enumerate(tables))
    return Corrected(tuple(fixed), tuple(made.values()), tuple(left), notes)


def _with(grid: Grid, texts: dict[tuple[int, int], str]) -> Grid:
    cells = (replace(c, text=texts[c.row, c.column]) if (c.row, c.column) in texts else c for c in grid.cells)
    return replace(grid, cells=tuple(cells))


def _why(wanted: Wanted, found: list[tuple[int, Cell]], hit: list[tuple[int, Cell]]) -> Text:
    if not found:
        return Text("找不到这个单元格", "there is no such cell")
    if not hit:
        now = "、".join(dict.fromkeys(c.text or "（空）" for _, c in found))
        return Text(f"原文已不是“{wanted.was}”，而是“{now}”", f"what was read is no longer {wanted.was!r} but {now!r}")
    zh = f"有 {len(hit)} 个单元格符合，请写明表号、编码或完整的列标题"
    return Text(zh, f"{len(hit)} cells fit; name the statement, row and column more closely")


def _cells(wanted: Wanted, statements: Sequence[Statement]) -> list[tuple[int, Cell]]:
    """The cells that ``wanted`` names, each with its statement."""
    out = []
    for statement in _best([(_statement_fits(s, wanted.statement), s) for s in statements]):
        rows = _best([(_row_fits(r, wanted.row), r) for r in statement.rows])
        columns = _best([(_column_fits(c, wanted.column), c) for c in statement.columns])
        at = {(r.index, c.index) for r in rows for c in columns if c.side == r.side}
        out += [(statement.index, cell) for cell in statement.grid.cells if (cell.row, cell.column) in at]
    return out


def _best(scored: list[tuple[int, T]]) -> list[T]:
    most = max((score for score, _ in scored), default=0)
    return [one for score, one in scored if score == most and score]


def _statement_fits(statement: Statement, words: str) -> int:
    asked, title, number = plain(words), plain(statement.title), plain(statement.number)
    if asked and asked in (number, f"{number}{title}"):
        return 4
    if asked in (title, statement.kind):
        return 3
    # A table without a number is called by its place among the tables, as the report calls it.
    own = [int(d) for d in _NUMBER.findall(number)] or [statement.index + 1] * (not number)
    if "表" in asked and len(asked) <= 6 and own and own == [int(d) for d in _NUMBER.findall(asked)]:
        return 2
    return 1 if len(asked) > 3 and asked in title else 0


def _row_fits(row: Row, words: str) -> int:
    asked = plain(words).strip("[]")
    if not asked or row.role in ("head", "index", "blank"):
        return 0
    if asked.isdigit() and row.code.strip("[]") == asked:
        return 3
    if asked == plain(row.label):
        return 2
    return 1 if bare_label(words)[0] == bare_label(row.label)[0] else 0


def _column_fits(column: Column, words: str) -> int:
    header = [bare_label(h)[0] for h in column.header]
    asked = [bare_label(w)[0] for w in words.split("/") if w.strip()]
    if not asked or not all(a in header for a in asked):
        return 0
    return 2 if header[-1] == asked[-1] else 1
