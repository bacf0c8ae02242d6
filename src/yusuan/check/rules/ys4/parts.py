"""YS4-009: what a sentence enumerates does not add up to its whole, or is more than it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.catalog.trees import contains, trees
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys4._book import Book
from yusuan.check.rules.ys4._say import equation, finding, heading, printed, term
from yusuan.model.amount import format_amount
from yusuan.model.fact import Claim
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_DIMENSIONS = ("topic", "nature", "fund", "function", "economy", "gov_economy", "flow")
#: Wholes that leave nothing out; 基本 + 项目 may still leave 经营支出 out.
_EXACT = {("topic", ""), ("topic", "procurement"), ("topic", "three_public"), ("topic", "vehicle"), ("nature", "basic")}


@dataclass(frozen=True, slots=True)
class _List:
    """An enumeration: its whole and parts that do not overlap, as claims; ``exact`` where they must add up."""

    whole: int
    parts: tuple[int, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class _Sum:
    """A whole and its parts as signed amounts in 分, each with its step."""

    whole: Claim
    value: int
    parts: tuple[tuple[Claim, int], ...]
    slack: int
    exact: bool

    @property
    def total(self) -> int:
        """The parts added up."""
        return sum(v for _, v in self.parts)

    @property
    def holds(self) -> bool:
        """Whether the parts fit the whole, each of them rounded, and the last place moved by one."""
        over = self.total - self.value
        return over <= self.slack and (not self.exact or over >= -self.slack)


@rule(
    code="YS4-009",
    name=Text("分项之和与总数不符", "parts do not add up to their whole"),
    severity=Severity.ERROR,
    certainty=0.95,
    why=Text(
        "“其中”各项不能超过总数；货物、工程、服务之和应等于政府采购总额，出国、用车、接待之和应等于“三公”经费，其增减额亦然。",
        "What is enumerated cannot exceed its whole; goods, works and services make up procurement.",
    ),
    basis=Text(
        "《预算法实施条例》第六条：政府采购情况应当公开；《地方预决算公开操作规程》"
        "（财预〔2016〕143号，据地方转载）要求细化“三公”经费",
        "Implementing regulation of the Budget Law, article 6; 财预〔2016〕143号 (known at second hand)",
    ),
    wrong=Text("政府采购 21 万元，其中：货物 21 万元、服务 5 万元", "procurement 21: goods 21, services 5"),
    right=Text("政府采购 26 万元，其中：货物 21 万元、服务 5 万元", "procurement 26: goods 21, services 5"),
)
def parts(context: Context) -> Checked:
    """Add up what is enumerated under each amount, and how much each part is said to have changed.

    Looked at: enumerations of parts that do not overlap. Wrong: they are more than the whole; or they are all the
    parts there are (货物+工程+服务, 出国+用车+接待, 购置+运行, 人员+公用) and do not make it up, or their changes do
    not. Rounding of every part is allowed for. Not flagged: 其中 that names only some parts; sums with an amount
    that the tables contradict (YS4-001); some parts beside others below zero.
    """
    book = Book(context)
    book.kind("amount")
    sums: list[_Sum] = []
    for one in (*_lists(book), *_small_firms(book)):
        amounts = _amounts(book, one)
        changes = _changes(book, one) if one.exact else None
        sums += [s for s in (amounts, changes) if s is not None]
    if not sums:
        raise NotApplicable(Text("情况说明中没有列举分项", "the narrative enumerates nothing"))
    wrong = [s for s in sums if not s.holds and not _is_told(book, s) and not _is_reduced(book, s)]
    return Checked(len(sums), tuple(_finding(context, s) for s in wrong))


def _is_reduced(book: Book, one: _Sum) -> bool:
    """Whether some amounts of the section are below zero: those named may then be more than their whole."""
    beside = (c for c in book.claims if c.section == one.whole.section and c.kind == "amount")
    return not one.exact and any(c.amount is not None and c.amount.value < 0 for c in beside)


def _is_told(book: Book, one: _Sum) -> bool:
    """Whether the tables say which of the amounts is wrong: then that is YS4-001's, and told once."""
    return any(c.kind == "amount" and book.contradicted(c) is not None for c in (one.whole, *(c for c, _ in one.parts)))


def _lists(book: Book) -> Iterator[_List]:
    by_whole: dict[int, list[int]] = defaultdict(list)
    for number, claim in enumerate(book.claims):
        whole = book.against(number)
        if claim.kind == "amount" and whole is not None:
            by_whole[whole].append(number)
    for number, members in by_whole.items():
        if book.claims[number].coordinate is None:
            continue
        for dimension in _DIMENSIONS:
            found = _along(book, number, members, dimension)
            if found is not None:
                yield found


def _along(book: Book, number: int, members: list[int], dimension: str) -> _List | None:
    """The parts that differ from the whole along one dimension only, each once, none inside another."""
    whole = book.claims[number].coordinate
    if whole is None:
        return None
    root = getattr(whole, dimension)
    nodes: dict[str, int] = {}
    for member in members:
        at = book.claims[member].coordinate
        if at is None:
            continue
        node = getattr(at, dimension)
        rest = {dimension: root} if dimension == "flow" else {dimension: root, "flow": whole.flow}
        if node != root and at.at(**rest) == whole:
            nodes.setdefault(node, member)
    apart = {n: c for n, c in nodes.items() if not any(o != n and contains(dimension, o, n) for o in nodes)}
    if not apart:
        return None
    # Beside something that is not understood (对个人和家庭的补助) the parts need not be all there are.
    known = all(book.claims[m].coordinate is not None for m in members)
    exact = (dimension, root) in _EXACT and len(apart) > 1 and known and _make_up(dimension, root, set(apart))
    return _List(number, tuple(apart.values()), exact)


def _make_up(dimension: str, above: str, nodes: set[str]) -> bool:
    """Whether ``nodes`` are known to add up to ``above``, parts of its parts among them (购置 and 运行 for 用车)."""
    for _ in range(len(nodes)):
        found = {p for d, p, whole in trees().wholes if d == dimension and whole <= nodes} - nodes
        if not found:
            break
        nodes |= found
    return above in nodes


def _small_firms(book: Book) -> Iterator[_List]:
    """Won by small firms in what is reserved for them, and in the rest: together no more than all procurement."""
    by_section: dict[int, dict[str, int]] = defaultdict(dict)
    for number, claim in enumerate(book.claims):
        at = claim.coordinate
        if claim.kind != "amount" or at is None:
            continue
        if at.topic == "procurement":
            by_section[claim.section].setdefault("", number)
        elif at.topic == "small_firms" and at.item:
            by_section[claim.section].setdefault(at.item, number)
    for found in by_section.values():
        if {"", "reserved", "other"} <= found.keys():
            yield _List(found[""], (found["reserved"], found["other"]), exact=False)


def _amounts(book: Book, one: _List) -> _Sum | None:
    return _sum(book.claims[one.whole], [book.claims[i] for i in one.parts], exact=one.exact)


def _changes(book: Book, one: _List) -> _Sum | None:
    """The changes of the whole and of every part against the same base; None where one of them is not stated."""
    found = [next(iter(_change_of(book, i)), None) for i in (one.whole, *one.parts)]
    stated = [c for c in found if c is not None]
    if len(stated) < len(found) or len({(c.base.year, c.base.phase) for c in stated if c.base}) > 1:
        return None
    return _sum(stated[0], stated[1:], exact=True)


def _change_of(book: Book, number: int) -> Iterator[Claim]:
    for i in range(number + 1, min(len(book.claims), number + 24)):
        claim = book.claims[i]
        if claim.kind == "change" and book.of(i) == number and (claim.amount is not None or claim.direction == 0):
            yield claim


def _sum(whole: Claim, members: list[Claim], *, exact: bool) -> _Sum | None:
    steps = [c.amount.step for c in (whole, *members) if c.amount is not None]
    if whole.amount is None or not steps:
        return None
    # Every figure is off by half a step at most, and parts are made to add up by moving one of them.
    slack = sum(steps) // 2 + max(steps)
    return _Sum(whole, _signed(whole), tuple((c, _signed(c)) for c in members), slack, exact)


def _signed(claim: Claim) -> int:
    if claim.amount is None:
        return 0
    return claim.amount.value * (claim.direction if claim.kind == "change" and claim.direction is not None else 1)


def _finding(context: Context, one: _Sum) -> Finding:
    total = one.whole.amount
    unit = total.unit if total is not None else "万元"
    added = format_amount(one.total, unit) + unit
    where = heading(context, one.whole)
    what = "增减额之和" if one.whole.kind == "change" else "之和"
    listed = "、".join(f"{c.subject}{printed(c) or '0'}" for c, _ in one.parts)
    word = "超过" if one.total > one.value else "少于"
    why = Text("总数 = 各分项之和", "whole = sum of parts") if one.exact else Text("总数 ≥ 各分项之和", "whole ≥ parts")
    return finding(
        "YS4-009",
        context,
        one.whole if one.exact else one.parts[-1][0],
        Text(
            f"“{where}”中各分项（{listed}）{what}为 {added}，{word}总数 {printed(one.whole)}（{one.whole.subject}）。",
            f"in “{where}” the parts make {added}, the whole is {printed(one.whole)}.",
        ),
        severity=Severity.ERROR,
        certainty=0.95,
        expected=added if one.exact else "",
        difference=one.value - one.total,
        also=(one.whole, *(c for c, _ in one.parts)),
        equations=(
            equation(
                "sum" if one.exact else "part",
                term(one.whole, one.whole.subject or "总数"),
                tuple(term(c, c.subject, 1 if v >= 0 else -1) for c, v in one.parts),
                why,
            ),
        ),
    )
