"""Facts, and what became of every number, as plain aligned lines for a terminal."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from yusuan.model.disclosure import Disclosure, Token
from yusuan.model.text import Language
from yusuan.report.account import USES, Account, account, on_table_pages
from yusuan.report.facts import COLUMNS, flat
from yusuan.report.words import place_words, point_words, title_of

_WIDEST = 40  # columns of a terminal that one field may take


def width(text: str) -> int:
    """Count the columns that ``text`` takes on a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def aligned(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> Iterator[str]:
    """Lay ``rows`` out in columns; those in ``right`` are set to the right."""
    widths = [min(_WIDEST, max(width(row[n]) for row in rows)) for n in range(len(rows[0]))] if rows else []
    for row in rows:
        fields = []
        for n, text in enumerate(row):
            blank = " " * max(0, widths[n] - width(text))
            fields.append(blank + text if n in right else text + blank)
        yield "  ".join(fields).rstrip()


def fact_lines(disclosure: Disclosure, language: Language) -> Iterator[str]:
    """List the facts statement by statement: place, row, column, amount, and the point they stand for."""
    yield title_of(disclosure.identity, language)
    place, code, row, column = (COLUMNS.index(c) for c in ("page", "row_code", "row", "column"))
    shown: dict[int, list[Sequence[str]]] = {}
    for fact, fields in zip(disclosure.facts, flat(disclosure), strict=True):
        where = place_words(fact.place, language)
        label = f"[{fields[code]}] {fields[row]}" if fields[code] else str(fields[row])
        words = [where if place else "", label, str(fields[column]), fact.amount.printed]
        shown.setdefault(fact.statement, []).append([*words, point_words(fact.coordinate, language)])
    for statement in disclosure.statements:
        rows = shown.get(statement.index, [])
        unit = f"（{statement.unit}）" if statement.unit and language == "zh" else statement.unit
        empty = "" if rows else ("：没有数据" if language == "zh" else ": no figures")
        yield ""
        yield " ".join(p for p in (statement.number, statement.title + unit + empty) if p)
        yield from (f"  {line}" for line in aligned(rows, frozenset({3})))


def account_lines(disclosure: Disclosure, numbers: int, language: Language) -> Iterator[str]:
    """Tell what the numeric tokens were taken for, on table pages and on all, and list what nothing explains.

    ``numbers``: tokens in the raw characters of the pages; where the reader kept fewer, it lost some.
    """
    zh = language == "zh"
    yield title_of(disclosure.identity, language)
    every, tables = account(disclosure.tokens), account(on_table_pages(disclosure.tokens))
    if not every.total:
        yield "  没有数字" if zh else "  no numbers"
        return
    head = ("用途", "表格页", "全部页") if zh else ("use", "table pages", "all pages")
    counts = dict(tables.by_use)
    rows = [head] + [(USES[u].say(language), str(counts.get(u, 0)), str(n)) for u, n in every.by_use]
    rows.append(("合计" if zh else "total", str(tables.total), str(every.total)))
    rows.append(("交代率" if zh else "accounted for", _percent(tables), _percent(every)))
    yield from (f"  {line}" for line in aligned(rows, frozenset({1, 2})))
    if numbers > every.total:
        lost = numbers - every.total
        yield (
            f"  原文共有 {numbers} 个数字，读取时丢失 {lost} 个" if zh else f"  {numbers} in the raw text: {lost} lost"
        )
    if every.unaccounted:
        yield "  未交代的数字：" if zh else "  Unaccounted for:"
        yield from (f"    {line}" for line in aligned(list(_tokens(every.unaccounted, language))))


def _percent(counted: Account) -> str:
    return f"{counted.percent} %" if counted.total else "-"


def _tokens(tokens: Iterable[Token], language: Language) -> Iterator[Sequence[str]]:
    for token in tokens:
        where = ("表中" if token.in_table else "表外") if language == "zh" else ("table" if token.in_table else "text")
        box = token.place.box
        spot = f"({box[0]:.0f}, {box[1]:.0f})" if box else ""
        yield token.text, place_words(token.place, language), spot, where, token.why
