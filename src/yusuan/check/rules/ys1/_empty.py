"""Empty tables: which ones are, and what a note must say to explain it."""

import re

from yusuan.catalog.layouts import kind_of_title
from yusuan.catalog.normal import plain
from yusuan.catalog.trees import contains, trees
from yusuan.model.amount import FEN, parse_number
from yusuan.model.coordinate import DIMENSIONS
from yusuan.model.disclosure import Disclosure, Statement
from yusuan.model.fact import Fact

#: A note that says that there is nothing to show.
NOTHING = re.compile(
    r"空表|无(?:任何)?数据|无发生|无(?:相关|此项|该项)|没有|未安排|未发生|不涉及|不存在|无.{0,40}(?:支出|收入|收支|预算|经费|内容)|"
    r"为(?:空|零|0)"
)
#: A note that says so of the table it stands under, without an if.
EMPTY_TABLE = re.compile(
    r"(?:本|此|该)表(?:格)?(?:为空表?|系空表|是空表|无(?:任何)?数据|本年无发生额|无发生额|无内容)|为空表"
)
_IF = re.compile(r"[如若]|当")
#: Statements that a note names by what it says there is none of; 支出 or 收入 alone name none.
_NAMED = frozenset({"govfund", "capital", "three_public"})
#: Statements of all income or expenditure of a kind: what belongs in them is known by their titles.
_STATUTORY = frozenset({
    "summary", "income", "expenditure", "grant_summary", "general", "general_basic", "general_project", "grant_basic",
    "govfund", "capital", "three_public",
})  # fmt: skip
#: A total holds what is carried over as well: it belongs into tables of both sides only.
_TOTALS = frozenset({"income", "in_total", "out_total"})
_OWN = frozenset({"budget", "final"})
_BOTH_SIDES = frozenset({"summary", "income", "grant_summary"})
#: Words of a list of empty tables with reasons, or of one note for all of them.
_LISTED = re.compile(r"是否空表|空表理由|表格为空的理由|空表表示|空表说明")


def is_blank(statement: Statement) -> bool:
    """Say whether the table prints no amount at all, not even a zero, below its head."""
    if not statement.empty:
        return False
    roles = {c.index: c.role for c in statement.columns}
    heads = {r.index for r in statement.rows if r.role in ("head", "index")}
    first = min((r.index for r in statement.rows if r.role not in ("head", "index")), default=None)
    if first is None:
        first = max((c.row for c in statement.grid.cells), default=0) + 1
    return not any(
        parse_number(c.text) is not None
        for c in statement.grid.cells
        if c.row >= first and c.row not in heads and roles.get(c.column) not in ("code", "index", "name", "text")
    )


def explains(note: str) -> bool:
    """Say whether ``note`` tells that a table is empty, or why."""
    return NOTHING.search(plain(note)) is not None


def says_empty(note: str, statement: Statement) -> bool:
    """Say whether ``note`` claims outright that ``statement`` is empty, and is not a note on another statement."""
    text = plain(note)
    if EMPTY_TABLE.search(text) is None or _IF.search(text):
        return False
    about = kind_of_title(text + "表")
    return about is None or about.id not in _NAMED or about.id == statement.kind


def explained_for_all(disclosure: Disclosure) -> bool:
    """Say whether the document lists its empty tables with reasons, or has one note for all of them."""
    words = (p.text for s in disclosure.sections for p in s.paragraphs)
    notes = (n for s in disclosure.statements for n in s.notes)
    cells = (c.text for s in disclosure.statements if s.kind in ("index", "") for c in s.grid.cells)
    return any(_LISTED.search(plain(text)) for group in (words, notes, cells) for text in group)


def is_statutory(statement: Statement) -> bool:
    """Say whether ``statement`` is one of those that every disclosure publishes, empty or not."""
    return statement.kind in _STATUTORY


def elsewhere(statement: Statement, disclosure: Disclosure) -> Fact | None:
    """The greatest amount that other statements print of what ``statement`` by its title should hold; None if none."""
    fixed = statement.fixed
    named = [(d, n) for d in DIMENSIONS if d not in ("year", "phase", "flow") and (n := getattr(fixed, d))]
    if not named and statement.kind not in ("summary", "income", "expenditure"):
        return None
    others = [f for f in disclosure.facts if f.statement != statement.index]
    found = [f for f in others if _belongs(f, statement, named)]
    if not found and statement.kind == "three_public":
        codes = frozenset(c for t, of in trees().aliases if contains("topic", "three_public", t) for c in of)
        spent = [f for f in others if f.coordinate.economy in codes and not f.coordinate.topic]
        found = [f for f in spent if _belongs(f, statement, [("fund", fixed.fund or "grant")])]
    return max(found, key=lambda f: f.amount.value, default=None)


def _belongs(fact: Fact, statement: Statement, named: list[tuple[str, str]]) -> bool:
    at, fixed = fact.coordinate, statement.fixed
    # A last digit may be the rounding of what each table prints as nothing.
    if (
        fact.amount.value <= max(fact.amount.step, FEN.get(statement.unit, 0) // 100)
        or at.phase not in _OWN
        or at.body
        or at.item
        or at.year != fixed.year
    ):
        return False
    if at.flow != "expenditure" and not (at.flow in _TOTALS and statement.kind in _BOTH_SIDES):
        return False
    # A year may have no income of its own and spend what was carried in.
    if statement.kind == "income" and at.flow != "income":
        return False
    if bool(at.topic) != any(d == "topic" for d, _ in named):
        return False
    return all(contains(d, n, getattr(at, d)) for d, n in named)
