"""Which statement a table is: its kind by the title (or, without one, by its columns) and the point its title fixes."""

from dataclasses import dataclass

from yusuan.catalog.layouts import StatementKind, kind_by_id, kind_of_title
from yusuan.catalog.lexicon import column_role, read_phrase
from yusuan.catalog.normal import plain
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Identification
from yusuan.read.table import RawTable

_INCOME = ("income",)
_TWO_FLOWS = ("summary", "grant_summary")
_FUNDS = {"govfund": "govfund", "capital": "capital", "carried": "carried"}
#: Topics a table's title fixes; the parts of 三公 and 采购 come from its rows and columns.
_TOPICS = {
    "procurement": "procurement",
    "purchase": "purchase",
    "agency_running": "agency_running",
    "meeting_training": "meeting_training",
    "information": "information",
    "transfer": "transfer",
    "revenue_plan": "revenue_plan",
    "restrained": "restrained",
    "staff": "staff",
    "assets": "assets",
}
_NATURES = {
    "project": "project", "targets_project": "project", "key_projects": "project",
    "basic": "basic", "general_basic": "basic", "grant_basic": "basic",
}  # fmt: skip
#: What a table of one fund is that lists economic classes under 人员经费 beside 公用经费: of 基本支出, even where its
#: title says no more than 决算表（二）, as in the forms of 2016.
_BASIC = {"general": "general_basic", "grant": "grant_basic"}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table's kind, None where neither title nor columns say one, and the point that its title alone gives."""

    kind: StatementKind | None
    fixed: Coordinate
    from_title: bool


def recognise(table: RawTable, identity: Identification) -> Recognised:
    """Recognise one table."""
    kind = kind_of_title(table.title) if table.title else None
    from_title = kind is not None
    kind = _by_columns(table) if kind is None else _by_heads(kind, table)
    phase = {"budget": "budget", "final_accounts": "final"}.get(identity.kind, "")
    point = {"year": str(identity.year) if identity.year else "", "phase": phase}
    if kind is None:
        return Recognised(None, Coordinate(**point), False)
    point.update((d, n) for d, n in read_phrase(table.title).delta if d in ("fund", "nature"))
    point["flow"] = "" if kind.id in _TWO_FLOWS else ("income" if kind.id in _INCOME else "expenditure")
    if kind.id in _FUNDS:
        point["fund"] = _FUNDS[kind.id]
    if kind.id in _TOPICS:
        point["topic"] = _TOPICS[kind.id]
    if kind.id in _NATURES:
        point["nature"] = _NATURES[kind.id]
    if kind.id == "three_public":
        # 三公经费 is by its statutory definition what fiscal grants pay for (国务院; restated in every disclosure).
        point["fund"] = point.get("fund", "grant")
        point["topic"] = "three_public"
    if kind.id.startswith("targets"):
        point["topic"] = "target"
    return Recognised(kind, Coordinate(**point), from_title)


def _by_heads(kind: StatementKind, table: RawTable) -> StatementKind:
    """``kind`` as the title gives it, or the narrower one that the heads show."""
    basic = _BASIC.get(kind.id)
    if basic is None:
        return kind
    heads = {plain(c.text) for c in table.grid.cells if c.row < 3}
    economic = any("经济分类" in h for h in heads) and not any("功能" in h for h in heads)
    beside = any(h.startswith(("项目", "专项")) and "科目" not in h and h != "项目" for h in heads)
    return (kind_by_id(basic) or kind) if economic and {"人员经费", "公用经费"} <= heads and not beside else kind


def _by_columns(table: RawTable) -> StatementKind | None:
    """Tables within the narrative have no title: the list of key projects is known by its columns."""
    heads = [plain(c.text) for c in table.grid.cells if c.row < 3]
    names = [h for h in heads if "项目" in h and len(h) < 14]
    targets = [h for h in heads if "绩效目标" in h or h.endswith("目标")]
    amounts = [h for h in heads if "金额" in h or "预算" in h or "资金" in h]
    if names and targets and amounts and any(column_role(h) == "name" for h in names):
        return kind_by_id("key_projects")
    return None
