"""An equation with its numbers, as one line that a reader can add up."""

from yusuan.model.finding import Equation, Term
from yusuan.model.place import Place
from yusuan.model.text import Language
from yusuan.report.words import money, place_words

_RELATION = {"part": " ≥ ", "usual": " ≈ "}


def equation_words(equation: Equation, language: Language, unit: str, known: Place | None = None) -> str:
    """Say ``equation`` in one line: figures as printed, the difference, and why it must hold.

    ``unit`` is what a difference is said in. A page is said where it is another than that of the term before; ``known``
    is the finding's own place. What the labels of all terms begin or end with (the statement, the column) is said once.
    """
    ratio = equation.kind == "ratio"
    terms = (equation.total, *equation.parts)
    labels = _short([t.label for t in terms])
    words = "✓ " if equation.holds else "✗ "
    at = known
    for n, term in enumerate(terms):
        if n > 1:
            words += " ÷ " if ratio else " - " if term.sign < 0 else " + "
        elif n == 1:
            words += _RELATION.get(equation.kind, " = ") + ("-" if term.sign < 0 else "")
        words += _term(term, labels[n] if n else term.label, language, at)
        at = term.place or at
    if equation.difference and not ratio:
        gap = money(equation.difference, unit)
        words += f"（差 {gap}）" if language == "zh" else f" (off by {gap})"
    why = equation.why.say(language)
    return words + ((f"——{why}" if language == "zh" else f" - {why}") if why else "")


def _short(labels: list[str]) -> list[str]:
    """Drop the first and the last word of ``labels`` where all have them in common, and something is left of each."""
    words = [label.split() for label in labels]
    if len(words) > 1 and all(len(w) > 1 for w in words) and len({w[0] for w in words}) == 1:
        words = [w[1:] for w in words]
    if len(words) > 1 and all(len(w) > 1 for w in words) and len({w[-1] for w in words}) == 1:
        words = [w[:-1] for w in words]
    return [" ".join(w) for w in words]


def _term(term: Term, label: str, language: Language, known: Place | None) -> str:
    place = term.place
    if place is not None and place.page is not None and not _on_page(place, known):
        where = place_words(place, language)
        label = f"{label}（{where}）" if language == "zh" else f"{label} ({where})"
    if term.printed and label.endswith(term.printed):
        return label
    return f"{label} {term.printed}".strip()


def _on_page(place: Place, known: Place | None) -> bool:
    return known is not None and known.page == place.page and known.source == place.source
