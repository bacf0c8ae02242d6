"""Target forms (绩效目标申报表): labels over a table of indicators, one filled sheet for each project of the ledger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from yusuan.catalog.normal import bare_label, plain
from yusuan.check.targets.words import END, role_of
from yusuan.model.coordinate import Coordinate
from yusuan.model.ledger import Indicator, LedgerProject
from yusuan.read.workbook.sheet import Spot
from yusuan.report.filled.amounts import Amounts
from yusuan.report.filled.book import FormBook
from yusuan.report.filled.draft import Draft

_LATER = re.compile(r"总体|长期|中期|整体|实施期|全周期")
_MONEY = re.compile(r"(?:资金|金额|总额|拨款|预算数?|预算资金)$")
_TOTAL = re.compile(r"总投资|实施期|项目总额|项目资金总额|总金额")
_GRANT = re.compile(r"财政(?:拨款|资金)")
_OTHER = re.compile(r"其他资金")
_CODE = re.compile(r"^项目(?:编码|代码|编号)$")
_BODY = re.compile(r"^(?:项目单位|实施单位|填报单位|申报单位|单位名称|项目实施单位)$")
_PERIOD = re.compile(r"^(?:项目(?:期限?|起止时间|实施期限?|周期)|起止时间|实施期限)$")
_UNIT = re.compile(r"\((亿元|万元|千元|元)\)")
_DIGITS = 100


@dataclass(slots=True)
class TargetForm:
    """Where the values of a target form go: ``head`` is the row over its indicators, ``columns`` their columns by role.

    ``blocks``: the rows below it with the levels that are printed there.
    """

    sheet: str
    project: Spot
    head: int
    columns: dict[str, int]
    blocks: list[tuple[int, str, str]] = field(default_factory=list)
    labels: list[tuple[str, Spot]] = field(default_factory=list)


def target_form(draft: Draft, drawn: set[int]) -> TargetForm | None:
    """The target form on a sheet that is not filled in yet; None where it holds none."""
    head, columns = _head(draft)
    if head < 0:
        return None
    labels = [(t, _beside(draft, s)) for s, t in sorted(draft.cells.items()) if s[0] < head]
    last = max(columns.values())
    open_ = [(text, spot) for text, spot in labels if spot not in draft.cells and spot[1] <= last]
    project = next((spot for text, spot in open_ if role_of(text) == "project"), None)
    if project is None:
        return None
    form = TargetForm(draft.name, project, head, columns, [], open_)
    left = min(columns[role] for role in ("first", "second", "name") if role in columns)
    row = head + 1
    while row in drawn and (row, columns["name"]) not in draft.cells:
        words = _covering(draft, (row, min(left, 0)))
        if END.match(plain(words)) and words:
            break
        levels = [_covering(draft, (row, columns[r])) if r in columns else "" for r in ("first", "second")]
        form.blocks.append((row, levels[0], levels[1]))
        row += 1
    return form if form.blocks else None


def fill_target(form: TargetForm, project: LedgerProject, amounts: Amounts, book: FormBook, draft: Draft) -> list[str]:
    """Write a project into its form; the indicators that found no row."""
    put = _Putter(form.sheet, book, draft)
    put.text(form.project, project.name)
    for label, spot in form.labels:
        if spot == form.project or spot in draft.cells:
            continue
        money = _money(label, project, amounts)
        if money is None:
            put.text(spot, _value(label, project, amounts))
        else:
            put.number(spot, money)
    return _indicators(form, project, put)


@dataclass(frozen=True, slots=True)
class _Putter:
    sheet: str
    book: FormBook
    draft: Draft

    def text(self, spot: Spot, text: str) -> None:
        """Write ``text``, or nothing."""
        if text:
            self.draft.cells[spot] = text
            self.book.text(self.sheet, spot, text)

    def number(self, spot: Spot, text: str) -> None:
        """Write a number."""
        self.draft.cells[spot] = text
        self.book.number(self.sheet, spot, text)


def _head(draft: Draft) -> tuple[int, dict[str, int]]:
    rows: dict[int, dict[str, int]] = {}
    for (r, c), text in sorted(draft.cells.items()):
        role = role_of(text)
        if role in ("first", "second", "name", "operator", "value", "unit", "weight"):
            rows.setdefault(r, {}).setdefault(role, c)
        elif bare_label(text)[0] in ("绩效指标", "指标内容", "单位"):
            rows.setdefault(r, {}).setdefault("unit" if "单位" in text else "name", c)
    for r, columns in rows.items():
        if "value" in columns and "name" in columns and "first" in columns:
            return r, columns
    return -1, {}


def _beside(draft: Draft, spot: Spot) -> Spot:
    """The cell at the right of a label, behind what it is merged over."""
    merge = next((m for m in draft.merges if m[:2] == spot), None)
    return (spot[0], (merge[3] if merge else spot[1]) + 1)


def _covering(draft: Draft, spot: Spot) -> str:
    if spot in draft.cells:
        return draft.cells[spot]
    merge = next((m for m in draft.merges if m[0] <= spot[0] <= m[2] and m[1] <= spot[1] <= m[3]), None)
    return draft.cells.get(merge[:2], "") if merge else ""


def _value(label: str, project: LedgerProject, amounts: Amounts) -> str:
    """The words that belong beside ``label``; '' where it is no label, or the ledger does not say it."""
    bare = plain(bare_label(label)[0]).rstrip(":")
    if role_of(label) == "goal":
        later = _LATER.search(bare)
        text = project.target if later else (project.annual_target or project.target)
        return text.strip()
    if _CODE.match(bare):
        return project.code
    if _BODY.match(bare):
        return amounts.ledger.body
    if _PERIOD.match(bare) and project.first_year and project.last_year:
        return f"{project.first_year}—{project.last_year}年"
    return ""


def _money(label: str, project: LedgerProject, amounts: Amounts) -> str | None:
    """The amount that belongs beside ``label``, in the unit that it names (else 万元); None where it asks for none."""
    bare = plain(bare_label(label)[0]).rstrip(":")
    unit = _UNIT.search(bare)
    bare = _UNIT.sub("", bare)
    if not _MONEY.search(bare) or role_of(label):
        return None
    fen = _fen(bare, project, amounts)
    return None if fen is None else amounts.printed(fen, unit.group(1) if unit else "万元")


def _fen(bare: str, project: LedgerProject, amounts: Amounts) -> int | None:
    point = Coordinate(year=str(amounts.ledger.year), phase=amounts.book.root.phase, flow="expenditure")
    point = point.at(project=plain(project.name))
    whole, grant = (amounts.book.cube.at(point.at(fund=f)) for f in ("", "grant"))
    if _OTHER.search(bare):
        return None if whole is None else whole - (grant or 0) or None
    if _GRANT.search(bare):
        return grant
    if _TOTAL.search(bare) and "年度" not in bare:
        return project.total_fen
    return whole


def _indicators(form: TargetForm, project: LedgerProject, put: _Putter) -> list[str]:
    """Place the indicators in the rows of their levels, in new rows where those are too few."""
    printed = any(first or second for _, first, second in form.blocks)
    groups: dict[tuple[str, str], list[Indicator]] = {}
    for one in project.indicators:
        groups.setdefault((plain(one.first), plain(one.second)) if printed else ("", ""), []).append(one)
    left: list[str] = []
    for key, found in groups.items():
        rows = [r for r, first, second in form.blocks if not printed or _same(key, (plain(first), plain(second)))]
        if not rows:
            left += [one.name for one in found]
            continue
        lacking = len(found) - len(rows)
        if lacking > 0:
            after = rows[-1]
            put.book.put_rows(form.sheet, after, lacking, after)
            put.draft.put_rows(after, lacking, after)
            form.blocks = [(r + lacking if r > after else r, a, b) for r, a, b in form.blocks]
            rows += [after + n for n in range(1, lacking + 1)]
        for row, one in zip(rows, found, strict=False):
            for column, text in _cells(form, one, levels=not printed):
                put.text((row, column), text)
    return left


def _same(one: tuple[str, str], printed: tuple[str, str]) -> bool:
    """Whether an indicator's levels are those printed in a row; 数量 is 数量指标."""
    (first, second), (above, below) = one, printed
    bare = [x.removesuffix("指标") for x in (first, second, above, below)]
    return bare[1] == bare[3] if bare[3] else bare[0] == bare[2]


def _cells(form: TargetForm, one: Indicator, *, levels: bool) -> Iterator[tuple[int, str]]:
    at = form.columns
    yield at["name"], one.name
    sign = "" if one.operator == "定性" else one.operator
    own = "operator" in at
    if own:
        yield at["operator"], one.operator
    unit = "" if "unit" in at else one.unit
    yield at["value"], f"{'' if own else sign}{one.value}{unit}"
    if "unit" in at:
        yield at["unit"], one.unit
    if "weight" in at and one.weight:
        whole, rest = divmod(one.weight, _DIGITS)
        yield at["weight"], f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)
    if levels:
        yield at["first"], one.first
        if "second" in at:
            yield at["second"], one.second
