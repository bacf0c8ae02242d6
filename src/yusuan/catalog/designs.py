"""How a locality's statements and narrative are composed: a design file (TOML) and a template (text) a layout."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from yusuan.catalog.toml_text import parse_toml
from yusuan.model.coordinate import DIMENSIONS

Delta = tuple[tuple[str, str], ...]

_ROLES = (
    "amount", "change", "growth", "line", "code", "name", "both", "class", "section", "item", "field", "target",
    "blank", "gov_code", "gov_class", "gov_section", "gov_name", "body", "words",
    "indicators",
)  # fmt: skip
_EACH = ("", "class", "function", "economy", "project", "purchase", "pair")
_ROW = frozenset(
    {"label", "code", "at", "each", "style", "indent", "pin", "strong", "under", "digits", "all", "least", "rare",
     "without", "zero", "zeros", "unless", "of"}
)  # fmt: skip
_COLUMN = frozenset(
    {"head", "at", "at_rare", "head_rare", "role", "width", "rare", "of", "less", "minus", "field", "at_plain"}
)
_SIDE = frozenset({"column", "row"})
_STATEMENT = frozenset(
    {"kind", "title", "number", "unit", "fixed", "take", "notes", "empty", "wide", "side", "within", "nothing",
     "decimals", "nought", "index", "codes", "separators"}
)  # fmt: skip
_DESIGN = frozenset(
    {"layout", "base", "title", "unit", "number", "phase", "nothing", "classes", "least_growth", "key_project", "move",
     "statement", "order", "point", "words", "count", "decimals",
     "nought", "name", "locality", "codes", "separators", "index"}
)  # fmt: skip


class DesignError(ValueError):
    """A design file that cannot be used; it says where and why."""


@dataclass(frozen=True, slots=True)
class DesignColumn:
    """A column: ``head`` from the top down, what it adds to the point (``at``), its role, its width in parts.

    ``rare``: it is printed only where something is entered for it (self), or at the point ``rare_at``; ``at_rare``,
    ``head_rare``: what another column's ``at`` and ``head`` are where one is. ``of``: the point that its amount is
    taken from instead of ``at``. ``less``: what lies at this point besides is not counted. ``minus``: where a change
    or growth is counted from. ``field``: what of a purchase is printed. ``at_plain``: instead of ``at`` where no grant
    was carried in.
    Roles: amount; change (an amount less another); growth (that in percent); line (行次, through all sides); code;
    name; both ([code]name); class, section, item (类, 款, 项 of the code); gov_code … gov_name (of the government's
    economic subject of a pair); target; field (of a purchase); body (whose row of a list it is); words (a text
    of the ledger: ``field``); indicators (of a project); blank.
    """

    head: tuple[str, ...]
    at: Delta
    role: str
    width: int
    rare: str
    at_rare: Delta
    head_rare: tuple[str, ...]
    rare_at: Delta = ()
    of: Delta = ()
    less: Delta = ()
    minus: Delta = ()
    field: str = ""
    at_plain: Delta = ()


@dataclass(frozen=True, slots=True)
class DesignRow:
    """A row, or a row for ``each`` node of an axis that has amounts.

    ``label`` may hold {n}, the number of the row among those that are numbered, in ``style`` (一 or （一）).
    ``under``: codes that the nodes must lie under; ``without``: classes left out where they have no amount;
    ``digits`` of the codes that are listed; ``all``: those without an amount too.
    ``least``: projects of at least so many 万元. ``pin``: rows with one pin stand on one line.
    ``rare``: it is printed only where something is entered for it (self), or for a flow, which may be of a fund
    (carry_in/grant), or one of several with blanks between them; ``unless``: where nothing is entered for it.
    ``zeros``: whether nothing and zero are printed as 0.00, whatever the statement does.
    ``zero``: a sum that prints 0.00 where nothing is entered for its parts. ``of``: the point that its amounts are
    taken from instead of ``at``.
    """

    label: str
    code: str
    at: Delta
    each: str
    style: str
    indent: int
    pin: str
    strong: bool
    under: tuple[str, ...]
    digits: tuple[int, ...]
    all: bool
    least: int
    rare: str
    without: tuple[str, ...]
    zero: bool
    of: Delta = ()
    zeros: bool | None = None
    unless: str = ""


@dataclass(frozen=True, slots=True)
class DesignSide:
    """One half of a two-sided statement, or the whole of another."""

    columns: tuple[DesignColumn, ...]
    rows: tuple[DesignRow, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """A statement. ``fixed``: the point that its title gives; ``take``: nodes that its amounts are taken from instead.

    ``empty``: the note where it prints nothing but zeros; ``nothing``: what a cell prints for which nothing is entered.
    ``within``: id by which the narrative places it, '' for a statement of the set. ``decimals``: of a printed amount;
    a statement in 元 without any prints them all the same where the ledger holds 角 and 分. ``nought``: what a cell
    prints for an amount of zero, None for 0.00. ``index``: the head ends in a row of numbers, this in its
    first columns (栏次, **). ``codes``: where 类, 款, 项 stand in columns of their own, a row prints all of its code
    (full), its own level only (own), or all of a 项 (leaf). ``separators``: thousands are set apart by commas.
    """

    kind: str
    title: str
    number: str
    unit: str
    fixed: Delta
    take: Mapping[str, Mapping[str, str]]
    notes: tuple[str, ...]
    empty: str
    wide: bool
    nothing: str
    within: str
    sides: tuple[DesignSide, ...]
    decimals: int = 2
    nought: str | None = None
    index: str = ""
    codes: str = "full"
    separators: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """A point that a template names: ``zh`` as messages and reasons call it."""

    id: str
    zh: tuple[str, ...]
    at: Delta


@dataclass(frozen=True, slots=True)
class LayoutDesign:
    """All of a layout's design. ``moves``: (what a point says, what it says here instead).

    ``classes``: functional classes that summaries list though nothing is spent on them. ``least_growth``: percent of
    change from which a reason is owed. ``key_project``: 万元 from which a project is a key one. ``name``, ``locality``:
    of a layout that only ledgers have.
    """

    layout: str
    title: str
    phase: str
    classes: tuple[str, ...]
    least_growth: int
    key_project: int
    moves: tuple[tuple[Delta, Delta], ...]
    statements: tuple[Design, ...]
    points: tuple[Point, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    template: str
    name: str = ""
    locality: str = ""


@cache
def design_of(layout: str) -> LayoutDesign | None:
    """The design of the layout called ``layout``, None where it has none. Raises DesignError for a wrong file."""
    if layout not in designed_layouts():
        return None
    data, template = _whole(layout)
    return _design(data, template, f"{layout}.toml")


@cache
def designed_layouts() -> tuple[str, ...]:
    """The ids of the layouts that a ledger can be composed in."""
    home = files("yusuan.catalog").joinpath("data/compose")
    return tuple(sorted(p.name.removesuffix(".toml") for p in home.iterdir() if p.name.endswith(".toml")))


def parse_design(text: str, template: str, name: str) -> LayoutDesign:
    """The design that ``text`` (TOML) describes. Raises DesignError with ``name`` and the place of what is wrong."""
    data = _loaded(text, name)
    base = data.get("base", "")
    if base:
        if base not in designed_layouts():
            raise DesignError(f"{name}: there is no base {base!r}")
        data = _over(_whole(base)[0], data, name)
    return _design(data, template, name)


def _whole(layout: str) -> tuple[dict[str, Any], str]:
    """The file of ``layout`` laid over that of its base, and its template or the base's."""
    home = files("yusuan.catalog").joinpath("data")
    data = _loaded(home.joinpath(f"compose/{layout}.toml").read_text(encoding="utf-8"), f"{layout}.toml")
    path = home.joinpath(f"narrative/{layout}.txt")
    base, template = data.get("base", ""), ""
    if base:
        below, template = _whole(base)
        data = _over(below, data, f"{layout}.toml")
    return data, path.read_text(encoding="utf-8") if path.is_file() else template


def _loaded(text: str, name: str) -> dict[str, Any]:
    try:
        return dict(parse_toml(text))
    except ValueError as error:
        raise DesignError(f"{name}: {error}") from error


def _over(base: dict[str, Any], own: dict[str, Any], name: str) -> dict[str, Any]:
    """``own`` over ``base``: statements by their kind, points and words by their name, all else as a whole.

    ``order`` lists the kinds of the statements that there are, in order; without it new ones follow the base's.
    """
    merged = {**base, **own}
    for key in ("point", "words"):
        merged[key] = {**base.get(key, {}), **own.get(key, {})}
    statements = {s["kind"]: s for s in base["statement"]}
    for statement in own.get("statement", ()):
        kind = statement["kind"]
        statements[kind] = {**statements.get(kind, {}), **statement}
    order = own.get("order", list(statements))
    for kind in order:
        if kind not in statements:
            raise DesignError(f"{name}: there is no statement {kind!r} to put in order")
    merged["statement"] = [statements[kind] for kind in order]
    return merged


def _design(data: dict[str, Any], template: str, name: str) -> LayoutDesign:
    _known(data, _DESIGN, name)
    statements = tuple(_statement(s, data, f"{name}: statement {i}") for i, s in enumerate(data["statement"], 1))
    points = tuple(
        Point(key, tuple(p["zh"].split("|")), _delta(p["at"], f"{name}: point {key}"))
        for key, p in data.get("point", {}).items()
    )
    return LayoutDesign(
        data["layout"], data["title"], data.get("phase", "budget"), tuple(data.get("classes", ())),
        data.get("least_growth", 0), data.get("key_project", 0),
        tuple((_delta(m["from"], name), _delta(m["to"], name)) for m in data.get("move", ())),
        statements, points, tuple((k, tuple(v.split("|"))) for k, v in data.get("words", {}).items()), template,
        data.get("name", ""), data.get("locality", ""),
    )  # fmt: skip


def _known(data: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    for key in data:
        if key not in keys:
            raise DesignError(f"{where}: there is no key {key!r}")


def _delta(nodes: Mapping[str, str], where: str) -> Delta:
    for dimension in nodes:
        if dimension not in DIMENSIONS:
            raise DesignError(f"{where}: there is no dimension {dimension!r}")
    return tuple(nodes.items())


def _statement(data: Mapping[str, Any], whole: Mapping[str, Any], where: str) -> Design:
    _known(data, _STATEMENT, where)
    return Design(
        data["kind"], data["title"], data.get("number", whole.get("number", "")), data.get("unit", whole["unit"]),
        _delta(data.get("fixed", {}), where), data.get("take", {}), tuple(data.get("notes", ())), data.get("empty", ""),
        data.get("wide", False), data.get("nothing", whole.get("nothing", "")), data.get("within", ""),
        tuple(_side(s, where) for s in data["side"]), data.get("decimals", whole.get("decimals", 2)),
        data.get("nought", whole.get("nought")), _index(data.get("index", whole.get("index", ""))),
        data.get("codes", whole.get("codes", "full")), data.get("separators", whole.get("separators", True)),
    )  # fmt: skip


def _side(data: Mapping[str, Any], where: str) -> DesignSide:
    _known(data, _SIDE, where)
    for key in _SIDE:
        if key not in data:
            raise DesignError(f"{where}: a side has no {key!r}")
    return DesignSide(tuple(_column(c, where) for c in data["column"]), tuple(_row(r, where) for r in data["row"]))


def _column(data: Mapping[str, Any], where: str) -> DesignColumn:
    _known(data, _COLUMN, where)
    role = data.get("role", "amount")
    if role not in _ROLES:
        raise DesignError(f"{where}: there is no role {role!r}")
    width = data.get("width", {"code": 8, "name": 20, "both": 24, "target": 40, "amount": 10}.get(role, 4))
    return DesignColumn(
        tuple(data["head"].split("|")),
        _delta(data.get("at", {}), where),
        role,
        width,
        _rare(data),
        _delta(data.get("at_rare", {}), where),
        tuple(data.get("head_rare", data["head"]).split("|")),
        _delta(data["rare"], where) if isinstance(data.get("rare"), dict) else (),
        _delta(data.get("of", {}), where),
        _delta(data.get("less", {}), where),
        _delta(data.get("minus", {}), where),
        data.get("field", ""),
        _delta(data.get("at_plain", {}), where),
    )


def _index(value: object) -> str:
    return "栏次" if value is True else str(value or "")


def _rare(data: Mapping[str, Any]) -> str:
    rare = data.get("rare", "")
    return "self" if rare is True or isinstance(rare, dict) else str(rare or "")


def _row(data: Mapping[str, Any], where: str) -> DesignRow:
    _known(data, _ROW, where)
    each = data.get("each", "")
    if each not in _EACH:
        raise DesignError(f"{where}: there are no rows for each {each!r}")
    digits = data.get("digits", [3, 5, 7] if each == "function" else [3, 5] if each == "economy" else [3])
    return DesignRow(
        data.get("label", ""), data.get("code", ""), _delta(data.get("at", {}), where), each, data.get("style", "一"),
        data.get("indent", 0), data.get("pin", ""), data.get("strong", False), tuple(data.get("under", ())),
        tuple(digits), data.get("all", False), data.get("least", 0), _rare(data),
        tuple(data.get("without", ())), data.get("zero", False), _delta(data.get("of", {}), where),
        data.get("zeros"), data.get("unless", ""),
    )  # fmt: skip
