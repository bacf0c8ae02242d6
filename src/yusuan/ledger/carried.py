"""What of a disclosure is carried into a ledger besides its amounts: texts, projects, units, numbers of things."""

import re
from collections.abc import Iterable, Iterator

from yusuan.catalog.normal import plain
from yusuan.ledger.form import WORDS, forms
from yusuan.ledger.records import cell_of
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure, Section
from yusuan.model.fact import Fact
from yusuan.model.ledger import Count, Entry, LedgerProject, Words

_FIRST = 4
#: Texts that the layouts name: words of the section's heading.
_NAMED = (
    ("assets", ("国有资产",)), ("composition", ("预算构成", "决算构成", "单位构成", "预算单位", "决算单位")),
    ("organisation", ("机构", "内设", "构成")), ("tasks", ("工作任务", "工作目标", "重点工作")),
    ("duties", ("职责", "职能")),
)  # fmt: skip
_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[（(][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十0-9]{1,3}[、.．])\s*"
)
_COUNT = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”（）()0-9]{0,40}?)(?<![0-9.,])(?P<value>[0-9]{1,9})\s*"
    r"(?P<unit>辆|台（套）|台\(套\)|台|套|人次|人|个|批次|批|项|平方米)"
)
#: A unit in a numbered list of the section on the department's units.
_LISTED = re.compile(
    r"^[（(]?[0-9一二三四五六七八九十]{1,3}[)）]?[.、．]?\s*"
    r"(?P<name>[\u4e00-\u9fffA-Za-z0-9“”·]{4,40}?(?:[（(](?:本级|机关|汇总)[)）])?)[；。;，]?$"
)
_UNITS = (
    "中心",
    "局",
    "所",
    "院",
    "馆",
    "校",
    "站",
    "队",
    "处",
    "委",
    "厅",
    "办",
    "会",
    "室",
    "园",
    "场",
    "社",
    "机关",
    "办公室",
)


def last_year_of(facts: Iterable[Fact]) -> tuple[Entry, ...]:
    """Entries of the sheet 上年数: a point that is printed several times is taken once, as exactly as it stands."""
    taken: dict[Coordinate, Fact] = {}
    for fact in facts:
        if fact.amount.step < taken.setdefault(fact.coordinate, fact).amount.step:
            taken[fact.coordinate] = fact
    form = next(f for f in forms() if f.id == "last_year")
    return tuple(
        Entry(at, f.amount.value, cell_of(form, "amount", n)) for n, (at, f) in enumerate(taken.items(), _FIRST)
    )


def projects_of(disclosure: Disclosure, named: Iterable[str] = ()) -> tuple[LedgerProject, ...]:
    """The projects that the document names, and those ``named`` by amounts, each with its longest target."""
    seen: dict[str, tuple[str, str]] = {}
    for name, target in (*((p.name, p.target) for p in disclosure.projects), *((n, "") for n in named)):
        if name:
            before = seen.get(plain(name), (name, ""))
            seen[plain(name)] = before[0], max(before[1], target, key=len)
    form = next(f for f in forms() if f.id == "projects")
    return tuple(
        LedgerProject(name, "", 0, 0, None, target, "", (), cell_of(form, "name", n))
        for n, (name, target) in enumerate(seen.values(), _FIRST)
    )


def words_of(disclosure: Disclosure, *, confirmed: bool) -> tuple[Words, ...]:
    """Every section's text, named as the layouts name it or else by its heading."""
    form = next(f for f in forms() if f.id == "words")
    found: dict[str, str] = {}
    for section in disclosure.sections:
        name = _name(section)
        if name and section.paragraphs:
            text = "\n".join(p.text for p in section.paragraphs)
            found[name] = f"{found[name]}\n{text}" if name in found else text
    return tuple(
        Words(name, text, confirmed, cell_of(form, "text", n)) for n, (name, text) in enumerate(found.items(), _FIRST)
    )


def _name(section: Section) -> str:
    if section.kind not in ("overview", "narrative") or not section.path:
        return ""
    heading = section.path[-1]
    if section.kind == "overview" or "国有资产" in heading or "工作任务" in heading:
        named = next((name for name, words in _NAMED if any(w in heading for w in words)), "")
        if named:
            return named
    if "绩效" in heading and "项目" not in heading:
        return "performance"
    bare = _NUMBERING.sub("", heading.strip())
    # A heading may be that of a text that the layouts name: then its own words would be taken for that text.
    return heading.strip() if bare in WORDS.values() else bare or heading.strip()


def units_of(disclosure: Disclosure) -> tuple[str, ...]:
    """The bodies that a department's tables give amounts for, or else that its text lists."""
    own = plain(disclosure.identity.body)
    found = dict.fromkeys(f.coordinate.body for f in disclosure.facts if len(f.coordinate.body) >= 4)
    units = tuple(b for b in found if plain(b) != own)
    return units or tuple(dict.fromkeys(_listed(disclosure)))


def _listed(disclosure: Disclosure) -> Iterator[str]:
    for section in disclosure.sections:
        if section.kind == "overview" and _name(section) == "composition":
            for paragraph in section.paragraphs:
                m = _LISTED.match(paragraph.text.strip())
                if m and m["name"].rstrip("（本级机关汇总）()").endswith(_UNITS):
                    yield m["name"]


def counts_of(disclosure: Disclosure) -> tuple[Count, ...]:
    """Numbers of things out of the sentences about vehicles, travel, receptions and assets; the first of each name."""
    form = next(f for f in forms() if f.id == "counts")
    found: dict[str, tuple[int, str]] = {}
    for sentence in _telling(disclosure):
        for m in _COUNT.finditer(sentence):
            name = _thing(m["name"])
            if name:
                found.setdefault(name, (int(m["value"]), m["unit"]))
    return tuple(
        Count(name, value, unit, cell_of(form, "value", n))
        for n, (name, (value, unit)) in enumerate(found.items(), _FIRST)
    )


def _telling(disclosure: Disclosure) -> Iterator[str]:
    for section in disclosure.sections:
        if section.kind == "narrative":
            for paragraph in section.paragraphs:
                yield from (s for s in re.split(r"[。；;]", paragraph.text) if "辆" in s or "人次" in s or "批" in s)


def _thing(words: str) -> str:
    """The thing that is counted: the last words before its number, without those that only lead to it."""
    bare = re.split(r"共有|其中|截至|主要是|[0-9]+年末?|[0-9]+日|分别为|其他为", words)[-1]
    bare = re.sub(r"(?:共计|共|为|数|总数|拥有|有|约|计|是)+$", "", bare)
    return bare if 2 <= len(bare) <= 30 and "本级" not in bare else ""
