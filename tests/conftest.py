"""What all tests share: where the real documents are, and a plain word where they are missing."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MISSING = (
    "the real documents are missing: set YUSUAN_CORPUS to the folder that holds corpus/ and gold/, "
    "or lay it beside the repository as ../shared"
)


def corpus_home() -> Path:
    """The folder that holds ``corpus/`` and ``gold/``: $YUSUAN_CORPUS, else ``../shared`` beside the repository."""
    named = os.environ.get("YUSUAN_CORPUS")
    return Path(named) if named else ROOT.parent / "shared"


def has_corpus() -> bool:
    """Whether the real documents are there."""
    return (corpus_home() / "corpus" / "INDEX.tsv").is_file()


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that holds ``corpus/`` and ``gold/``; the test is skipped, saying so, where it is missing."""
    if not has_corpus():
        pytest.skip(MISSING)
    return corpus_home()


def pytest_report_header() -> str:
    return f"corpus: {corpus_home() if has_corpus() else 'missing, its tests will be skipped'}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not has_corpus():
        terminalreporter.write_line(f"Skipped all corpus tests: {MISSING}.", yellow=True)
