"""From records to the ledger: every value understood, or a problem that names its cell."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Literal, cast

from yusuan.catalog.normal import plain
from yusuan.ledger.form import FACTS, PHASES, WORDS, SheetForm, fact_key, fact_value, forms
from yusuan.ledger.records import Problem, Record, Records, cell_of
from yusuan.ledger.sheets import UNCACHED
from yusuan.model.coordinate import Coordinate
from yusuan.model.finding import Severity
from yusuan.model.ledger import Count, Entry, Indicator, Ledger, LedgerProject, Origin, Purchase, Reason, Words
from yusuan.model.text import Text

_MONEY = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]+)?")
#: Digits and signs of full width, as an input method types them.
_WIDTH = str.maketrans("０１２３４５６７８９．，－＋", "0123456789.,-+")
_CODE = re.compile(r"\[?([0-9]{3,9})\]?(?:\.0+)?(?![0-9])")
_WEIGHT = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_YEAR = re.compile(r"(20[0-9]{2})(?:-[0-9]{2}-[0-9]{2}|年度?)?")
#: Ten thousand 亿: beyond it a figure is a slip.
_MOST = 10**18
_REASONS = {
    "收入": "income", "支出": "expenditure", "三公": "three_public", "“三公”经费": "three_public",
    "因公出国": "abroad", "公务用车": "vehicle", "公务用车购置": "vehicle_purchase", "公务用车运行": "vehicle_running",
    "公务接待": "reception", "机关运行经费": "agency_running", "政府采购": "procurement", "国有资产": "assets",
    "会议费": "meeting", "培训费": "training",
}  # fmt: skip


class Parsing:
    """Parses one ledger; ``problems`` gathers what is wrong, all of it and not the first only."""

    def __init__(self, records: Records) -> None:
        self.problems: list[Problem] = []
        self._records = records
        self._facts = self._body()
        kind = self._facts.get("kind", "")
        self._kind: Literal["budget", "final_accounts"] = "final_accounts" if kind == "final_accounts" else "budget"
        self._forms = {f.id: f for f in forms(self._kind)}

    def ledger(self) -> Ledger:
        """The ledger as far as it could be understood; see ``problems``."""
        facts = self._facts
        year = facts.get("year", "")
        if year and not re.fullmatch(r"20[0-9]{2}", year):
            self._say("body", self._fact_row("year"), "value", "年度应为四位数字", "the year has four digits")
        number = int(year) if re.fullmatch(r"20[0-9]{2}", year) else 0
        return Ledger(
            facts.get("body", ""),
            number,
            self._kind,
            cast("Literal['department', 'unit']", facts.get("level") or "unit"),
            facts.get("layout", ""),
            tuple(u.strip() for u in facts.get("units", "").splitlines() if u.strip()),
            (*self._entries("income", number), *self._entries("expenditure", number), *self._entries("topics", number)),
            tuple(self._last_year(number)),
            tuple(self._projects()),
            tuple(self._reasons()),
            tuple(self._words()),
            tuple(self._counts()),
            cast("Literal['each', 'controlled']", facts.get("rounding") or "each"),
            tuple(self._purchases()),
        )

    def _body(self) -> dict[str, str]:
        found: dict[str, str] = {}
        self._rows: dict[str, int] = {}
        for record in self._records.get("body", ()):
            key = fact_key(record.get("key"))
            if key is None:
                self._at("单位信息", f"A{record.row}", f"“{record.get('key')}”不是要填的项目", "an unknown entry")
                continue
            self._rows[key] = record.row
            value = fact_value(key, record.get("value"))
            if value is None:
                zh = f"“{record.get('value')}”不在可选值之中"
                self._at("单位信息", f"B{record.row}", zh, "not one of the choices")
                continue
            found[key] = value
        for key, words, owed, _ in FACTS:
            if owed and not found.get(key):
                self._at("单位信息", f"B{self._fact_row(key)}", f"缺少{words.zh}", f"the {words.en} is missing")
        return found

    def _fact_row(self, key: str) -> int:
        return self._rows.get(key, next(n for n, (k, *_) in enumerate(FACTS, 4) if k == key))

    def _entries(self, sheet: str, year: int) -> Iterator[Entry]:
        form = self._forms[sheet]
        phases = [("budget", "amount")] if self._kind == "budget" else [(p, p) for p in PHASES]
        for record in self._records.get(sheet, ()):
            nodes = self._nodes(form, record)
            if nodes is None:
                continue
            if sheet == "topics":
                nodes["flow"] = "expenditure"
            amounts = [(phase, key, self._money(form, record, key)) for phase, key in phases]
            unfilled = all(fen is None for _, _, fen in amounts) and not any(record.get(key) for _, key in phases)
            if unfilled and sheet == "topics":
                name = form.column("topic").words_of(nodes["topic"])
                self._blank(sheet, record.row, phases[-1][1], f"缺少“{name}”的金额（没有就填 0）", f"{name}: no amount")
            elif unfilled:
                self._say(sheet, record.row, phases[-1][1], "缺少金额（没有这笔就删去这一行）", "the amount is missing")
            for phase, key, fen in amounts:
                if fen is not None:
                    yield Entry(Coordinate(year=str(year), phase=phase, **nodes), fen, cell_of(form, key, record.row))

    def _nodes(self, form: SheetForm, record: Record) -> dict[str, str] | None:
        """The nodes of a row's point; None where one of them is missing or wrong, which is a problem."""
        nodes: dict[str, str] = {}
        good = True
        for column in form.columns:
            text = record.get(column.key)
            if column.kind == "money" or column.key.endswith("_name") or column.key in ("phase", "source"):
                continue
            if not text:
                if column.owed:
                    good = self._say(form.id, record.row, column.key, f"缺少{column.head}", f"{column.key} is missing")
                continue
            if column.kind == "choice":
                chosen = column.id_of(text)
                if chosen is None:
                    zh = f"“{text}”不在“{column.head}”的可选值之中"
                    good = self._say(form.id, record.row, column.key, zh, f"{text!r} is not a choice of {column.key}")
                    continue
                text = chosen
            elif column.kind == "code":
                # A drop-down list gives the name behind the code; a number cell may show decimals.
                code = _CODE.match(text)
                text = code[1] if code else ""
                if not text:
                    good = self._say(
                        form.id, record.row, column.key, f"“{record.get(column.key)}”不是编码", "not a code"
                    )
                    continue
            nodes[column.key] = text
        return nodes if good else None

    def _money(self, form: SheetForm, record: Record, key: str) -> int | None:
        text = "".join(record.get(key).translate(_WIDTH).split()).lstrip("¥￥").removesuffix("元")
        if not text:
            return None
        if text.startswith("#"):
            zh = f"公式出错（{text}），请改正公式，或直接填数"
            if text == UNCACHED:
                zh = "公式没有保存计算结果，请用 Excel 或 WPS 打开、保存一次，或直接填数"
            self._say(form.id, record.row, key, zh, f"a formula without a value: {text}")
            return None
        if not _MONEY.fullmatch(text):
            self._say(form.id, record.row, key, f"“{record.get(key)}”不是金额", f"{text!r} is no amount")
            return None
        try:
            fen = Decimal(text.replace(",", "")) * 100
        except InvalidOperation:
            fen = Decimal(_MOST)
        if fen != fen.to_integral_value():
            self._say(form.id, record.row, key, f"“{text}”细于一分", f"{text!r} is finer than a 分")
            return None
        if abs(fen) >= _MOST:
            self._say(form.id, record.row, key, f"“{text}”太大", f"{text!r} is too large")
            return None
        return int(fen)

    def _last_year(self, year: int) -> Iterator[Entry]:
        form = self._forms["last_year"]
        for record in self._records.get("last_year", ()):
            nodes = self._nodes(form, record)
            fen = self._money(form, record, "amount")
            if nodes is None:
                continue
            phase = form.column("phase").id_of(record.get("phase"))
            if phase is None:
                self._say("last_year", record.row, "phase", "缺少阶段", "the phase is missing")
            elif fen is None:
                self._say("last_year", record.row, "amount", "缺少金额（没有就删去这一行）", "the amount is missing")
            else:
                at = Coordinate(year=str(year - 1), phase=phase, **nodes)
                yield Entry(at, fen, cell_of(form, "amount", record.row))

    def _projects(self) -> Iterator[LedgerProject]:
        form, indicators = self._forms["projects"], list(self._indicators())
        for record in self._records.get("projects", ()):
            name = record.get("name")
            if not name:
                self._say("projects", record.row, "name", "缺少项目名称", "the project's name is missing")
                continue
            yield LedgerProject(
                name,
                record.get("code"),
                self._whole(form, record, "first_year"),
                self._whole(form, record, "last_year"),
                self._money(form, record, "total"),
                record.get("target"),
                record.get("annual_target"),
                tuple(i for p, i in indicators if p == name),
                cell_of(form, "name", record.row),
            )

    def _indicators(self) -> Iterator[tuple[str, Indicator]]:
        form = self._forms["indicators"]
        for record in self._records.get("indicators", ()):
            missing = [c for c in form.columns if c.owed and not record.get(c.key)]
            for column in missing:
                self._say("indicators", record.row, column.key, f"缺少{column.head}", f"{column.key} is missing")
            if not missing:
                weight = self._hundredths(form, record)
                yield record.get("project"), Indicator(
                    record.get("first"), record.get("second"), record.get("name"), record.get("operator"),
                    record.get("value"), record.get("unit"), weight, cell_of(form, "name", record.row),
                )  # fmt: skip

    def _hundredths(self, form: SheetForm, record: Record) -> int:
        text = record.get("weight").rstrip("%分")
        if text and not _WEIGHT.fullmatch(text):
            self._say(form.id, record.row, "weight", f"“{text}”不是数", f"{text!r} is no number")
            return 0
        return int(Decimal(text or "0") * 100)

    def _whole(self, form: SheetForm, record: Record, key: str) -> int:
        text = record.get(key).removesuffix(".00").replace(",", "")
        # A year that is kept as a date, or written with its word.
        year = _YEAR.fullmatch(text) if key.endswith("_year") else None
        text = year[1] if year else text
        if text and not re.fullmatch(r"[0-9]{1,12}", text):
            self._say(form.id, record.row, key, f"“{text}”不是整数", f"{text!r} is no whole number")
            return 0
        return int(text or 0)

    def _purchases(self) -> Iterator[Purchase]:
        form = self._forms["purchases"]
        for record in self._records.get("purchases", ()):
            nodes, fen = self._nodes(form, record), self._money(form, record, "amount")
            if nodes is None:
                continue
            if fen is None:
                self._say("purchases", record.row, "amount", "缺少金额（没有就删去这一行）", "the amount is missing")
                continue
            get = nodes.get
            yield Purchase(
                nodes["topic"], get("project", ""), get("economy", ""), nodes["item"], get("way", ""), nodes["fund"],
                fen, cell_of(form, "amount", record.row), get("function", ""),
            )  # fmt: skip

    def _reasons(self) -> Iterator[Reason]:
        form = self._forms["reasons"]
        for record in self._records.get("reasons", ()):
            point, text = record.get("point"), record.get("text")
            if point and text:
                known = {plain(k): v for k, v in _REASONS.items()}
                named = f"function={point}" if point.isdigit() else known.get(plain(point), point)
                yield Reason(named, text, cell_of(form, "text", record.row))
            else:
                key = "text" if point else "point"
                self._say("reasons", record.row, key, f"缺少{form.column(key).head}", f"{key} is missing")

    def _words(self) -> Iterator[Words]:
        form = self._forms["words"]
        for record in self._records.get("words", ()):
            if record.get("name") and record.get("text"):
                confirmed = form.column("confirmed").id_of(record.get("confirmed") or "是") == "yes"
                name = record.get("name")
                known = next((k for k, w in WORDS.items() if plain(w) == plain(name)), name)
                yield Words(known, record.get("text"), confirmed, cell_of(form, "text", record.row))
            elif record.get("name"):
                zh = f"缺少“{record.get('name')}”的文字"
                self._blank("words", record.row, "text", zh, "the text is missing")
            else:
                self._say("words", record.row, "name", "这段文字没有写名称", "the text has no name")

    def _counts(self) -> Iterator[Count]:
        form = self._forms["counts"]
        for record in self._records.get("counts", ()):
            if record.get("name") and record.get("value"):
                value = self._whole(form, record, "value")
                yield Count(record.get("name"), value, record.get("unit"), cell_of(form, "value", record.row))
            elif record.get("name"):
                zh = f"缺少“{record.get('name')}”的数量（没有就填 0）"
                self._blank("counts", record.row, "value", zh, "the number is missing")
            else:
                self._say("counts", record.row, "name", "没有写是什么的数量", "a number of what?")

    def _say(self, sheet: str, row: int, key: str, zh: str, en: str) -> bool:
        """Note a problem at a cell; False, so that it can be the verdict too."""
        self.problems.append(Problem(Severity.ERROR, cell_of(self._form(sheet), key, row), Text(zh, en)))
        return False

    def _blank(self, sheet: str, row: int, key: str, zh: str, en: str) -> None:
        """Note something that is only not filled in yet: the rest can be looked at all the same."""
        origin = cell_of(self._form(sheet), key, row)
        self.problems.append(Problem(Severity.ERROR, origin, Text(zh, en), blank=True))

    def _form(self, sheet: str) -> SheetForm:
        return next(f for f in forms(self._kind if hasattr(self, "_kind") else "budget") if f.id == sheet)

    def _at(self, sheet: str, cell: str, zh: str, en: str) -> None:
        self.problems.append(Problem(Severity.ERROR, Origin(sheet, cell), Text(zh, en)))


def parse(records: Records) -> tuple[Ledger, tuple[Problem, ...]]:
    """Parse ``records``: the ledger as far as it is understood, and everything that is wrong or missing."""
    parsing = Parsing(records)
    ledger = parsing.ledger()
    return ledger, tuple(parsing.problems)
