"""The words of a narrative and the one pattern that finds them all in a single pass over a paragraph."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_DIMENSIONS = ("flow", "fund", "nature", "topic", "phase")


class Kind(IntEnum):
    """What a lexeme is."""

    COMMA = 1  # , 、 :
    SEMICOLON = 2
    STOP = 3
    OPEN = 4
    CLOSE_BRACKET = 5
    ITEM = 6  # a list number inside a paragraph
    NUMBER = 7
    YEAR = 8  # 2024年, 上年: says the year of what follows
    ATOM = 9  # names a node
    FILLER = 10
    LEVEL = 11  # (类) (款) (项)
    CODE = 12
    VERSUS = 13  # 比上年, 较2024年, 与去年
    CLOSE = 14  # 相比
    MOVE = 15  # 增加, 下降, 持平
    SHARE = 16
    COMPLETE = 17  # 完成年初预算的
    COMPARE = 18  # 决算数小于预算数
    LIST = 19  # 其中, 包括
    REASON = 20
    PURPOSE = 21


class Lexeme(NamedTuple):
    """One word at ``start``..``end`` of a view. ``delta`` for an atom, ``value`` for what else it says."""

    kind: Kind
    start: int
    end: int
    delta: tuple[tuple[str, str], ...] = ()
    value: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Special:
    """A point that only several words in this order give."""

    words: tuple[str, ...]
    delta: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: Kind
    delta: tuple[tuple[str, str], ...] = ()
    value: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words by their text, and the pattern over them."""

    words: dict[str, _Entry]
    pattern: re.Pattern[str]
    repeats: frozenset[str]
    weak: frozenset[str]
    bad: re.Pattern[str]
    body: re.Pattern[str]
    specials: tuple[Special, ...]


#: 上年结转 is a subject, not a year.
_YEAR = r"(?:[12][0-9]{3}年(?:度)?(?!第?[0-9])|(?:上一?年度?|去年度?|前一年度?)(?!结|财政拨款结|实户|财政拨款资金结))"
#: The grammar words that are more than one literal each; the literals come after them.
_GRAMMAR = (
    rf"(?P<VERSUS>同比(?!例)|(?:比较?|较|与|同|和|跟)(?:{_YEAR}(?:同期)?|(?=年初预算|全年预算|调整预算|预算数|预算安排))"
    # 由上年的 500 万元增加到 600 万元
    rf"|[由从]{_YEAR}(?=[^,。;]{{0,16}}[0-9](?:亿|万)?元[^,。;0-9]{{0,8}}[到至为]))"
    r"|(?P<COMPARE>(?:决算数?|支出数?|执行数)?(?:基本)?(?:大于|小于|等于|高于|低于|超过|超出|少于)"
    r"(?P<compared>年初|全年|调整)?预算数?|决算数?(?:与|和)(?:年初|全年|调整)?预算数?(?:基本)?(?:持平|一致|相同|相等))"
    r"|(?P<COMPLETE>(?:占|为)?完成(?:了)?(?:当年|本年)?(?P<completed>年初|全年|调整|年度|调整后)?预算(?:数|安排)?的?)"
    r"|(?P<LEVEL>\((?:类|款|项)\))"
    r"|(?P<PATH>\(2[0-9]{2}\)[\u4e00-\u9fff、()]{2,40}?\([0-9]{2}\)(?:[\u4e00-\u9fff、()]{2,40}?\([0-9]{2}\))?)"
    r"|(?P<CODE>\([235][0-9]{2}(?:[0-9]{2}){0,3}\)|(?<![0-9.,])[235][0-9]{2}(?:[0-9]{2}){0,2}-(?=[\u4e00-\u9fff])"
    r"|(?<![0-9.,])2[0-9]{6}(?=[\u4e00-\u9fff])(?!年|万|亿|元))"
    r"|(?P<ITEM>(?<=[。;:,])(?:\([0-9]{1,2}\)|[0-9]{1,2}[、.](?![0-9]{1,2}(?![0-9年]))|[①-⑳]"
    r"|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、))"
    rf"|(?P<YEAR>{_YEAR})"
    r"|(?P<NUMBER>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"
    r"|(?P<COMMA>[,、:])|(?P<SEMICOLON>;)|(?P<STOP>[。!?])|(?P<OPEN>\()|(?P<CLOSE_BRACKET>\))"
    r"|(?P<LIST>中[,:])"
)

_KINDS = {k.name: k for k in Kind}
_PHASED = frozenset({"COMPARE", "COMPLETE"})
_PHASES = {"年初": "budget", "全年": "adjusted", "调整": "adjusted", "调整后": "adjusted"}


@cache
def lexicon() -> Lexicon:
    """Load the words once; where both files know a word, the narrative's own meaning counts."""
    own, shared = _load("narrative"), _load("lexicon")
    words: dict[str, _Entry] = {}
    needs = {w: topic for topic, ws in own["needs"].items() for w in ws}
    without = frozenset(own["without"]["words"])
    for word in own["filler"]["words"]:
        words[word] = _Entry(Kind.FILLER)
    for table in (shared, own):
        _nodes(table, words, needs, without if table is shared else frozenset())
    for direction, sign in (("up", "1"), ("down", "-1"), ("flat", "0")):
        words.update({w: _Entry(Kind.MOVE, value=sign) for w in own[direction]["words"]})
    for kind, phrases in own["word"].items():
        words.update({w: _Entry(Kind[kind.upper()]) for w in phrases})
    words.pop("由", None)
    return Lexicon(
        words,
        re.compile(f"{_GRAMMAR}|(?P<WORD>{trie(words)})"),
        frozenset(own["repeats"]["words"]),
        frozenset(own["filler"]["weak"]),
        re.compile("|".join(map(re.escape, own["before"]["bad"]))),
        re.compile(f"(?:{'|'.join(own['before']['body'])})\\)?$"),
        tuple(_special(row) for row in own["special"]),
    )


@cache
def units() -> re.Pattern[str]:
    """What a number of things is followed by."""
    words = sorted(set(_load("narrative")["units"]["words"]), key=len, reverse=True)
    return re.compile(rf"(?:余|多|几|来|以上|左右|\+)?(?:{'|'.join(map(re.escape, words))})")


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("yusuan.catalog").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


def _nodes(table: dict[str, Any], words: dict[str, _Entry], needs: dict[str, str], without: frozenset[str]) -> None:
    for dimension in _DIMENSIONS:
        for node, phrases in table.get(dimension, {}).items():
            for phrase in phrases:
                if phrase in without:
                    continue
                delta: tuple[tuple[str, str], ...] = ((dimension, node),)
                if dimension == "fund" and phrase.endswith("收入"):
                    delta = (("fund", node), ("flow", "income"))
                words[phrase] = _Entry(Kind.ATOM, delta, needs=needs.get(phrase, ""))


def _special(row: dict[str, Any]) -> Special:
    return Special(tuple(row["all"]), (("topic", row["topic"]), ("item", row["item"])))


def trie(words: Iterable[str]) -> str:
    """A pattern that matches the longest of ``words`` and needs one look at each character."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for ch in word:
            node = node.setdefault(ch, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    singles = [re.escape(ch) for ch, below in node.items() if ch and list(below) == [""]]
    arms = [re.escape(ch) + _branch(below) for ch, below in node.items() if ch and list(below) != [""]]
    if singles:
        arms.append(singles[0] if len(singles) == 1 else f"[{''.join(singles)}]")
    if not arms:
        return ""
    body = arms[0] if len(arms) == 1 and "" not in node else f"(?:{'|'.join(arms)})"
    return f"{body}?" if "" in node else body


def lex(text: str) -> list[Lexeme]:
    """The lexemes of a view's text, in order; what lies between them is not known."""
    lexed: list[Lexeme] = []
    known = lexicon()
    words = known.words
    for m in known.pattern.finditer(text):
        name = m.lastgroup
        start, end = m.span()
        if name == "WORD":
            entry = words[text[start:end]]
            lexed.append(Lexeme(entry.kind, start, end, entry.delta, entry.value, entry.needs))
        elif name in _PHASED:
            phase = m.group("compared") or m.group("completed")
            lexed.append(Lexeme(_KINDS[name], start, end, value=_PHASES.get(phase, "")))
        elif name == "PATH":
            lexed.append(Lexeme(Kind.CODE, start, end))
        elif name is not None:
            lexed.append(Lexeme(_KINDS[name], start, end))
    return lexed
