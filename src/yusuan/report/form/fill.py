"""Fills the check form: for each item yes, no or not checked, and the problems as sentences with their places."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from yusuan.model.disclosure import Statement
from yusuan.model.finding import Finding, Outcome, Severity
from yusuan.model.text import Language, Text
from yusuan.report.document import Located
from yusuan.report.form.items import Item, form
from yusuan.report.form.parts import Parts, equations_of
from yusuan.report.products import Examined
from yusuan.report.words import SEVERITIES, place_words, spot_words

Answer = Literal["yes", "no", "not checked"]
ANSWERS: dict[Answer, Text] = {
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "not checked": Text("未核对", "not checked"),
}
#: Reasons why rules gave no verdict that are told for one item.
_REASONS = 4
#: And rules that are named for one reason.
_NAMED = 3
#: And numbers that are unaccounted for.
_LOST = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence of the third column: where it is, what stands there, what it contradicts; its ``finding``."""

    text: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Filled:
    """One row of the form. ``notes``: what was not checked of it and why, and what was."""

    item: Item
    name: str
    answer: Answer
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def filled(examined: Examined, language: Language) -> tuple[Filled, ...]:
    """Fill in the form for a document."""
    return tuple(_Filling(examined, language).rows())


class _Filling:
    """What is looked up once for all items."""

    def __init__(self, examined: Examined, language: Language) -> None:
        self.examined, self.language, self.form = examined, language, form()
        result = examined.report.result
        self.outcomes: Sequence[Outcome] = result.outcomes if result else ()
        self.names = examined.report.rule_names
        disclosure = examined.disclosure
        self.statements = disclosure.statements
        self.several = len(disclosure.sources) > 1
        self.equations = equations_of(examined.reconciliation) if examined.reconciliation else None
        self.unrecognised = {n.place: n.why for n in disclosure.not_understood if n.what == "statement"}
        #: How many sections (with text) and statements are of each item.
        self.there: dict[str, int] = defaultdict(int)
        of_section = [self.form.of_section(s.kind, s.path) for s in disclosure.sections]
        for section, item in zip(disclosure.sections, of_section, strict=True):
            self.there[item.id] += bool(section.paragraphs)
        for statement in self.statements:
            self.there[self.form.of_statement(statement.kind).id] += 1
        parts = Parts(disclosure, self.form, of_section)
        self.found, self.lost = parts.findings(examined.report.located), parts.unaccounted()

    def say(self, zh: str, en: str) -> str:
        return Text(zh, en).say(self.language)

    def rows(self) -> Iterator[Filled]:
        """Every item in its order, a row for each table of its own."""
        for item in self.form.items:
            if item.kinds == ("*",):
                for statement in self.statements:
                    if self.form.of_statement(statement.kind) is item:
                        yield from self._table(item, statement)
            else:
                found = self.found.get((item.id, -1), [])
                if (
                    found
                    or self.lost.get((item.id, -1))
                    or not item.optional
                    or (item.sections and self.there[item.id])
                ):
                    yield self._row(item, found)

    def _row(self, item: Item, found: Sequence[Located]) -> Filled:
        name = item.name.say(self.language)
        problems, doubts = self._problems(found, self.lost.get((item.id, -1), []))
        silent = [o for o in self.outcomes if item.answers(o.code) and o.verdict in ("not checked", "crashed")]
        spoke = [o for o in self.outcomes if item.answers(o.code) and o.verdict in ("passed", "failed")]
        notes = [*doubts, *self._reasons(silent)]
        answer: Answer = "yes"
        if item.never is not None:
            answer, notes = "not checked", [item.never.say(self.language)]
        elif any(p.finding.severity > Severity.HINT for p in problems):
            answer = "no"
        elif (item.sections or item.kinds) and not self.there[item.id]:
            answer = "not checked"
            missing = self.say(f"没有读到“{name}”（文本中没有，或标题未能认出，或在另一文件中）",
                               f"no part “{name}” was read (absent, not recognised, or in another file)")  # fmt: skip
            notes = [missing, *notes]
        elif not spoke:
            answer = "not checked"
            idle = [o for o in self.outcomes if item.answers(o.code) and o.verdict == "not applicable"]
            notes = notes or self._reasons(idle) or [self.say("本次没有运行有关的规则", "no rule on it was run")]
        elif doubts or any(o.verdict == "crashed" for o in silent):
            answer = "not checked"
        else:
            looked = sum(o.looked_at for o in spoke)
            said = self.say(
                f"有关规则 {len(spoke)} 条，全文看了 {looked:,} 处", f"{len(spoke)} rules, {looked:,} places"
            )
            notes = [said, *notes]
        return Filled(item, name, answer, problems, tuple(notes))

    def _table(self, item: Item, statement: Statement) -> Iterator[Filled]:
        key = (item.id, statement.index)
        found, lost = self.found.get(key, []), self.lost.get(key, [])
        problems, doubts = self._problems(found, lost)
        if not statement.kind and not (found or lost) and statement.place not in self.unrecognised:
            return  # a table in the text, without amounts: no statement
        name = " ".join(f"{statement.number} {statement.title}".split()) or self.say("（无标题的表）", "(untitled)")
        where = place_words(statement.place, self.language, source=self.several)
        name += f"\n{where}" if where else ""
        answer, note = self._verdict(item, statement)
        if any(p.finding.severity > Severity.HINT for p in problems):
            answer = "no"
        elif doubts:
            answer = "not checked"
        yield Filled(item, name, answer, problems, tuple([*doubts, note] if note else doubts))

    def _verdict(self, item: Item, statement: Statement) -> tuple[Answer, str]:
        """Whether a table was checked at all, and by how much."""
        if not any(o.verdict in ("passed", "failed") and item.answers(o.code) for o in self.outcomes):
            return "not checked", self.say("本次没有运行有关的规则", "no rule on it was run")
        if statement.place in self.unrecognised:
            return "not checked", self.unrecognised[statement.place].say(self.language)
        if not statement.kind:
            return "not checked", self.say("未能认出是哪张报表", "it was not recognised which table this is")
        if statement.empty:
            return "yes", self.say("空表", "an empty table")
        if self.equations is None:
            return "not checked", self.say("勾稽核对出错", "the reconciliation crashed")
        count = self.equations[statement.index]
        if not count:
            return "not checked", self.say("没有读到可以核对的等式", "no equation was found to check it by")
        return "yes", self.say(f"核对等式 {count} 个", f"{count} equations checked")

    def _problems(self, found: Sequence[Located], lost: Sequence[str]) -> tuple[tuple[Problem, ...], list[str]]:
        """The problems, worst first, and what was not understood; ``lost``: numbers that are unaccounted for."""
        real = [x for x in found if x.finding.code not in self.form.unsure]
        doubts = [self._sentence(x) for x in found if x.finding.code in self.form.unsure]
        if lost:
            some = self.say("、", ", ").join(lost[:_LOST]) + ("……" if len(lost) > _LOST else "")
            doubts.append(
                self.say(f"有 {len(lost)} 个数字没有着落：{some}", f"{len(lost)} numbers unaccounted for: {some}")
            )
        ordered = sorted(real, key=lambda x: -x.finding.severity)
        return tuple(Problem(self._sentence(x), x.finding) for x in ordered), doubts

    def _sentence(self, one: Located) -> str:
        """Where it is, what stands there, and what it contradicts."""
        finding, language = one.finding, self.language
        severity = SEVERITIES[finding.severity].say(language)
        where = [place_words(finding.place, language, source=self.several), spot_words(one.spot, language)]
        message = finding.message.say(language)
        place = self.say("，", ", ").join(w for w in where if w)
        text = f"【{severity}】{place}：{message}" if language == "zh" else f"[{severity}] {place}: {message}"
        if not place:
            text = f"【{severity}】{message}" if language == "zh" else f"[{severity}] {message}"
        if finding.expected and not (finding.expected in message and finding.printed in message):
            printed = finding.printed or self.say("（空）", "(blank)")
            text += self.say(
                f"（印为 {printed}，应为 {finding.expected}）", f" ({printed}, expected {finding.expected})"
            )
        return text

    def _reasons(self, outcomes: Sequence[Outcome]) -> list[str]:
        """Why rules gave no verdict; rules with one reason are named together."""
        by_reason: dict[str, list[str]] = defaultdict(list)
        for outcome in outcomes:
            why = outcome.why.say(self.language) if outcome.why else ""
            name = self.names[outcome.code].say(self.language) if outcome.code in self.names else ""
            by_reason[why].append(f"{outcome.code} {name}".strip())
        lines = [f"{self._named(who)}{self.say('：', ': ')}{why}" for why, who in by_reason.items()]
        rest = len(lines) - _REASONS
        more = [self.say(f"等共 {len(lines)} 种原因", f"{rest} more reasons")] if rest > 0 else []
        return [self.say("未核对 ", "not checked: ") + line for line in lines[:_REASONS]] + more

    def _named(self, rules: Sequence[str]) -> str:
        """The first rules by name, and how many there are."""
        named = self.say("、", ", ").join(rules[:_NAMED])
        return (
            named if len(rules) <= _NAMED else named + self.say(f" 等 {len(rules)} 条", f" and others ({len(rules)})")
        )
