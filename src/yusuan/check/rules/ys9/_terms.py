"""Terms that a text has but for one character: the lexicon, and the one pass that holds a text against it.

Two searches, each a look at every place: what *sounds* like a term is found in the text with every character written
as the commonest of its sound; of a few long names any other single edit is found by the half that it leaves whole.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from yusuan.catalog.codes import code_list

_HAN = re.compile(r"[\u4e00-\u9fff]+")
#: What a term may be broken by in print without being another: spaces, quotes, brackets.
MUTE = frozenset(" \t\n\u3000“”\"'‘’（）()﹙﹚")
_SHORT, _EDGE, _LONG, _HALF = 4, 5, 7, 4
_KINDS: tuple[Literal["function", "economy"], ...] = ("function", "economy")


@dataclass(frozen=True, slots=True)
class Slip:
    """``printed`` at ``start``..``end`` of the text, which is the term ``expected`` but for one character."""

    start: int
    end: int
    printed: str
    expected: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``sounds``: terms by how their first four characters sound, each with its own sound.

    ``heads``/``tails``: ``names`` by their halves of some ``lengths``; ``starts``: the first two characters of halves.
    ``whole``: all terms, to see whether a slip is a word itself.
    """

    sounds: dict[str, tuple[tuple[str, str], ...]]
    heads: dict[str, tuple[str, ...]]
    tails: dict[str, tuple[str, ...]]
    lengths: tuple[int, ...]
    starts: frozenset[str]
    names: frozenset[str]
    whole: str


@cache
def sound() -> dict[int, str]:
    """For each common character the commonest one that is typed like it, for ``str.translate``."""
    return {ord(ch): group[0] for group in reversed(_groups()) for ch in group}


def _groups() -> list[str]:
    text = files("yusuan.catalog").joinpath("data/homophones.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("yusuan.catalog").joinpath("data/phrases.toml").read_text(encoding="utf-8"))


@cache
def both() -> frozenset[frozenset[str]]:
    """Pairs that sound or look alike and are both right in most places."""
    return frozenset(frozenset(pair) for pair in _data()["both"])


@cache
def loose() -> frozenset[str]:
    """Particles and words of measure that come and go by right: 为职工缴纳的, 费用 for 费, 市级, 年度."""
    return frozenset(_data()["loose"])


@cache
def lexicon() -> Lexicon:
    """The stock phrases, and the subjects of the government's lists without their brackets."""
    data = _data()
    terms = {*data["names"], *data["phrases"]}
    for kind in _KINDS:
        for subjects in code_list(kind).by_code.values():
            terms.update("".join(_HAN.findall(s.name)) for s in subjects)
    return of_terms((t for t in terms if len(t) >= _SHORT), data["names"])


def of_terms(terms: Iterable[str], names: Sequence[str] = ()) -> Lexicon:
    """A lexicon of ``terms`` of four characters or more, of which ``names`` are longer than that."""
    kept = sorted(set(terms))
    sounds: dict[str, list[tuple[str, str]]] = {}
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    for term in kept:
        heard = term.translate(sound())
        sounds.setdefault(heard[:_SHORT], []).append((heard, term))
    for name in names:
        half = min(_HALF, len(name) // 2)
        heads.setdefault(name[:half], []).append(name)
        tails.setdefault(name[-half:], []).append(name)
    lengths = tuple(sorted({len(half) for half in (*heads, *tails)}))
    starts = frozenset(half[:2] for half in (*heads, *tails))
    by_sound = {k: tuple(sorted(v, key=lambda one: -len(one[0]))) for k, v in sounds.items()}
    return Lexicon(by_sound, _frozen(heads), _frozen(tails), lengths, starts, frozenset(names), " ".join(kept))


def _frozen(found: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {k: tuple(v) for k, v in found.items()}


def slips(text: str, known: Lexicon) -> Iterator[Slip]:
    """The places where ``text`` has a term of ``known`` but for one character, each once."""
    kept = [i for i, ch in enumerate(text) if ch not in MUTE]
    letters = "".join([text[i] for i in kept])
    told = 0
    for at, end, term in sorted({*_heard(letters, known), *_halved(letters, known)}):
        if at >= told:
            told = end
            begin, stop = kept[at], kept[end - 1] + 1
            yield Slip(begin, stop, text[begin:stop], term)


def _heard(letters: str, known: Lexicon) -> Iterator[tuple[int, int, str]]:
    """What sounds like a term and differs from it in one character."""
    heard, sounds = letters.translate(sound()), known.sounds
    for at in [i for i in range(len(heard) - _SHORT + 1) if heard[i : i + _SHORT] in sounds]:
        for one, term in sounds[heard[at : at + _SHORT]]:
            if not heard.startswith(one, at):
                continue
            printed = letters[at : at + len(term)]
            if printed == term:
                break  # the longest term here is as it should be
            odd = [i for i, ch in enumerate(term) if printed[i] != ch]
            inside = 0 < odd[0] < len(term) - 1
            either = frozenset((printed[odd[0]], term[odd[0]])) in both() and not (inside and term in known.names)
            if len(odd) == 1 and (inside or len(term) >= _EDGE) and not either and printed not in known.whole:
                yield at, at + len(term), term


def _halved(letters: str, known: Lexicon) -> Iterator[tuple[int, int, str]]:
    """What is a name but for a character that is wrong, lost, too many, or for two that changed places."""
    starts = known.starts
    for at in [i for i in range(len(letters)) if letters[i : i + 2] in starts]:
        for half in known.lengths:
            key = letters[at : at + half]
            for name in known.heads.get(key, ()):
                end = at + _edited(letters[at : at + len(name) + 1], name)
                if end > at and _is_slip(letters[at:end], name, known):
                    yield at, end, name
            for name in known.tails.get(key, ()):
                end = at + half
                begin = end - _edited(letters[max(0, end - len(name) - 1) : end][::-1], name[::-1])
                if begin < end and _is_slip(letters[begin:end], name, known):
                    yield begin, end, name


def _edited(text: str, name: str) -> int:
    """How long the head of ``text`` is that is ``name`` but for one edit inside it; 0 where it is not."""
    size = len(name)
    i = next((i for i in range(size) if text[i : i + 1] != name[i]), size)
    if not 0 < i < size - 1 or len(text) < size - 1:
        return 0
    rest = name[i + 1 :]
    if text[i + 1 : size] == rest or (text[i : i + 2] == rest[0] + name[i] and text[i + 2 : size] == rest[1:]):
        return size
    if text[i : size - 1] == rest:
        return size - 1
    return size + 1 if text[i + 1 : size + 1] == name[i:] else 0


def _is_slip(printed: str, name: str, known: Lexicon) -> bool:
    """Whether an edit of this kind can only be a slip in a name of this length."""
    if printed in known.whole or _HAN.fullmatch(printed) is None:
        return False
    size = len(name)
    i = next(i for i in range(size) if printed[i : i + 1] != name[i])
    if len(printed) == size and sorted(printed) == sorted(name):
        return True
    if size < _LONG:
        return False
    if len(printed) == size:
        return printed[i] not in loose() and name[i] not in loose()
    if len(printed) < size:
        return name[i] not in loose()
    return printed[i] not in loose() or printed[i] in name[i - 1 : i + 1]
