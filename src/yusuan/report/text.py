"""The report for a reader: plain lines, with styles beside them that only a terminal shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yusuan.check.several.engine import PairResult
from yusuan.model.finding import Accepted, Finding, Outcome, Result, Severity
from yusuan.model.text import Language, Text
from yusuan.report.document import DocumentReport, Located, Summary
from yusuan.report.equation import equation_words
from yusuan.report.words import SEVERITIES, VERDICTS, place_words, spot_words, title_of

#: A line is its spans: (text, style); a style is a rich style, '' for none.
Line = tuple[tuple[str, str], ...]

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
MISSED = {
    "statement": Text("表", "statements"),
    "column": Text("列", "columns"),
    "row": Text("行", "rows"),
    "cell": Text("单元格", "cells"),
    "file": Text("文件", "files"),
}
_EQUATIONS = 30
#: A hint of rounding has dozens, all alike: three show what it is about.
_HINTED = 3
_PLACES = 8
#: Control characters but line end and tab; marks that turn the direction of writing.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Names of files that are passed over for one reason.
_PASSED = 6


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is told: the language, and how much of it (-1 quiet, 0, 1 verbose)."""

    language: Language = "zh"
    detail: int = 0

    def say(self, zh: str, en: str) -> str:
        """Choose the words of the report's language."""
        return zh if self.language == "zh" else en


def lines(report: DocumentReport, style: Style) -> Iterator[Line]:
    """Tell of one document."""
    if report.failure is not None or report.summary is None or report.result is None:
        yield from _failure(report, style)
        return
    summary, result = report.summary, report.result
    yield ((f"■ {title_of(summary.identity, style.language)}", "bold"),)
    if style.detail >= 0:
        yield from _what_it_is(report, summary, style)
        yield from _what_was_checked(report, style)
    counts = _counts(result.findings, style)
    plain = style.say("未发现问题", "nothing wrong was found")
    yield (
        ("  " + style.say("结论：", "Result: "), ""),
        (counts or plain, _worst(report)),
        (_left_out(result, style), ""),
    )
    for severity in sorted(SEVERITIES, reverse=True):
        group = [x for x in report.located if x.finding.severity is severity]
        if group:
            name = SEVERITIES[severity].say(style.language)
            head = f"  {name}（{len(group)}）" if style.language == "zh" else f"  {name.capitalize()}s ({len(group)})"
            yield ()
            yield ((head, STYLES[severity]),)
            for number, one in enumerate(group, 1):
                yield from _finding(number, one, report, style)
    if style.detail > 0:
        for accepted in result.accepted:
            yield from _accepted(accepted, style)


def _left_out(result: Result, style: Style) -> str:
    parts = []
    if result.accepted:
        n = len(result.accepted)
        parts.append(style.say(f"已接受 {n}", f"{n} accepted"))
    if result.known:
        parts.append(style.say(f"以前已知 {result.known}", f"{result.known} known before"))
    if not parts:
        return ""
    return style.say(f"（另有{'、'.join(parts)}）", f" (besides: {', '.join(parts)})")


def _accepted(one: Accepted, style: Style) -> Iterator[Line]:
    said = one.acceptance
    who = " ".join(p for p in (said.by, said.date) if p)
    yield ()
    words = style.say("  已接受 ", "  Accepted ") + f"{one.finding.code}  {one.finding.message.say(style.language)}"
    yield ((words, "dim"),)
    reason = style.say("     理由：", "     Reason: ") + said.reason
    yield ((reason + (style.say(f"（{who}）", f" ({who})") if who else ""), "dim"),)


def pair_lines(pairs: Sequence[PairResult], reports: Sequence[DocumentReport], style: Style) -> Iterator[Line]:
    """Tell what was found between the documents of a run."""
    shown = [p for p in pairs if p.findings or p.crashed or style.detail >= 0]
    if not shown:
        return
    yield ((style.say(f"■ 多份文本之间（{len(pairs)} 组）", f"■ Between documents ({len(pairs)} pairs)"), "bold"),)
    for pair in shown:
        titles = [_pair_title(reports[n], style) for n in (pair.first, pair.second)]
        said = style.say(f"，比对 {pair.points} 个共有的数", f", {pair.points} figures of both compared")
        yield ((f"  {pair.how.say(style.language)}{style.say('：', ': ')}{' ↔ '.join(titles)}{said}", ""),)
        for finding in pair.findings:
            word = SEVERITIES[finding.severity].say(style.language)
            place = place_words(finding.place, style.language, source=True)
            yield ((f"    {word} {finding.code}", STYLES[finding.severity]), (f"  {place}", "dim"))
            yield ((f"      {finding.message.say(style.language)}", ""),)
        for one in pair.accepted:
            words = style.say("已接受 ", "Accepted ") + f"{one.finding.code}  {one.finding.message.say(style.language)}"
            yield ((f"    {words}", "dim"),)
        for outcome in pair.crashed:
            yield ((_outcome(outcome, style, {}), "bold red"),)


def passed_lines(passed: Sequence[tuple[str, Text]], style: Style) -> Iterator[Line]:
    """Tell which files of folders and archives were passed over, by the reason."""
    if not passed:
        return
    yield ((style.say(f"没有检查的其他文件 {len(passed)} 个：", f"{len(passed)} other files were not checked:"), ""),)
    by_reason: dict[Text, list[str]] = {}
    for path, why in passed:
        by_reason.setdefault(why, []).append(path)
    for why, paths in by_reason.items():
        shown = paths if style.detail > 0 else paths[:_PASSED]
        names = style.say("、", ", ").join(shown)
        rest = len(paths) - len(shown)
        more = style.say(f" 等 {len(paths)} 个（--verbose 全部列出）", f" and {rest} more (--verbose)") if rest else ""
        yield ((f"  {names}{more}{style.say('：', ': ')}{why.say(style.language)}", "dim"),)


def _pair_title(report: DocumentReport, style: Style) -> str:
    return title_of(report.summary.identity, style.language) if report.summary else report.paths[0]


def total_lines(reports: Sequence[DocumentReport], style: Style) -> Iterator[Line]:
    """Say the last words on several documents."""
    failed = sum(1 for r in reports if r.failure is not None)
    zh, en = [], []
    for severity in sorted(SEVERITIES, reverse=True):
        n = sum(1 for r in reports if r.worst is severity)
        if n:
            only = "" if severity is Severity.ERROR else "只"
            zh.append(f"{only}有{SEVERITIES[severity].zh}的 {n} 份")
            en.append(f"{n} with {'' if severity is Severity.ERROR else 'no worse than '}{SEVERITIES[severity].en}s")
    clean = sum(1 for r in reports if r.failure is None and r.worst is None)
    if clean:
        zh.append(f"未发现问题的 {clean} 份")
        en.append(f"{clean} with nothing wrong")
    n = len(reports) - failed
    text = style.say(
        f"共检查 {n} 份" + (f"：{'，'.join(zh)}" if zh else "") + (f"；未能检查 {failed} 份" if failed else ""),
        f"{n} checked" + (f": {', '.join(en)}" if en else "") + (f"; {failed} could not be checked" if failed else ""),
    )
    yield ((text, "bold"),)


def _failure(report: DocumentReport, style: Style) -> Iterator[Line]:
    names = ("、" if style.language == "zh" else ", ").join(report.paths)
    why = report.failure.say(style.language) if report.failure else ""
    yield ((f"■ {names}", "bold"),)
    yield (("  " + style.say("未能检查：", "Not checked: "), "bold red"), (why, ""))


def _what_it_is(report: DocumentReport, summary: Summary, style: Style) -> Iterator[Line]:
    zh = style.language == "zh"
    files = ("、" if zh else ", ").join(report.paths)
    pages = style.say(f"{summary.pages} 页", f"{summary.pages} pages") if summary.pages else ""
    where = [p for p in (summary.place, pages) if p]
    note = (f"（{'，'.join(where)}）" if zh else f" ({', '.join(where)})") if where else ""
    yield ((style.say("  文件：", "  Files: ") + files + note, ""),)
    named = sum(1 for s in summary.statements if s.kind)
    others = len(summary.statements) - named - summary.unrecognised
    tables = style.say(f"{named} 张报表", f"{named} statements")
    if summary.unrecognised:
        tables += style.say(f"（另有 {summary.unrecognised} 张未能识别）", f" ({summary.unrecognised} not recognised)")
    if others:
        tables += style.say(f"、{others} 张其他表", f", {others} other tables")
    read = style.say(
        f"{tables}、{summary.facts} 项数据、{summary.claims} 条文字陈述",
        f"{tables}, {summary.facts} facts, {summary.claims} claims",
    )
    yield ((style.say("  读出：", "  Read: ") + read + _accountability(summary, style), ""),)
    if not summary.layout and named:
        yield ((_without_layout(summary, style), "yellow"),)
    for text in summary.notes:
        yield ((style.say("  注意：", "  Note: ") + text, "yellow"),)


def _without_layout(summary: Summary, style: Style) -> str:
    """Say how sure the reading is where no layout of the locality is known: by what it could not make out."""
    missed = "、".join(f"{MISSED[what].zh} {n} 处" for what, n in summary.missed)
    missed_en = ", ".join(f"{n} {MISSED[what].en}" for what, n in summary.missed)
    return style.say(
        "  版式：未找到该地版式，按通用词汇读取；" + (f"未能理解的{missed}" if missed else "没有未能理解的内容"),
        "  Layout: none is known for this locality, the shared lexicon was used; "
        + (f"not understood: {missed_en}" if missed else "nothing was left that was not understood"),
    )


def _accountability(summary: Summary, style: Style) -> str:
    every, tables = summary.all_tokens, summary.table_tokens
    if not every.total:
        return ""
    return style.say(
        f"；数字有着落 {every.accounted:,}/{every.total:,}（{every.percent} %"
        + (f"，表格页 {tables.percent} %）" if tables.total else "）"),
        f"; numbers accounted for {every.accounted:,}/{every.total:,} ({every.percent} %"
        + (f", on table pages {tables.percent} %)" if tables.total else ")"),
    )


def _what_was_checked(report: DocumentReport, style: Style) -> Iterator[Line]:
    result = report.result
    if result is None:
        return
    zh = style.language == "zh"
    tally = {v: [o for o in result.outcomes if o.verdict == v] for v in VERDICTS}
    verdicts = ("、" if zh else ", ").join(
        f"{VERDICTS[v].say(style.language)} {len(found)}" for v, found in tally.items() if found
    )
    good = result.equations_checked - result.equations_failed
    text = style.say(
        f"  核对：等式 {result.equations_checked:,} 个，成立 {good:,} 个；规则 {len(result.outcomes)} 条",
        f"  Checked: {result.equations_checked:,} equations, {good:,} hold; {len(result.outcomes)} rules",
    )
    yield ((text + ((f"（{verdicts}）" if zh else f" ({verdicts})") if verdicts else ""), ""),)
    told = ["crashed", "not checked"] + (["not applicable", "passed"] if style.detail > 0 else [])
    for verdict in told:
        for outcome in tally[verdict]:
            yield ((_outcome(outcome, style, report.rule_names), "bold red" if verdict == "crashed" else "dim"),)
    if style.detail > 0:
        for statement, _, how in result.rounding:
            table = report.summary.statements[statement] if report.summary else None
            name = " ".join(p for p in (table.number, table.title) if p) if table else str(statement)
            what = style.say(f"{name}：{how.zh}", f"{name}: {how.en}")
            yield ((style.say("    舍入方式：", "    Rounding: ") + what, "dim"),)


def _outcome(outcome: Outcome, style: Style, names: dict[str, Text]) -> str:
    verdict = VERDICTS[outcome.verdict].say(style.language)
    why = outcome.why.say(style.language) if outcome.why else ""
    if outcome.verdict == "passed":
        why = style.say(f"看了 {outcome.looked_at} 处", f"looked at {outcome.looked_at}")
    name = names[outcome.code].say(style.language) if outcome.code in names else ""
    return f"    {verdict} {outcome.code} {name}".rstrip() + ((style.say("：", ": ") + why) if why else "")


def _finding(number: int, one: Located, report: DocumentReport, style: Style) -> Iterator[Line]:
    finding, language = one.finding, style.language
    several = report.summary is not None and len(report.summary.sources) > 1
    place = place_words(finding.place, language, source=several)
    comma = "，" if language == "zh" else ", "
    where = comma.join(p for p in (place, spot_words(one.spot, language)) if p)
    name = report.rule_names[finding.code].say(language) if finding.code in report.rule_names else ""
    colour = STYLES[finding.severity]
    yield (
        (f"  {number}. ", ""),
        (finding.code, colour),
        (f" {name}" if name else "", "bold"),
        (f"  {where}" if where else "", "dim"),
    )
    yield ((f"     {finding.message.say(language)}", ""),)
    values = _values(finding, style)
    if values:
        yield ((f"     {values}", ""),)
    most = _EQUATIONS if finding.severity > Severity.HINT else _HINTED
    shown = finding.equations if style.detail > 0 else finding.equations[:most]
    unit = (report.unit_of(one.spot.statement) if one.spot.statement is not None else "") or "万元"
    for equation in shown:
        yield (
            (f"     {equation_words(equation, language, unit, finding.place)}", "" if not equation.holds else "dim"),
        )
    rest = len(finding.equations) - len(shown)
    if rest:
        yield (
            (style.say(f"     ……另有 {rest} 个等式（--verbose 全部列出）", f"     … {rest} more (--verbose)"), "dim"),
        )
    also = _also(finding, style, several=several)
    if also:
        yield ((also, "dim"),)


def _values(finding: Finding, style: Style) -> str:
    """Say printed → expected, where the message does not say both already."""
    message = finding.message.say(style.language)
    if not finding.expected or (finding.expected in message and finding.printed in message):
        return ""
    printed = finding.printed or style.say("（空）", "(blank)")
    return style.say(f"印为 {printed} → 应为 {finding.expected}", f"printed {printed} → expected {finding.expected}")


def _also(finding: Finding, style: Style, *, several: bool) -> str:
    own = place_words(finding.place, style.language, source=several)
    every = (place_words(p, style.language, source=several) for p in finding.also)
    words = [w for w in dict.fromkeys(every) if w != own]
    if not words:
        return ""
    more = style.say(f"等 {len(words)} 处", f" and {len(words) - _PLACES} more") if len(words) > _PLACES else ""
    joined = ("、" if style.language == "zh" else ", ").join(words[:_PLACES])
    return style.say("     另见：", "     See also: ") + joined + more


def _counts(findings: Sequence[Finding], style: Style) -> str:
    parts = []
    for severity in sorted(SEVERITIES, reverse=True):
        n = sum(1 for f in findings if f.severity is severity)
        if n:
            name = SEVERITIES[severity].say(style.language)
            parts.append(f"{name} {n}" if style.language == "zh" else f"{n} {name}{'s' if n > 1 else ''}")
    return ("，" if style.language == "zh" else ", ").join(parts)


def _worst(report: DocumentReport) -> str:
    return STYLES[report.worst] if report.worst is not None else "green"


def plain(line: Line) -> str:
    """Strip ``line`` of its styles, and of what would command a terminal."""
    return harmless("".join(text for text, _ in line)).rstrip()


def harmless(text: str) -> str:
    """``text`` as a terminal may show it: with U+FFFD for each escape and each mark that turns the writing.

    A document, and the name of a file, may hold such.
    """
    return text if text.isprintable() else _COMMANDS.sub("\ufffd", text)
