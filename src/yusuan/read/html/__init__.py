"""Web pages to Pages: tables with their spans, paragraphs, text that is placed without tables; nothing is executed."""

import re
from collections.abc import Iterator
from itertools import islice

from yusuan.model.grid import Page, Pages, TextLine
from yusuan.model.place import Place, Source
from yusuan.model.text import Text
from yusuan.read import numbers
from yusuan.read.errors import NotADocumentError
from yusuan.read.html.flow import Flow, raw_text
from yusuan.read.html.links import Link, attachments
from yusuan.read.html.main import Main, main_of, without_asides
from yusuan.read.html.stage import Count, counted, is_stage, read_stage
from yusuan.read.html.tree import Document, Element, parse

_FIGURE = re.compile(
    r"\d,\d{3}(?!\d)|\d\.\d{1,6}(?!\d)|\d{1,15}\s{0,4}(?:万元|亿元|元)|^\s{0,8}\d{5,15}\s{0,8}$", re.MULTILINE
)
_BUDGET = re.compile(r"预算|决算|收支|三公")
#: So many figures make a page a disclosure; with fewer it must speak of a budget, with none at some length.
_LEAST_FIGURES = 3
_LEAST_TEXT = 400
#: Placed texts from which on a page is taken for one that is made of them.
_PLACED = 40


def read_html(data: bytes, source: Source) -> Pages | None:
    """The disclosure that a web page holds; None where it holds none (an error page, a login, a menu).

    Raises NotADocumentError, naming the links, for a page that only links to files, and TooLargeError.
    """
    document = parse(data)
    links = attachments(document.body)
    placed = _placed(document.body)
    main = placed or main_of(document.body)
    if main is None or not _is_disclosure(main):
        if links:
            raise _only_links(links)
        return None
    element, asides = without_asides(main.element)
    counts = counted(element)
    # Among pages of placed text a title page is one too, of however few texts.
    least = {"least": 1} if placed else {}
    flow = Flow(source, lambda e: is_stage(e, counts, **least))
    titles = main.titles or ((document.title,) if _BUDGET.search(document.title) else ())
    for title in titles:
        flow.line += 1
        flow.blocks.append(TextLine(title, Place(source, line=flow.line, column=1)))
        flow.line += 1
    if is_stage(element, counts):
        flow.staged.append((len(flow.blocks), element))
        written = ""
    else:
        flow.walk(element)
        flow.flush()
        written = raw_text(element, frozenset(id(stage) for _, stage in flow.staged))
    pages = tuple(_pages(flow, source, _count("\n".join((*titles, written)))))
    return Pages(source, pages, tuple(_notes(document, f"{main.outside}\n{asides}", links, source)))


def _pages(flow: Flow, source: Source, figures: int) -> Iterator[Page]:
    """The blocks in the flow as pages, cut where pages of placed text stand between them.

    ``figures``: how many numbers the flow's own text has; they are counted on its first page.
    """
    number = start = 0
    for end, stage in [*flow.staged, (len(flow.blocks), None)]:
        if end > start or (stage is None and not number):
            number += 1
            yield Page(number, tuple(flow.blocks[start:end]), figures)
            figures = 0
        start = end
        if stage is not None:
            number += 1
            yield read_stage(stage, number, source)


def _placed(body: Element) -> Main | None:
    """The whole of a page of which most is placed text: its pieces may be single characters, and say nothing alone."""
    count = counted(body).get(id(body), Count())
    return Main(body, (), "") if count.placed >= _PLACED and 2 * count.characters >= count.all else None


def _is_disclosure(main: Main) -> bool:
    raw = raw_text(main.element)
    if _figures(raw) >= _LEAST_FIGURES:
        return True
    # Pieces of placed text join to words and figures only where nothing is put between them.
    text = f"{raw}\n{''.join(main.element.text().split())}"
    figures = _figures(text)
    if figures >= _LEAST_FIGURES:
        return True
    written = len("".join(text.split()))
    return (figures > 0 or written >= _LEAST_TEXT) and _BUDGET.search(text) is not None


def _figures(text: str) -> int:
    """How many figures a text has; counted no further than to what is enough."""
    return sum(1 for _ in islice(_FIGURE.finditer(text), _LEAST_FIGURES))


def _count(text: str) -> int:
    return numbers.count(text)


def _notes(document: Document, outside: str, links: tuple[Link, ...], source: Source) -> list[str]:
    """What of the page was left out."""
    notes = []
    if source.name.lower().endswith(".pdf"):
        notes.append("文件名是 .pdf，但文件内容是网页，已按网页读取。")
    left = len("".join(outside.split()))
    if left:
        notes.append(f"网页正文以外的内容（导航、页脚等 {left} 字，含 {_count(outside)} 个数字）未读入。")
    if document.hidden:
        notes.append(f"网页中不显示的内容（{document.hidden} 字）未读入。")
    if links:
        notes.append(f"网页另有附件 {len(links)} 个，未下载、未读取：{_named(links)}。")
    return notes


def _named(links: tuple[Link, ...]) -> str:
    more = f" 等 {len(links)} 个" if len(links) > 10 else ""
    return "；".join(str(link) for link in links[:10]) + more


def _only_links(links: tuple[Link, ...]) -> NotADocumentError:
    return NotADocumentError(
        Text(
            f"这个网页没有公开文本的内容，只有附件链接：{_named(links)}。请下载附件后再检查。",
            f"The page holds no disclosure, only {len(links)} links to files. Download those and check them.",
        )
    )
