"""What a noun phrase before an amount names: nodes of the cube, a year, a phase; or that it is not understood.

A phrase counts as understood only where every character of it is known, or is the name of a body: 项目支出 after
新增 is not the body's 项目支出, and an amount taken for the wrong subject would be a false alarm.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from yusuan.catalog.codes import Kind as CodeKind
from yusuan.catalog.codes import code_list, code_of, codes_named, kind_of
from yusuan.catalog.trees import contains
from yusuan.read.narrative.lexicon import Kind, Lexeme, lexicon

_LEVELS = {"(类)": 3, "(款)": 5, "(项)": 7}
_DASH = re.compile(r"[-—–]+")
_NOT_A_YEAR = re.compile(r"[底末起前内后]|以[来前]|[0-9]{1,2}月")
#: 2010301行政运行(项): the code before the name, or the part of it that the level adds.
_NUMBERED = re.compile(r"^[0-9]{2,7}[-—–]?")
#: The code in a bracket, or its parts in the brackets of a path.
_PART = re.compile(r"\(([0-9]+)\)")
_RUN = frozenset({Kind.ATOM, Kind.FILLER, Kind.YEAR})
_MIN_NAME = 3
_FUNDS = ("一般公共预算", "政府性基金", "政府基金", "国有资本")
_LEADING = re.compile(r"^(?:[12][0-9]{3}年度?)?,?")
_ANY_BODY = re.compile(r"(?:单位|部门|机关|本级\)?|所属)$")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the surroundings add to a phrase.

    ``function``: the code above; whether ``procurement`` is spoken of, an ``economy`` classification, the
    ``government``'s (政府预算经济分类).
    """

    body: str
    year: int
    function: str = ""
    procurement: bool = False
    government: bool = False
    economy: bool = False


@dataclass(slots=True)
class Phrase:
    """``nodes`` by dimension (flow may be 'both'); ``named``: it names something by itself, not only year or phase."""

    text: str
    nodes: dict[str, str] = field(default_factory=dict)
    year: str = ""
    phase: str = ""
    understood: bool = True
    repeats: bool = False

    @property
    def named(self) -> bool:
        """Whether a node is named."""
        return bool(self.nodes)

    @property
    def empty(self) -> bool:
        """Whether there was nothing at all."""
        return not self.text


_DASHES = "-−—– "


def read_phrase(text: str, lexemes: Sequence[Lexeme], start: int, end: int, setting: Setting) -> Phrase:
    """Read ``text[start:end]``, whose lexemes are ``lexemes``."""
    # 支出决算为-3.94万元: the sign is the figure's.
    end = start + len(text[start:end].rstrip(_DASHES))
    phrase = Phrase(text[start:end].lstrip(_DASHES))
    if not phrase.text:
        return phrase
    phrase.year = _year(text, lexemes, setting)
    done = _coded(text, lexemes, end, phrase) or _levelled(text, lexemes, start, end, setting, phrase)
    if not done and not _run(text, lexemes, start, end, setting, phrase):
        phrase.understood = _called(text, lexemes, start, end, setting, phrase)
    return phrase


def _year(text: str, lexemes: Sequence[Lexeme], setting: Setting) -> str:
    found = ""
    for one in lexemes:
        if one.kind is Kind.YEAR and not _NOT_A_YEAR.match(text, one.end):
            word = text[one.start : one.end]
            found = word[:4] if word[0] in "12" else str(setting.year - 1)
    return found


def _coded(text: str, lexemes: Sequence[Lexeme], end: int, phrase: Phrase) -> bool:
    """行政运行(2010301), 2010301-行政运行, 教育支出(205)普通教育(02)小学教育(02)."""
    for i, one in enumerate(lexemes):
        if one.kind is not Kind.CODE:
            continue
        word = text[one.start : one.end]
        code = "".join(_PART.findall(word)) or word.strip("-")
        kind = kind_of(code)
        rest = lexemes[i + 1 :]
        if kind is None or (word[0] == "(" and not _covered(rest, one.end, end)):
            phrase.understood = False
            return True
        phrase.nodes[kind] = code
        _merge(rest if word[0] == "(" else _ending(rest, end), phrase)
        phrase.nodes[kind] = code
        return True
    return False


def _ending(lexemes: Sequence[Lexeme], end: int) -> list[Lexeme]:
    """The years and phases (年初预算为) right before the amount, after a name that is not read."""
    found = []
    for one in reversed(lexemes):
        if one.end != end or not (one.kind in (Kind.FILLER, Kind.YEAR) or _is_phase(one)):
            break
        found.append(one)
        end = one.start
    return found


def _covered(lexemes: Sequence[Lexeme], start: int, end: int) -> bool:
    for one in lexemes:
        if one.start != start or one.kind not in _RUN:
            return False
        start = one.end
    return start == end


def _levelled(text: str, lexemes: Sequence[Lexeme], start: int, end: int, setting: Setting, phrase: Phrase) -> bool:
    """一般公共服务(类)财政事务(款)行政运行(项): each name under the code of the one before."""
    levels = [(i, one) for i, one in enumerate(lexemes) if one.kind is Kind.LEVEL]
    if not levels:
        return False
    code, at = setting.function, start
    for number, (_, level) in enumerate(levels):
        digits = _LEVELS[text[level.start : level.end]]
        above = code[: digits - 2] if digits > 3 else ""
        starts = [at, *(x.end for x in lexemes if at < x.end < level.start)] if number == 0 else [at]
        named = (_subject(_NUMBERED.sub("", text[s : level.start]), above, digits) for s in starts)
        code = next((c for c in named if c), "")
        if not code:
            phrase.understood = False
            return True
        at = level.end
    last = levels[-1][0]
    phrase.nodes["function"] = code
    phrase.understood = _covered(lexemes[last + 1 :], levels[-1][1].end, end)
    _merge(lexemes[last + 1 :], phrase)
    return True


def _run(text: str, lexemes: Sequence[Lexeme], start: int, end: int, setting: Setting, phrase: Phrase) -> bool:
    """The unbroken run of known words that ends at the amount, and what stands before it."""
    weak = lexicon().weak
    first, at = len(lexemes), end
    while first:
        one = lexemes[first - 1]
        if one.end != at or one.kind not in _RUN or text[one.start : one.end] in weak:
            break
        first, at = first - 1, one.start
    run = lexemes[first:]
    if not stands_alone(text[start:at], setting.body):
        return False
    for one in run:
        if one.needs and not (setting.procurement or "采购" in phrase.text):
            return False
    if not _merge(run, phrase):
        phrase.nodes.clear()
        return False
    flows = [text[x.start : x.end] for x in run if x.kind is Kind.ATOM and x.delta and x.delta[0][0] != "phase"]
    if not phrase.phase and any("预算" in w and not w.startswith(_FUNDS) for w in flows):
        phrase.phase = "budget"  # 支出预算 in final accounts
    phrase.repeats = len(flows) == 1 and flows[0] in lexicon().repeats
    return True


def stands_alone(gap: str, body: str) -> bool:
    """Whether ``gap`` before a subject leaves it whole: nothing, or the name of the document's own body."""
    if not gap or (body and gap.endswith(body)):
        return True
    known = lexicon()
    if known.body.search(gap) is None or known.bad.search(gap) is not None:
        return False
    return not names_another(gap, body)


def is_another_body(heading: str, body: str) -> bool:
    """Whether a heading is nothing but the name of another body than the document's own."""
    return lexicon().body.search(heading) is not None and names_another(heading, body)


def names_another(words: str, body: str) -> bool:
    """Whether ``words``, which end like the name of a body, name another one than the document's own."""
    name = _LEADING.sub("", words)
    if not body:
        return False
    if "本级" in name and "本级" not in body:
        return True
    if _ANY_BODY.search(name):
        return False
    if body in name:
        return lexicon().body.search(name.rpartition(body)[2]) is not None
    # 市委军民融合办 is short for a body that has these characters in this order.
    rest = iter(body)
    return not all(ch in rest for ch in name)


def _merge(lexemes: Sequence[Lexeme], phrase: Phrase) -> bool:
    """Add the atoms' nodes; False where two of them exclude each other."""
    nodes = phrase.nodes
    for one in lexemes:
        for dimension, node in one.delta:
            if dimension == "phase":
                phrase.phase = node
                continue
            old = nodes.get(dimension, "")
            if dimension == "flow" and old and _side(old) != _side(node):
                nodes["flow"] = "both"
            elif contains(dimension, old, node):
                nodes[dimension] = node
            elif dimension == "flow" and old == "carry_in":
                continue  # 上年结转的一般公共预算收入
            elif not contains(dimension, node, old):
                return False
    return True


def _side(flow: str) -> str:
    if flow == "both":
        return flow
    return "in" if contains("flow", "in_total", flow) else "out"


def _called(text: str, lexemes: Sequence[Lexeme], start: int, end: int, setting: Setting, phrase: Phrase) -> bool:
    """A subject by its bare name (教育支出, 工资福利支出), or by a path (教育支出-进修及培训-培训支出)."""
    ends, edge = [end], end
    for one in reversed(lexemes):
        if one.end != edge or not (one.kind is Kind.FILLER or (one.delta and one.delta[0][0] in ("phase", "flow"))):
            break
        if text.startswith("支出", one.start) and one.end - one.start > 2:
            ends.append(one.start + 2)  # 教育支出预算: the name is 教育支出
        ends.append(one.start)
        edge = one.start
    starts = [start]
    for one in lexemes:
        if one.start != starts[-1] or one.kind not in _RUN:
            break
        starts.append(one.end)
    for a in starts:
        for b in ends:
            if b - a < _MIN_NAME or (text.startswith(_FUNDS, a) and any(_is_fund(x) for x in lexemes if x.end <= a)):
                continue  # 政府性基金预算支出和国有资本经营预算支出: two funds, not 223 of the first
            if _name(text[a:b], setting, phrase):
                _merge([x for x in lexemes if x.end <= a or (x.start >= b and _is_phase(x))], phrase)
                return True
    return False


@lru_cache(maxsize=4096)
def _subject(name: str, above: str, digits: int) -> str:
    """The function code called ``name``; of two (an older one was renumbered) the one last in use; '' for none."""
    code = code_of("function", name, above, digits)
    if code is not None:
        return code
    found = [c for c in codes_named("function", name) if c.startswith(above) and len(c) == digits]
    used = {c: max(s.last_year for s in code_list("function").by_code[c]) for c in found}
    latest = [c for c in found if used[c] == max(used.values())]
    return latest[0] if len(latest) == 1 else ""


def _is_fund(one: Lexeme) -> bool:
    return bool(one.delta) and one.delta[0][0] == "fund"


def _is_phase(one: Lexeme) -> bool:
    return bool(one.delta) and one.delta[0][0] == "phase"


def _name(name: str, setting: Setting, phrase: Phrase) -> bool:
    parts = _DASH.split(name)
    if len(parts) > 1:
        path = ""
        for part, digits in zip(parts, (3, 5, 7), strict=False):
            path = _subject(part, path, digits)
            if not path:
                return False
        phrase.nodes["function"] = path
        return True
    function = code_of("function", name, level=3)
    if function is None and name.endswith("支出"):
        function = code_of("function", name, setting.function[:3], 5)
    if function is not None:
        phrase.nodes["function"] = function
        return True
    kind: CodeKind = "gov_economy" if setting.government else "economy"
    code = code_of(kind, name, level=3) if setting.economy or setting.government else None
    if code is not None:
        phrase.nodes[kind] = code
    return code is not None
