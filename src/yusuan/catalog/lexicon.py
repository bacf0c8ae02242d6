"""The shared lexicon: what a title, a header or a row label says about the point of the figures beside it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from yusuan.catalog.codes import code_of
from yusuan.catalog.dialect import COMMON, Dialect, spoken
from yusuan.catalog.normal import bare_label, plain
from yusuan.catalog.trees import contains, trees
from yusuan.model.disclosure import ColumnRole

_DIMENSIONS = ("flow", "fund", "nature", "topic", "phase")
_YEAR = re.compile(r"(?:20\d\d)年?度?|上年|上一年度?|去年|本年度?(?=预算|决算|执行)")
_UNIT = re.compile(r"\(?(?:金额)?(?:计量)?单位:?(万元|元|千元|亿元)\)?|\((万元|元|千元|亿元)\)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says: nodes by dimension, whether all of it was understood, and what was left over.

    ``year``: '-1' for the year before, a four-digit year, or ''. ``total``: nothing but a word for the whole.
    ``named``: it names at least one node. ``among``: it began with 其中. ``unit``: a unit printed inside it.
    """

    delta: tuple[tuple[str, str], ...]
    understood: bool
    rest: str
    year: str = ""
    total: bool = False
    among: bool = False
    unit: str = ""

    @property
    def named(self) -> bool:
        """Whether the phrase names a node."""
        return bool(self.delta)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    nodes: dict[str, tuple[tuple[str, str], ...]]
    pattern: re.Pattern[str]
    fillers: frozenset[str]
    total: frozenset[str]
    roles: tuple[tuple[ColumnRole, re.Pattern[str]], ...]


@lru_cache(maxsize=64)
def _lexicon(dialect: Dialect) -> _Lexicon:
    """The shared lexicon, with what ``dialect`` says otherwise."""
    shared = _shared()
    if dialect is COMMON:
        return shared
    nodes = {**shared.nodes, **dict(dialect.phrases)}
    words = {*nodes, *shared.fillers, *dialect.filler, *dialect.total}
    total = shared.total | frozenset(dialect.total)
    roles = tuple((role, re.compile(f"^{re.escape(header)}$")) for header, role in dialect.headers)
    return _Lexicon(nodes, _longest_first(words), shared.fillers, total, (*roles, *shared.roles))  # type: ignore[arg-type]


def _longest_first(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))


@cache
def _shared() -> _Lexicon:
    data = tomllib.loads(files("yusuan.catalog").joinpath("data/lexicon.toml").read_text(encoding="utf-8"))
    nodes: dict[str, tuple[tuple[str, str], ...]] = {p: tuple(n.items()) for p, n in data["combined"].items()}
    for dimension in _DIMENSIONS:
        for node, phrases in data[dimension].items():
            for phrase in phrases:
                if phrase in nodes:
                    raise ValueError(f"lexicon: {phrase} stands at {nodes[phrase]} and at {(dimension, node)}")
                nodes[phrase] = ((dimension, node),)
    unknown = [n for ns in nodes.values() for n in ns if n not in trees().labels]
    if unknown:
        raise ValueError(f"lexicon: no such node in the trees: {unknown}")
    fillers, total = frozenset(data["filler"]["words"]), frozenset(data["filler"]["total"])
    roles = tuple((role, re.compile("|".join(p))) for role, p in data["roles"].items())
    return _Lexicon(nodes, _longest_first({*nodes, *fillers, *total}), fillers | total, total, roles)


def deepen(point: dict[str, str], dimension: str, node: str) -> None:
    """Move ``point`` to ``node`` unless it is already below it: 一般公共预算 within 财政拨款 stays the narrower one."""
    if not contains(dimension, node, point.get(dimension, "")):
        point[dimension] = node


def read_phrase(text: str) -> Reading:
    """Read one header, label or title. Phrases, fillers, years, units are consumed; the rest is not understood."""
    return _read_phrase(text, spoken())


@lru_cache(maxsize=8192)
def _read_phrase(text: str, dialect: Dialect) -> Reading:
    label, among = bare_label(text)
    unit_match = _UNIT.search(label)
    unit = (unit_match.group(1) or unit_match.group(2)) if unit_match else ""
    if unit_match:
        label = label.replace(unit_match.group(), "", 1)
    if label.strip(":") in ("", "其中"):
        return Reading((), True, "", total=False, among=among or "其中" in label, unit=unit)
    year_match = _YEAR.search(label)
    year = ""
    if year_match:
        word = year_match.group()
        year = word[:4] if word[0] == "2" else ("" if word.startswith("本") else "-1")
        if not label.startswith(("上年结", "上年财政", "上年实")):
            label = label[: year_match.start()] + label[year_match.end() :]
        else:
            year = ""
    return _consume(_lexicon(dialect), label, among, year, unit)


def _consume(lexicon: _Lexicon, label: str, among: bool, year: str, unit: str) -> Reading:
    at = 0
    point: dict[str, str] = {}
    rest: list[str] = []
    while at < len(label):
        m = lexicon.pattern.match(label, at)
        if m is None:
            rest.append(label[at])
            at += 1
            continue
        for dimension, node in lexicon.nodes.get(m.group(), ()):
            deepen(point, dimension, node)
        at = m.end()
    bare = label.strip("():")
    return Reading(tuple(point.items()), not rest, "".join(rest), year, not label or bare in lexicon.total, among, unit)


def economy_class(text: str) -> str | None:
    """The code of an economic class (类) that ``text`` names: 工资福利支出 → 301; None otherwise."""
    label, _ = bare_label(text)
    return code_of("economy", label, level=3)


def column_role(text: str) -> ColumnRole | None:
    """The role that one header phrase gives its column; None where it gives none (then it may hold amounts)."""
    return _column_role(text, spoken())


@lru_cache(maxsize=8192)
def _column_role(text: str, dialect: Dialect) -> ColumnRole | None:
    label = plain(text)
    for role, pattern in _lexicon(dialect).roles:
        if pattern.search(label):
            return role
    return None


def phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every phrase that names nodes, with them: the shared lexicon's and those of the dialect in force."""
    return dict(_lexicon(spoken()).nodes)
