"""Real documents composed anew in their layouts: how many of their amounts come back as they were printed.

Each document's own figures are made a ledger (``support.rebuilt``), composed, read back and compared by kind of
statement, point and figure as printed. Every figure that does not come back is explained beside it.
"""

from pathlib import Path

import pytest

from support.rebuilt import rebuilt
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

pytestmark = pytest.mark.corpus

#: The layout, the document, how many amounts it prints, how many come back, and why the others do not.
DOCUMENTS = (
    ("jiangsu-budget", "wuxi/2026_无锡市交通运输局（本级）_单位预算.pdf", 435, 435, ""),
    ("jiangsu-budget", "wuxi/2026_无锡市应急管理综合行政执法监督局_单位预算.pdf", 248, 248, ""),
    ("jiangsu-budget", "wuxi/2026_无锡市应急管理局_部门预算.pdf", 365, 358, "收入总表的下属单位各行，不在部门的台账里"),
    ("shanghai-budget", "putuo/上海市财政局25年预算.pdf", 263, 263, ""),
    ("shanghai-budget", "shanghai/2026_上海市文化和旅游局执法总队_单位预算.pdf", 240, 240, ""),
    ("central-budget", "central/2026_国家信访局_部门预算.pdf", 285, 285, ""),
    ("central-final-accounts", "central/2024_国家信访局_部门决算.pdf", 249, 249, ""),
    ("shanghai-final-accounts", "putuo/上海市普陀区财政局2024年度部门决算.pdf", 195, 192,
     "原文自相矛盾：社会保障和就业支出表1、表4印 326.71，表3、表5印 326.72"),
    ("guangdong-budget", "guangzhou/广州市数字政府运营中心2024年部门预算.txt", 770, 755,
     "正文的重点项目表 9 个数，尾数 6 个；完整的台账见 tests/unit/compose：761 个数全部相同"),
    ("chongqing-budget", "chongqing/2026_重庆市科学技术局_部门预算.pdf", 533, 515, "本地自设的 7 位经济科目 18 个数"),
    ("fujian-budget", "fuzhou/2026_福州市仓山生态环境局_单位预算.pdf", 148, 148, ""),
    ("hunan-budget", "changsha/2026_长沙市信访局_部门预算.pdf", 130, 130, ""),
    ("zhejiang-budget", "hangzhou/2026_杭州市气象局_部门预算.pdf", 274, 258, "下属单位各行 16 个数，不在部门的台账里"),
    ("shandong-budget", "yantai/2026_烟台市科学技术局_部门预算.pdf", 640, 633, "重名的项目 6 个数；尾数 1 个"),
)  # fmt: skip


@pytest.mark.parametrize(("layout", "name", "total", "same", "why"), DOCUMENTS, ids=[d[1] for d in DOCUMENTS])
def test_the_amounts_come_back(
    shared: Path, tmp_path: Path, layout: str, name: str, total: int, same: int, why: str
) -> None:
    made = rebuilt(build([read_pages(shared / "corpus" / name)]), layout, tmp_path)
    lost = "\n".join(f"{n} × {key}" for key, n in made.lost().items())
    assert made.total == total
    assert made.same >= same, f"{why}\n{lost}"
    assert bool(why) == (same < total)
