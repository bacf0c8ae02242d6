"""Whose document it is, and of which year, by what its sentences tell: where a cover or a title alone says otherwise.

A cover that was taken over from another document names a body that stands nowhere else; the sentences know better.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from yusuan.catalog.bodies import same_body
from yusuan.model.disclosure import Section
from yusuan.read.stitch.line import squash
from yusuan.read.table import Stitched

_NAME = r"(?P<name>[\u4e00-\u9fff]{3,29}[委局部厅院会处中心所队站校馆社团署办室场学园府库公司])"
#: 西南大学(…)是…, 福州市仓山生态环境局的主要职责是, 某局2024年收支总预算: what a paragraph is about.
_ABOUT = re.compile(
    rf"^(?:\([一二三四五六七八九十]\)|[一二三四五六七八九十0-9]+[、.])?{_NAME}"
    r"(?:20[0-9]{2}年|的?主要职[责能]|的?职[责能]是|是(?!指)|\(|内?设|部门预算|单位预算)"
)
#: 西南大学收支预算总表
_TITLE = re.compile(rf"^{_NAME}(?:收支|收入|支出|财政拨款|一般公共预算).*表$")
_NOT = re.compile(r"^(?:本|我|该|各)|纳入|部门$|单位$")
#: 2024年…: the year that a sentence opens with.
_YEAR = re.compile(r"(?:^|[。;；])(20[0-9]{2})年")
#: So many sentences at least that open with another year, and none with the title's.
_OFTEN = 3
_HEARD = frozenset({"narrative", "overview", "other"})


def spoken_body(stitched: Sequence[Stitched], body: str) -> str:
    """Whose document it is by its sentences, where ``body`` stands on the cover and nowhere else; else ''."""
    if not body or any(_mentions(one, body) for one in stitched):
        return ""
    told: Counter[str] = Counter()
    for one in stitched:
        told.update(m["name"] for t in one.tables if (m := _TITLE.match(squash(t.title))))
        told.update(m["name"] for text in _paragraphs(one.sections) if (m := _ABOUT.match(squash(text[:80]))))
    for name, _ in told.most_common():
        if not _NOT.search(name):
            return "" if same_body(name, body) else name
    return ""


def spoken_year(stitched: Sequence[Stitched], year: str) -> str:
    """The year that sentences open with, where none of them opens with ``year``; else ''."""
    told: Counter[str] = Counter()
    for one in stitched:
        told.update(y for text in _paragraphs(one.sections) for y in _YEAR.findall(squash(text)))
    found, count = told.most_common(1)[0] if told else ("", 0)
    return found if count >= _OFTEN and not told[year] else ""


def _paragraphs(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        if section.kind in _HEARD:
            yield from (p.text for p in section.paragraphs)


def _mentions(one: Stitched, body: str) -> bool:
    """Whether a name stands anywhere but on the cover: in text, in a heading, over or in a table."""
    for section in one.sections:
        words = (*(p.text for p in section.paragraphs), *section.path)
        if section.kind not in ("cover", "contents") and any(body in squash(w) for w in words):
            return True
    if any(body in squash(line.text) for line in one.furniture):
        return True
    for table in one.tables:
        told = (table.title, table.body_name, *(c.text for c in table.captions), *(c.text for c in table.grid.cells))
        if any(body in squash(t) for t in told):
            return True
    return False
