"""The bundled example: what was planted is what differs, and it is found; nothing in it is copied from the document."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from yusuan.check.engine import check
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Result, Severity
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CLEAN, PLANTED = EXAMPLES / "gzdgov-2024.txt", EXAMPLES / "gzdgov-2024-planted.txt"
ERRORS = tomllib.loads((EXAMPLES / "planted.toml").read_text(encoding="utf-8"))["error"]


def run(path: Path) -> tuple[Disclosure, Result]:
    disclosure = build([read_pages(path)])
    return disclosure, check(disclosure)


def at(error: dict[str, Any]) -> int:
    """The line that the finding points to."""
    return error.get("at", error["line"])


@pytest.fixture(scope="module")
def clean() -> tuple[Disclosure, Result]:
    return run(CLEAN)


@pytest.fixture(scope="module")
def planted() -> tuple[Disclosure, Result]:
    return run(PLANTED)


def test_the_planted_errors_are_the_only_difference() -> None:
    good = CLEAN.read_text(encoding="utf-8").split("\n")
    bad = PLANTED.read_text(encoding="utf-8").split("\n")
    assert len(good) == len(bad)
    assert [n for n, (a, b) in enumerate(zip(good, bad, strict=True), 1) if a != b] == [e["line"] for e in ERRORS]
    for error in ERRORS:
        line = error["line"] - 1
        assert bad[line].count(error["printed"]) == 1
        position = bad[line].index(error["printed"])
        assert bad[line][:position] + error["right"] + bad[line][position + len(error["printed"]) :] == good[line]


def test_the_page_lists_the_planted_errors() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    rows = [r for r in page.splitlines() if re.match(r"\| \d", r)]
    assert len(rows) == len(ERRORS)
    for row, error in zip(rows, ERRORS, strict=True):
        assert f"| {error['line']} |" in row
        assert error["printed"] in row
        assert error["right"] in row


def test_the_example_is_read_whole(clean: tuple[Disclosure, Result]) -> None:
    disclosure, _ = clean
    tables = [s for s in disclosure.statements if s.kind != "key_projects"]
    assert len(tables) == 12
    assert all(s.kind for s in tables)
    assert len(disclosure.projects) >= 21
    assert [t for t in disclosure.tokens if t.use == "unaccounted"] == []
    assert disclosure.not_understood == ()


def test_nothing_is_wrong_with_the_example(clean: tuple[Disclosure, Result]) -> None:
    _, result = clean
    assert [f.message.zh for f in result.findings if f.severity > Severity.HINT] == []
    assert [o.code for o in result.outcomes if o.verdict == "crashed"] == []


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: f"line {e['line']}")
def test_a_planted_error_is_found_at_its_line(planted: tuple[Disclosure, Result], error: dict[str, Any]) -> None:
    found = [f for f in planted[1].findings if f.place and f.place.line == at(error)]
    assert [f for f in found if f.severity is Severity.ERROR], "not found"
    assert any(error["right"] in f.expected or error["right"] in f.message.zh for f in found), [
        f.message.zh for f in found
    ]


def test_nothing_else_is_said_of_the_planted_file(planted: tuple[Disclosure, Result]) -> None:
    lines = {at(e) for e in ERRORS}
    others = [f for f in planted[1].findings if f.severity > Severity.HINT]
    assert [f.message.zh for f in others if not f.place or f.place.line not in lines] == []


@pytest.mark.corpus
def test_no_sentence_is_copied(shared: Path) -> None:
    original = (shared / "corpus/guangzhou/广州市数字政府运营中心2024年部门预算.txt").read_text(encoding="utf-8")
    runs = {original[n : n + 16] for n in range(len(original) - 15)}
    facts = re.compile(r"[0-9.,%（）、，；：]+|[一-龥]{0,4}(?:万元|平方米|辆)")
    for line in CLEAN.read_text(encoding="utf-8").split("\n"):
        if line.startswith(("#", "- ", "单位")) or line.endswith("部门预算"):
            continue  # titles that the regulations prescribe, and the body's name
        sentence = re.sub(r"^\*\*.*?\*\*", "", line.split("\t")[-1])  # without the term that a glossary entry explains
        copied = [sentence[n : n + 16] for n in range(len(sentence) - 15) if sentence[n : n + 16] in runs]
        assert [c for c in copied if len(facts.sub("", c)) > 12] == [], line[:40]
