"""What does not fit in a ledger is said at its cell; what is usual is not."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.unit.ledger.test_ledger import good, project, with_code

from yusuan.ledger.check import check_ledger
from yusuan.model.finding import Severity
from yusuan.model.ledger import Count, Entry, Indicator, Ledger, Origin, Reason, Words

HERE = Origin("文字", "B9")


def worded(text: str, name: str = "其他事项") -> Callable[[Ledger], Ledger]:
    return lambda g: replace(g, words=(*g.words, Words(name, text, confirmed=True, origin=HERE)))


def with_project(**changes: object) -> Callable[[Ledger], Ledger]:
    """The ledger with one project that 1 元 is spent on, of ``changes``."""

    def change(ledger: Ledger) -> Ledger:
        one = replace(project("甲", "建成", 10_000), **changes)
        return replace(with_code(ledger, nature="project", project="甲", economy="30201"), projects=(one,))

    return change


def seven(factor: int, *, differs: bool = False) -> Callable[[Ledger], Ledger]:
    """Last year's figures of six functions that are this year's but for ``factor``."""

    def change(ledger: Ledger) -> Ledger:
        first, income = ledger.entries[:2]
        codes = ("2010301", "2010302", "2010303", "2010304", "2010305", "2010306")
        now = [replace(first, coordinate=first.coordinate.at(function=c), fen=100 + n) for n, c in enumerate(codes)]
        last = [
            Entry(
                e.coordinate.at(year="2025", economy="", nature=""), e.fen * factor + (differs and not n), first.origin
            )
            for n, e in enumerate(now)
        ]
        income = replace(income, fen=sum(e.fen for e in now))
        topic = replace(ledger.entries[2], fen=sum(e.fen for e in now))
        return replace(ledger, entries=(*now, income, topic), last_year=tuple(last))

    return change


INDICATOR = Indicator("产出", "数量指标", "培训人次", "≥", "若干", "人次", 10_000, Origin("绩效指标", "D4"))


@pytest.mark.parametrize(
    ("change", "cell", "words", "severity"),
    [
        (lambda g: with_code(g, fund="govfund"), "支出!B4", "属于一般公共预算", Severity.WARNING),
        (lambda g: with_code(g, nature="personnel"), "支出!H4", "一般是公用经费", Severity.HINT),
        (lambda g: with_code(g, economy="30101"), "支出!H4", "一般是人员经费", Severity.HINT),
        (lambda g: with_code(g, gov_economy="50901"), "支出!G4", "一般对应政府经济科目 502、505", Severity.HINT),
        (lambda g: with_code(g, economy=""), "支出!E4", "没有写部门经济科目", Severity.WARNING),
        (lambda g: with_code(g, nature="basic"), "支出!H4", "人员经费还是公用经费", Severity.WARNING),
        (lambda g: replace(g, entries=(replace(g.entries[0], fen=-100), *g.entries[1:])), "支出!K4", "是负数",
         Severity.ERROR),
        (lambda g: replace(g, entries=(replace(g.entries[0], fen=1_000_000), *g.entries[1:])), "支出!K4", "按万元填",
         Severity.ERROR),
        (lambda g: replace(g, layout="广东-2024"), "单位信息!B8", "没有版式", Severity.ERROR),
        (lambda g: replace(g, layout="final-accounts"), "单位信息!B8", "与台账的种类不符", Severity.ERROR),
        (worded("本年安排XX万元。"), "文字!B9", "没有填完", Severity.WARNING),
        (worded("比上年增加（减少）5万元。"), "文字!B9", "没有填完", Severity.WARNING),
        (worded("2024年部门预算安排5万元。"), "文字!B9", "没有写到 2026 年", Severity.HINT),
        (worded("某市某某局是主管某事的部门。", "assets"), "文字!B9", "写的是“某市某某局”", Severity.HINT),
        (worded("某事。", "duties"), "文字!B9", "名称相同", Severity.WARNING),
        (with_project(first_year=2027, last_year=2026), "!", "晚于结束年度", Severity.ERROR),
        (with_project(last_year=2025), "!", "就结束了", Severity.HINT),
        (with_project(total_fen=1), "!", "还小", Severity.WARNING),
        (with_project(target="提供××服务"), "!", "没有填完", Severity.WARNING),
        (with_project(indicators=(INDICATOR,)), "绩效指标!D4", "里没有数", Severity.WARNING),
        (with_project(indicators=tuple(replace(INDICATOR, value="5", weight=w) for w in (1, 2))), "绩效指标!D4", "重复",
         Severity.WARNING),
        (seven(1), "支出!K4", "全部相同", Severity.HINT),
        (seven(10_000), "支出!K4", "单位可能是万元", Severity.WARNING),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_its_cell(change, cell, words, severity):
    ledger = change(good())
    if "万元填" in words:
        income = ledger.entries[1]
        ledger = replace(ledger, entries=(replace(ledger.entries[0], fen=100), replace(income, fen=1_000_000)))
    found = [p for p in check_ledger(ledger) if words in p.message.zh]
    assert [(f"{p.origin.sheet}!{p.origin.cell}", p.severity) for p in found][:1] == [(cell, severity)]


@pytest.mark.parametrize(
    "change",
    [
        lambda g: with_code(g, economy="30239", nature="personnel"),  # 公务交通补贴 is counted on either side
        lambda g: with_code(g, gov_economy="50299"),
        lambda g: with_code(g, gov_economy="50502"),
        seven(1, differs=True),
        worded("截至2025年12月31日，共有车辆3辆。2026年预算安排购置0辆。"),
        worded("2026年预算比2025年预算增加5万元。"),
        worded("示例局是主管某事的部门。", "assets"),
        lambda g: replace(g, reasons=(Reason("three_public", "减少接待", HERE),), counts=(Count("车", 1, "辆", HERE),)),
        with_project(total_fen=100, first_year=2026, last_year=2026),
        with_project(indicators=(replace(INDICATOR, value="100"),)),
        with_project(indicators=(replace(INDICATOR, operator="定性"),)),
    ],
)
def test_what_is_usual_is_not_said(change):
    assert [p.message.zh for p in check_ledger(change(good())) if "还小" not in p.message.zh] == []
