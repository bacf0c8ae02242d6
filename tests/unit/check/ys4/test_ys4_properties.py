"""Sentences rendered from consistent figures are never flagged; one figure changed in them is."""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from yusuan.check.rule import NotApplicable, NotChecked, registry
from yusuan.model.finding import Severity

RULES = [r for c, r in registry().items() if c.startswith("YS4-")]
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
#: 分; from 5 万元 to 10 亿元.
MONEY = st.integers(min_value=5_000_000, max_value=100_000_000_000)


def findings(context, final=False):
    found = []
    for rule in RULES:
        if ("final_accounts" if final else "budget") not in rule.kinds:
            continue
        try:
            found += rule.check(context).findings
        except (NotChecked, NotApplicable):
            continue
    return found


def wan(fen: int, places: int = 2) -> str:
    """万元, rounded half up, its zeros left off where ``places`` is negative."""
    shown = abs(places)
    scaled = (2 * fen * 10**shown + 1_000_000) // 2_000_000
    text = f"{scaled // 10**shown:,}" + (f".{scaled % 10**shown:0{shown}d}" if shown else "")
    return text.rstrip("0").rstrip(".") if places < 0 and "." in text else text


def percent(part: int, whole: int, places: int = 2) -> str:
    scaled = (2 * part * 100 * 10**places + whole) // (2 * whole)
    return f"{scaled // 10**places}" + (f".{scaled % 10**places:0{places}d}" if places else "")


@st.composite
def budgets(draw):
    """A narrative of a budget with its figures in 分, printed in one style."""
    places = draw(st.sampled_from([2, 2, -2, 0]))
    general, own, last = draw(MONEY), draw(MONEY), draw(MONEY)
    total = general + own
    basic = draw(st.integers(min_value=1, max_value=total - 1))
    staff = draw(st.integers(min_value=0, max_value=basic))
    parts = draw(st.tuples(*[st.integers(min_value=0, max_value=20_000_000)] * 4))
    bought = draw(st.tuples(*[st.integers(min_value=0, max_value=2_000_000_000)] * 3))
    change = total - last
    word, rate = ("增加", "增长") if change >= 0 else ("减少", "下降")
    abroad, purchase, running, reception = parts
    vehicle, three = purchase + running, sum(parts)
    w = lambda fen: wan(fen, places)  # noqa: E731
    paragraphs = [
        (
            f"2026年，某市测绘局收入预算{w(total)}万元，比2025年预算{word}{w(abs(change))}万元，"
            f"{rate}{percent(abs(change), last)}%，其中：一般公共预算拨款收入{w(general)}万元，"
            f"占{percent(general, total)}%；其他收入{w(own)}万元，占{percent(own, total)}%。"
        ),
        (
            f"支出预算{w(total)}万元，其中：基本支出{w(basic)}万元，占{percent(basic, total)}%；"
            f"项目支出{w(total - basic)}万元，占{percent(total - basic, total)}%。"
        ),
        f"基本支出{w(basic)}万元，其中：人员经费{w(staff)}万元，公用经费{w(basic - staff)}万元。",
        (
            f"财政拨款“三公”经费预算{wan(three)}万元，其中：因公出国（境）费{wan(abroad)}万元；公务用车购置及运行费"
            f"{wan(vehicle)}万元（公务用车购置费{wan(purchase)}万元，公务用车运行费{wan(running)}万元）；"
            f"公务接待费{wan(reception)}万元。"
        ),
        (
            f"政府采购预算{wan(sum(bought))}万元，其中：政府采购货物预算{wan(bought[0])}万元、"
            f"政府采购工程预算{wan(bought[1])}万元、政府采购服务预算{wan(bought[2])}万元。"
        ),
    ]
    # Where totals are printed in whole 万元, the sections that keep two places are others.
    kept = paragraphs if places else paragraphs[:3]
    return kept, {
        "in_total": total,
        "out_total": total,
        "basic": basic,
        "project": total - basic,
        "three_public": three,
    }


def cells(fact, figures):
    yuan = {k: f"{v // 100}.{v % 100:02d}" for k, v in figures.items()}
    return [
        fact(yuan["in_total"], "元", flow="in_total"),
        fact(yuan["out_total"], "元", flow="out_total"),
        fact(yuan["basic"], "元", nature="basic"),
        fact(yuan["project"], "元", nature="project"),
        fact(yuan["three_public"], "元", topic="three_public", fund="grant"),
    ]


@QUICK
@given(budgets())
def test_a_consistent_budget_is_never_flagged(context, fact, made):
    paragraphs, figures = made
    found = findings(context(*paragraphs, facts=cells(fact, figures)))
    assert [f.message.zh for f in found if f.severity is not Severity.HINT] == []


@QUICK
@given(budgets(), st.data())
def test_a_planted_error_is_found(context, fact, made, data):
    paragraphs, figures = made
    number = data.draw(st.integers(min_value=0, max_value=len(paragraphs) - 1))
    text = paragraphs[number]
    # The first amount of a paragraph is either printed by a table or the sum of what follows it.
    m = re.search(r"(?<=[算出费])[0-9][0-9,]*(?=(?:\.[0-9]+)?万元)", text)
    assume(m is not None)
    wrong = str(int(m.group().replace(",", "")) * 2 + 7)
    paragraphs = [*paragraphs[:number], text[: m.start()] + wrong + text[m.end() :], *paragraphs[number + 1 :]]
    assert findings(context(*paragraphs, facts=cells(fact, figures)))


@st.composite
def finals(draw):
    """One item of final accounts."""
    budget, final = draw(MONEY), draw(MONEY)
    assume(wan(budget) != wan(final))
    word = "大于" if final > budget else "小于"
    rate = percent(final, budget)
    text = (
        f"1、教育支出（类）进修及培训（款）培训支出（项）。主要用于：办班。年初预算为{wan(budget)}万元，"
        f"支出决算为{wan(final)}万元，完成年初预算的{{}}%。决算数{{}}预算数的主要原因：按实际执行。"
    )
    return text, rate, word


@QUICK
@given(finals())
def test_final_accounts(context, made):
    text, rate, word = made
    assert findings(context(text.format(rate, word), final=True), final=True) == []
    other = {"大于": "小于", "小于": "大于"}[word]
    assert [f.code for f in findings(context(text.format(rate, other), final=True), final=True)] == ["YS4-011"]


@QUICK
@given(MONEY, MONEY, st.sampled_from([0, 1, 2]))
def test_a_rate_of_any_precision(context, now, last, places):
    change = now - last
    word, rate = ("增加", "增长") if change > 0 else ("减少", "下降")
    assume(change)
    printed = percent(abs(change), last, places)
    text = f"支出预算{wan(now)}万元，比上年{word}{wan(abs(change))}万元，{rate}{printed}%。"
    assert findings(context(text)) == []


@pytest.mark.parametrize("gap", ["", " ", "　"])
def test_spaces_make_no_difference(context, gap):
    text = gap.join(
        "支出预算120万元，比上年增加20万元，增长25%。".replace("120", "①").replace("20", "②").replace("25", "③")
    )
    text = text.replace("①", "120").replace("②", "20").replace("③", "25")
    assert [f.code for f in findings(context(text))] == ["YS4-002"]
