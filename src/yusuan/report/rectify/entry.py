"""One row of the list of what is to be mended: a finding in words, and what the unit answers to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from yusuan.check.rule import Rule, registry
from yusuan.model.finding import Acceptance, Finding
from yusuan.model.text import Language, Text
from yusuan.report.book import clean
from yusuan.report.document import DocumentReport
from yusuan.report.spot import Spot
from yusuan.report.words import SEVERITIES, place_words

#: What a unit may answer: mended, it is not so, to be looked into, it may stand.
Answer = Literal["", "mended", "denied", "open", "accepted"]
#: What became of a finding in the new version of the document.
State = Literal["", "mended", "still", "denied", "accepted", "unsure", "new"]

ANSWERS: dict[Answer, Text] = {
    "mended": Text("已整改", "mended"),
    "denied": Text("不属实", "not so"),
    "open": Text("待核实", "to be looked into"),
    "accepted": Text("接受", "accepted"),
}
STATES: dict[State, Text] = {
    "new": Text("新增", "new"),
    "still": Text("仍存在", "still there"),
    "denied": Text("不属实（待核）", "said not to be so"),
    "unsure": Text("未能复核", "could not be checked again"),
    "accepted": Text("已接受", "accepted"),
    "mended": Text("已改好", "mended"),
}
_LONGEST_KEY = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, all as the cells say it. ``mark``: the finding's key, or its hash where no cell keeps it as it is.

    ``note`` says more on ``state``; ``severity`` is the word in the language of the list.
    """

    code: str
    rule: str
    severity: str
    place: str
    section: str
    printed: str
    expected: str
    message: str
    why: str
    basis: str
    mark: str
    answer: Answer = ""
    words: str = ""
    person: str = ""
    date: str = ""
    state: State = ""
    note: str = ""


def mark_of(key: str) -> str:
    """Make of a finding's key a text that a cell keeps through every program: itself, or else its hash."""
    plain = key.isprintable() and key.strip() == key and "_x" not in key and clean(key, _LONGEST_KEY) == key
    return key if plain else f"#{sha256(key.encode(errors='replace')).hexdigest()}"


def entries(report: DocumentReport, language: Language) -> Iterator[Entry]:
    """The findings of ``report`` in its order, then those that were accepted, with the reason."""
    rules = registry()
    several = report.summary is not None and len(report.summary.sources) > 1
    for one in report.located:
        yield _entry(one.finding, one.spot, rules, language, several=several)
    accepted = report.result.accepted if report.result else ()
    for kept in accepted:
        yield _entry(kept.finding, Spot(), rules, language, several=several, acceptance=kept.acceptance)


def answer_of(words: str) -> Answer:
    """The answer that ``words`` are, in either language; '' for none, 'open' for any other words."""
    bare = "".join(words.split()).lower()
    if not bare:
        return ""
    for answer, text in ANSWERS.items():
        if bare in (text.zh, "".join(text.en.split())):
            return answer
    return "open"


def _entry(
    finding: Finding, spot: Spot, rules: dict[str, Rule], language: Language, *,
    several: bool, acceptance: Acceptance | None = None,
) -> Entry:  # fmt: skip
    rule = rules.get(finding.code)
    place = place_words(finding.place, language, source=several)
    said = acceptance or Acceptance("", "")
    return Entry(
        code=finding.code,
        rule=rule.name.say(language) if rule else "",
        severity=SEVERITIES[finding.severity].say(language),
        place="\n".join(w for w in (place, *_in_table(spot, language)) if w),
        section=_section(spot),
        printed=finding.printed,
        expected=finding.expected,
        message=finding.message.say(language),
        why=rule.why.say(language) if rule else "",
        basis=rule.basis.say(language) if rule else "",
        mark=mark_of(finding.key),
        answer="accepted" if acceptance else "",
        words=said.reason,
        person=said.by,
        date=said.date,
        state="accepted" if acceptance else "",
    )


def _in_table(spot: Spot, language: Language) -> Sequence[str]:
    """The row and the column of a cell, each in a line of its own."""
    row = " ".join(f"[{spot.code}] {spot.row}".split()) if spot.code else " ".join(spot.row.split())
    words = Text("行：", "row: "), Text("列：", "column: ")
    return tuple(w.say(language) + v for w, v in zip(words, (row, " ".join(spot.column.split())), strict=True) if v)


def _section(spot: Spot) -> str:
    if spot.statement is not None:
        return " ".join(f"{spot.number} {spot.title}".split())
    return "\n".join(" ".join(h.split()) for h in spot.heading[-2:])
