"""What an unknown phrase may mean: the nearest phrases of the lexicon and subjects, for a person to choose."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import get_args

from yusuan.catalog.codes import Kind, code_list, codes_named
from yusuan.catalog.lexicon import phrases, read_phrase
from yusuan.catalog.normal import bare_label, plain


def nodes_near(text: str) -> tuple[tuple[str, str, str], ...]:
    """(dimension, node, why) that ``text`` may name: what of it is understood, else the phrases spelt most like it."""
    label, _ = bare_label(text)
    reading = read_phrase(text)
    found = dict.fromkeys(reading.delta, f"多出“{reading.rest}”")
    known = phrases()
    for phrase in get_close_matches(label, known, n=3):
        for node in known[phrase]:
            found.setdefault(node, f"近似“{phrase}”")
    return tuple((d, n, why) for (d, n), why in found.items())


def subjects_near(text: str) -> tuple[tuple[str, str, str], ...]:
    """(classification, code, name) of the subjects that are called nearly like ``text``."""
    label, _ = bare_label(text)
    return tuple(dict.fromkeys(_subjects(plain(label))))[:3]


def _subjects(label: str) -> Iterator[tuple[str, str, str]]:
    for kind in get_args(Kind):
        names = [label] if codes_named(kind, label) else list(code_list(kind).by_name)
        for name in get_close_matches(label, names, n=2):
            for code in codes_named(kind, name)[:2]:
                yield kind, code, name
