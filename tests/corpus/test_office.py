"""The workbooks and Word documents of the corpus are read whole."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from yusuan.model.disclosure import Disclosure
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

XLS = "taiyuan/2016_太原市发展和改革委员会_部门决算_GK01-GK09.xls"
DOC = "taiyuan/2016_太原市发展和改革委员会_部门决算.doc"
FORMS = Counter(
    {"summary": 1, "income": 1, "expenditure": 1, "grant_summary": 1, "govfund": 1, "three_public": 1}
)  # fmt: skip


def read(shared: Path, name: str) -> Disclosure:
    pages = read_pages(shared / "corpus" / name)
    disclosure = build([pages])
    assert sum(p.numbers for p in pages.pages) == len(disclosure.tokens)
    return disclosure


def left(disclosure: Disclosure) -> list[str]:
    return [t.text for t in disclosure.tokens if t.use == "unaccounted"]


def test_the_nine_forms_of_final_accounts(shared: Path) -> None:
    disclosure = read(shared, XLS)
    kinds = Counter(s.kind for s in disclosure.statements)
    assert kinds & FORMS == FORMS
    assert "" not in kinds
    assert left(disclosure) == []
    assert (disclosure.identity.year, disclosure.identity.kind) == (2016, "final_accounts")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_same_forms_in_a_word_document(shared: Path) -> None:
    document, workbook = read(shared, DOC), read(shared, XLS)
    assert left(document) == []
    same = {s.kind for s in document.statements} & set(FORMS)
    assert same == set(FORMS)

    def values(of: Disclosure) -> Counter[tuple[str, int]]:
        kinds = {s.index: s.kind for s in of.statements}
        return Counter((kinds[f.statement], f.amount.value) for f in of.facts if kinds[f.statement] in same)

    assert values(document) == values(workbook)


@pytest.mark.parametrize("name", ["putuo/unit_budget_template.xlsx", "putuo/budget_template.xls"])
def test_blank_templates(shared: Path, name: str) -> None:
    disclosure = read(shared, name)
    assert len(disclosure.statements) >= 9
    assert all(s.kind for s in disclosure.statements)
    assert all(s.empty for s in disclosure.statements)
    assert left(disclosure) == []
