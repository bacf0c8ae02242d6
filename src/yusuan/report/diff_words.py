"""The difference of two versions, told in lines and as data."""

from collections.abc import Iterator, Sequence
from typing import Any

from yusuan.model.finding import Finding
from yusuan.report.as_json import NAMES, place_json, point_json
from yusuan.report.diff import Difference, Figure, Passage
from yusuan.report.text import Line, Style
from yusuan.report.words import KINDS, LEVELS, SEVERITIES, money, place_words, spot_words, title_of

Json = dict[str, Any]

FORMAT = "yusuan-diff/1"
_FIELDS = {"body": ("单位名称", "body"), "year": ("年度", "year"), "kind": ("种类", "kind"), "level": ("级次", "level")}
_STYLES = {"-": "red strike", "+": "green", "=": ""}
_MARKS = {"-": ("[-", "-]"), "+": ("{+", "+}"), "=": ("", "")}
#: Words around a change that show where it is.
_CONTEXT = 24
#: So many figures are told unless all are asked for.
_SHOWN = 60


def diff_lines(found: Difference, style: Style) -> Iterator[Line]:
    """Tell of the difference. Words taken out stand in [-…-], words put in stand in {+…+}."""
    language = style.language
    old, new = (title_of(v.disclosure.identity, language) for v in (found.old, found.new))
    yield ((f"■ {old} → {new}", "bold"),)
    yield ((f"  {'、'.join(found.old.paths)} → {'、'.join(found.new.paths)}", "dim"),)
    if found.nothing:
        yield ((style.say("  两个版本内容相同", "  The two versions say the same"), "green"),)
    for field, a, b in found.identity:
        name = style.say(*_FIELDS[field])
        yield ((f"  {name}：{_value(field, a, style)} → {_value(field, b, style)}", "yellow"),)
    for zh, en, names in (("少了", "Gone", found.only_old), ("多了", "New", found.only_new)):
        if names:
            yield ((style.say(f"  {zh}报表：{'、'.join(names)}", f"  {en} statements: {', '.join(names)}"), "yellow"),)
    yield from _figure_lines(found, style)
    if found.passages:
        yield ()
        n = len(found.passages)
        yield ((style.say(f"  文字（{n} 段不同）", f"  Words ({n} paragraphs differ)"), "bold"),)
        for passage in found.passages:
            yield from _passage(passage, style)
    yield from _finding_lines(found, style)


def _value(field: str, value: str, style: Style) -> str:
    words = KINDS.get(value) if field == "kind" else LEVELS.get(value) if field == "level" else None
    return words.say(style.language) if words else value or style.say("（未判明）", "(not made out)")


def _figure_lines(found: Difference, style: Style) -> Iterator[Line]:
    n = len(found.figures)
    head = style.say(
        f"  数字（{n} 处不同，{found.same:,} 处相同）", f"  Figures ({n} differ, {found.same:,} are the same)"
    )
    yield ()
    yield ((head, "bold"),)
    shown = found.figures if style.detail > 0 else found.figures[:_SHOWN]
    for figure in shown:
        yield ((f"    {spot_words(figure.spot, style.language)}  ", ""), (_amounts(figure, style), "yellow"))
    if n > len(shown):
        yield (
            (style.say(f"    ……另有 {n - len(shown)} 处（--verbose 全部列出）", f"    … {n - len(shown)} more"), "dim"),
        )


def _amounts(figure: Figure, style: Style) -> str:
    none = style.say("（无）", "(none)")
    old = f"{figure.old.amount.printed}" if figure.old else none
    new = f"{figure.new.amount.printed}" if figure.new else none
    unit = (figure.new or figure.old).amount.unit if (figure.new or figure.old) else ""  # type: ignore[union-attr]
    change = f"（{'+' if figure.change > 0 else ''}{money(figure.change, unit)}）" if figure.change else ""
    return f"{old} → {new}{change}"


def _passage(passage: Passage, style: Style) -> Iterator[Line]:
    place = place_words(passage.new or passage.old, style.language)
    spans: list[tuple[str, str]] = [(f"    {place}  ", "dim")]
    last = len(passage.pieces) - 1
    for n, (sign, words) in enumerate(passage.pieces):
        text = words
        if sign == "=" and len(words) > 2 * _CONTEXT:
            head, tail = words[:_CONTEXT], words[-_CONTEXT:]
            text = f"…{tail}" if n == 0 else f"{head}…" if n == last else f"{head}…{tail}"
        before, after = _MARKS[sign]
        spans.append((f"{before}{text}{after}", _STYLES[sign]))
    yield tuple(spans)


def _finding_lines(found: Difference, style: Style) -> Iterator[Line]:
    groups = (
        (style.say("已消除的问题", "Mended"), found.mended, "green"),
        (style.say("新出现的问题", "New findings"), found.fresh, "bold red"),
        (style.say("仍在的问题", "Still there"), found.still, ""),
    )
    for name, findings, colour in groups:
        if findings:
            yield ()
            yield ((f"  {name}（{len(findings)}）", colour or "bold"),)
            for finding in findings:
                word = SEVERITIES[finding.severity].say(style.language)
                yield ((f"    {word} {finding.code}  {finding.message.say(style.language)}", colour),)


def diff_json(found: Difference) -> Json:
    """Give the difference as data: amounts in 分 beside what is printed."""
    return {
        "format": FORMAT,
        "old": list(found.old.paths),
        "new": list(found.new.paths),
        "identity": [{"field": f, "old": a, "new": b} for f, a, b in found.identity],
        "statements": {"only_old": list(found.only_old), "only_new": list(found.only_new)},
        "same_figures": found.same,
        "figures": [_figure_json(f) for f in found.figures],
        "passages": [
            {
                "pieces": [{"sign": sign, "words": words} for sign, words in p.pieces],
                "old": place_json(p.old, {}),
                "new": place_json(p.new, {}),
            }
            for p in found.passages
        ],
        "findings": {
            "mended": _findings(found.mended),
            "still": _findings(found.still),
            "new": _findings(found.fresh),
        },
    }


def _figure_json(figure: Figure) -> Json:
    def side(which: str) -> Json | None:
        fact = figure.old if which == "old" else figure.new
        if fact is None:
            return None
        amount = fact.amount
        return {
            "printed": amount.printed,
            "unit": amount.unit,
            "fen": amount.value,
            "place": place_json(fact.place, {}),
        }

    return {
        "statement": figure.statement,
        "row": {"code": figure.spot.code, "label": figure.spot.row},
        "column": figure.spot.column,
        "point": point_json(figure.coordinate),
        "old": side("old"),
        "new": side("new"),
        "change": figure.change,
    }


def _findings(findings: Sequence[Finding]) -> list[Json]:
    return [
        {
            "code": f.code,
            "severity": NAMES[f.severity],
            "key": f.key,
            "message": {"zh": f.message.zh, "en": f.message.en},
        }
        for f in findings
    ]
