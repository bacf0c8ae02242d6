"""A ledger to a document: the example's published amounts, every layout read back, what is missing told at once."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from support.compose_samples import BODIES, HERE, cells, entry, ledger_in, other_money, prose, tables
from support.ledgers import EXAMPLES, example_ledger, read_back
from yusuan.catalog.designs import designed_layouts
from yusuan.check.engine import check
from yusuan.compose import ComposeError, compose
from yusuan.model.document import Chart
from yusuan.model.finding import Severity
from yusuan.model.ledger import Words
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages


def test_every_published_amount_of_the_example_is_composed(tmp_path: Path) -> None:
    """The twelve statements print 761 amounts, 279 of them not zero."""
    document = compose(example_ledger())
    published = build([read_pages(EXAMPLES / "gzdgov-2024.txt")])
    wanted = Counter((f.coordinate, f.amount.printed) for f in published.facts if f.statement < 12)
    made = Counter((c.coordinate, c.text) for t in tables(document.parts) for c in cells(t) if c.coordinate)
    assert sum(wanted.values()) == 761
    assert sum(n for (_, printed), n in wanted.items() if printed != "0.00") == 279
    assert made == wanted
    again = read_back(document, tmp_path)
    assert [s.kind for s in again.statements if s.title] == [t.kind for t in tables(document.parts)]
    assert [f for f in check(again).findings if f.severity > Severity.HINT] == []


def test_the_narrative_of_the_example_states_the_published_figures() -> None:
    text = prose(compose(example_ledger()))
    for figure in (
        "66,356.67万元",
        "54,482.39万元",
        "458.83%",
        "25.40万元",
        "225.64%",
        "62,696.23万元",
        "62,245.70万元",
    ):
        assert figure in text
    assert "增长--（基数为0，不可比）" in text


def test_all_layouts_are_here() -> None:
    assert set(designed_layouts()) == set(BODIES)


@pytest.mark.parametrize("more", [False, True], ids=["general budget", "all funds"])
@pytest.mark.parametrize("layout", sorted(BODIES))
def test_what_is_read_back_is_what_was_composed(layout: str, more: bool, tmp_path: Path) -> None:
    document = compose(ledger_in(layout, *(other_money() if more else ())))
    again = read_back(document, tmp_path)
    statements = [s for s in again.statements if s.title]
    composed = tables(document.parts)
    assert [(s.kind, s.title, s.unit) for s in statements] == [(t.kind, t.title, t.unit) for t in composed]
    for table, statement in zip(composed, statements, strict=True):
        made = Counter((c.coordinate, c.text) for c in cells(table) if c.coordinate)
        found = Counter((f.coordinate, f.amount.printed) for f in again.facts if f.statement == statement.index)
        assert found == made, table.title
    assert not again.not_understood
    assert [f.message.zh for f in check(again).findings if f.severity > Severity.HINT] == []


@pytest.mark.parametrize("layout", sorted(BODIES))
def test_empty_statements_have_their_note(layout: str) -> None:
    document = compose(ledger_in(layout))
    govfund = next(t for t in tables(document.parts) if t.kind == "govfund")
    assert "政府性基金预算" in govfund.notes[0]
    assert govfund.notes[0].startswith("注：")
    assert all(not c.fen for c in cells(govfund))


def test_amounts_of_a_document_are_its_printed_points() -> None:
    document = compose(example_ledger())
    stated = dict(document.amounts)
    for table in tables(document.parts):
        for cell in cells(table):
            if cell.coordinate is not None:
                assert stated[cell.coordinate] == cell.fen


def test_everything_that_is_missing_is_told_at_once() -> None:
    ledger = example_ledger()
    ledger = replace(
        ledger,
        entries=tuple(e for e in ledger.entries if e.coordinate.topic not in ("agency_running", "works")),
        last_year=tuple(e for e in ledger.last_year if e.coordinate.flow != "out_total"), reasons=ledger.reasons[:1],
        words=ledger.words[1:],
    )  # fmt: skip
    with pytest.raises(ComposeError) as raised:
        compose(ledger)
    said = [str(p) for p in raised.value.problems]
    assert "“文字”表：缺少“主要职责”的文字" in said
    assert "“上年数”表：缺少“支出总计”的上年数（上年没有就填 0）" in said
    assert "“原因”表：「“三公”经费」与上年不同，缺少变动的原因" in said
    assert "“三公采购等”表：缺少“机关运行经费”的金额（没有就填 0，不能空着）" in said
    assert "“三公采购等”表：缺少“工程”的金额（没有就填 0，不能空着）" in said
    assert not any("政府采购" in x for x in said)


def test_an_amount_that_no_row_would_show_is_told_by_its_cell() -> None:
    ledger = example_ledger()
    lost = entry(100, flow="expenditure", fund="general", nature="project", economy="30227", project="没有登记的项目")
    with pytest.raises(ComposeError) as raised:
        compose(replace(ledger, entries=(*ledger.entries, lost)))
    said = [str(p) for p in raised.value.problems]
    assert "支出!H9：这笔金额没有填写功能科目" in said
    assert "支出!H9：这笔金额项目“没有登记的项目”不在“项目”表里" in said


def test_a_code_that_is_in_no_list_is_told_by_its_cell() -> None:
    ledger = example_ledger()
    odd = entry(100, flow="expenditure", fund="general", nature="public", economy="30201", function="2999999")
    with pytest.raises(ComposeError) as raised:
        compose(replace(ledger, entries=(*ledger.entries, odd)))
    assert any("支出!H9" in str(p) and "不在科目表里" in str(p) for p in raised.value.problems)


def test_a_layout_without_a_design() -> None:
    with pytest.raises(ComposeError, match="还不能编制"):
        compose(replace(example_ledger(), layout="atlantis-budget"))


def test_a_text_that_is_not_confirmed_is_marked() -> None:
    ledger = example_ledger()
    words = (*ledger.words[1:], Words("duties", "职责一。\n职责二。", False, HERE))
    document = compose(replace(ledger, words=words))
    first, second = document.parts[0].parts[0].blocks
    assert (first.text, first.open) == ("职责一。", "请确认“主要职责”")  # type: ignore[union-attr]
    assert (second.text, second.open) == ("职责二。", "")  # type: ignore[union-attr]


def test_a_template_of_the_bureaus_own() -> None:
    document = compose(
        example_ledger(), "# 第一部分 收支\n收入{in_total}。\n@if carry_in2\n@end".replace("@if carry_in2\n@end", "")
    )
    assert prose(document) == "收入66,356.67万元。"


def test_charts_show_what_the_money_is_for() -> None:
    charts = [b for p in compose(example_ledger()).parts for q in p.parts for b in q.blocks if isinstance(b, Chart)]
    assert [c.title for c in charts] == ["2024年收入来源", "2024年支出（按功能分类）"]
    assert charts[1].labels[0] == "一般公共服务支出"
    assert sum(charts[1].series[0][1]) == sum(charts[0].series[0][1])


def test_the_same_ledger_gives_the_same_document() -> None:
    ledger = replace(example_ledger(), rounding="controlled")
    assert compose(ledger) == compose(ledger)
