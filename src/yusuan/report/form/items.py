"""What the check form asks (``items.toml``): its items, and which of them a section, a statement or a finding is of."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yusuan.model.text import Text


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the form; the fields are told in ``items.toml``. ``name`` is empty for one row each table."""

    id: str
    part: Text
    name: Text
    check: Text
    rules: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    headings: re.Pattern[str] | None = None
    kinds: tuple[str, ...] = ()
    keys: re.Pattern[str] | None = None
    never: Text | None = None
    optional: bool = False

    def answers(self, code: str) -> bool:
        """Whether the rule ``code`` is one that the item is decided by."""
        return _in(code, (*self.rules, *self.own))


@dataclass(frozen=True, slots=True)
class Form:
    """The items in their order, and the rules whose findings mean that something was not wholly checked."""

    items: tuple[Item, ...]
    unsure: frozenset[str]

    def item(self, name: str) -> Item:
        """The item with the id ``name``."""
        return next(i for i in self.items if i.id == name)

    def of_section(self, kind: str, path: tuple[str, ...]) -> Item:
        """The item that a section is of: by the deepest heading that any item knows, else by its kind."""
        able = [i for i in self.items if kind in i.sections]
        for heading in reversed(path):
            # Of two patterns that a heading fits, the later item's is the narrower one.
            for item in reversed(able):
                if item.headings is not None and item.headings.search("".join(heading.split())):
                    return item
        return next((i for i in able if i.headings is None), self.item("rest"))

    def of_statement(self, kind: str) -> Item:
        """The item that a statement of ``kind`` is of."""
        found = next((i for i in self.items if kind and kind in i.kinds), None)
        return found or self.item("table")

    def of_finding(self, code: str, key: str, placed: Item | None) -> Item:
        """The item that a finding is of, which stands in one of ``placed`` or has no place."""
        for item in self.items:
            if _in(code, item.own):
                return item
        if placed is not None:
            return placed
        for item in self.items:
            if item.keys is not None and item.keys.search(key):
                return item
        return next((i for i in self.items if i.kinds != ("*",) and i.answers(code)), self.item("rest"))


def _in(code: str, words: tuple[str, ...]) -> bool:
    """Whether ``words`` name the rule ``code`` or its family."""
    return any(code == word or code.startswith(f"{word}-") for word in words)


@cache
def form() -> Form:
    """Load ``items.toml``."""
    data = tomllib.loads(files("yusuan.report.form").joinpath("items.toml").read_text(encoding="utf-8"))
    items = tuple(
        Item(
            id=one["id"],
            part=Text(one["part"], one["part_en"]),
            name=Text(one.get("name", ""), one.get("name_en", "")),
            check=Text(one["check"], one["check_en"]),
            rules=tuple(one.get("rules", ())),
            own=tuple(one.get("own", ())),
            sections=tuple(one.get("sections", ())),
            headings=re.compile(one["headings"]) if "headings" in one else None,
            kinds=tuple(one.get("kinds", ())),
            keys=re.compile(one["keys"]) if "keys" in one else None,
            never=Text(one["never"], one["never_en"]) if "never" in one else None,
            optional=one.get("optional", False),
        )
        for one in data["item"]
    )
    return Form(items, frozenset(data["unsure"]))
