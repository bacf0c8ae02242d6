"""A layout file (TOML) to a ``Layout``: every key and node is checked, and what is wrong is said in plain words."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn, get_args

from yusuan.catalog.codes import names_of
from yusuan.catalog.dialect import Dialect, Nodes
from yusuan.catalog.kinds import statement_kinds
from yusuan.catalog.normal import plain
from yusuan.catalog.toml_text import parse_toml
from yusuan.catalog.trees import trees
from yusuan.model.disclosure import ColumnRole
from yusuan.model.text import Text

_WORDS = ("id", "zh", "en", "locality", "kind", "basis", "bodies", "level")
_KEYS = frozenset(
    {*_WORDS, "from_year", "to_year", "statements", "fallback", "lexicon", "titles", "headers", "subjects"}
)
_DIMENSIONS = ("flow", "fund", "nature", "topic", "phase")
_CLASSIFICATIONS = ("function", "economy", "gov_economy")
_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": ("budget", "final_accounts"),
    "bodies": ("", "university"),
    "level": ("", "department", "unit"),
}


class LayoutError(Exception):
    """A layout file that cannot be used; ``message`` says where and why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.zh)
        self.message = message


@dataclass(frozen=True, slots=True)
class Layout:
    """What a locality's disclosures look like, beyond the lexicon.

    ``locality``: id of a place, with all the places in it; '' is everywhere. ``kind``: budget or final_accounts.
    ``bodies``: 'university' for those alone. ``level``: department, unit or '' for both. ``statements``: ids of the
    kinds in the order of publication. ``fallback``: a general list for places whose own is not known.
    """

    id: str
    name: Text
    locality: str
    kind: str
    from_year: int
    to_year: int
    statements: tuple[str, ...]
    basis: str
    bodies: str = ""
    level: str = ""
    fallback: bool = False
    dialect: Dialect = Dialect()  # noqa: RUF009 - frozen


def _wrong(name: str, zh: str, en: str) -> NoReturn:
    raise LayoutError(Text(f"版式文件 {name}：{zh}", f"layout file {name}: {en}"))


def _meant(word: str, known: tuple[str, ...]) -> tuple[str, str]:
    """Words to end an error with: the nearest known ones, or all of them where they are few."""
    near = get_close_matches(word, known, n=3) or (list(known) if len(known) <= 12 else [])
    return (f"，可用：{'、'.join(near)}" if near else "", f"; known: {', '.join(near)}" if near else "")


def parse_layout(text: str, name: str) -> Layout:
    """The layout that ``text`` (TOML) describes; ``name`` is what errors call the file. Raises LayoutError."""
    try:
        data = parse_toml(text)
    except ValueError as error:
        _wrong(name, f"不是有效的 TOML（{error}）", f"not valid TOML ({error})")
    for key in data:
        if key not in _KEYS:
            zh, en = _meant(key, tuple(sorted(_KEYS)))
            _wrong(name, f"没有“{key}”这一项{zh}", f"there is no key {key!r}{en}")
    words = {key: _word(data, key, name) for key in _WORDS}
    for key in ("id", "zh", "kind"):
        if not words[key]:
            _wrong(name, f"缺少“{key}”", f"{key!r} is missing")
    for key, choices in _CHOICES.items():
        if words[key] not in choices:
            zh, en = _meant(words[key], tuple(c for c in choices if c))
            _wrong(name, f"“{key}”不能是“{words[key]}”{zh}", f"{key!r} cannot be {words[key]!r}{en}")
    return Layout(
        words["id"], Text(words["zh"], words["en"] or words["zh"]), words["locality"], words["kind"],
        _year(data, "from_year", 0, name), _year(data, "to_year", 9999, name), _statements(data, name),
        words["basis"], words["bodies"], words["level"], bool(data.get("fallback", False)), _dialect(data, name),
    )  # fmt: skip


def _word(data: dict[str, Any], key: str, name: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        _wrong(name, f"“{key}”应为文字", f"{key!r} must be a string")
    return value


def _year(data: dict[str, Any], key: str, default: int, name: str) -> int:
    value = data.get(key, default)
    if not isinstance(value, int):
        _wrong(name, f"“{key}”应为年份（整数）", f"{key!r} must be a year")
    return value


def _list(value: object, key: str, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        _wrong(name, f"“{key}”应为文字的列表", f"{key!r} must be a list of strings")
    return tuple(value)


def _table(data: dict[str, Any], key: str, name: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        _wrong(name, f"“{key}”应为 [{key}] 一节", f"{key!r} must be a table")
    return value


def _known(word: str, known: tuple[str, ...], where: str, name: str) -> str:
    if word not in known:
        zh, en = _meant(word, known)
        _wrong(name, f"{where} 中没有“{word}”{zh}", f"{where} has no {word!r}{en}")
    return word


def _statements(data: dict[str, Any], name: str) -> tuple[str, ...]:
    known = tuple(k.id for k in statement_kinds())
    listed = _list(data.get("statements", []), "statements", name)
    return tuple(_known(s, known, "statements", name) for s in listed)


def _dialect(data: dict[str, Any], name: str) -> Dialect:
    lexicon = _table(data, "lexicon", name)
    phrases: dict[str, Nodes] = {}
    extra: dict[str, tuple[str, ...]] = {"filler": (), "total": ()}
    for dimension, nodes in lexicon.items():
        _known(dimension, (*_DIMENSIONS, *extra), "lexicon", name)
        if dimension in extra:
            extra[dimension] = tuple(map(plain, _list(nodes, f"lexicon.{dimension}", name)))
            continue
        tree = tuple(n for d, n in trees().labels if d == dimension)
        for node, words in _table(lexicon, dimension, name).items():
            _known(node, tree, f"lexicon.{dimension}", name)
            for phrase in _list(words, f"lexicon.{dimension}.{node}", name):
                phrases[plain(phrase)] = (*phrases.get(plain(phrase), ()), (dimension, node))
    kinds, roles = tuple(k.id for k in statement_kinds()), get_args(ColumnRole)
    return Dialect(
        tuple(phrases.items()), extra["filler"], extra["total"],
        tuple(_pairs(data, "titles", kinds, name)), tuple(_pairs(data, "headers", roles, name)),
        tuple(_subjects(data, name)),
    )  # fmt: skip


def _pairs(data: dict[str, Any], key: str, known: tuple[str, ...], name: str) -> list[tuple[str, str]]:
    """(phrase, what it means), the longest phrase first."""
    found = []
    for word, phrases in _table(data, key, name).items():
        _known(word, known, key, name)
        found += [(plain(p), word) for p in _list(phrases, f"{key}.{word}", name)]
    return sorted(found, key=lambda pair: (-len(pair[0]), pair[0]))


def _subjects(data: dict[str, Any], name: str) -> list[tuple[str, str, str]]:
    found = []
    subjects = _table(data, "subjects", name)
    for where in subjects:
        _known(where, _CLASSIFICATIONS, "subjects", name)
        for code, labels in _table(subjects, where, name).items():
            if not names_of(where, code):  # type: ignore[arg-type]
                _wrong(name, f"subjects.{where} 的编码 {code} 不在科目表里", f"no code {code} in subjects.{where}")
            found += [(where, plain(label), code) for label in _list(labels, f"subjects.{where}.{code}", name)]
    return found
