"""Where a table's head ends, and what the headers say of each column."""

import itertools
import re
from collections import Counter

from yusuan.catalog.codes import code_of
from yusuan.catalog.lexicon import Reading, column_role, economy_class, read_phrase
from yusuan.catalog.normal import LIST_NUMBER, bare_label, plain
from yusuan.model.amount import parse_number
from yusuan.model.disclosure import Column, ColumnRole
from yusuan.read.interpret.matrix import Matrix

_CODE = re.compile(r"\[?\d{3,9}\]?(?!\d)(?!年)")
_FORMULA = re.compile(
    r"^\(?(?:\d{1,2}|[A-Za-z]{1,2}|甲|乙|丙|丁|\*+)(?:[=＝+\-()（）]+\d{1,2})*\)?$|^栏次$|^行次$|^\*+$"
)
_LEVELS = ("类", "款", "项")
#: Words that stand in a row of column numbers too.
_NUMBERED = ("合计", "科目编码", "科目名称", "栏次")
#: Digits of an economic class.
_CLASS = 3
#: Parts that are only looked at besides the partition into basic and project expenditure.
_BESIDE = ("net", "project_net", "construction", "listed_special")


def is_index_row(matrix: Matrix, r: int) -> bool:
    """Whether row ``r`` numbers the columns: 栏次 | 1 | 2 | 3, ** | 1 | 2 or 7=1+3+3."""
    cells = [c for c in matrix.row_cells(r) if c.text]
    if len(cells) < 2 or not _may_number(plain(cells[0].text)):
        return False
    texts = [plain(c.text) for c in cells]
    words = (*_NUMBERED, *(_LEVELS if "栏次" in texts else ()))
    if not all(_FORMULA.match(t) or t in words for t in texts):
        return False
    numbers = [int(t) for t in texts if t.isdigit()]
    steps = sum(b == a + 1 for a, b in itertools.pairwise(numbers))
    named = any(t in ("栏次", "行次") or t.startswith("*") for t in texts)
    return named or (len(numbers) >= 3 and steps >= len(numbers) - 1 and numbers[0] <= 2)


def _may_number(text: str) -> bool:
    return _FORMULA.match(text) is not None or text in _NUMBERED or text in _LEVELS


def _is_data_row(matrix: Matrix, r: int) -> bool:
    cells = [c for c in matrix.row_cells(r) if c.text]
    if not cells:
        return r > 0 and all(c is None or c.row == r for c in matrix.cover[r])
    texts = [plain(c.text) for c in cells]
    if any(t in _LEVELS for t in texts[:3]):
        return any(parse_number(t) is not None for t in texts)
    numeric = [parse_number(t) is not None and not re.fullmatch(r"20[12]\d", t) for t in texts]
    if any(numeric):
        return True
    if _CODE.match(texts[0]):
        return True
    if LIST_NUMBER.match(texts[0]) and len(texts[0]) < 60 and cells[0].column_span < matrix.n_columns:
        return True
    return r > 0 and read_phrase(texts[0]).total and len(texts) <= 2 and all(len(t) < 8 for t in texts)


def head_height(matrix: Matrix) -> int:
    """How many leading rows are head; an index row right below belongs to it."""
    least = max((c.row_span for c in matrix.row_cells(0) if c.text), default=1) if matrix.n_rows else 0
    least = least if least < matrix.n_rows else min(1, matrix.n_rows)
    r = 0
    while r < matrix.n_rows and (is_index_row(matrix, r) or not _is_data_row(matrix, r)):
        r += 1
    if r < least and not any(_has_amount(matrix, k) for k in range(r, least)):
        r = least
    while r < matrix.n_rows and is_index_row(matrix, r):
        r += 1
    return r


def _has_amount(matrix: Matrix, r: int) -> bool:
    return any(parse_number(c.text) is not None for c in matrix.row_cells(r) if c.text)


def header_paths(matrix: Matrix, height: int) -> list[tuple[str, ...]]:
    """For each column its header phrases from the top down, each merged cell once.

    A text table draws no merges: there a blank beside a group header belongs to the group where something stands
    below the blank.
    """
    rows = [r for r in range(height) if not is_index_row(matrix, r)]
    texts = [[matrix.text(r, c) for c in range(matrix.n_columns)] for r in rows]
    cells = [[matrix.cover[r][c] for c in range(matrix.n_columns)] for r in rows]
    if matrix.grid.place.source.kind == "text":
        for i, line in enumerate(texts):
            for c in range(1, matrix.n_columns):
                if not line[c] and line[c - 1] and any(texts[j][c] for j in range(i + 1, len(texts))):
                    line[c], cells[i][c] = line[c - 1], cells[i][c - 1]
    paths = []
    for c in range(matrix.n_columns):
        path: list[str] = []
        last = None
        for i in range(len(rows)):
            if texts[i][c] and cells[i][c] is not last:
                path.append(texts[i][c])
            last = cells[i][c]
        path += [x for r in range(height) if r not in rows and plain(x := matrix.text(r, c)) in _LEVELS]
        if height < matrix.n_rows and plain(matrix.text(height, c)) in _LEVELS:
            path.append(matrix.text(height, c))
        paths.append(tuple(path))
    return paths


def _role(path: tuple[str, ...], samples: list[str]) -> ColumnRole:
    """The column's role by its header, the lowest phrase first; a header that says nothing leaves it to the cells."""
    numeric = sum(parse_number(s) is not None for s in samples)
    joined = plain("".join(path))
    if any(column_role(p) == "ratio" for p in path) or ("比" in joined and "增减" in joined):
        return "ratio"
    for phrase in reversed(path):
        role = column_role(phrase)
        if role == "name" and len(samples) > 1 and numeric * 5 >= len(samples) * 4 and _decimal(samples):
            return "amount"
        reading = read_phrase(phrase)
        money = any(d != "topic" for d, _ in reading.delta) and _decimal(samples)
        if role is not None and not (role == "text" and money):
            return role
        if reading.understood or reading.named or economy_class(phrase):
            # 支出功能分科目 over words is a list of names, whatever its header says.
            return "name" if len(samples) > 2 and numeric == 0 and _words(samples) else "amount"
    if not samples:
        return "blank"
    if not path and _runs_on(samples):
        return "index"
    if numeric == 0:
        return "name" if not path else "text"
    return "unknown"


def _words(samples: list[str]) -> bool:
    return sum(len(s) for s in samples) > 3 * len(samples)


def _runs_on(samples: list[str]) -> bool:
    """Whether a column without a header numbers its rows (5, 6, 7 …)."""
    if len(samples) < 3 or not all(s.isdigit() and len(s) < 4 for s in samples):
        return False
    return all(int(b) == int(a) + 1 for a, b in itertools.pairwise(samples))


def _decimal(samples: list[str]) -> bool:
    return any("." in s or "," in s for s in samples if parse_number(s) is not None)


def _read_path(path: tuple[str, ...]) -> tuple[dict[str, str], bool, bool, str, list[str]]:
    """Merge what the phrases of a header say: (delta, all understood, 其中, unit, phrases not understood)."""
    delta: dict[str, str] = {}
    subset, unit, unknown = False, "", []
    for phrase in path:
        kind = _economy_below(phrase, delta.get("economy", ""))
        if kind:
            delta["economy"] = kind
            continue
        reading: Reading = read_phrase(phrase)
        unit = reading.unit or unit
        subset = subset or reading.among
        if reading.understood:
            kept = delta.get("phase") == "change"
            delta.update((d, n) for d, n in reading.delta if n != "target" and not (kept and d == "phase"))
            if reading.year:
                delta["year"] = reading.year
            continue
        code = economy_class(phrase)
        if code:
            delta["economy"] = code
        elif column_role(phrase) is None:
            unknown.append(phrase)
    return delta, not unknown, subset, unit, unknown


def _economy_below(phrase: str, above: str) -> str:
    """The 款 that a header below an economic class names: 基本工资 below 工资福利支出; '' for none."""
    if len(above) != _CLASS:
        return ""
    return code_of("economy", bare_label(phrase)[0], above, _CLASS + 2) or ""


def read_columns(matrix: Matrix, height: int) -> tuple[Column, ...]:
    """The columns with role, delta and side; a side begins where a key column follows amounts."""
    paths = header_paths(matrix, height)
    columns: list[Column] = []
    side, seen_amount = 0, False
    for c, path in enumerate(paths):
        samples = [x.text for r in range(height, matrix.n_rows) if (x := matrix.own(r, c)) is not None and x.text]
        role = _role(path, samples)
        if role in ("code", "name") and seen_amount and _amounts_follow(paths, c):
            side, seen_amount = side + 1, False
        delta, understood, subset, unit, _ = _read_path(path) if role == "amount" else ({}, True, False, "", [])
        if role == "amount":
            # An unknown header over empty cells is no column of amounts that another side could follow.
            seen_amount = seen_amount or understood or bool(samples)
            if not understood:
                role = "unknown"
            subset = subset or dict(delta).get("nature") in _BESIDE
        columns.append(Column(c, path, role, tuple(delta.items()), unit, side, subset))
    return tuple(_total_flows(columns))


def _amounts_follow(paths: list[tuple[str, ...]], c: int) -> bool:
    """Whether a column right of ``c`` can hold amounts, so that ``c`` begins another side rather than a remark."""
    return any(path and column_role(path[-1]) is None for path in paths[c + 1 :])


def _total_flows(columns: list[Column]) -> list[Column]:
    """Where a table has a column for what is carried over, its 合计 is the total and not the year's own."""
    flows = Counter(dict(c.delta).get("flow", "") for c in columns if c.role == "amount")
    total = ""
    if flows["carry_out"] or flows["distribution"] or flows["carry_account_out"]:
        total = "out_total"
    elif flows["carry_in"] or flows["use_surplus"] or flows["carry_account"]:
        total = "in_total"
    if not total or (flows["carry_in"] and flows["carry_out"]):
        return columns
    out = []
    for c in columns:
        plain_total = c.role == "amount" and bool(c.header) and all(_says_nothing(p) for p in c.header)
        if plain_total:
            c = Column(c.index, c.header, c.role, (*c.delta, ("flow", total)), c.unit, c.side, c.subset)  # noqa: PLW2901
        out.append(c)
    return out


def _says_nothing(phrase: str) -> bool:
    """Whether a header phrase names no part: 合计, 部门预算, 预算数."""
    reading = read_phrase(phrase)
    return reading.total or not any(d != "phase" for d, _ in reading.delta)
