"""What became of the rows of a list in the new version of the document."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yusuan.check.rule import registry
from yusuan.model.finding import Severity
from yusuan.model.text import Language, Text
from yusuan.report.book import clean
from yusuan.report.document import DocumentReport
from yusuan.report.rectify.entry import STATES, Entry, State, entries
from yusuan.report.words import SEVERITIES

_NOT_RUN = Text("这次没有运行这条规则", "this rule was not run this time")
_ALONE = Text("这次没有同时给出对照的另一份文本", "the other document was not given this time")
#: States in which something is left to do.
LEFT: tuple[State, ...] = ("new", "still", "denied", "unsure")


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A document checked anew, and its rows with what became of each, those with something left to do first.

    ``lists``: the names of the filled lists; ``same``: the document is the very one that they were made of.
    """

    report: DocumentReport
    entries: tuple[Entry, ...]
    lists: tuple[str, ...]
    same: bool

    def count(self, state: State) -> int:
        """How many rows are in ``state``."""
        return sum(e.state == state for e in self.entries)

    def left(self, severity: Severity) -> bool:
        """Whether anything of ``severity`` or worse is left: new, still there, disputed, or not checked again."""
        words = {t for s in SEVERITIES if s >= severity for t in (SEVERITIES[s].zh, SEVERITIES[s].en)}
        return any(e.state in LEFT and e.severity in words for e in self.entries)


def again(
    report: DocumentReport, before: Sequence[Entry], same: bool, lists: tuple[str, ...], language: Language
) -> Rechecked:  # fmt: skip
    """Hold the rows ``before`` against what ``report`` finds now: by the finding's key, and in their order."""
    now: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(report, language):
        now[entry.mark].append(entry)
    silent = _silent(report, language)
    rows = []
    for old in before:
        found = now[old.mark]
        # Of several findings with one key the one that prints the same is the same.
        at = next((n for n, e in enumerate(found) if _bare(e.printed) == _bare(old.printed)), 0)
        rows.append(_became(old, found.pop(at) if found else None, silent, language))
    first: State = "new" if before or lists else "still"
    rows += [e if e.state else replace(e, state=first) for found in now.values() for e in found]
    order = list(STATES)
    return Rechecked(report, tuple(sorted(rows, key=lambda e: order.index(e.state))), lists, same)


def _became(old: Entry, now: Entry | None, silent: dict[str, str], language: Language) -> Entry:
    """One row of the list, as it is now."""

    def say(zh: str, en: str) -> str:
        return Text(zh, en).say(language)

    if now is None:
        if old.code in silent:
            return replace(old, state="unsure", note=silent[old.code])
        return replace(old, state="mended", note=_both(old.note, _doubt(old, language)))
    kept = replace(now, answer=old.answer, words=old.words, person=old.person, date=old.date, note=old.note)
    if now.state == "accepted":
        return replace(now, answer="accepted", section=old.section, place=old.place)
    if old.answer == "denied":
        lacks = "" if old.words else say("没有写理由", "without a reason")
        return replace(kept, state="denied", note=_both(old.note, lacks))
    if old.answer == "accepted":
        if old.words:
            return replace(kept, state="accepted")
        return replace(kept, state="still", note=_both(old.note, say("接受须写明理由", "to accept it takes a reason")))
    claimed = say("答复已整改，但仍有", "said to be mended, and is not") if old.answer == "mended" else ""
    changed = ""
    if old.printed and _bare(now.printed) != _bare(old.printed):
        changed = say(f"原为 {old.printed}", f"was {old.printed}")
    return replace(kept, state="still", note=_both(old.note, claimed, changed))


def _doubt(old: Entry, language: Language) -> str:
    """A finding that is gone though nobody says to have mended it."""
    if old.answer in ("denied", "accepted"):
        return Text("新文件中已没有这个问题", "it is not in the new version any more").say(language)
    return ""


def _silent(report: DocumentReport, language: Language) -> dict[str, str]:
    """The rules that gave no verdict this time, and why: what they once found is not known to be mended."""
    outcomes = report.result.outcomes if report.result else ()
    silent = {
        o.code: o.why.say(language) if o.why else ""
        for o in outcomes
        if o.verdict in ("not checked", "crashed")
    }  # fmt: skip
    asked = {code for code, _ in report.rules}
    rest = {c: _ALONE if r.several else _NOT_RUN for c, r in registry().items() if c not in asked} if asked else {}
    return silent | {code: why.say(language) for code, why in rest.items()}


def _bare(text: str) -> str:
    """``text`` as a cell keeps it through any program: without blanks."""
    return "".join(clean(text).split())


def _both(*notes: str) -> str:
    return "；".join(n for n in notes if n)
