"""What a document is: whose, of which year, budget or final accounts, department or unit; read from its words.

Every answer is a vote of printed words (cover, running heads, headings, titles, 单位名称：…), each with its weight; the
words that decided are the evidence. A file's name breaks ties only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from yusuan.catalog.localities import locality_of
from yusuan.model.disclosure import Identification, Section
from yusuan.model.grid import Grid, Pages
from yusuan.read.spoken import spoken_body, spoken_year
from yusuan.read.stitch.line import squash
from yusuan.read.table import Stitched

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?:\(?年度?\)?|\(年度\)|(?=部门|单位|市级|区级))")
_PERIOD = re.compile(r"^\(?20[0-9]{2}\(?年度?\)?\)?$")
_WHAT = re.compile(
    r"(?:部门|单位|综合|市级|区级|市本级|本级|预算单位|年度|所属|汇总|[（(]公开版[）)])*(?:收支)?(?:预算|决算)"
)
#: What only a part of a disclosure is about, between its body and 预算: 某市水务局2018年“三公”经费预算.
_TOPIC = re.compile(r"(?:及|和|与)?[“\"]?三公[”\"]?经费(?:财政拨款)?(?:支出)?$")
_BODY_WORD = re.compile(
    r"[委局部厅院会处中心所队站校馆社团署办室场学园局府行关库台科组]"
    r"(?:\((?:本级|机关|汇总|部门|本部|单位|[^()]{2,20}[委局厅院会处心所队站校馆办])\)|本级|机关)?$"
)
_HEADED = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、)?(.{4,40}?)(?:\((?:部门|单位)\))?(?:概况|(?:主要)?职[能责]|机构设置|基本情况)$"
)
_AS_NAME = re.compile(r"^(?:(?:预算|编制|填报|主管|预算主管|公开)?(?:部门|单位)(?:名称|\(单位\))?):(.{3,40})$")
_LONGEST_TITLE = 60
#: From this weight on words are those of a cover, a running head or a heading.
_LOUD = 4
#: What one line of the document can weigh at most.
_ONE_LINE = 6
_KEYS = frozenset({"部门名称", "单位名称", "部门(单位)名称", "主管部门", "预算部门", "预算单位"})
_CODED = re.compile(r"^[\[(]?[0-9]{3,12}[\])]?[-_—]?")
_NO_BODY = re.compile(
    r"^(?:本|我)?(?:部门|单位|局|委|市级|区级|项目|年度|金额|合计|名称|X+|×+|\*+)+$|[×*]{2}|X{2}|^(?:部门|单位)"
)


@dataclass(slots=True)
class _Votes:
    """Weights by answer; for each answer the words that spoke loudest for it, and its form as first printed."""

    count: Counter[str] = field(default_factory=Counter)
    words: dict[str, tuple[int, str]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)

    def add(self, answer: str, weight: int, words: str) -> None:
        """One more vote."""
        self.count[answer] += weight
        if answer not in self.words or weight > self.words[answer][0]:
            self.words[answer] = (weight, words.strip()[:80])

    def best(self, tie: str = "") -> str:
        """The answer with the greatest weight; of equal ones the one that ``tie`` (the file's name) contains."""
        if not self.count:
            return ""
        most = max(self.count.values())
        equal = [a for a, n in self.count.items() if n == most]
        return next((a for a in equal if a in tie), equal[0])


@dataclass(frozen=True, slots=True)
class _Said:
    """Words of the document that say what it is, and how much they weigh."""

    text: str
    weight: int


def identify(stitched: Sequence[Stitched], pages: Sequence[Pages]) -> Identification:
    """What the document is that the sources ``stitched`` (of ``pages``, in the same order) make up.

    ``body`` is '' and ``year`` 0 where nothing says so; ``kind`` and ``level`` are then 'unknown'.
    """
    said = [s for one in stitched for s in _said(one)]
    names = " ".join(p.source.name for p in pages)
    year_votes = _years(said)
    year = year_votes.best(names)
    if 0 < year_votes.count[year] <= _ONE_LINE and (other := spoken_year(stitched, year)):
        year_votes.add(other, _ONE_LINE + 1, other)
        year = other
    body_votes = _bodies(stitched, said)
    body = body_votes.best(squash(names))
    spoken = spoken_body(stitched, body)
    if spoken:
        _vote_body(body_votes, spoken, body_votes.count[body] + 1, spoken)
        body = body_votes.best(squash(names))
    kind_votes = _kinds(said)
    kind = kind_votes.best(names)
    level_votes = _levels(stitched, said)
    level = level_votes.best(names)
    place, place_words = _place(body, stitched, said)
    found = (("year", year_votes, year), ("body", body_votes, body), ("kind", kind_votes, kind))
    evidence = [(what, votes.words[answer][1]) for what, votes, answer in found if answer]
    if level:
        evidence.append(("level", level_votes.words[level][1]))
    if place:
        evidence.append(("locality", place_words))
    printed = body_votes.printed.get(body, body)
    return Identification(printed, int(year or 0), _kind(kind), _level(level), place, tuple(evidence))


def _kind(answer: str) -> Literal["budget", "final_accounts", "unknown"]:
    return "final_accounts" if answer == "决算" else "budget" if answer == "预算" else "unknown"


def _level(answer: str) -> Literal["department", "unit", "unknown"]:
    return "department" if answer == "部门" else "unit" if answer == "单位" else "unknown"


def _said(one: Stitched) -> list[_Said]:
    """The words of cover, running heads, headings and titles."""
    out = [_Said(squash(t), 6) for t in _cover(one)]
    heads = Counter(squash(line.text) for line in one.furniture)
    out += [_Said(text, 6) for text, n in heads.items() if n > 2 and len(text) > 6]
    paths = dict.fromkeys(h for s in one.sections if s.kind != "contents" for h in s.path[:1])
    out += [_Said(squash(h), 4) for h in paths]
    out += [_Said(squash(p.text[:120]), 1) for s in one.sections if s.kind == "contents" for p in s.paragraphs[:40]]
    out += [_Said(text, 2) for text in _first_line(one)]
    out += [_Said(squash(t.title), 2) for t in one.tables if t.title]
    out += [_Said(squash(c.text), 1) for t in one.tables for c in t.captions if _PERIOD.match(squash(c.text))]
    return out


def _cover(one: Stitched) -> list[str]:
    """The lines of the cover, one by one and, as a title may run over several, together."""
    for section in one.sections[:2]:
        if section.kind == "cover":
            lines = [p.text for p in section.paragraphs if len(p.text) <= 60][:8]
            return [*lines, "".join(lines[:3])] if len(lines) > 1 else lines
    return []


def _first_line(one: Stitched) -> list[str]:
    """The first line of a document without a cover, where it can be a title."""
    for section in one.sections[:1]:
        if section.kind not in ("cover", "contents") and not section.path and section.paragraphs:
            first = squash(section.paragraphs[0].text)
            return [first] if 6 < len(first) <= _LONGEST_TITLE and "。" not in first else []
    return []


def _years(said: Iterable[_Said]) -> _Votes:
    votes = _Votes()
    for s in said:
        # A comparison names two years; a title that names one is about that one.
        years = set(_YEAR.findall(s.text))
        if len(years) == 1 and not re.search(r"上年|较|比20|执行数", s.text):
            votes.add(years.pop(), s.weight, s.text)
    return votes


def _kinds(said: Iterable[_Said]) -> _Votes:
    votes = _Votes()
    for s in said:
        # 一般公共预算财政拨款支出决算表 is a table of final accounts: 决算 says more than 预算.
        if "决算" in s.text:
            votes.add("决算", s.weight, s.text)
        elif "预算" in re.sub(r"(?:一般公共|政府性基金|国有资本经营)预算", "", s.text):
            votes.add("预算", s.weight, s.text)
    return votes


def _levels(stitched: Sequence[Stitched], said: Iterable[_Said]) -> _Votes:
    votes = _Votes()
    for s in said:
        if re.search(r"(?:预算|市级|区级|本级|年度?)单位|单位(?:预算|决算|概况|[“‘]?三公)", s.text):
            votes.add("单位", s.weight, s.text)
        elif re.search(
            r"部门(?:综合|收支|财务|收入|支出|财政|一般|政府|国有)*(?:预算|决算)|部门(?:概况|[“‘]?三公|收支总)|年度?部门|部门整体",
            s.text,
        ):
            votes.add("部门", s.weight, s.text)
    for one in stitched:
        for table in one.tables:
            for line in table.captions:
                bare = squash(line.text)
                if bare.startswith(("编制单位:", "预算单位:")):
                    votes.add("单位", 1, bare)
                elif bare.startswith(("编制部门:", "部门:", "部门名称:")):
                    votes.add("部门", 1, bare)
    return votes


def _bodies(stitched: Sequence[Stitched], said: Iterable[_Said]) -> _Votes:
    """Votes of cover, running heads, headings and 单位名称：; only where none of them names a body, those of forms."""
    votes = _Votes()
    for one in stitched:
        for table in one.tables:
            _vote_body(votes, table.body_name, 3, f"{table.title} {table.body_name}")
        for section in one.sections:
            m = _HEADED.match(squash(section.path[-1])) if section.path else None
            if m is not None:
                _vote_body(votes, m.group(1), 4, section.path[-1])
    weak: list[_Said] = []
    for s in said:
        if s.weight < _LOUD:
            weak.append(s)
            continue
        m = _AS_NAME.match(s.text)
        name = m.group(1) if m else _before_what(s.text) if _WHAT.search(s.text) else s.text
        _vote_body(votes, name, s.weight, s.text)
    if votes.count:
        return votes
    for table in (t for one in stitched for t in one.tables):
        for name in _named_in(table.grid):
            _vote_body(votes, name, 2, name)
    for s in weak:
        _vote_body(votes, _before_what(s.text), 1, s.text)
    if not votes.count:
        _vote_plain(votes, stitched, [s.text for s in said if s.weight >= _LOUD])
    return votes


def _vote_plain(votes: _Votes, stitched: Sequence[Stitched], loud: Sequence[str]) -> None:
    """Names after 单位名称： that end like no body known, but that the cover or a heading says as well."""
    for table in (t for one in stitched for t in one.tables):
        bare = _CODED.sub("", squash(table.body_name))
        if 4 <= len(bare) <= 40 and not _NO_BODY.search(bare) and any(bare in text for text in loud):
            votes.add(bare, 1, table.body_name)
            votes.printed.setdefault(bare, _full_width("".join(_CODED.sub("", table.body_name).split())))


def _before_what(text: str) -> str:
    """The body's name in 2026年烟台市信访局部门预算, 广州市…部门预算公开, 2024年度…部门决算表."""
    text = re.sub(r"^(?:第[一二三四五六七八九十]+部分|附件[0-9]?:?|关于)", "", text)
    # From the last 预算 to the first: a body may have the word in its own name (某市预算编审中心).
    for m in reversed(list(_WHAT.finditer(text))):
        name = re.sub(r"20[0-9]{2}(?:年?度?)", "", text[: m.start()])
        name = _TOPIC.sub("", name).strip("-—:")
        if _BODY_WORD.search(name):
            return name
    return ""


def _vote_body(votes: _Votes, name: str, weight: int, words: str) -> None:
    bare = _CODED.sub("", squash(name))
    if 4 <= len(bare) <= 40 and _BODY_WORD.search(bare) and not _NO_BODY.search(bare):
        votes.add(bare, weight, words)
        votes.printed.setdefault(bare, _full_width("".join(_CODED.sub("", name).split())))


def _full_width(name: str) -> str:
    """A name with the brackets that Chinese text uses, whatever was printed."""
    return name.replace("(", "（").replace(")", "）")


def _named_in(grid: Grid) -> Iterable[str]:
    """Names beside 部门名称, 主管部门 … in the first rows of a form."""
    early = [c for c in grid.cells if c.row < 6 and c.text]
    for key, cell in pairwise(early):
        if key.row == cell.row and squash(key.text).rstrip(":") in _KEYS:
            yield cell.text


def _place(body: str, stitched: Sequence[Stitched], said: Iterable[_Said]) -> tuple[str, str]:
    """The locality's id and the words that name it: the body's name, else cover and titles, else the narrative."""
    found = locality_of(body)
    if found is not None:
        return found.id, body
    for s in said:
        found = locality_of(s.text)
        if found is not None and s.weight > 1:
            return found.id, s.text
    votes = _Votes()
    for section in (s for one in stitched for s in one.sections if s.kind in ("overview", "narrative")):
        _vote_place(votes, section)
    best = votes.best()
    return (best, votes.words[best][1]) if best else ("", "")


def _vote_place(votes: _Votes, section: Section) -> None:
    for paragraph in section.paragraphs[:6]:
        if "教育部直属" in paragraph.text[:80]:
            votes.add("central", 3, paragraph.text[:40])
        found = locality_of(paragraph.text)
        if found is not None:
            votes.add(found.id, 1, paragraph.text[:40])
