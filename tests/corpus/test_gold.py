"""What a careful reader found wrong in real documents is found, or is known to be work for later."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from yusuan.check.engine import check
from yusuan.model.finding import Finding, Severity
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

KNOWN = tomllib.loads((Path(__file__).parent / "gold.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    data = json.loads((shared / "gold" / "errors.json").read_text(encoding="utf-8"))
    return {d["file"]: d for d in data["documents"]}


@pytest.fixture(scope="module", params=sorted(KNOWN))
def document(request: pytest.FixtureRequest, shared: Path) -> tuple[str, tuple[Finding, ...]]:
    return request.param, check(build([read_pages(shared / "corpus" / request.param)])).findings


def told(finding: Finding) -> str:
    return f"{finding.message.zh} {finding.printed} {finding.expected}"


def pages(text: str | int) -> set[int]:
    return {int(p) for p in re.findall(r"\d+", str(text))}


def test_what_the_reader_found_is_found(document, gold) -> None:
    file, findings = document
    where = {e["id"]: pages(e["page"]) for e in gold[file]["errors"]}
    missed, found_by_now = [], []
    for name, known in KNOWN[file].items():
        hits = [
            f
            for f in findings
            if f.severity > Severity.HINT
            and f.place
            and f.place.page in where[name]
            and all(w in told(f) for w in known["words"])
        ]
        if "not_yet" in known and hits:
            found_by_now.append(name)
        elif "not_yet" not in known and not hits:
            missed.append(name)
    assert missed == []
    assert found_by_now == [], "take out not_yet"


def test_what_rounding_explains_is_no_error(document, gold) -> None:
    file, findings = document
    for error in gold[file]["errors"]:
        if error["cls"] == "R":
            wrong = [told(f) for f in findings if f.severity > Severity.HINT and f.code[:3] in ("YS2", "YS3")]
            assert wrong == []


def test_every_error_of_the_reader_is_accounted_for(gold) -> None:
    errors = {f: {e["id"] for e in d["errors"] if e["cls"] != "R"} for f, d in gold.items()}
    assert {f: e for f, e in errors.items() if e} == {f: set(k) for f, k in KNOWN.items()}


def test_the_classes_are_the_readers(gold) -> None:
    classes = {f: {e["id"]: e["cls"] for e in d["errors"]} for f, d in gold.items()}
    assert {(f, e): k["cls"] for f, known in KNOWN.items() for e, k in known.items()} == {
        (f, e): classes[f][e] for f, known in KNOWN.items() for e in known
    }
