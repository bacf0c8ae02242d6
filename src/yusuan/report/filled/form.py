"""Fills a form: every blank cell whose point is understood gets the ledger's amount, every other one is told."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from yusuan.catalog.normal import plain
from yusuan.catalog.trees import label
from yusuan.model.amount import FEN, parse_number
from yusuan.model.coordinate import Coordinate
from yusuan.model.ledger import Ledger
from yusuan.model.place import Source
from yusuan.model.text import Text
from yusuan.read.workbook.sheet import Spot
from yusuan.report.filled.amounts import Amounts, two_places, words
from yusuan.report.filled.book import FormBook
from yusuan.report.filled.cells import beside, body_rows, not_understood, swallowed
from yusuan.report.filled.draft import Board, Draft, Seen, boards_of, drafts_of, seen, trial_figures
from yusuan.report.filled.gaps import Filled, FormError, Notes
from yusuan.report.filled.lists import Listing, entries, listings, texts_of, trial_nodes
from yusuan.report.filled.targets import TargetForm, fill_target, target_form

Where = tuple[str, Spot]

_BODY = re.compile(
    r"^(\s*(?:(?:编制|预算|填报|填表|公开)(?:单位|部门)|(?:单位|部门)名称|项目单位)(?:[（(][^（()）]*[)）])?\s*[:：])(.*)$"
)
#: What a form leaves open in a text, which is longer than a title.
_BLANKS = re.compile(r"[XxＸ]{2,}|[xX],xxx|×{2,}|…{2,}|_{3,}")
_SHORT = 15
_UNSAID = re.compile(r"[\s_＿]*|.*(?:XX|××|＊＊|\*\*).*")
_LEVELS = ("类", "款", "项")


def fill(
    data: bytes, source: Source, ledger: Ledger, printed: Mapping[tuple[Coordinate, str], int] = MappingProxyType({})
) -> Filled:
    """Fill the workbook ``data`` (XLSX) with the amounts of ``ledger``.

    ``printed``: amounts in 分 by point and unit that are printed otherwise than half up (controlled rounding).

    Raises FormError; DamagedError, TooLargeError, EncryptedError for a file that cannot be read.
    """
    return _Filling(data, source, ledger, printed).filled()


class _Filling:
    def __init__(
        self, data: bytes, source: Source, ledger: Ledger, printed: Mapping[tuple[Coordinate, str], int]
    ) -> None:
        self.source, self.ledger, self.printed = source, ledger, printed
        self.book = FormBook(data)
        self.drafts = drafts_of(data)
        self.left, self.wrong = Notes(), Notes()
        self.said: dict[Where, tuple[Coordinate, int, str]] = {}
        self.listed: list[tuple[str, list[int], tuple[int, ...]]] = []
        self.targets: set[str] = set()
        self.rows = 0

    def filled(self) -> Filled:
        first = self._seen({})
        self._refuse(first)
        if self._targets():
            first = self._seen({})
        lists = self._lists(self._boards(first))
        amounts = Amounts(self.ledger, self._bases(lists))
        for listing in lists:
            self._write_list(listing, amounts, lists)
        self.listed = [(x.board.sheet, x.rows[: x.filled], x.amounts) for x in lists]
        self._bodies()
        self._figures()
        data = self._whole()
        self._read_back(data)
        return Filled(data, len(self.said), self.rows, len(self.targets), self.left.all(), self.wrong.all())

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

    def _targets(self) -> bool:
        """Fill the target forms: a sheet a project, copied as often as there are projects."""
        found = [f for d in self.drafts.values() if (f := target_form(d, self.book.drawn(d.name))) is not None]
        amounts = Amounts(self.ledger, ())
        projects = amounts.book.projects()
        for form in found:
            blank = self.drafts[form.sheet]
            if not projects:
                why = Text("台账里没有项目", "the ledger has no project")
                self.left.add(form.sheet, [form.project], why)
            for n, _ in enumerate(projects[1:], 2):
                name = f"{form.sheet[:26]}({n})"
                self.book.copy_sheet(form.sheet, name)
                self.drafts[name] = Draft(name, dict(blank.cells), list(blank.merges))
            for n, project in enumerate(projects, 1):
                name = form.sheet if n == 1 else f"{form.sheet[:26]}({n})"
                own = TargetForm(name, form.project, form.head, form.columns, list(form.blocks), form.labels)
                lost = fill_target(own, project, amounts, self.book, self.drafts[name])
                blank_now = [x for x in own.labels if x[1] not in self.drafts[name].cells]
                for words_beside, spot in blank_now:
                    why = Text(
                        f"台账里没有“{words_beside.strip()}”，或这不是要填的格子", f"the ledger has no {words_beside!r}"
                    )
                    self.left.add(name, [spot], why)
                self.targets.add(name)
                if lost:
                    why = Text(f"表里没有这些指标的行：{'、'.join(lost)}", f"no row for the indicators {lost}")
                    self.left.add(name, [(own.head, own.columns["name"])], why)
                if not project.indicators:
                    why = Text(f"项目“{project.name}”在台账里没有绩效指标", "the project has no indicators")
                    self.left.add(name, [(r, own.columns["name"]) for r, *_ in own.blocks], why)
        return bool(found)

    def _boards(self, first: Seen) -> list[Board]:
        """The tables; where rows without a figure were taken for head, read again with figures in them."""
        found = boards_of(first.statements, self.drafts)
        spots = [(b.sheet, s) for b in found for s in swallowed(b, self.drafts[b.sheet])]
        spots += [
            (s, (r, c)) for s, rows, columns in self.listed for r in rows for c in columns if self._blank(s, (r, c))
        ]
        again = self._seen(trial_figures(spots)) if spots else first
        found = boards_of(again.statements, self.drafts)
        return [b for b in found if b.statement.kind and b.sheet not in self.targets]

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
            number = listing.number + n if listing.number else 0
            texts = texts_of(listing, found[n], number, amounts) if n < len(found) else {}
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
            self.left.add(sheet, spots, why)

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
            for row, side in body_rows(board):
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
        boards = self._boards(before)
        for board in boards:
            why = Text("比率、增减、数量或文字的列，不由台账填", "a column of shares, changes, counts or words")
            bare = [s for s in beside(board, self.drafts[board.sheet]) if s not in self.book.formulas(board.sheet)]
            self.left.add(board.sheet, bare, why)
        spots = self._open_cells(boards)
        after = self._seen(trial_figures(spots))
        amounts = Amounts(self.ledger, (f.coordinate for f in after.facts.values()))
        read = tuple(boards_of(after.statements, self.drafts))
        for where in spots:
            self._figure(where, after, amounts, read)
        for sheet, rows, columns in self.listed:
            bare = [(r, columns[0]) for r in rows if not any((sheet, (r, c)) in self.said for c in columns)]
            self.wrong.add(sheet, bare, Text("这一行列了，但没有一个金额填得上", "a row without any amount"))
        self._without_room(after, amounts)
        self._prose()
        open_now = set(spots)
        for where, fact in before.facts.items():
            if where in open_now:
                continue
            fen = amounts.at(fact.coordinate, before.statements[fact.statement].kind)
            if isinstance(fen, int) and abs(fact.amount.value - fen) > fact.amount.step:
                was = f"表样里原有的 {fact.amount.printed.strip()} 与台账不一致（{words(fact.coordinate)}）"
                self.wrong.add(where[0], [where[1]], Text(was, "the form's own figure is not the ledger's"))
        for statement in after.statements:
            named = statement.place.sheet and statement.place.sheet not in self.targets
            if (
                not statement.kind
                and statement.place.sheet
                and named
                and any(c.role == "amount" for c in statement.columns)
            ):
                why = Text(
                    f"没有认出这是哪张报表：{statement.title or '（无标题）'}", "a table that was not recognised"
                )
                self.left.add(sheet, [statement.place.cell or (0, 0)], why)

    def _prose(self) -> None:
        """Note the texts of the form that wait to be written: XX局, x,xxx万元, 主要原因是……."""
        for name, draft in self.drafts.items():
            spots = [s for s, text in draft.cells.items() if len(text) > _SHORT and _BLANKS.search(text)]
            why = Text("文字没有填，公开文本里有写好的说明", "words are not filled in: the disclosure has them")
            self.left.add(name, spots, why)

    def _without_room(self, after: Seen, amounts: Amounts) -> None:
        """Totals that hold what the form has no row or column for: what was carried in, or is carried out."""
        flows = {f.coordinate.flow for f in after.facts.values()}
        for flow, total in (("carry_in", "in_total"), ("use_surplus", "in_total"), ("carry_out", "out_total")):
            fen = amounts.book.cube.at(amounts.book.root.at(flow=flow))
            if not fen or flow in flows:
                continue
            for where, (point, _, unit) in self.said.items():
                if point.flow == total and not (point.function or point.fund or point.nature):
                    name, money = label("flow", flow).zh, f"{Amounts.printed(fen, unit)}{unit}"
                    why = Text(f"这个总计含{name} {money}，表里没有单独的地方填，请核对", f"holds {money} of {flow}")
                    self.left.add(where[0], [where[1]], why)

    def _figure(self, where: Where, after: Seen, amounts: Amounts, read: Sequence[Board]) -> None:
        sheet, spot = where
        fact = after.facts.get(where)
        if fact is None:
            self.left.add(sheet, [spot], not_understood(where, read))
            return
        fen = amounts.at(fact.coordinate, after.statements[fact.statement].kind)
        if isinstance(fen, Text):
            if spot not in self.book.formulas(sheet):
                self.left.add(sheet, [spot], fen)
            return
        self.said[where] = (fact.coordinate, fen, fact.amount.unit)
        if spot not in self.book.formulas(sheet):
            unit = fact.amount.unit
            shown = self.printed.get((fact.coordinate, unit), fen)
            self.book.number(sheet, spot, Amounts.printed(shown, unit))

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
            self.left.add(sheet, [spot], why)
            self.said.pop((sheet, spot), None)
        elif said is not None:
            point, fen, unit = said
            # Each summand may be off by half a unit of its last place; in 元 none is.
            slack = Fraction((FEN[unit] // 100 - 1) * (self.book.summands(sheet, spot) + 1), 2)
            printed = Amounts.printed(fen, unit)
            if abs(value * FEN[unit] - fen) > slack:
                zh = f"表样的公式算得 {two_places(value)}{unit}，台账是 {printed}{unit}"
                self.wrong.add(sheet, [spot], Text(f"{zh}（{words(point)}）", "the formula gives another figure"))
            elif two_places(value) != printed:
                zh = f"表样的公式把舍入后的数相加，得 {two_places(value)}；公开的是 {printed}{unit}，差在尾数"
                self.left.add(sheet, [spot], Text(zh, f"the formula adds rounded figures; published: {printed}"))

    def _read_back(self, data: bytes) -> None:
        """Read the filled form as anyone would: each figure must come back at its point, as the ledger has it."""
        written, self.drafts = self.drafts, drafts_of(data)
        for sheet in self.targets:
            other = [
                spot
                for spot, text in written[sheet].cells.items()
                if parse_number(text) is None and plain(self.drafts[sheet].cells.get(spot, "")) != plain(text)
            ]
            self.wrong.add(sheet, other, Text("读回时不是写进去的文字", "does not come back as it was written"))
        again = self._seen({})
        amounts = Amounts(self.ledger, (f.coordinate for f in again.facts.values()))
        for where, (point, fen, _) in self.said.items():
            fact = again.facts.get(where)
            back = amounts.at(fact.coordinate, again.statements[fact.statement].kind) if fact is not None else None
            if fact is None or back != fen or abs(fact.amount.value - fen) > self._slack(where, fact.amount.step):
                why = Text(f"读回时不是台账的数（{words(point)}）", "does not come back as the ledger has it")
                self.wrong.add(where[0], [where[1]], why)

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
