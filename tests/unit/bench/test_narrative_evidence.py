"""What contradicts a slip is told by printed figures alone: the cases that the benchmark rests on."""

import pytest
from narrative_evidence import Evidence, figures
from narrative_slips import edited

from yusuan.model.disclosure import Paragraph
from yusuan.model.place import Place, Source
from yusuan.read.disclosure import build
from yusuan.read.text import read_text

TEXT = (
    "# 某市气象局2026年部门预算\n\n表1 收支总体情况表\n\n单位：万元\n\n收入\t预算数\t支出\t预算数\n"
    "本年收入\t1,234.56\t本年支出\t1,234.56\n\n"
)
PLACE = Place(Source("0" * 64, "文件.txt", "text"), line=1)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence(build([read_text(TEXT.encode(), PLACE.source)]))


@pytest.mark.parametrize(
    ("text", "at", "wrong", "by"),
    [
        ("收入1,234.56万元。", 0, 124_356, "table"),
        ("收入1,234.56万元。", 0, 123_457, ""),  # rounding explains one in the last place
        ("收入2,345.67万元。", 0, 243_567, ""),  # nothing else prints it
        ("收入2,345.67万元，比上年2,300.00万元增加45.67万元。", 0, 243_567, "equation (difference)"),
        (
            "支出2,345.67万元，其中：基本支出1,345.67万元，项目支出900.25万元，经营支出99.75万元。",
            2,
            200_000,
            "equation (sum)",
        ),
    ],
)
def test_an_amount(evidence: Evidence, text: str, at: int, wrong: int, by: str) -> None:
    assert evidence.of_amount(0, 0, figures(text), at, wrong * 10_000) == by


@pytest.mark.parametrize(
    ("text", "wrong", "by"),
    [
        ("收入2,345.67万元，比上年增加45.67万元，增长1.99%。", 1_090_000, "equation (growth)"),
        ("收入2,345.67万元，比上年增加45.67万元，增长1.99%。", 1_980_000, ""),
        ("收入2,345.67万元，增长1.99%。", 1_090_000, ""),
    ],
)
def test_a_rate(evidence: Evidence, text: str, wrong: int, by: str) -> None:
    found = figures(text)
    assert evidence.of_rate(found, len(found) - 1, wrong) == by


@pytest.mark.parametrize(
    ("text", "sign", "by"),
    [
        ("收入2,345.67万元，比上年增加45.67万元，增长1.99%。", 1, "equation (growth)"),
        ("收入2,345.67万元，比上年2,300.00万元增加45.67万元。", 1, "equation (difference)"),
        ("收入2,345.67万元，比上年增加45.67万元。", 1, ""),
    ],
)
def test_a_direction(evidence: Evidence, text: str, sign: int, by: str) -> None:
    assert evidence.of_direction(figures(text), text.index("增加") + 2, sign) == by


def test_an_edited_paragraph_keeps_its_lines() -> None:
    below = Place(PLACE.source, line=2)
    changed = edited(Paragraph("收入12.34万元，支出12.34万元。", ((0, PLACE), (10, below))), 2, 7, "112.34")
    assert changed.text == "收入112.34万元，支出12.34万元。"
    assert changed.place_of(3) == PLACE
    assert changed.place_of(changed.text.index("支出")) == below
