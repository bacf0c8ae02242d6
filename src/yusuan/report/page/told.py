"""What the page needs of each finding beside the report itself: its figures, where all of it is shown, words."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from yusuan.model.finding import Equation, Finding, Term
from yusuan.model.place import Place
from yusuan.model.text import Language
from yusuan.report.document import Located
from yusuan.report.page.spoken import printed
from yusuan.report.page.views import Views
from yusuan.report.products import Examined
from yusuan.report.words import money, place_words, spot_words

Json = dict[str, Any]


class Told:
    """Tells of the findings of one document. ``figures``: as for the page; ``n_facts`` of the facts are among them."""

    def __init__(
        self, examined: Examined, shown: Views, figures: list[list[Any]], n_facts: int, language: Language
    ) -> None:
        disclosure = examined.disclosure
        self._report, self._shown, self._figures, self._language = examined.report, shown, figures, language
        self._several = len(disclosure.sources) > 1
        self._printed = [printed(claim).replace(" ", "") for claim in disclosure.claims]
        self._claims: dict[Place, list[int]] = defaultdict(list)
        for number, claim in enumerate(disclosure.claims):
            self._claims[claim.place].append(number)
        self._facts: dict[Place, int] = {}
        for number, fact in enumerate(disclosure.facts[:n_facts], len(disclosure.claims)):
            self._facts.setdefault(fact.place, number)

    def finding(self, one: Located) -> Json:
        """``at``: where it is shown; ``figures``: which it is about; what it is in words that JSON does not have."""
        finding = one.finding
        unit = (self._report.unit_of(one.spot.statement) if one.spot.statement is not None else "") or "万元"
        about = self._about(finding)
        # Of a sentence only the figure is framed, not its whole line.
        in_sentence = len(about) == 1 and about[0] < len(self._printed)
        return {
            "at": self._figures[about[0]][0] if in_sentence else self._shown.anchor(finding.place),
            "figures": about,
            "also": [[self._shown.anchor(p), place_words(p, self._language)] for p in finding.also],
            "where": spot_words(one.spot, self._language),
            "place": place_words(finding.place, self._language, source=self._several),
            "difference": "" if finding.difference is None else money(finding.difference, unit),
            "equations": [self._equation(e, unit) for e in finding.equations],
        }

    def _about(self, finding: Finding) -> list[int]:
        """The figure that it stands at; of several in one line that which it quotes, else all of them."""
        if finding.place is None:
            return []
        if finding.place in self._facts:
            return [self._facts[finding.place]]
        here = self._claims.get(finding.place, [])
        quoted = [n for n in here if self._printed[n] and self._printed[n] == finding.printed.replace(" ", "")]
        return quoted[:1] or here

    def _equation(self, equation: Equation, unit: str) -> Json:
        """Of each term its figure (-1 where it is none that can be clicked) and where it is shown."""
        gap = money(equation.difference, unit) if equation.difference and equation.kind != "ratio" else ""
        terms: Sequence[Term] = (equation.total, *equation.parts)
        return {
            "gap": gap,
            "at": [self._shown.anchor(t.place) for t in terms],
            "figures": [-1 if t.place is None else self._facts.get(t.place, -1) for t in terms],
        }
