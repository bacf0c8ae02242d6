"""Everything that the page's script works on, as one value for JSON: the report itself and what is clicked in it."""

from typing import Any

from yusuan.check.rule import registry
from yusuan.model.disclosure import Disclosure, NotUnderstood
from yusuan.model.text import Language
from yusuan.report.account import USES
from yusuan.report.as_json import check_json
from yusuan.report.page.graph import MOST_FACTS, Graph, graph
from yusuan.report.page.spoken import printed, spoken
from yusuan.report.page.told import Told
from yusuan.report.page.views import Views, in_line
from yusuan.report.page.words import WORDS
from yusuan.report.products import Examined
from yusuan.report.text import MISSED
from yusuan.report.words import SEVERITIES, place_words, title_of

Json = dict[str, Any]

#: Characters of any one text: a cell may hold megabytes, and a finding quote it.
_LONG = 4_000


def collected(examined: Examined, shown: Views, language: Language) -> Json:
    """The data of the page; texts are cut at 4,000 characters."""
    disclosure, report = examined.disclosure, examined.report
    made = graph(disclosure, examined.reconciliation, language)
    claims = spoken(disclosure, examined.reconciliation, made, language)
    figures = _figures(disclosure, made, claims, shown, language)
    told = Told(examined, shown, figures, len(made.point), language)
    data: Json = {
        "language": language,
        "words": {key: text.say(language) for key, text in WORDS.items()},
        "title": title_of(disclosure.identity, language),
        "documents": list(report.paths),
        "sources": [source.name for source in disclosure.sources],
        "identity": "-".join(source.sha256[:16] for source in disclosure.sources),
        "report": check_json([report]),
        "severities": {s.name.lower(): t.say(language) for s, t in SEVERITIES.items()},
        "uses": {u: t.say(language) for u, t in USES.items()},
        "rules": _rules(examined, language),
        "views": [_view(v.source, v.sheet) for v in shown.views],
        "figures": figures,
        "claims": claims,
        "points": made.points,
        "agree": [int(a) for a in made.agree],
        "reasons": made.reasons,
        "equations": made.equations,
        "findings": [told.finding(x) for x in report.located],
        "statements": [shown.anchor(statement.place) for statement in disclosure.statements],
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
