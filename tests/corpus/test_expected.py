"""The real documents give what tests/corpus/expected says: a new false alarm, or a lost finding, breaks the build."""

import csv
import shutil
import tomllib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import corpus_expect
import pytest

from yusuan.read.errors import ReadError

pytestmark = pytest.mark.corpus

FILES = sorted(corpus_expect.EXPECTED.rglob("*.toml"))
#: At least so much of the numeric tokens in the tables of these localities has a meaning, in thousandths.
FLOOR = {"guangzhou": 995, "shanghai": 995, "putuo": 995, "beijing": 995}


def name(path: Path) -> str:
    return path.relative_to(corpus_expect.EXPECTED).with_suffix("").as_posix()


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_the_document_gives_what_is_expected(path: Path, shared: Path) -> None:
    expected = load(path)
    files = [shared / "corpus" / f for f in expected["files"]]
    if "refused" in expected:
        with pytest.raises(ReadError) as refusal:
            corpus_expect.measure(files)
        assert type(refusal.value).__name__ == expected["refused"]
        return
    missing = what_is_missing(expected["files"], shared)
    if missing:
        pytest.skip(f"{missing} is not installed")
    got = corpus_expect.measure(files)
    assert got.crashed == ()
    assert (got.body, got.year, got.kind) == (expected["body"], expected["year"], expected["kind"])
    assert list(got.statements) == expected["statements"]
    assert differences(expected, got) == ([], []), "new findings, findings that are gone"
    tokens = expected["tokens"]
    assert got.facts >= expected["facts"]
    assert got.lost <= tokens["lost"]
    assert got.unaccounted <= tokens["unaccounted"]
    assert got.unaccounted_in_tables <= tokens["unaccounted_in_tables"]
    floor = FLOOR.get(name(path).split("/")[0], 0)
    assert got.unaccounted_in_tables * 1000 <= got.in_tables * (1000 - floor)


def what_is_missing(files: list[str], shared: Path) -> str:
    """What this machine lacks for reading ``files``: scans need the extra, old Word files LibreOffice."""
    if any(f.endswith(".doc") for f in files) and shutil.which("soffice") is None:
        return "LibreOffice"
    with (shared / "corpus" / "INDEX.tsv").open(encoding="utf-8") as index:
        scans = {row["file"] for row in csv.DictReader(index, delimiter="\t") if row["text_layer"].startswith("no")}
    return "yusuan[ocr]" if scans & set(files) and find_spec("rapidocr") is None else ""


def differences(expected: dict[str, Any], got: corpus_expect.Measured) -> tuple[list[str], list[str]]:
    """The findings that are new, with their messages, and the keys of those that are gone."""
    wanted = Counter(
        (f["key"], f["severity"], f.get("printed", ""), f.get("expected", "")) for f in expected.get("finding", ())
    )
    found = Counter((s.key, s.severity, s.printed, s.expected) for s in got.said)
    messages = {s.key: s.message for s in got.said}
    return [f"{k[0]}: {messages[k[0]]}" for k in found - wanted], [str(k) for k in wanted - found]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_expected_finding_was_looked_at(path: Path) -> None:
    expected = load(path)
    findings = expected.get("finding", ())
    for finding in findings:
        assert finding["verdict"] in corpus_expect.VERDICTS, finding["key"]
        assert finding["verdict"] != "unseen", f"look at the page: {finding['key']}"
        assert finding["comment"], f"say what stands on the page: {finding['key']}"
    assert Counter(f["code"] for f in findings) == expected.get("counts", {})


def test_every_document_has_its_expectations(shared: Path) -> None:
    assert set(corpus_expect.documents(shared / "corpus")) == set(FILES)
