"""What a careful reader found wrong in the sentences of real documents, and nothing beside it."""

from pathlib import Path

import pytest

from yusuan.check.engine import check
from yusuan.check.rule import select
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

#: By document: (rule, page) of each error and warning, with its id in gold/errors.json where it has one.
EXPECTED: dict[str, list[tuple[str, int]]] = {
    "putuo/上海市普陀区财政局2024年度部门决算.pdf": [
        ("YS4-001", 21),  # G1
        ("YS4-003", 21),  # G3
        ("YS4-005", 21),  # G2
        ("YS4-013", 23),  # G4
    ],
    "putuo/中共上海市普陀区委社会工作部 2024 年度部门决算.pdf": [
        ("YS4-004", 18),  # S1
        ("YS4-007", 17),  # S4, four times
        ("YS4-007", 17),
        ("YS4-007", 18),
        ("YS4-007", 21),
        ("YS4-009", 22),  # S5
        ("YS4-014", 20),  # S2
    ],
    "putuo/上海市普陀区人民政府万里街道办事处24年预算.pdf": [
        ("YS4-001", 9),  # X5
        ("YS4-005", 6),  # X1
        ("YS4-007", 7),  # X2
        ("YS4-012", 33),  # X8
        ("YS4-014", 9),  # X4, purpose and reason
        ("YS4-015", 9),
        ("YS4-015", 7),  # X3
    ],
    "putuo/上海市普陀区人民政府办公室25年预算.pdf": [],
    "putuo/上海市普陀区商务委员会单位25年预算.pdf": [("YS4-016", 7)],  # H1
    # W4; and 统计管理 as the purpose of 专项普查活动.
    "putuo/上海市普陀区人民政府万里街道办事处25年预算.pdf": [("YS4-012", 31), ("YS4-014", 6)],
    "putuo/上海市财政局25年预算.pdf": [("YS4-017", 21), ("YS4-017", 21)],  # L3, twice
    "guangzhou/广州市数字政府运营中心2024年部门预算.txt": [],
    # A growth rate that its own figures do not give (35.94%).
    "central/2024_国家信访局_部门决算.pdf": [("YS4-002", 17)],
    # 18,728.91 in the sentence, 18,728.94 in the table; 31.35% for 31.56%; 因公出国 has an amount and is not listed.
    "central/2026_国家信访局_部门预算.pdf": [("YS4-001", 18), ("YS4-002", 25), ("YS4-013", 24), ("YS4-024", 26)],
    "xian/2026_西安市人民政府办公厅（汇总）_部门预算.pdf": [],
    "wuxi/2026_无锡市应急管理局_部门预算.pdf": [],
    "hangzhou/2026_杭州市司法局_部门预算.pdf": [],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_sentences_of_a_real_document(name: str, shared: Path):
    result = check(build([read_pages(shared / "corpus" / name)]), select(["YS4"]))
    found = [(f.code, f.place.page) for f in result.findings if f.severity.name != "HINT"]
    assert sorted(found) == sorted(EXPECTED[name])
    assert not [o for o in result.outcomes if o.verdict == "crashed"]


def test_the_sentences_of_guangzhou_are_checked_and_agree(shared: Path):
    disclosure = build([read_pages(shared / "corpus/guangzhou/广州市数字政府运营中心2024年部门预算.txt")])
    result = check(disclosure, select(["YS4"]))
    looked_at = {o.code: o.looked_at for o in result.outcomes if o.verdict == "passed"}
    assert looked_at["YS4-001"] >= 9
    assert looked_at["YS4-002"] == 4
    assert looked_at["YS4-009"] >= 3
    assert not result.findings
    assert "unaccounted" not in {t.use for t in disclosure.tokens if not t.in_table}
