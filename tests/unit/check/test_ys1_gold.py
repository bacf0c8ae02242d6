"""The form errors that a careful reader found in real documents, and nothing beside them."""

from pathlib import Path

import pytest

from yusuan.check.engine import check
from yusuan.check.rule import select
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

#: By document: (rule, page) of each error and warning. L1, L2, X6 and S3 of gold/errors.json.
EXPECTED: dict[str, list[tuple[str, int]]] = {
    "上海市财政局25年预算.pdf": [("YS1-007", 15), ("YS1-007", 16)],
    "上海市普陀区人民政府万里街道办事处24年预算.pdf": [("YS1-008", 31)],
    "中共上海市普陀区委社会工作部 2024 年度部门决算.pdf": [("YS1-011", 15), ("YS1-011", 16)],
    "上海市普陀区财政局2024年度部门决算.pdf": [],
    "上海市普陀区人民政府办公室25年预算.pdf": [],
    "上海市普陀区商务委员会单位25年预算.pdf": [],
    "上海市普陀区人民政府万里街道办事处25年预算.pdf": [],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_form_errors_of_a_real_document(name: str, shared: Path):
    result = check(build([read_pages(shared / "corpus" / "putuo" / name)]), select(["YS1"]))
    found = [(f.code, f.place.page) for f in result.findings if f.severity.name != "HINT"]
    assert found == EXPECTED[name]
