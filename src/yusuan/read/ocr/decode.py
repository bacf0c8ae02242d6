"""From the recogniser's probabilities to text, with what else each character might be.

The recogniser (CTC) says for every eighth pixel how likely each character is, or none. A character's probability is
that of its best step; other characters, or none, that are not much less likely there are other readings of the line.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

#: What amounts are printed with.
NUMERIC = "0123456789.,-%()"
#: Less likely readings are none.
_LEAST = 0.002
#: A number without what a ruling left beside it is no surer than this.
_TRIMMED = 0.9
#: Ideographs that rulings, boxes and signs are taken for; another one read so surely is there.
_STROKES, _WORD = frozenset("一二三丨丿丶乙口曰日工王土干十卜丁"), 0.8
_SIGNS = frozenset("≥≤<>＜＞±×÷")
#: By how much one reading must be likelier than the next to be the only one.
_CLEARLY = 5.0
#: So many other readings of one line are kept.
_MOST = 12
#: A line is a number if it is one in these characters, and the probability lost by taking no others is small.
_NUMBER = re.compile(r"[-(]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[)%]?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－（）％—–−", "0123456789.,-()%---")
#: Letters that a digit is taken for, and marks.
_LIKE = str.maketrans("OoＯDQlIｌ|〇○Il", "0000011110011")


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as recognised. ``confidence``: the probability of its least likely character, 0 to 1.

    ``digits``: the same of its digits alone.
    ``others``: what else it may say, likeliest first, each with its probability against the reading's own.
    """

    text: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()
    digits: float = 1.0


@dataclass(frozen=True, slots=True)
class _Step:
    """A character as read: its column in the table, the rows (steps) it was read in, its probability."""

    column: int
    first: int
    last: int
    probability: float


def decoded(table: "Floats", alphabet: tuple[str, ...]) -> Reading:
    """The text of one line out of its probabilities."""
    steps = _steps(table)
    text = "".join([alphabet[s.column] for s in steps])
    if _is_nearly_number(text) and not _names_unit(steps, text):
        return _number(table, alphabet, text)
    least = min([s.probability for s in steps], default=0.0)
    digits = min([s.probability for s, c in zip(steps, text, strict=True) if c.isdigit()], default=1.0)
    return Reading(_tidied(text), least, digits=digits)


#: Blanks beside an ideograph or between digits are the recogniser's; separators in amounts are half-width.
_BLANK = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])|(?<=[0-9][,.]) +(?=[0-9])|(?<=[0-9]) +(?=[,.][0-9])")
_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")
_POINT = re.compile(r"(?<=[0-9])．(?=[0-9])")
#: A box alone at the edge of a word is what is left of the rulings beside it; where one may tick there are several.
_BOX = re.compile(r"^[☑☐☒□■◻◼▢]([^☑☐☒□■◻◼▢]{2,})$|^([^☑☐☒□■◻◼▢]{2,})[☑☐☒□■◻◼▢]$")
#: A page's number between dashes, which look like the ideograph for one.
_PAGE = re.compile(r"[-一—–―－ー]\s*([0-9０-９]{1,3})\s*[-一—–―－ー]")


def _tidied(text: str) -> str:
    """A line's text without the blanks that nobody printed, and without what is left of rulings."""
    page = _PAGE.fullmatch(text.strip())
    if page:
        return f"-{page.group(1).translate(_FULL_WIDTH)}-"
    text = _BOX.sub(r"\1\2", text.strip()).strip()
    return _POINT.sub(".", _COMMA.sub(",", _BLANK.sub("", text)))


def _steps(table: "Floats") -> list[_Step]:
    """The characters along the likeliest path."""
    best = table.argmax(axis=1).tolist()
    top = table.max(axis=1).tolist()
    steps: list[_Step] = []
    before = 0
    for row, column in enumerate(best):
        if column and column == before:
            last = steps[-1]
            steps[-1] = _Step(column, last.first, row, max(last.probability, top[row]))
        elif column:
            steps.append(_Step(column, row, row, top[row]))
        before = column
    return steps


def _is_nearly_number(text: str) -> bool:
    """Whether most of a line's characters are those of a number."""
    plain = "".join(text.split()).translate(_FULL_WIDTH)
    digits = sum(c in "0123456789" for c in plain)
    good = sum(c in NUMERIC for c in plain.translate(_LIKE))
    return digits > 0 and good >= max(1, len(plain) - max(1, len(plain) // 6)) and (digits > 1 or good == len(plain))


def _names_unit(steps: list[_Step], text: str) -> bool:
    """Whether a word or sign is plainly read beside digits: 2026年, ≥95%. What is left of rulings has few strokes."""
    return any(
        (("\u4e00" <= c <= "\u9fff" and c not in _STROKES) or c in _SIGNS) and s.probability >= _WORD
        for s, c in zip(steps, text, strict=True)
    )


def _number(table: "Floats", alphabet: tuple[str, ...], text: str) -> Reading:
    """The line as a number, with other readings; as read if it is none."""
    import numpy as np  # noqa: PLC0415

    merged = np.zeros((len(table), len(NUMERIC) + 1), np.float32)
    merged[:, 0] = table[:, 0] + table[:, -1]
    for column, character in enumerate(alphabet[1:-1], 1):
        plain = character.translate(_FULL_WIDTH).replace("一", "-")
        if len(plain) == 1 and (at := NUMERIC.find(plain)) >= 0:
            merged[:, at + 1] += table[:, column]
    own = _steps(merged)
    found = "".join([NUMERIC[s.column - 1] for s in own])
    least = min([s.probability for s in own], default=0.0)
    others = _others(merged, own)
    if _NUMBER.fullmatch(found):
        return Reading(found, least, others, least)
    if _PAGE.fullmatch(found):
        return Reading(found, least)
    if _NUMBER.fullmatch(found.rstrip("-.,")):
        # What is left of a ruling beside it.
        return Reading(found.rstrip("-.,"), min(least, _TRIMMED), others, min(least, _TRIMMED))
    if others and others[0][1] > _CLEARLY * max([p for _, p in others[1:]], default=0.0):
        # 9.947.88 is no number, and only one reading of it is.
        sure = others[0][1] / (1.0 + others[0][1])
        return Reading(others[0][0], sure, others[1:], sure)
    plain = "".join(text.split()).translate(_FULL_WIDTH)
    least = min([s.probability for s in _steps(table)], default=0.0)
    return Reading(plain if _is_number_like(plain) else _tidied(text), least, others, least)


def _is_number_like(text: str) -> bool:
    return not text.strip(NUMERIC)


def _others(table: "Floats", steps: list[_Step]) -> tuple[tuple[str, float], ...]:
    """The numbers that one other choice gives: another character, none, or one more between two."""
    text = [NUMERIC[s.column - 1] for s in steps]
    found: dict[str, float] = {}

    def add(other: list[str], probability: float) -> None:
        word = "".join(other)
        if probability >= _LEAST and _NUMBER.fullmatch(word) and word != "".join(text):
            found[word] = max(found.get(word, 0.0), probability)

    for i, step in enumerate(steps):
        rows = table[step.first : step.last + 1]
        for column in range(1, table.shape[1]):
            if column != step.column:
                # Where a character is read over several steps, another must do so over all of them.
                add(
                    [*text[:i], NUMERIC[column - 1], *text[i + 1 :]],
                    float(rows[:, column].max()) / max(step.probability, 1e-6),
                )
        add([*text[:i], *text[i + 1 :]], float(rows[:, 0].min()) / max(step.probability, 1e-6))
    edges = [-1, *[s.last for s in steps]], [*[s.first for s in steps], len(table)]
    for i, (before, after) in enumerate(zip(*edges, strict=True)):
        gap = table[before + 1 : after]
        for column in range(1, table.shape[1]) if len(gap) else ():
            add([*text[:i], NUMERIC[column - 1], *text[i:]], float(gap[:, column].max()))
    ranked = sorted(found.items(), key=lambda item: -item[1])
    return tuple(ranked[:_MOST])
