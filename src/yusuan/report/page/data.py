"""Everything that the page's script works on, as one value for JSON: the report itself and what is clicked in it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from yusuan.check.rule import registry
from yusuan.model.disclosure import Disclosure, NotUnderstood
from yusuan.model.finding import Equation, Finding, Term
from yusuan.model.place import Place
from yusuan.model.text import Language
from yusuan.report.account import USES
from yusuan.report.as_json import check_json
from yusuan.report.document import Located
from yusuan.report.page.graph import MOST_FACTS, Graph, graph
from yusuan.report.page.spoken import printed, spoken
from yusuan.report.page.views import Anchor, Views, in_line
from yusuan.report.page.words import WORDS
from yusuan.report.products import Examined
from yusuan.report.text import MISSED
from yusuan.report.words import SEVERITIES, VERDICTS, money, place_words, spot_words, title_of

Json = dict[str, Any]

#: Characters of any one text: a cell may hold megabytes, and a finding quote it.
_LONG = 4_000


def collected(examined: Examined, shown: Views, language: Language) -> Json:
    """The data of the page; texts are cut at 4,000 characters."""
    disclosure, report = examined.disclosure, examined.report
    made = graph(disclosure, examined.reconciliation, language)
    claims = spoken(disclosure, examined.reconciliation, made, language)
    figures = _figures(disclosure, made, claims, shown, language)
    figures_at = _FiguresAt(disclosure, made)
    data: Json = {
        "language": language,
        "words": {key: text.say(language) for key, text in WORDS.items()},
        "title": title_of(disclosure.identity, language),
        "documents": list(report.paths),
        "sources": [source.name for source in disclosure.sources],
        "identity": "-".join(source.sha256[:16] for source in disclosure.sources),
        "report": check_json([report]),
        "severities": {s.name.lower(): t.say(language) for s, t in SEVERITIES.items()},
        "verdicts": {v: t.say(language) for v, t in VERDICTS.items()},
        "uses": {u: t.say(language) for u, t in USES.items()},
        "rules": _rules(examined, language),
        "views": [_view(v.source, v.sheet) for v in shown.views],
        "figures": figures,
        "claims": claims,
        "points": made.points,
        "agree": [int(a) for a in made.agree],
        "reasons": made.reasons,
        "equations": made.equations,
        "findings": [_spots(x, examined, shown, figures_at, language) for x in report.located],
        "missed": [_missed(n, shown, language) for n in disclosure.not_understood],
        "left_out": max(0, len(disclosure.facts) - MOST_FACTS),
    }
    found: Json = _cut(data)
    return found


def _rules(examined: Examined, language: Language) -> Json:
    """What the rule book says of every rule that was asked."""
    book = registry()
    return {
        code: {
            "name": rule.name.say(language),
            "why": rule.why.say(language),
            "basis": rule.basis.say(language),
            "wrong": rule.wrong.say(language),
            "right": rule.right.say(language),
        }
        for code, _ in examined.report.rules
        if (rule := book.get(code)) is not None
    }


def _view(source: int, sheet: Any) -> Json:  # noqa: ANN401 - a Sheet or None
    if sheet is None:
        return {"source": source}
    return {
        "source": source,
        "page": sheet.number,
        "width": round(sheet.width * 10),
        "height": round(sheet.height * 10),
    }


def _figures(
    disclosure: Disclosure, made: Graph, claims: list[Json], shown: Views, language: Language
) -> list[list[Any]]:
    """Each figure: anchor, what is printed with its unit, label, point, place in words."""
    figures: list[list[Any]] = []
    for number, claim in enumerate(disclosure.claims):
        anchor = shown.anchor(in_line(disclosure, claim))
        if isinstance(anchor, str) or anchor is None:
            anchor = f"f{number}"
        point = made.at.get(claim.coordinate, -1) if claim.coordinate is not None and claim.kind == "amount" else -1
        words = printed(claim) or claims[number]["sentence"][1]
        figures.append([anchor, words, claim.subject, point, place_words(claim.place, language)])
    facts = disclosure.facts[: len(made.point)]
    for number, (fact, point, label) in enumerate(zip(facts, made.point, made.labels, strict=True), made.first):
        anchor = shown.anchor(fact.place)
        if isinstance(anchor, str) or anchor is None:
            anchor = f"f{number}"
        words = f"{fact.amount.printed} {fact.amount.unit}".strip()
        figures.append([anchor, words, label, point, place_words(fact.place, language)])
    return figures


class _FiguresAt:
    """Which figures a finding is about."""

    def __init__(self, disclosure: Disclosure, made: Graph) -> None:
        self._claims: dict[Place, list[int]] = defaultdict(list)
        self._facts: dict[Place, int] = {}
        self._printed = [printed(claim).replace(" ", "") for claim in disclosure.claims]
        for number, claim in enumerate(disclosure.claims):
            self._claims[claim.place].append(number)
        for number, fact in enumerate(disclosure.facts[: len(made.point)], made.first):
            self._facts.setdefault(fact.place, number)

    def fact(self, place: Place | None) -> int:
        """The cell at ``place``; -1 where there is none."""
        return -1 if place is None else self._facts.get(place, -1)

    def of(self, finding: Finding) -> list[int]:
        """The figure that it stands at; of several in one line that which it quotes, else all of them."""
        if finding.place is None:
            return []
        if finding.place in self._facts:
            return [self._facts[finding.place]]
        here = self._claims.get(finding.place, [])
        quoted = [n for n in here if self._printed[n] and self._printed[n] == finding.printed.replace(" ", "")]
        return quoted[:1] or here


def _spots(one: Located, examined: Examined, shown: Views, figures_at: _FiguresAt, language: Language) -> Json:
    """Where a finding and all that it names are shown, and what JSON leaves out: words for amounts and places."""
    finding = one.finding
    unit = (examined.report.unit_of(one.spot.statement) if one.spot.statement is not None else "") or "万元"
    return {
        "at": shown.anchor(finding.place),
        "figures": figures_at.of(finding),
        "also": [_linked(p, shown, language) for p in finding.also],
        "where": spot_words(one.spot, language),
        "place": place_words(finding.place, language, source=len(examined.disclosure.sources) > 1),
        "difference": "" if finding.difference is None else money(finding.difference, unit),
        "equations": [_equation(e, unit, shown, figures_at) for e in finding.equations],
    }


def _linked(place: Place, shown: Views, language: Language) -> list[Anchor | str | None]:
    return [shown.anchor(place), place_words(place, language)]


def _equation(equation: Equation, unit: str, shown: Views, figures_at: _FiguresAt) -> Json:
    """Of each term its figure (-1 where it is none that can be clicked) and where it is shown."""
    gap = money(equation.difference, unit) if equation.difference and equation.kind != "ratio" else ""
    terms: Sequence[Term] = (equation.total, *equation.parts)
    return {
        "gap": gap,
        "at": [shown.anchor(t.place) for t in terms],
        "figures": [figures_at.fact(t.place) for t in terms],
    }


def _missed(one: NotUnderstood, shown: Views, language: Language) -> Json:
    kind = MISSED.get(one.what)
    return {
        "what": kind.say(language) if kind else one.what,
        "text": one.text,
        "why": one.why.say(language),
        "place": place_words(one.place, language),
        "at": shown.anchor(one.place),
    }


def _cut(value: Any) -> Any:  # noqa: ANN401 - any value that JSON has
    """``value`` with every text in it cut to a length that a page can show."""
    if isinstance(value, str):
        return value if len(value) <= _LONG else value[:_LONG] + "…"
    if isinstance(value, dict):
        return {key: _cut(v) for key, v in value.items()}
    if isinstance(value, list):
        return [_cut(v) for v in value]
    return value
