"""The trees of the cube: parents, ancestors, labels, which sets of children are a whole, which topics are codes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yusuan.model.text import Text

#: Dimensions whose nodes are codes; a parent is the code of the next level up (类 3, 款 5, 项 7 digits).
CODES = frozenset({"function", "economy", "gov_economy"})
#: Dimensions whose printed nodes are always all there are: a blank row is a row that is not printed.
LISTED = CODES | {"project", "item", "body"}


@dataclass(frozen=True, slots=True)
class Trees:
    """The named nodes, as loaded from ``trees.toml``."""

    labels: dict[tuple[str, str], Text]
    parents: dict[tuple[str, str], str]
    wholes: tuple[tuple[str, str, frozenset[str]], ...]
    aliases: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def trees() -> Trees:
    """Load the trees once. Raises ValueError where a node's parent is unknown."""
    data = tomllib.loads(files("yusuan.catalog").joinpath("data/trees.toml").read_text(encoding="utf-8"))
    labels: dict[tuple[str, str], Text] = {}
    parents: dict[tuple[str, str], str] = {}
    for dimension, nodes in data.items():
        if dimension in ("whole", "alias"):
            continue
        for node, row in nodes.items():
            if row["parent"] and row["parent"] not in nodes:
                raise ValueError(f"{dimension}.{node}: unknown parent {row['parent']}")
            labels[dimension, node] = Text(row["zh"], row["en"])
            parents[dimension, node] = row["parent"]
    wholes = tuple((w["dimension"], w["parent"], frozenset(w["nodes"])) for w in data["whole"])
    aliases = tuple((a["topic"], tuple(a["economy"])) for a in data["alias"])
    return Trees(labels, parents, wholes, aliases)


def parent(dimension: str, node: str) -> str | None:
    """The node above ``node``; None for the root. A code's parent is its 类 or 款; other names hang off the root."""
    if not node:
        return None
    if dimension in CODES:
        return node[:-2] if len(node) > 3 else ""
    return trees().parents.get((dimension, node), "")


def contains(dimension: str, above: str, below: str) -> bool:
    """Whether ``below`` is ``above`` or lies under it."""
    if above in ("", below):
        return True
    node: str | None = below
    while node:
        node = parent(dimension, node)
        if node == above:
            return True
    return False


def is_whole(dimension: str, above: str, nodes: frozenset[str]) -> bool:
    """Whether ``nodes``, printed side by side under ``above``, are known to add up to it."""
    if dimension in LISTED:
        return bool(nodes)
    return any(d == dimension and p == above and w <= nodes for d, p, w in trees().wholes)


def label(dimension: str, node: str) -> Text:
    """The node's name for a person; a code or a name stands for itself."""
    return trees().labels.get((dimension, node)) or Text(node, node)
