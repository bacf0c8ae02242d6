"""A random ledger, composed and published, is read back as it was: figures, claims, projects, sections, statements.

``make test`` draws 200 ledgers, ``make roundtrip`` 2,000; the seed of each is its number: a failure comes again.
``YUSUAN_FIRST`` is the number of the first one: other ledgers of the same kinds.
"""

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.agreement import disagreements, read_through, told
from support.flat_figures import lost_as_data, misprinted
from support.random_ledgers import LARGE, MIDDLE, SMALL, Size, random_ledger
from yusuan.catalog.designs import designed_layouts
from yusuan.model.document import Document
from yusuan.publish.as_json import dump, load

LEDGERS = int(os.environ.get("YUSUAN_LEDGERS", "200"))
FIRST = int(os.environ.get("YUSUAN_FIRST", "0"))
_CHUNK = 10
#: The format of each ledger by its number: what is quick to write and read more often.
_TURNS = (
    "html", "xlsx", "json", "html", "docx", "html", "xlsx", "html", "json", "xlsx", "html", "xlsx", "pdf", "html",
    "json", "html", "xlsx", "html", "xlsx", "html",
)  # fmt: skip
#: One in so many may have hundreds of rows, one in so many thousands.
_MIDDLE, _LARGE = 13, 97


def form_of(number: int) -> str:
    """The format that ledger ``number`` is published in: each layout comes in each of them."""
    return _TURNS[(number + number // len(_TURNS)) % len(_TURNS)]


def size_of(number: int) -> Size:
    """How large ledger ``number`` may be."""
    return LARGE if number % _LARGE == _LARGE - 1 else MIDDLE if number % _MIDDLE == _MIDDLE - 1 else SMALL


def failures(number: int, folder: Path) -> list[str]:
    """What ledger ``number`` loses on the way, with what is needed to see it again."""
    layouts = designed_layouts()
    layout, form = layouts[number % len(layouts)], form_of(number)
    ledger = random_ledger(Random(number), layout, size_of(number))
    telling = told(ledger)
    lost = disagreements(telling, read_through(telling.document, form, folder))
    lost += misprinted(telling.document, ledger.rounding)
    if form == "json":
        lost += [] if load(dump(telling.document)) == telling.document else ["JSON: not the same document"]
        lost += lost_as_data(telling.document)
    return [f"ledger {number}, {layout}, {form}: {line}" for line in lost]


@pytest.mark.parametrize("start", range(FIRST, FIRST + LEDGERS, _CHUNK))
def test_ledgers_come_back(start: int, tmp_path: Path) -> None:
    found = [line for n in range(start, min(start + _CHUNK, FIRST + LEDGERS)) for line in failures(n, tmp_path)]
    assert not found, "\n".join(found[:20])


def test_every_layout_meets_every_format() -> None:
    count = len(designed_layouts())
    met = Counter((n % count, form_of(n)) for n in range(2_000))
    assert len(met) == count * len(set(_TURNS))
    assert min(met.values()) >= 2_000 // (count * len(_TURNS))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.sampled_from(designed_layouts()))
def test_ledgers_of_hypothesis_come_back(tmp_path_factory: pytest.TempPathFactory, rng: Random, layout: str) -> None:
    telling = told(random_ledger(rng, layout))
    folder = tmp_path_factory.mktemp("composed")
    assert disagreements(telling, read_through(telling.document, "html", folder)) == []


def test_the_comparison_sees_a_lost_figure(tmp_path: Path) -> None:
    telling = told(random_ledger(Random(3), "guangdong-budget"))
    read = read_through(_without_last_table(telling.document), "html", tmp_path)
    lost = disagreements(telling, read)
    assert any(line.startswith("fact lost") for line in lost)
    assert any(line.startswith("statements") for line in lost)


def _without_last_table(document: Document) -> Document:
    part = document.parts[1]
    return replace(document, parts=(document.parts[0], replace(part, blocks=part.blocks[:-1]), *document.parts[2:]))
