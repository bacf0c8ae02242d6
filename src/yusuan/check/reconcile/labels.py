"""Words for cells and equations, as a reader of the printed tables would say them."""

from collections.abc import Sequence

from yusuan.catalog.layouts import kind_by_id
from yusuan.catalog.normal import plain
from yusuan.catalog.trees import label
from yusuan.check.identities import Derived
from yusuan.check.identities.table import Family
from yusuan.model.coordinate import DIMENSIONS
from yusuan.model.disclosure import Disclosure, Row, Statement
from yusuan.model.fact import Fact
from yusuan.model.finding import Equation, IdentityKind, Term
from yusuan.model.text import Text

_KINDS: dict[str, IdentityKind] = {"none": "alias", "equal": "same"}
_BY = {
    "function": Text("上级科目＝所属科目之和（功能分类）", "a subject is the sum of those under it (by function)"),
    "economy": Text("上级科目＝所属科目之和（经济分类）", "a subject is the sum of those under it (by economy)"),
    "gov_economy": Text("上级科目＝所属科目之和（政府经济分类）", "a subject is the sum of those under it"),
    "project": Text("合计＝各项目之和", "the total is the sum of the projects"),
    "body": Text("合计＝各单位之和", "the total is the sum of the units"),
    "item": Text("合计＝各项之和", "the total is the sum of the entries"),
    "nature": Text("合计＝基本支出、项目支出等之和", "the total is basic, project and other expenditure"),
    "fund": Text("合计＝各类资金之和", "the total is the sum of the funds"),
    "flow": Text("总计＝本年收支＋结转结余等", "the grand total is the year's own and what is carried over"),
    "topic": Text("合计＝各分项之和", "the total is the sum of its parts"),
}
_BALANCE = Text("收入总计＝支出总计", "total income is total expenditure")
_ALIAS = Text("“三公”等经费＝相应的经济分类科目", "the expense is another name for the economic code")
_NONE = Text("相应的经济分类科目没有列数，应为零", "the economic code is not listed, so nothing is spent")
_PART = Text("部分不大于全部", "a part is at most its whole")
SAME = Text("同一个数在几处应当相等", "one figure is the same wherever it stands")


class Labels:
    """Names cells by statement, row and column."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._statements = disclosure.statements
        self._rows: dict[int, dict[tuple[int, int], Row]] = {}
        numbered = [(s.index, plain(s.number)) for s in disclosure.statements if s.number]
        self._in_order = bool(numbered) and all(n == f"表{i + 1}" for i, n in numbered)

    def statement(self, number: int) -> str:
        """The statement's printed number; its place among numbered ones; else its title or the name of its kind."""
        if not 0 <= number < len(self._statements):
            return ""
        s = self._statements[number]
        if s.number or (self._in_order and s.title):
            return plain(s.number) or f"表{number + 1}"
        title = plain(s.title) or (kind_by_id(s.kind).name.zh if s.kind else "")
        return f"《{title}》" if title else f"第 {number + 1} 张表"

    def kind(self, number: int) -> str:
        """The kind of the statement, '' where it is none or was not recognised."""
        return self._statements[number].kind if 0 <= number < len(self._statements) else ""

    def cell(self, fact: Fact) -> str:
        """表2 [2010350] 一般公共预算."""
        return " ".join(p for p in (self.statement(fact.statement), *self._in_table(fact)) if p)

    def _in_table(self, fact: Fact) -> tuple[str, str]:
        if not 0 <= fact.statement < len(self._statements):
            return self._by_point(fact), ""
        s = self._statements[fact.statement]
        column = next((c for c in s.columns if c.index == fact.column), None)
        row = self._row(s, fact, column.side if column else 0)
        if column is None or row is None:
            return self._by_point(fact), ""
        name = plain(row.label) or self._by_point(fact)
        words = [plain(h) for h in column.header]
        alone = sum(c.role == "amount" and c.side == column.side for c in s.columns) == 1
        head = "" if alone else (words[-1] if words else "")
        if len(words) > 1 and head in ("合计", "小计", "金额"):
            head = words[-2] + head
        return f"[{row.code}]" if row.code else name, head

    def _row(self, s: Statement, fact: Fact, side: int) -> Row | None:
        if s.index not in self._rows:
            self._rows[s.index] = {(r.index, r.side): r for r in s.rows}
        rows = self._rows[s.index]
        return rows.get((fact.row, side)) or rows.get((fact.row, 0))

    @staticmethod
    def _by_point(fact: Fact) -> str:
        nodes = [(d, getattr(fact.coordinate, d)) for d in DIMENSIONS if d not in ("year", "phase")]
        return "·".join(label(d, n).zh for d, n in nodes if n) or "合计"

    def term(self, fact: Fact) -> Term:
        """A printed figure as a term of an equation."""
        return Term(1, self.cell(fact), fact.amount.printed, fact.amount.value, fact.place)

    def equation(self, derived: Derived, identity: int, *, holds: bool) -> Equation:
        """An identity with its numbers; parts that are zero are left out where others are not."""
        cube, table = derived.cube, derived.table
        family = table.family_of(identity)
        parts = [cube.facts[i] for i in table.parts(identity).tolist()]
        total = cube.facts[int(table.total[identity])]
        shown = [p for p in parts if p.amount.value] or parts
        gap = total.amount.value - sum(p.amount.value for p in parts)
        if family.kind == "part" and gap > 0:
            gap = 0
        kind = _KINDS.get(family.kind, family.kind)
        return Equation(
            kind, self.term(total), tuple(map(self.term, shown)), self.why(family, parts), gap, holds  # type: ignore[arg-type]
        )  # fmt: skip

    def same(self, one: Fact, other: Fact, *, holds: bool) -> Equation:
        """Two cells of one point."""
        gap = one.amount.value - other.amount.value
        return Equation("same", self.term(one), (self.term(other),), SAME, gap, holds)

    def why(self, family: Family, parts: Sequence[Fact]) -> Text:
        """Why the identities of ``family`` must hold."""
        if family.kind in ("balance", "alias", "none", "part"):
            return {"balance": _BALANCE, "alias": _ALIAS, "none": _NONE, "part": _PART}[family.kind]
        if family.kind == "equal":
            where = self.statement(parts[0].statement) if parts else ""
            return Text(
                f"与{where}的总数相等，其余资金为零，故逐项相等",
                f"their totals agree with {where}, so nothing else is left and they agree row by row",
            )
        by = _BY.get(DIMENSIONS[family.dims[-1]] if family.dims else "item", _BY["item"])
        if family.statement >= 0 or family.source < 0:
            return by
        where = self.statement(family.source)
        return Text(f"{where}列示的各项合计", f"the sum of what {where} lists")
