"""The summary of a run as a page: one file, offline, whole without its script, which only sorts and filters."""

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from yusuan import __version__
from yusuan.model.text import Language
from yusuan.report.book import clean
from yusuan.report.overview.tally import SEVERITIES, Row, Tally, file_name
from yusuan.report.page.shell import policy
from yusuan.report.words import FAMILIES
from yusuan.report.words import SEVERITIES as NAMES

_COLOURS = ("#c0392b", "#e08a1e", "#3b7db8")
#: Of the charts, in units of the drawing: the room for names and for numbers, a bar and the step to the next.
_NAMES, _WIDE, _BAR, _STEP, _NUMBER = 190, 640, 14, 24, 60
#: Documents that the chart shows.
_BARS = 20


def page(told: Tally, language: Language) -> str:
    """The whole page."""
    return _Page(told, language).whole()


class _Page:
    """Writes the parts of the page; every text out of a document goes through ``_safe``."""

    def __init__(self, told: Tally, language: Language) -> None:
        self.told, self.language = told, language
        self.names = [NAMES[s].say(language) for s in SEVERITIES]

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def whole(self) -> str:
        title = self.say("部门预算、决算公开文本检查汇总", "Summary of checked disclosures")
        style, script = _asset("overview.css"), _asset("overview.js")
        parts = [
            f'<!DOCTYPE html>\n<html lang="{self.say("zh-CN", "en")}">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy(style, script)}">',
            '<meta name="generator" content="yusuan report">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>",
            f'<p class="dim">yusuan {__version__}</p>',
            self._counts(), self._charts(), self._documents(), self._rules(), self._pairs(), self._failures(),
            self._passed(),
            f"</main>\n<script>{script}</script>\n</body>\n</html>\n",
        ]  # fmt: skip
        return "\n".join(p for p in parts if p)

    def _counts(self) -> str:
        told = self.told
        rows = [
            (len(told.rows), self.say("检查的文本", "documents checked")),
            (told.clean, self.say("没有错误和警告", "without errors or warnings")),
            (len(told.failures), self.say("未能读取", "not read")),
            *((told.total(s), n) for s, n in zip(SEVERITIES, self.names, strict=True)),
        ]
        return '<ul class="counts">' + "".join(f"<li><b>{n:,}</b>{name}</li>" for n, name in rows) + "</ul>"

    def _charts(self) -> str:
        families = [(f"{c} {n.say(self.language)}", k) for c, n, k in self.told.matrix]
        documents = [(r.title, r.severities) for r in self.told.rows[:_BARS] if any(r.severities)]
        keys = "".join(
            f'<svg class="key" viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill="{c}"/></svg>{n}'
            for c, n in zip(_COLOURS, self.names, strict=True)
        )
        charts = [self._bars(self.say("各类规则的问题", "Findings by family"), families)]
        if documents:
            charts.append(self._bars(self.say("问题最多的文本", "Documents with most findings"), documents))
        return f"<p>{keys}</p>\n" + f'<div class="charts">{"".join(charts)}</div>'

    def _bars(self, title: str, rows: Sequence[tuple[str, tuple[int, int, int]]]) -> str:
        """Stacked bars; what they show stands in the tables too, and in the words of each bar."""
        most = max((sum(counts) for _, counts in rows), default=0) or 1
        room = _WIDE - _NAMES - _NUMBER
        drawn = []
        for n, (name, counts) in enumerate(rows):
            top, left = n * _STEP + 4, float(_NAMES)
            said = "，".join(f"{word} {k}" for word, k in zip(self.names, counts, strict=True))
            drawn.append(f"<g><title>{_safe(name)}：{said}</title>")
            short = name if len(name) <= 15 else f"{name[:14]}…"
            drawn.append(f'<text x="{_NAMES - 8}" y="{top + 12}" text-anchor="end">{_safe(short)}</text>')
            for count, colour in zip(counts, _COLOURS, strict=True):
                wide = room * count / most
                if count:
                    drawn.append(f'<rect x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{_BAR}" fill="{colour}"/>')
                left += wide
            drawn.append(f'<text x="{left + 6:.1f}" y="{top + 12}">{sum(counts):,}</text></g>')
        high = len(rows) * _STEP + 8
        svg = f'<svg viewBox="0 0 {_WIDE} {high}" role="img" aria-label="{escape(title)}">{"".join(drawn)}</svg>'
        return f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>"

    def _documents(self) -> str:
        if not self.told.rows:
            return ""
        heads = [(self.say("文本", "document"), ""), (self.say("地方", "place"), "")]
        heads += [(n, "n") for n in self.names] + [(c, "n") for c in FAMILIES]
        heads += [
            (self.say(zh, en), "n")
            for zh, en in (("已接受", "accepted"), ("报表", "tables"), ("未识别", "not recognised"), ("数据", "facts"),
                           ("有着落", "accounted for"), ("等式", "equations"), ("未核对的规则", "silent rules"))
        ]  # fmt: skip
        rows = (self._row(r) for r in self.told.rows)
        hint = self.say("筛选：", "Filter: ")
        label = f'<label hidden>{hint}<input type="search" data-of="documents"></label>'
        families = "；".join(f"{c} {n.say(self.language)}" for c, n in FAMILIES.items())
        note = self.say(
            f"规则族各列只计错误和警告：{families}。", f"Columns of families: errors and warnings. {families}."
        )
        title = self.say("各文件", "Documents")
        return f'<h2>{title}</h2><p class="dim">{note}</p>{label}{_table(heads, rows, "documents")}'

    def _row(self, row: Row) -> list[str]:
        name = _safe(row.title)
        if row.link:
            name = f'<a href="{escape(row.link)}">{name}</a>'
        files = "".join(f'<span class="file" title="{_safe(f)}">{_safe(file_name(f))}</span>' for f in row.files)
        numbers = (*row.severities, *row.families, row.accepted, row.statements, row.unrecognised, row.facts)
        share = f"{int(row.share * 1000) / 10:.1f}%"
        return [
            name + files,
            _safe(row.place),
            *(f"{n:,}" for n in numbers),
            share,
            f"{row.equations:,}",
            str(row.silent),
        ]

    def _rules(self) -> str:
        if not self.told.rules:
            return ""
        heads = [(self.say("规则", "rule"), ""), (self.say("名称", "name"), ""), (self.say("级别", "severity"), ""),
                 (self.say("问题", "findings"), "n"), (self.say("文本", "documents"), "n")]  # fmt: skip
        rows = ([c, escape(n), NAMES[s].say(self.language), str(k), str(d)] for c, n, s, k, d in self.told.rules)
        return f"<h2>{self.say('规则', 'Rules')}</h2>{_table(heads, rows, 'rules')}"

    def _pairs(self) -> str:
        if not self.told.pairs:
            return ""
        heads = [(self.say("怎样成对", "how"), ""), (self.say("文本", "documents"), ""),
                 (self.say("共有的数", "figures of both"), "n"), (self.say("问题", "findings"), "")]  # fmt: skip
        rows = (
            [
                escape(p.how), f"{_safe(p.first)} ↔ {_safe(p.second)}", str(p.points),
                "".join(f'<span class="file">{t.code} {_safe(t.message)}</span>' for t in p.findings) or "—",
            ]
            for p in self.told.pairs
        )  # fmt: skip
        return f"<h2>{self.say('文本之间', 'Between documents')}</h2>{_table(heads, rows, 'pairs')}"

    def _failures(self) -> str:
        if not self.told.failures:
            return ""
        heads = [(self.say("文件", "file"), ""), (self.say("为什么读不了", "why it could not be read"), "")]
        rows = ([_safe(f), _safe(why)] for f, why in self.told.failures)
        return f"<h2>{self.say('未能读取', 'Not read')}</h2>{_table(heads, rows, 'failures')}"

    def _passed(self) -> str:
        if not self.told.passed:
            return ""
        heads = [(self.say("文件", "file"), ""), (self.say("为什么没有检查", "why it was not checked"), "")]
        rows = ([_safe(f), _safe(why)] for f, why in self.told.passed)
        return f"<h2>{self.say('没有检查的文件', 'Passed over')}</h2>{_table(heads, rows, 'passed')}"


def _table(heads: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]], name: str) -> str:
    """A table of cells that are HTML already; a head of the class n is over numbers."""
    head = "".join(f'<th scope="col"{_class(c)}>{escape(h)}</th>' for h, c in heads)
    body = "".join(
        "<tr>" + "".join(f"<td{_class(c)}>{v}</td>" for v, (_, c) in zip(row, heads, strict=True)) + "</tr>\n"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0"><table class="sort" id="{name}"><thead><tr>{head}</tr></thead>'
        f"<tbody>\n{body}</tbody></table></div>"
    )


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _safe(text: str) -> str:
    return escape(clean(text))


@cache
def _asset(name: str) -> str:
    return files("yusuan.report.overview").joinpath("assets", name).read_text(encoding="utf-8")
