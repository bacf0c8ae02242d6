"""Facts in words for who fills in a ledger: which amount of which table, and where it stands."""

from yusuan.catalog.codes import Kind, names_of
from yusuan.catalog.trees import label
from yusuan.model.fact import Fact

_TREES = ("flow", "fund", "nature", "topic")
_CODES: tuple[Kind, ...] = ("function", "economy", "gov_economy")


def point_words(fact: Fact) -> str:
    """What the amount is of: 一般公共预算 基本支出 30201 办公费."""
    at = fact.coordinate
    said = [at.body] if at.body else []
    said += [label(d, n).zh for d in _TREES if (n := getattr(at, d))]
    for kind in _CODES:
        code = getattr(at, kind)
        if code:
            names = names_of(kind, code)
            said.append(f"{code} {names[0]}" if names else code)
    if at.project:
        said.append(f"“{at.project}”")
    return " ".join(said)


def spot_words(fact: Fact) -> str:
    """Where the amount stands: 第 12 页, 单位支出总表!E9."""
    place = fact.place
    if place.sheet and place.cell:
        return f"{place.sheet}!{cell_name(*place.cell)}"
    return f"第 {place.page} 页" if place.page else f"第 {place.line} 行" if place.line else ""


def cell_name(row: int, column: int) -> str:
    """The name of a cell, given by its row and column from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
