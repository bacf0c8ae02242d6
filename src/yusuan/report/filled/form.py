"""Fills a form: every blank cell whose point is understood gets the ledger's amount, every other one is told."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yusuan.catalog.lexicon import column_role
from yusuan.catalog.normal import plain
from yusuan.model.amount import FEN, parse_number
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Row
from yusuan.model.ledger import Ledger
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.read.limits import DEFAULT
from yusuan.read.workbook.ooxml import read_xlsx
from yusuan.read.workbook.sheet import Spot, spot_name
from yusuan.report.filled.amounts import Amounts, words
from yusuan.report.filled.book import FormBook
from yusuan.report.filled.draft import Board, Draft, Seen, boards_of, seen, trial_figures
from yusuan.report.filled.lists import Listing, entries, listings, texts_of, trial_nodes

Where = tuple[str, Spot]

_BODY = re.compile(
    r"^(\s*(?:(?:编制|预算|填报|填表|公开)(?:单位|部门)|(?:单位|部门)名称|项目单位)(?:[（(][^（()）]*[)）])?\s*[:：])(.*)$"
)
_UNSAID = re.compile(r"[\s_＿]*|.*(?:XX|××|＊＊|\*\*).*")
_LEVELS = ("类", "款", "项")


class FormError(Exception):
    """A form cannot be filled at all. ``message`` says why and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.zh)
        self.message = message


@dataclass(frozen=True, slots=True)
class Left:
    """Cells of a sheet that stay as they are, and why."""

    sheet: str
    cells: tuple[str, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form. ``amounts``: cells with a figure now, those of formulas too; ``rows``: rows of lists written.

    ``left``: what was not filled. ``wrong``: what contradicts the ledger, by sheet and cell; such a form is not to be
    handed in.
    """

    data: bytes
    amounts: int
    rows: int
    left: tuple[Left, ...]
    wrong: tuple[Left, ...]


def fill(data: bytes, source: Source, ledger: Ledger) -> Filled:
    """Fill the workbook ``data`` (XLSX) with the amounts of ``ledger``.

    Raises FormError; DamagedError, TooLargeError, EncryptedError for a file that cannot be read.
    """
    return _Filling(data, source, ledger).filled()


class _Filling:
    def __init__(self, data: bytes, source: Source, ledger: Ledger) -> None:
        self.source, self.ledger = source, ledger
        self.book = FormBook(data)
        self.drafts = {s.name: Draft(s.name, dict(s.cells), list(s.merges)) for s in read_xlsx(data, DEFAULT)}
        self.left: dict[tuple[str, str], tuple[Text, list[Spot]]] = {}
        self.wrong: dict[tuple[str, str], tuple[Text, list[Spot]]] = {}
        self.said: dict[Where, tuple[Coordinate, int, str]] = {}
        self.listed: list[tuple[str, list[int], tuple[int, ...]]] = []
        self.rows = 0

    def filled(self) -> Filled:
        first = self._seen({})
        self._refuse(first)
        lists = self._lists(self._boards(first))
        amounts = Amounts(self.ledger, self._bases(lists))
        for listing in lists:
            self._write_list(listing, amounts, lists)
        self.listed = [(x.board.sheet, x.rows[: x.filled], x.amounts) for x in lists]
        self._bodies()
        self._figures()
        data = self._whole()
        self._read_back(data)
        return Filled(data, len(self.said), self.rows, _grouped(self.left), _grouped(self.wrong))

    def _seen(self, trial: dict[Where, str]) -> Seen:
        return seen(tuple(self.drafts.values()), self.source, self.ledger, trial)

    def _refuse(self, first: Seen) -> None:
        year, kind = first.identity.year, first.identity.kind
        if year and year != self.ledger.year:
            raise FormError(
                Text(
                    f"表样是 {year} 年的，台账是 {self.ledger.year} 年的，请换对应年度的表样",
                    f"the form is of {year}, the ledger of {self.ledger.year}",
                )
            )
        if kind not in ("unknown", self.ledger.kind):
            zh = {"budget": "预算", "final_accounts": "决算"}
            raise FormError(
                Text(f"表样是{zh[kind]}的，台账是{zh[self.ledger.kind]}的", f"the form is of a {kind}, the ledger not")
            )
        if not first.statements:
            raise FormError(Text("表样里没有读到任何报表，请确认是要填的表样", "no statement was found in the form"))

    def _boards(self, first: Seen) -> list[Board]:
        """The tables; where rows without a figure were taken for head, read again with figures in them."""
        found = boards_of(first.statements, self.drafts)
        spots = [(b.sheet, s) for b in found for s in _swallowed(b, self.drafts[b.sheet])]
        spots += [
            (s, (r, c)) for s, rows, columns in self.listed for r in rows for c in columns if self._blank(s, (r, c))
        ]
        again = self._seen(trial_figures(spots)) if spots else first
        return [b for b in boards_of(again.statements, self.drafts) if b.statement.kind]

    def _blank(self, sheet: str, spot: Spot) -> bool:
        return spot not in self.drafts[sheet].cells or spot in self.book.formulas(sheet)

    def _lists(self, boards: Iterable[Board]) -> list[Listing]:
        return [x for b in boards for x in listings(b, self.drafts[b.sheet], self.book.drawn(b.sheet))]

    def _bases(self, lists: Sequence[Listing]) -> list[Coordinate]:
        """Find the point of each column of each list by a trial row; every point that the form names."""
        plain_ledger = Amounts(self.ledger, ())
        trial = trial_figures(self._open_cells(self._boards(self._seen({}))))
        for n, listing in enumerate(lists):
            nodes = trial_nodes(listing, plain_ledger)
            if nodes is None:
                continue
            sheet, row = listing.board.sheet, listing.rows[0]
            for column, text in texts_of(listing, nodes, n * bool(listing.number) + 1, plain_ledger).items():
                trial[sheet, (row, column)] = text
            missing = [(sheet, (row, c)) for c in listing.amounts if (sheet, (row, c)) not in trial]
            trial |= {s: f"{t[:-3]}{n + 1}.{t[-2:]}" for s, t in trial_figures(missing).items()}
        again = self._seen(trial)
        for listing in lists:
            for column in listing.amounts:
                fact = again.facts.get((listing.board.sheet, (listing.rows[0], column)))
                if fact is not None:
                    blank = dict.fromkeys((*listing.dims, "item"), "")
                    listing.base[column] = fact.coordinate.at(**blank)
        return [f.coordinate for f in again.facts.values()]

    def _write_list(self, listing: Listing, amounts: Amounts, lists: Sequence[Listing]) -> None:
        sheet = listing.board.sheet
        found = entries(listing, amounts) if listing.base else []
        lacking = len(found) - len(listing.rows)
        if lacking > 0:
            after = listing.rows[-2] if len(listing.rows) > 1 else listing.rows[0]
            self.book.put_rows(sheet, after, lacking, after)
            self.drafts[sheet].put_rows(after, lacking, after)
            for other in lists:
                if other.board.sheet == sheet:
                    other.moved(after, lacking)
            if len(listing.rows) < len(found):
                listing.rows = sorted({*listing.rows, *(after + n for n in range(1, lacking + 1))})
        keys = [listing.board.columns[k.index] for k in listing.keys]
        hidden = self.drafts[sheet].covered()
        for n, row in enumerate(listing.rows):
            texts = texts_of(listing, found[n], listing.number + n, amounts) if n < len(found) else {}
            if not listing.number and texts:
                texts = texts_of(listing, found[n], 0, amounts)
            for column in (*keys, *(listing.board.columns[c.index] for c in listing.texts)):
                if (row, column) not in hidden and (column in texts or column in keys):
                    self._text(sheet, (row, column), texts.get(column, ""))
            for column in listing.amounts:
                if (row, column) in self.drafts[sheet].cells and (row, column) not in self.book.formulas(sheet):
                    self._text(sheet, (row, column), "")
        self.rows += len(found)
        listing.filled = len(found)
        if not found:
            spots = [(r, c) for r in listing.rows for c in listing.amounts]
            why = Text("台账里没有要列在这里的金额，清单空着", "the ledger has nothing to list here")
            self._note(self.left, sheet, spots, why)

    def _bodies(self) -> None:
        """Write the body's name where the form leaves room for it."""
        for name, draft in self.drafts.items():
            for spot, text in list(draft.cells.items()):
                found = _BODY.match(text) if len(text) < 80 else None
                if found is not None and _UNSAID.fullmatch(found.group(2)):
                    self._text(name, spot, f"{found.group(1)}{self.ledger.body}")

    def _open_cells(self, boards: Iterable[Board]) -> list[Where]:
        """The cells below the heads that are to hold an amount: blank, zero or a formula."""
        found: dict[Where, None] = {}
        for board in boards:
            draft, formulas = self.drafts[board.sheet], self.book.formulas(board.sheet)
            hidden = draft.covered()
            for row, side in _body_rows(board):
                for column in board.statement.columns:
                    spot = (row, board.columns[column.index])
                    if column.role not in ("amount", "unknown", "blank") or (side >= 0 and column.side != side):
                        continue
                    number = parse_number(draft.cells.get(spot, ""))
                    if spot in formulas or (
                        spot not in hidden and (spot not in draft.cells or (number is not None and not number[0]))
                    ):
                        found[board.sheet, spot] = None
        return list(found)

    def _figures(self) -> None:
        """Write the amounts, and note what has none."""
        before = self._seen({})
        spots = self._open_cells(self._boards(before))
        after = self._seen(trial_figures(spots))
        amounts = Amounts(self.ledger, (f.coordinate for f in after.facts.values()))
        for where in spots:
            self._figure(where, after, amounts)
        for sheet, rows, columns in self.listed:
            bare = [(r, columns[0]) for r in rows if not any((sheet, (r, c)) in self.said for c in columns)]
            self._note(self.wrong, sheet, bare, Text("这一行列了，但没有一个金额填得上", "a row without any amount"))
        open_now = set(spots)
        for where, fact in before.facts.items():
            if where in open_now:
                continue
            fen = amounts.at(fact.coordinate)
            if isinstance(fen, int) and abs(fact.amount.value - fen) > fact.amount.step:
                was = f"表样里原有的 {fact.amount.printed.strip()} 与台账不一致（{words(fact.coordinate)}）"
                self._note(self.wrong, where[0], [where[1]], Text(was, "the form's own figure is not the ledger's"))
        for statement in after.statements:
            if not statement.kind and statement.place.sheet and any(c.role == "amount" for c in statement.columns):
                why = Text(
                    f"没有认出这是哪张报表：{statement.title or '（无标题）'}", "a table that was not recognised"
                )
                self._note(self.left, statement.place.sheet, [statement.place.cell or (0, 0)], why)

    def _figure(self, where: Where, after: Seen, amounts: Amounts) -> None:
        sheet, spot = where
        fact = after.facts.get(where)
        if fact is None:
            self._note(self.left, sheet, [spot], _not_understood(where, boards_of(after.statements, self.drafts)))
            return
        fen = amounts.at(fact.coordinate)
        if isinstance(fen, Text):
            if spot not in self.book.formulas(sheet):
                self._note(self.left, sheet, [spot], fen)
            return
        self.said[where] = (fact.coordinate, fen, fact.amount.unit)
        if spot not in self.book.formulas(sheet):
            self.book.number(sheet, spot, Amounts.printed(fen, fact.amount.unit))

    def _whole(self) -> bytes:
        """The workbook with the formulas calculated; those that give another figure than the ledger's are wrong."""
        for sheet, values in self.book.settle().items():
            for spot, value in values.items():
                self._formula(sheet, spot, value)
        return self.book.whole()

    def _formula(self, sheet: str, spot: Spot, value: Fraction | None) -> None:
        said = self.said.get((sheet, spot))
        if value is None:
            why = Text("表样的公式由 Excel 打开后计算，未核对", "the form's formula is left to Excel")
            self._note(self.left, sheet, [spot], why)
            self.said.pop((sheet, spot), None)
        elif said is not None:
            point, fen, unit = said
            # Each summand may be off by half a unit of its last place; in 元 none is.
            slack = Fraction((FEN[unit] // 100 - 1) * (self.book.summands(sheet, spot) + 1), 2)
            printed = Amounts.printed(fen, unit)
            if abs(value * FEN[unit] - fen) > slack:
                zh = f"表样的公式算得 {_two_places(value)}{unit}，台账是 {printed}{unit}"
                self._note(
                    self.wrong, sheet, [spot], Text(f"{zh}（{words(point)}）", "the formula gives another figure")
                )
            elif _two_places(value) != printed:
                zh = f"表样的公式把舍入后的数相加，得 {_two_places(value)}；公开的是 {printed}{unit}，差在尾数"
                self._note(
                    self.left, sheet, [spot], Text(zh, f"the formula adds rounded figures; published: {printed}")
                )

    def _read_back(self, data: bytes) -> None:
        """Read the filled form as anyone would: each figure must come back at its point, as the ledger has it."""
        self.drafts = {s.name: Draft(s.name, dict(s.cells), list(s.merges)) for s in read_xlsx(data, DEFAULT)}
        again = self._seen({})
        amounts = Amounts(self.ledger, (f.coordinate for f in again.facts.values()))
        for where, (point, fen, _) in self.said.items():
            fact = again.facts.get(where)
            back = amounts.at(fact.coordinate) if fact is not None else None
            if fact is None or back != fen or abs(fact.amount.value - fen) > self._slack(where, fact.amount.step):
                why = Text(f"读回时不是台账的数（{words(point)}）", "does not come back as the ledger has it")
                self._note(self.wrong, where[0], [where[1]], why)

    def _slack(self, where: Where, step: int) -> int:
        held = where[1] in self.book.formulas(where[0])
        return step if not held else step + (step - 1) * self.book.summands(*where)

    def _text(self, sheet: str, spot: Spot, text: str) -> None:
        cells = self.drafts[sheet].cells
        if text:
            cells[spot] = text
        elif cells.pop(spot, None) is None:
            return
        self.book.text(sheet, spot, text)

    @staticmethod
    def _note(
        notes: dict[tuple[str, str], tuple[Text, list[Spot]]], sheet: str, spots: Sequence[Spot], why: Text
    ) -> None:
        if spots:
            notes.setdefault((sheet, why.zh), (why, []))[1].extend(spots)


def _two_places(value: Fraction) -> str:
    """``value`` with two decimals, half up."""
    whole = (2 * abs(value.numerator) * 100 + value.denominator) // (2 * value.denominator)
    return f"{'-' if value < 0 else ''}{whole // 100}.{whole % 100:02d}"


def _body_rows(board: Board) -> list[tuple[int, int]]:
    """The sheet's rows that hold amounts, each with its side; -1 for the only row of a table without labels."""
    keyed = any(c.role in ("code", "name") for c in board.statement.columns)
    rows = [(board.rows[r.index], r.side) for r in board.statement.rows if r.role in ("data", "total", "unknown")]
    return rows if keyed or rows else [(board.top, -1)]


def _swallowed(board: Board, draft: Draft) -> list[Spot]:
    """Blank cells of rows that the reader took for head because they have labels and no figure yet."""
    texts: dict[int, dict[int, str]] = defaultdict(dict)
    for cell in board.statement.grid.cells:
        texts[cell.row][cell.column] = cell.text
    hidden = draft.covered()
    out: list[Spot] = []
    for r in range(board.height - 1, 0, -1):
        said = {c: t for c, t in texts[r].items() if t}
        blank = [c for c, t in texts[r].items() if not t and board.own(r, c) not in hidden and said and c > min(said)]
        if not blank or any(column_role(t) or plain(t) in _LEVELS for t in said.values()):
            break
        if any(c - 1 in said and c + 1 in said for c in blank) and len(said) > len(blank):
            break
        out += [board.own(r, c) for c in blank]
    return out


def _not_understood(where: Where, boards: Iterable[Board]) -> Text:
    """Why the reader has no point for a cell."""
    sheet, (row, column) = where
    for board in boards:
        if board.sheet == sheet and row in board.rows and column in board.columns:
            statement = board.statement
            head = statement.columns[board.columns.index(column)]
            if head.role != "amount":
                named = " / ".join(head.header) or "（无标题）"
                return Text(f"列的标题不认识：{named}", f"the column's header is not known: {named}")
            rows: list[Row] = [r for r in statement.rows if board.rows[r.index] == row and r.side == head.side]
            label = next((r.label or r.code for r in rows), "")
            return Text(f"行的名称不认识：{label or '（空）'}", f"the row's label is not known: {label}")
    return Text("这个格子不在能认出的表里", "the cell is in no table that was recognised")


def _grouped(notes: dict[tuple[str, str], tuple[Text, list[Spot]]]) -> tuple[Left, ...]:
    return tuple(
        Left(sheet, tuple(spot_name(s) for s in sorted(set(spots))), why) for (sheet, _), (why, spots) in notes.items()
    )
