"""What became of a list, for a reader and for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from yusuan import __version__
from yusuan.model.text import Language
from yusuan.report.document import DocumentReport
from yusuan.report.rectify.again import LEFT, Rechecked
from yusuan.report.rectify.entry import ANSWERS, STATES, Entry, State
from yusuan.report.text import Line, Style
from yusuan.report.words import title_of

FORMAT = "yusuan-rectify/1"
_COLOURS: dict[State, str] = {
    "new": "bold red", "still": "bold red", "denied": "yellow", "unsure": "yellow", "accepted": "cyan",
    "mended": "green",
}  # fmt: skip
#: States of which every row is told; of the others only with --verbose.
_TOLD = (*LEFT, "accepted")


def lines(one: Rechecked, style: Style) -> Iterator[Line]:
    """Tell of one document what became of its list."""
    if one.report.summary is None:
        return
    yield ((f"■ {title_of(one.report.summary.identity, style.language)}", "bold"),)
    if style.detail >= 0:
        comma = style.say("、", ", ")
        yield ((style.say("  文件：", "  Files: ") + comma.join(one.report.paths), ""),)
        names = comma.join(one.lists) or style.say("没有给出，全部问题视为新增", "none given: every finding is new")
        yield ((style.say("  清单：", "  Lists: ") + names, ""),)
        if one.same:
            same = style.say(
                "  注意：文件与做清单时的完全相同，没有改动", "  Note: the file is the very one of the list"
            )
            yield ((same, "yellow"),)
    counted = [(s, n) for s in STATES if (n := one.count(s))]
    parts = [(f"{STATES[s].say(style.language)} {n}", _COLOURS[s]) for s, n in counted]
    yield ((style.say("  结果：", "  Result: "), ""), *_joined(parts, style))
    for state, n in counted:
        if state in _TOLD or style.detail > 0:
            yield ()
            yield ((f"  {STATES[state].say(style.language)}（{n}）", _COLOURS[state]),)
            rows = [e for e in one.entries if e.state == state]
            for number, entry in enumerate(rows, 1):
                yield from _row(number, entry, style)


def _joined(parts: Sequence[tuple[str, str]], style: Style) -> Line:
    spans: list[tuple[str, str]] = []
    for part in parts:
        spans += [(style.say("，", ", "), "")] if spans else []
        spans.append(part)
    return tuple(spans) or ((style.say("没有问题", "nothing"), "green"),)


def _row(number: int, entry: Entry, style: Style) -> Iterator[Line]:
    words = [w for w in (" ".join(entry.place.split()), " ".join(entry.section.split())) if w]
    where = style.say("，", ", ").join(words)
    yield (
        (f"  {number}. ", ""), (entry.code, _COLOURS[entry.state]), (f" {entry.rule}", "bold"),
        (f"  {entry.severity}", ""), (f"  {where}" if where else "", "dim"),
    )  # fmt: skip
    yield ((f"     {entry.message}", ""),)
    if entry.answer:
        answer = ANSWERS[entry.answer].say(style.language)
        who = " ".join(w for w in (entry.person, entry.date) if w)
        said = style.say("：", ": ").join(w for w in (answer, entry.words) if w)
        told = style.say("     单位答复 ", "     The unit: ") + said
        yield ((told + (style.say(f"（{who}）", f" ({who})") if who else ""), ""),)
    if entry.note:
        yield ((f"     {entry.note}", "yellow"),)


def failed_lines(reports: Sequence[DocumentReport], without: Sequence[str], style: Style) -> Iterator[Line]:
    """Tell of files that could not be read, and of lists whose document was not given."""
    for report in reports:
        names = style.say("、", ", ").join(report.paths)
        why = report.failure.say(style.language) if report.failure else ""
        yield ((f"■ {names}", "bold"),)
        yield (("  " + style.say("未能检查：", "Not checked: "), "bold red"), (why, ""))
    for name in without:
        yield ((f"■ {name}", "bold"),)
        why = style.say("没有给出这份清单的新文件", "the document of this list was not given")
        yield (("  " + style.say("未能复核：", "Not checked again: "), "bold red"), (why, ""))


def rectify_json(
    documents: Sequence[Rechecked], failed: Sequence[DocumentReport], without: Sequence[str], language: Language
) -> dict[str, Any]:
    """Tell of the whole round as data."""
    return {
        "format": FORMAT,
        "yusuan": __version__,
        "documents": [_document(one, language) for one in documents],
        "not_checked": [
            {"files": list(r.paths), "failure": r.failure.say(language) if r.failure else ""} for r in failed
        ],
        "lists_without_document": list(without),
    }


def _document(one: Rechecked, language: Language) -> dict[str, Any]:
    summary = one.report.summary
    identity = summary.identity if summary else None
    return {
        "files": list(one.report.paths),
        "title": title_of(identity, language) if identity else "",
        "sha256": [s.sha256 for s in summary.sources] if summary else [],
        "lists": list(one.lists),
        "unchanged": one.same,
        "count": {state: one.count(state) for state in STATES},
        "findings": [
            {
                "key": e.mark, "code": e.code, "rule": e.rule, "severity": e.severity, "state": e.state,
                "note": e.note, "place": e.place, "section": e.section, "printed": e.printed,
                "expected": e.expected, "message": e.message, "answer": e.answer, "words": e.words,
                "person": e.person, "date": e.date,
            }
            for e in one.entries
        ],
    }  # fmt: skip
