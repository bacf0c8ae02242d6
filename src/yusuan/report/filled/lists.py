"""Lists of a form that are left open: blank or sample rows below the head, to be filled with the ledger's subjects."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from yusuan.catalog.codes import Kind, names_of
from yusuan.catalog.layouts import kind_by_id
from yusuan.catalog.normal import LIST_NUMBER, plain
from yusuan.compose.rows import chinese
from yusuan.model.amount import parse_number
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Column, Row
from yusuan.read.interpret.keys import KeyColumn, key_columns
from yusuan.report.filled.amounts import Amounts
from yusuan.report.filled.draft import Board, Draft

_SUBJECTS: tuple[Kind, ...] = ("function", "economy", "gov_economy")
#: What stands in a row that is only an example of one: 二、 … XX
_PLACEHOLDER = re.compile(r"[….·*xX×○Oo—－-]*")
_NUMBERED = re.compile(r"^([一二三四五六七八九十]+)、")
_DIGITS = "零一二三四五六七八九十"
_SUMMARIES = ("summary", "grant_summary")
_BY_ECONOMY = ("general_basic", "grant_basic", "basic")
_LEVELS = ((0, 3), (3, 5), (5, 7))


@dataclass(slots=True)
class Listing:
    """Rows of the sheet (from 0) on one side of a table, which the ledger's own are to fill.

    ``dims``: what its rows list. ``kept``: rows that the form itself lists and that stay. ``codes``: how many digits
    the listed codes have. ``number``: the Chinese number of its first row, 0 for none. ``base``: the point of each
    amount column (by the sheet's column) without what the rows add. ``sampled``: the form shows how a row is
    written. ``filled``: how many rows were written.
    """

    board: Board
    side: int
    keys: tuple[KeyColumn, ...]
    amounts: tuple[int, ...]
    texts: tuple[Column, ...]
    rows: list[int]
    dims: tuple[str, ...]
    kept: dict[int, tuple[str, ...]]
    codes: tuple[int, ...]
    number: int
    sampled: bool = False
    base: dict[int, Coordinate] = field(default_factory=dict)
    filled: int = 0

    def moved(self, after: int, count: int) -> None:
        """Follow rows that were put in after the row ``after``; new ones within the list are of it."""
        new = [after + n for n in range(1, count + 1)] if after in self.rows and after != self.rows[-1] else []
        self.rows = sorted([r + count if r > after else r for r in self.rows] + new)
        self.kept = {(r + count if r > after else r): x for r, x in self.kept.items()}


def listings(board: Board, draft: Draft, drawn: set[int]) -> Iterator[Listing]:
    """The open lists of a table; ``drawn``: the sheet's rows that have cells, if only blank ones."""
    statement = board.statement
    sides = sorted({c.side for c in statement.columns if c.role in ("amount", "code", "name")})
    for side in sides:
        mine = [c for c in statement.columns if c.side == side]
        keys = key_columns(c for c in mine if c.role in ("code", "name"))
        amounts = tuple(board.columns[c.index] for c in mine if c.role == "amount")
        if not keys or not amounts:
            continue
        by_row = {board.rows[r.index]: r for r in statement.rows if r.side == side and r.role != "blank"}
        lines = _lines(board, draft, drawn, keys, by_row)
        whole = [kind for _, kind in lines]
        dims = _dims(board, keys, by_row.values())
        if not dims:
            continue
        texts = tuple(c for c in mine if c.role == "text")
        for run in _chosen(list(_runs(lines)), fixed="fixed" in whole):
            kinds = {kind for _, kind in run}
            if "open" not in kinds and "sample" in kinds and len(sides) > 1:
                continue  # blank rows under the shorter of two lists are no room for more
            rows = [row for row, _ in run]
            kept = {} if "open" in kinds else {r: _nodes(by_row[r], dims) for r, kind in run if kind == "sample"}
            codes = _codes(board, keys, dims, (by_row[r] for r, kind in run if kind == "sample"))
            shown = [
                draft.cells.get((r, board.columns[k.index]), "") for r, kind in run if kind == "sample" for k in keys
            ]
            sampled = any(shown) and not any(plain(t)[:1].isdigit() or plain(t).startswith("[") for t in shown)
            number = _number(board, draft, keys, rows)
            yield Listing(board, side, keys, amounts, texts, rows, dims, kept, codes, number, sampled)


def _lines(
    board: Board, draft: Draft, drawn: set[int], keys: tuple[KeyColumn, ...], rows: dict[int, Row]
) -> list[tuple[int, str]]:
    """Each row below the head: blank, open (a placeholder), a sample (a subject), a total or fixed."""
    last = max(board.rows[-1], board.top - 1)
    below = last + 1
    columns = range(board.columns[0], board.columns[-1] + 1)
    while below in drawn and not any((below, c) in draft.cells for c in columns):
        below += 1
    end = max(below, board.top + 1)
    out = []
    for r in range(board.top, end):
        texts = [draft.cells.get((r, board.columns[k.index]), "").strip() for k in keys]
        row = rows.get(r)
        if not any(texts):
            own = any((r, c) in draft.cells and parse_number(draft.cells[r, c]) is None for c in columns)
            out.append((r, "fixed" if row is not None and row.role in ("index", "head") and own else "blank"))
        elif row is not None and row.role in ("total", "index", "head"):
            out.append((r, "total"))
        elif all(_is_placeholder(t) for t in texts if t):
            out.append((r, "open"))
        elif row is not None and row.role == "data" and any(d in (*_SUBJECTS, "project") for d, _ in row.delta):
            out.append((r, "sample"))
        else:
            out.append((r, "fixed"))
    # What stands under the last total is no part of the list, unless the total stands above it.
    ends = [n for n, (_, kind) in enumerate(out) if kind == "total"]
    if ends and any(kind != "total" for _, kind in out[: ends[-1]]):
        return out[: ends[-1] + 1]
    return out


def _is_placeholder(text: str) -> bool:
    bare = plain(text)
    found = LIST_NUMBER.match(bare)
    return _PLACEHOLDER.fullmatch(bare[found.end() :] if found else bare) is not None


def _runs(lines: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """The longest runs of rows that are blank, open or samples."""
    run: list[tuple[int, str]] = []
    for line in (*lines, (-1, "end")):
        if line[1] in ("blank", "open", "sample"):
            run.append(line)
        elif run:
            yield run
            run = []


def _chosen(runs: Sequence[list[tuple[int, str]]], *, fixed: bool) -> Iterator[list[tuple[int, str]]]:
    """The runs that are open: with a placeholder or blank rows among the samples; else the first that is all blank.

    ``fixed``: the table has rows of its own, beside which blank ones are only the room that the other side needs.
    """
    kinds = [{kind for _, kind in run} for run in runs]
    said = [run for run, kind in zip(runs, kinds, strict=True) if kind - {"blank"}]
    yield from (run for run, kind in zip(runs, kinds, strict=True) if kind - {"blank"} and kind != {"sample"})
    if not said and not fixed:
        yield from runs[:1]


def _dims(board: Board, keys: tuple[KeyColumn, ...], rows: Iterable[Row]) -> tuple[str, ...]:
    """What the rows of the table list, by the heads of its key columns, else by the rows that are there, else usual."""
    found = [d for k in keys for d in ([k.kind] if k.kind else ["project"] if k.about == "project" else [])]
    rows = list(rows)
    if not found:
        found = [d for r in rows for d, _ in r.delta if d in (*_SUBJECTS, "project")][:1]
    if not found and not any(r.role in ("data", "note") for r in rows):
        if all(k.about == "body" for k in keys):
            return ("body",)
        found = [_usual(board)]
    return tuple(dict.fromkeys(found))


def _usual(board: Board) -> str:
    kind, title = board.statement.kind, plain(board.statement.title)
    if "经济" in title and "功能" not in title:
        return "gov_economy" if "政府" in title else "economy"
    if kind in _BY_ECONOMY:
        return "economy"
    return "project" if kind and kind_by_id(kind).rows == "project" else "function"


def _nodes(row: Row, dims: tuple[str, ...]) -> tuple[str, ...]:
    delta = dict(row.delta)
    return tuple(delta.get(d, "") for d in dims)


def _codes(board: Board, keys: tuple[KeyColumn, ...], dims: tuple[str, ...], samples: Iterable[Row]) -> tuple[int, ...]:
    """How many digits the codes have that the table lists."""
    dim = next((d for d in dims if d in _SUBJECTS), "")
    lengths = {len(n) for row in samples for d, n in row.delta if d == dim}
    deepest = 7 if dim == "function" else 5
    if len(dims) > 1:
        return (deepest,)
    if board.statement.kind in _SUMMARIES and not any(k.is_code for k in keys) and lengths <= {3}:
        return (3,)
    return tuple(sorted(lengths)) if deepest in lengths else tuple(range(3, deepest + 1, 2))


def _number(board: Board, draft: Draft, keys: tuple[KeyColumn, ...], rows: Sequence[int]) -> int:
    """The number that the first row of a list has where its rows are numbered 一、二、; 0 where they are not."""
    for n, row in enumerate(rows):
        for key in keys:
            found = _NUMBERED.match(draft.cells.get((row, board.columns[key.index]), "").strip())
            if found:
                return max(1, _chinese(found.group(1)) - n)
    return 0


def _chinese(text: str) -> int:
    head, ten, tail = text.partition("十")
    if not ten:
        return _DIGITS.index(text) if text in _DIGITS else 1
    return (_DIGITS.index(head) if head in _DIGITS and head else 1) * 10 + (_DIGITS.index(tail) if tail else 0)


def entries(listing: Listing, amounts: Amounts) -> list[tuple[str, ...]]:
    """What the ledger has to list there: a node for each of ``dims``, in the order of the classification."""
    points = [p for p in listing.base.values() if p.year in ("", str(amounts.ledger.year))]
    dims = listing.dims
    if dims == ("body",):
        return [(amounts.ledger.body,)]
    if len(dims) == 1:
        return _along(dims[0], listing, amounts, points)
    found: dict[tuple[str, ...], None] = {}
    order = {plain(p.name): n for n, p in enumerate(amounts.book.projects())}
    for leaf in amounts.book.leaves:
        nodes = tuple(getattr(leaf.coordinate, d) for d in dims)
        if any(nodes) and leaf.fen and any(amounts.book.under(leaf.coordinate, p) for p in points):
            found[nodes] = None
    return sorted(found, key=lambda x: tuple((order.get(n, 10**6), n) for n in x))


def _along(dim: str, listing: Listing, amounts: Amounts, points: Sequence[Coordinate]) -> list[tuple[str, ...]]:
    nodes = {n for p in points for n in amounts.nodes(dim, p)}
    if dim == "project":
        return [(n,) for p in amounts.book.projects() if (n := plain(p.name)) in nodes]
    mine = sorted(n for n in nodes if len(n) in listing.codes)
    had = [nodes for _, nodes in sorted(listing.kept.items())]
    if not had:
        return [(n,) for n in mine]
    known = {n for (n, *_) in had}
    return [*had, *((n,) for n in mine if n not in known)]


def texts_of(listing: Listing, nodes: tuple[str, ...], number: int, amounts: Amounts) -> dict[int, str]:
    """What stands in the key columns of a row, by the sheet's column; ``number``: of the row in a numbered list."""
    by_dim = dict(zip(listing.dims, nodes, strict=True))
    out: dict[int, str] = {}
    for key in listing.keys:
        out[listing.board.columns[key.index]] = _text(key, listing, by_dim, number, amounts)
    project = amounts.book.project(by_dim.get("project", ""))
    for column in listing.texts:
        if project is not None and any("目标" in plain(h) for h in column.header):
            out[listing.board.columns[column.index]] = (project.annual_target or project.target).strip()
    return out


def _text(key: KeyColumn, listing: Listing, by_dim: dict[str, str], number: int, amounts: Amounts) -> str:
    if key.about == "body":
        return "" if key.is_code else amounts.ledger.body
    if key.about == "project" or (key.kind is None and listing.dims == ("project",)):
        project = amounts.book.project(by_dim.get("project", ""))
        if project is None:
            return ""
        return project.code if key.is_code else project.name
    dim: str = key.kind or next((d for d in listing.dims if d in _SUBJECTS), "")
    code = by_dim.get(dim, "")
    if key.level is not None:
        first, last = _LEVELS[key.level]
        return code[first:last]
    if key.is_code or not code:
        return code
    name = next(iter(names_of(dim, code)), code)  # type: ignore[arg-type]
    if number and len(code) == _LEVELS[0][1]:
        return f"{chinese(number)}、{name}"
    bare = not any(k.is_code or k.level is not None for k in listing.keys)
    if bare and dim == "function" and not listing.sampled and listing.codes != (_LEVELS[0][1],):
        # Many 项 have one name: without a column for it the code stands before it, as in Guangdong.
        return f"[{code}]{name}"
    return "  " * ((len(code) - listing.codes[0]) // 2) + name if bare and listing.codes else name


def trial_nodes(listing: Listing, amounts: Amounts) -> tuple[str, ...] | None:
    """Nodes of the ledger that may stand in the list, for a trial of its columns; None where it has none."""
    if listing.dims == ("body",):
        return (amounts.ledger.body,)
    for leaf in amounts.book.leaves:
        nodes = [getattr(leaf.coordinate, d) for d in listing.dims]
        if all(nodes):
            dim = next((n for n, d in enumerate(listing.dims) if d in _SUBJECTS), -1)
            if dim >= 0 and listing.codes:
                nodes[dim] = nodes[dim][: listing.codes[-1]]
            return tuple(nodes)
    return None
