"""What a slot of a template says: amounts, changes, growth, shares, reasons, texts, counts, lists of subjects."""

from dataclasses import dataclass

from yusuan.catalog.normal import plain
from yusuan.catalog.trees import label
from yusuan.compose.book import Book, quoted
from yusuan.compose.percent import percent
from yusuan.compose.template import Slot, TemplateError
from yusuan.model.amount import format_amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.ledger import LedgerProject
from yusuan.model.text import Text

UNIT = "万元"
#: Never seen: what is open is complained of, and nothing is composed.
_OPEN = "〔待填〕"
_YI = 1_000_000
_LEVELS = {3: "类", 5: "款", 7: "项"}


@dataclass(frozen=True, slots=True)
class Item:
    """A row that @each goes through."""

    name: str
    point: Coordinate
    reasons: tuple[str, ...]
    project: LedgerProject | None = None


class Slots:
    """Fills the slots of one document; what is missing is complained of and leaves 〔待填〕 behind."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._points = {p.id: p for p in book.design.points}
        ledger = book.ledger
        department = ledger.level == "department"
        self._names = {
            "body": ledger.body, "year": str(ledger.year), "last": str(ledger.year - 1),
            "level": "部门" if department else "单位", "us": "本部门" if department else "本单位",
        }  # fmt: skip

    def fill(self, pieces: tuple[str | Slot, ...], item: Item | None = None) -> tuple[str, str]:
        """The text of a line, and what is to be confirmed in it ('' for nothing)."""
        self._open: list[str] = []
        text = "".join(p if isinstance(p, str) else self._say(p, item) for p in pieces)
        return text, "；".join(dict.fromkeys(self._open))

    def holds(self, name: str) -> bool:
        """Whether ``name`` (a point, key_projects, words:…, count:…) is known and is not zero."""
        kind, _, of = name.partition(":")
        if kind == "words":
            return self._book.words(of) is not None
        if kind == "count":
            return any(plain(c.name) == plain(of) and c.value for c in self._book.ledger.counts)
        if name == "key_projects":
            return bool(self.key_projects())
        return bool(self._book.cube.at(self._point(name, 0)))

    def key_projects(self) -> list[LedgerProject]:
        """The projects whose amount is the design's threshold or more."""
        least = self._book.design.key_project * _YI
        return [p for p in self._book.projects() if (self._book.cube.at(self._of_project(p)) or 0) >= max(least, 1)]

    def items(self, axis: str, of: str) -> list[Item]:
        """The rows of @each: class, function (项) or economy (款) at a point, or key_project."""
        book = self._book
        if axis == "key_project":
            return [Item(p.name, self._of_project(p), (p.name,), p) for p in self.key_projects()]
        kinds = {"class": ("function", 3), "function": ("function", 7), "economy": ("economy", 5)}
        if axis not in kinds:
            raise TemplateError(f"@each 后面不能是“{axis}”")
        dimension, digits = kinds[axis]
        point = self._point(of, 0)
        found = []
        for code in book.cube.nodes(dimension, point):
            at = point.at(**{dimension: code})
            if len(code) == digits and book.cube.at(at):
                found.append(self._item(dimension, code, at))
        return found

    def _item(self, dimension: str, code: str, at: Coordinate) -> Item:
        name = self._subject(dimension, code)
        return Item(name, at, (f"{code} {name}", code, f"{dimension}={code}"))

    def _of_project(self, project: LedgerProject) -> Coordinate:
        return self._book.point((("flow", "expenditure"), ("nature", "project"), ("project", plain(project.name))))

    def _subject(self, dimension: str, code: str) -> str:
        """A subject with those above it: 一般公共服务支出（类）财政事务（款）行政运行（项）."""
        if dimension == "economy":
            return self._book.name("economy", code)
        codes = [code[:n] for n in (3, 5, 7) if n <= len(code)]
        return "".join(f"{self._book.name('function', c)}（{_LEVELS[len(c)]}）" for c in codes)

    def _point(self, name: str, line: int) -> Coordinate:
        if name not in self._points:
            raise TemplateError(f"第 {line} 行：没有“{name}”这个数")
        return self._book.point(self._points[name].at)

    def _say(self, slot: Slot, item: Item | None) -> str:
        if slot.name in self._names and not slot.filter:
            return self._names[slot.name]
        if slot.name == "words":
            return self._words(slot.of)
        if slot.name == "count":
            return self._count(slot.of)
        if slot.name == "number" and slot.of == "key_projects":
            return str(len(self.key_projects()))
        if slot.name == "list":
            found = self.items(slot.of, slot.argument or slot.filter)
            # What prints 0.00 is nothing to whoever reads the table.
            return "、".join(i.name for i in found if self._book.printed(i.point, UNIT)) or "无"
        if slot.name == "item":
            if item is None:
                raise TemplateError(f"第 {slot.line} 行：{{item}} 只能写在 @each 里面")
            return self._of_item(slot, item)
        point = self._point(slot.name, slot.line)
        return self._amount(slot, point, (slot.name, *self._points[slot.name].zh))

    def _of_item(self, slot: Slot, item: Item) -> str:
        if slot.filter == "name":
            return item.name
        if slot.filter == "target":
            return (item.project.annual_target or item.project.target) if item.project else ""
        return self._amount(slot, item.point, item.reasons)

    def _amount(self, slot: Slot, point: Coordinate, names: tuple[str, ...]) -> str:
        now = self._now(point)
        if now is None:
            return _OPEN
        if slot.filter in ("", "at"):
            said = self._now(point.at(phase=slot.argument)) if slot.filter else now
            return _OPEN if said is None else f"{_wan(said)}万元"
        if slot.filter in ("share", "done"):
            return self._ratio(slot, point, now)
        if slot.filter == "executed":
            return self._executed(point, names, now)
        if slot.filter == "versus":
            return self._versus(point, names, now, slot.argument)
        return self._against_last(slot, point, names, now)

    def _against_last(self, slot: Slot, point: Coordinate, names: tuple[str, ...], now: int) -> str:
        """The change against last year, with its reason or without."""
        if slot.filter == "compared" and self._book.last(point) is None:
            return ""
        before = self._last(point, names)
        if before is None:
            return _OPEN
        if slot.filter == "change":
            return change_words(now, before, slot.argument or "上年")
        if slot.filter in ("why", "reason"):
            return self._why(names, now, before, owed=slot.filter == "why")
        if slot.filter == "compared":
            return f"，{change_words(now, before, '上年')}{self._why(names, now, before, owed=False)}"
        raise TemplateError(f"第 {slot.line} 行：没有“{slot.filter}”这个写法")

    def _executed(self, point: Coordinate, names: tuple[str, ...], now: int) -> str:
        """How the budget compares with what was spent the year before, with its reason; '' where that is not known."""
        before = self._book.value(point.at(year=str(int(self._book.root.year) - 1), phase="executed"))
        if before is None:
            return ""
        before = _rounded(before)
        against = f"{self._names['last']}年执行数"
        said = change_words(now, before, against).replace("较", "比", 1)
        return f"，{said}{self._why(names, now, before, owed=False)}"

    def _now(self, point: Coordinate) -> int | None:
        """The amount as it is printed in 万元; an axis with nothing on it is zero, a topic has to be entered."""
        fen = self._book.exact(point)
        if fen is None:
            if point.topic:
                return None
            if not self._book.entered(point.phase):
                phase = label("phase", point.phase)
                self._book.missing("out", Text(f"没有填写{phase.zh}数", f"no amount of the {phase.en} is entered"))
            fen = 0
        self._book.stated[point] = fen
        return self._book.printed(point, UNIT) or 0

    def _ratio(self, slot: Slot, point: Coordinate, now: int) -> str:
        """占 or 完成: the percentage of another point, '（基数为0，不可比）' where that is zero."""
        base = point.at(phase=slot.argument) if slot.filter == "done" else self._point(slot.argument, slot.line)
        whole = self._now(base)
        return f"{percent(now, whole)}%" if whole else "0.00%" if not now else "--（基数为0，不可比）"

    def _versus(self, point: Coordinate, names: tuple[str, ...], now: int, phase: str) -> str:
        """How the accounts compare with a budget: ，决算数小于年初预算的主要原因是…, or ，与年初预算持平."""
        planned = self._now(point.at(phase=phase))
        if not self._book.entered(phase):
            return ""
        name = {"budget": "年初预算", "adjusted": "全年预算"}.get(phase, phase)
        if planned is None or planned == now or self._book.cube.at(point) == self._book.cube.at(point.at(phase=phase)):
            return f"，决算数与{name}持平"
        reason = self._book.reason((*[f"{n}:{phase}" for n in names], *names))
        if reason is None:
            what = next((n for n in names if not n.isascii()), names[0])
            self._book.missing(
                "reason", Text(f"{quoted(what)}决算与{name}不同，缺少原因", f"{names[0]} differs from the budget: why?")
            )
            return ""
        return f"，决算数{'大' if now > planned else '小'}于{name}，主要原因是{reason.text.strip().rstrip('。；，')}"

    def _last(self, point: Coordinate, names: tuple[str, ...]) -> int | None:
        fen = self._book.last(point)
        if fen is None:
            name = next((n for n in names if not n.isascii()), names[0])
            self._book.missing(
                "last",
                Text(f"缺少{quoted(name)}的上年数（上年没有就填 0）", f"last year's amount of {names[0]} is missing"),
            )
        return None if fen is None else _rounded(fen)

    def _why(self, names: tuple[str, ...], now: int, before: int, *, owed: bool) -> str:
        if now == before:
            return ""
        reason = self._book.reason(names)
        if reason is not None:
            return f"，主要原因是{reason.text.strip().rstrip('。；，')}"
        least = self._book.design.least_growth
        if owed and (not before or abs(now - before) * 100 >= least * abs(before)):
            name = next((n for n in names if not n.isascii()), names[0])
            self._book.missing(
                "reason", Text(f"{quoted(name)}与上年不同，缺少变动的原因", f"the change of {names[0]} needs a reason")
            )
        return ""

    def _words(self, name: str) -> str:
        words = self._book.words(name)
        title = self._book.words_name(name)
        if words is None:
            self._book.missing("words", Text(f"缺少“{title}”的文字", f"the text {name} is missing"))
            return _OPEN
        if not words.confirmed:
            self._open.append(f"请确认“{title}”")
        return words.text.strip()

    def _count(self, name: str) -> str:
        count = next((c for c in self._book.ledger.counts if plain(c.name) == plain(name)), None)
        if count is None:
            self._book.missing("count", Text(f"缺少“{name}”（没有就填 0）", f"the number {name} is missing"))
            return _OPEN
        return f"{count.value}{count.unit}"


def change_words(now: int, before: int, against: str) -> str:
    """The change of an amount (分): 较上年增加1.00万元，增长5.00%; 与上年持平; a base of zero is not compared."""
    if now == before:
        return f"与{against}持平"
    words = ("增加", "增长") if now > before else ("减少", "下降")
    head = f"较{against}{words[0]}{_wan(abs(now - before))}万元"
    if not before:
        return f"{head}，{words[1]}--（基数为0，不可比）"
    return f"{head}，{words[1]}{percent(abs(now - before), abs(before))}%"


def _wan(fen: int) -> str:
    return format_amount(fen, UNIT)


def _rounded(fen: int) -> int:
    sign = -1 if fen < 0 else 1
    return sign * ((2 * abs(fen) + 10_000) // 20_000 * 10_000)
