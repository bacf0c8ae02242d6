"""An equation with its numbers, as one line that a reader can add up."""

from yusuan.model.finding import Equation, Term
from yusuan.model.place import Place
from yusuan.model.text import Language
from yusuan.report.words import money, place_words

_RELATION = {"part": " ≥ ", "usual": " ≈ "}


def equation_words(equation: Equation, language: Language, unit: str, known: Place | None = None) -> str:
    """``equation`` in one line: figures as printed, what the right side makes, the difference, and why it must hold.

    ``unit`` is what a difference is said in; ``known`` is the finding's own place, whose page is not said again.
    """
    ratio = equation.kind == "ratio"
    left = _term(equation.total, language, known)
    parts = []
    for n, term in enumerate(equation.parts):
        sign = "÷" if ratio and n else ("-" if term.sign < 0 else "+")
        parts.append((f" {sign} " if n else ("-" if term.sign < 0 else "")) + _term(term, language, known))
    mark = "✓" if equation.holds else "✗"
    words = f"{mark} {left}{_RELATION.get(equation.kind, ' = ')}{''.join(parts)}"
    if equation.difference and not ratio:
        gap = money(equation.difference, unit)
        words += f"（差 {gap}）" if language == "zh" else f" (off by {gap})"
    why = equation.why.say(language)
    return words + ((f"——{why}" if language == "zh" else f" - {why}") if why else "")


def _term(term: Term, language: Language, known: Place | None) -> str:
    page = term.place.page if term.place else None
    seen = page is None or (known is not None and known.page == page and known.source == term.place.source)  # type: ignore[union-attr]
    where = "" if seen or term.place is None else place_words(term.place, language)
    label = (
        f"{term.label}（{where}）" if where and language == "zh" else f"{term.label} ({where})" if where else term.label
    )
    return f"{label} {term.printed}".strip()
