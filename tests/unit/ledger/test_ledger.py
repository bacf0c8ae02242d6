"""The ledger: the same in a workbook, in CSV and in JSON; what is wrong is said at its cell."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yusuan.app.ledger import from_cells, load
from yusuan.cli.main import run
from yusuan.ledger.check import check_ledger
from yusuan.ledger.excel import workbook
from yusuan.ledger.flat import LedgerFileError, from_csv, from_json, to_csv, to_json
from yusuan.ledger.form import FUNDS, NATURES, forms
from yusuan.ledger.parse import parse
from yusuan.ledger.records import Record
from yusuan.ledger.records_of import records_of_ledger, yuan
from yusuan.ledger.sheets import records_of
from yusuan.model.coordinate import Coordinate
from yusuan.model.ledger import Count, Entry, Indicator, Ledger, LedgerProject, Origin, Reason, Words
from yusuan.read.limits import DEFAULT
from yusuan.read.workbook.pages import sheets_of

NOWHERE = Origin("", "")
# What XML, CSV and a spreadsheet's cell can hold without loss; a cell's outer blanks are not kept.
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=20)
FEN = st.integers(-(10**13), 10**13)
PROJECTS = ("甲项目", "乙项目（二期）", "=1+1")


def at(phase: str) -> st.SearchStrategy[Coordinate]:
    income = st.builds(
        lambda flow, fund, function: Coordinate(year="2026", phase=phase, flow=flow, fund=fund, function=function),
        st.sampled_from(["income", "carry_in"]), st.sampled_from(FUNDS), st.sampled_from(["2010301", "2080505"]),
    )  # fmt: skip
    out = st.builds(
        lambda fund, function, economy, nature, project: Coordinate(
            year="2026", phase=phase, flow="expenditure", fund=fund, function=function, economy=economy, nature=nature,
            project=project if nature == "project" else "",
        ),
        st.sampled_from(FUNDS), st.sampled_from(["2010301", "2210201"]), st.sampled_from(["", "30101", "30217"]),
        st.sampled_from(NATURES), st.sampled_from(PROJECTS),
    )  # fmt: skip
    topic = st.builds(
        lambda t: Coordinate(year="2026", phase=phase, flow="expenditure", topic=t),
        st.sampled_from(["goods", "abroad"]),
    )
    return st.one_of(income, out, topic)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    kind = draw(st.sampled_from(["budget", "final_accounts"]))
    phases = ["budget"] if kind == "budget" else ["budget", "adjusted", "final"]
    points = draw(st.lists(st.sampled_from(phases).flatmap(at), max_size=12, unique=True))
    indicator = Indicator("产出", "数量指标", draw(WORDS), "≥", "500", "人次", draw(st.integers(0, 10_000)), NOWHERE)
    projects = tuple(
        LedgerProject(name, "", 2024, 2026, draw(st.none() | FEN), draw(WORDS), "", (indicator,), NOWHERE)
        for name in PROJECTS
    )
    last = [
        Coordinate(year="2025", phase="budget", flow="expenditure", function=f, nature="basic") for f in ("", "201")
    ]
    return Ledger(
        draw(WORDS), 2026, kind, "unit", "guangdong-budget", ("甲中心", "乙所"),
        tuple(Entry(p, draw(FEN), NOWHERE) for p in points),
        tuple(Entry(p, draw(FEN), NOWHERE) for p in last), projects,
        (Reason("three_public", draw(WORDS), NOWHERE), Reason("function=2010301", "人员增加", NOWHERE)),
        (Words("duties", draw(WORDS), confirmed=True, origin=NOWHERE),), (Count("公务用车", 3, "辆", NOWHERE),),
    )  # fmt: skip


def bare(ledger: Ledger) -> Ledger:
    """Without origins, and with its entries in one order: the sheets part income, expenditure and topics."""

    def plain(entries):
        return tuple(sorted((replace(e, origin=NOWHERE) for e in entries), key=lambda e: (e.coordinate, e.fen)))

    def project(one):
        indicators = tuple(replace(i, origin=NOWHERE) for i in one.indicators)
        return replace(one, origin=NOWHERE, indicators=indicators)

    return replace(
        ledger, entries=plain(ledger.entries), last_year=plain(ledger.last_year),
        projects=tuple(map(project, ledger.projects)),
        **{k: tuple(replace(x, origin=NOWHERE) for x in getattr(ledger, k)) for k in ("reasons", "words", "counts")},
    )  # fmt: skip


def from_workbook(data: bytes):
    records, problems = from_cells({s.name: s.cells for s in sheets_of(data, "xlsx", DEFAULT)})
    assert problems == []
    return records


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ledgers())
def test_a_ledger_is_the_same_in_every_form(ledger):
    records = records_of_ledger(ledger)
    csv, problems = from_csv(to_csv(records, ledger.kind))
    assert problems == []
    json, problems = from_json(to_json(records))
    assert problems == []
    for form in (records, csv, json, from_workbook(workbook(records, ledger.kind))):
        again, wrong = parse(form)
        assert wrong == ()
        assert bare(again) == bare(ledger)


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ledgers())
def test_the_same_ledger_gives_the_same_bytes(ledger):
    records = records_of_ledger(ledger)
    assert workbook(records, ledger.kind) == workbook(records, ledger.kind)


def test_the_workbook_helps_to_fill_it_in():
    book = openpyxl.load_workbook(BytesIO(workbook({}, "final_accounts")))
    assert book.sheetnames == [f.name for f in forms("final_accounts")] + ["科目"]
    assert book["科目"].sheet_state == "hidden"
    sheet = book["支出"]
    heads = [c.value for c in sheet[3]]
    assert heads[-4:] == ["预算（元）", "调整预算（元）", "决算（元）", "来源"]
    assert sheet.protection.sheet
    assert sheet["A3"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked  # what a blank cell takes
    lists = {str(v.sqref).split(":")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists["A4"] == '"本年支出,结转下年,结余分配"'
    assert lists["C4"].startswith("=科目!") or lists["C4"].startswith("科目!")
    assert "必填" in sheet["C3"].comment.text
    assert "VLOOKUP(LEFT($C4,7)" in sheet["D4"].value  # the name of the subject beside its code
    assert sheet.freeze_panes == "B4"


def test_the_workbook_names_the_subjects_that_it_holds():
    point = Coordinate(year="2026", phase="budget", flow="income", fund="general", function="2010301")
    ledger = replace(good(), entries=(Entry(point, 100, NOWHERE),))
    data = workbook(records_of_ledger(ledger))
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True)["收入"]
    assert [c.value for c in sheet[4]][:5] == ["本年收入", "一般公共预算", "2010301", "行政运行", 1]
    assert not sheet["D5"].value


ROWS = [["收支", "资金来源", "功能科目编码", "功能科目名称", "金额（元）", "备注"]]


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (["本年收入", "一般公共预算", "2010301", "", "十元"], "收入!E4", "不是金额"),
        (["本年收入", "一般公共预算", "2010301", "", "1.234"], "收入!E4", "细于一分"),
        (["本年收入", "一般公共预算", "2010301", "", ""], "收入!E4", "缺少金额"),
        (["本年收入", "一般公共预算", "行政运行", "", "1"], "收入!C4", "不是编码"),
        (["本年收入", "一般公共预算", "", "", "1"], "收入!C4", "缺少功能科目编码"),
        (["本年收入", "彩票", "2010301", "", "1"], "收入!B4", "不在“资金来源”的可选值之中"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(row, cell, words):
    table = [["收入"], ["说明"], *ROWS, row]
    cells = {(r, c): t for r, line in enumerate(table) for c, t in enumerate(line) if t}
    form = next(f for f in forms() if f.id == "income")
    records, problems = records_of(form, cells)
    assert problems == []
    _, wrong = parse({"body": [Record("body", 4, {"key": "year", "value": "2026"})], "income": records})
    found = {f"{p.origin.sheet}!{p.origin.cell}": p.message.zh for p in wrong if p.origin.sheet == "收入"}
    assert list(found) == [cell]
    assert words in found[cell]


def test_a_sheet_that_was_removed_or_renamed_is_told(tmp_path: Path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(records_of_ledger(good())))
    book = openpyxl.load_workbook(path)
    book["项目"].title = "项目表"
    book["收入"]["E4"] = "#REF!"
    book.save(path)
    found = {f"{p.origin.sheet}!{p.origin.cell}": p.message.zh for p in load(path).problems}
    assert "没有“项目”表" in found["项目!A1"]
    assert "没有读入" in found["项目表!A1"]
    assert "公式出错" in found["收入!E4"]


def test_a_column_that_is_not_known_is_told():
    table = [*ROWS, ["本年收入", "一般公共预算", "2010301 行政运行", "", "1,234.50", "某备注"]]
    cells = {(r, c): t for r, line in enumerate(table) for c, t in enumerate(line) if t}
    records, problems = records_of(next(f for f in forms() if f.id == "income"), cells)
    assert [p.message.zh for p in problems] == ["“备注”列不在格式中，没有读入"]
    ledger, _ = parse({"body": [Record("body", 4, {"key": "year", "value": "2026"})], "income": records})
    assert [(e.coordinate.function, e.fen) for e in ledger.entries] == [("2010301", 123_450)]


def good() -> Ledger:
    point = Coordinate(year="2026", phase="budget", flow="expenditure", fund="general", function="2010301",
                       economy="30217", nature="public")  # fmt: skip
    income = Coordinate(year="2026", phase="budget", flow="income", fund="general", function="2010301")
    reception = Coordinate(year="2026", phase="budget", flow="expenditure", topic="reception")
    here = Origin("支出", "K4")
    return Ledger(
        "示例局", 2026, "budget", "unit", "guangdong-budget", (),
        (Entry(point, 100, here), Entry(income, 100, here), Entry(reception, 150, here)),
        (Entry(replace(point, year="2025"), 90, here),), (), (),
        (Words("duties", "负责某事。", confirmed=True, origin=here), Words("organisation", "一个处。", True, here)), (),
    )  # fmt: skip


def test_a_good_ledger_has_no_problem():
    assert check_ledger(good()) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda g: replace(g, entries=g.entries[:1]), "支出总计 1.00 元"),
        (lambda g: replace(g, entries=(*g.entries, replace(g.entries[0]), replace(g.entries[1]))), "会相加"),
        (lambda g: replace(g, entries=(*g.entries[:2], replace(g.entries[2], fen=50))), "还小"),
        (lambda g: replace(g, words=()), "缺少“主要职责”"),
        (lambda g: replace(g, words=(replace(g.words[0], confirmed=False), g.words[1])), "尚未确认"),
        (lambda g: replace(g, last_year=()), "没有上年数"),
        (lambda g: with_code(g, function="20103"), "不是明细科目"),
        (lambda g: with_code(g, function="2019999", economy="30188"), "不在科目表中"),
        (lambda g: with_code(g, nature="project"), "没有写明项目名称"),
        (lambda g: with_code(g, nature="project", project="甲"), "不在“项目”表中"),
        (lambda g: replace(g, projects=(project("甲", "甲"),)), "只是项目的名称"),
        (lambda g: replace(g, projects=(project("甲", ""),)), "没有总体目标"),
        (lambda g: replace(g, projects=(project("甲", "建成", 4000),)), "权重之和是 40"),
    ],
)
def test_what_does_not_agree_is_said(change, words):
    found = check_ledger(change(good()))
    assert [p for p in found if words in p.message.zh], [p.message.zh for p in found]
    assert list(found) == sorted(found, key=lambda p: -p.severity)


def with_code(ledger: Ledger, **nodes: str) -> Ledger:
    first = ledger.entries[0]
    return replace(ledger, entries=(replace(first, coordinate=first.coordinate.at(**nodes)), *ledger.entries[1:]))


def project(name: str, target: str, *weights: int) -> LedgerProject:
    indicators = tuple(Indicator("产出", "数量", "n", "≥", "1", "个", w, NOWHERE) for w in weights)
    return LedgerProject(name, "", 0, 0, None, target, "", indicators, NOWHERE)


@pytest.mark.parametrize("fen", [0, 1, -1, 99, 100, 123_456, -123_456])
def test_yuan(fen):
    assert float(yuan(fen)) * 100 == pytest.approx(fen)


@pytest.mark.parametrize("text", ["x", "[]", "{}", '{"format": "yusuan-ledger/1"}',
                                  '{"format": "yusuan-ledger/1", "body": {}, "income": 1}'])  # fmt: skip
def test_what_is_no_ledger_is_said(text, tmp_path, capsys):
    with pytest.raises(LedgerFileError):
        from_json(text)
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert run(["ledger", "check", str(tmp_path / "a.json")]) == 2
    assert "a.json" in capsys.readouterr().err


def test_the_commands(root: Path, tmp_path: Path, capsys):
    new = tmp_path / "新.xlsx"
    assert (
        run(["ledger", "new", "--body", "示例局", "--year", "2026", "--layout", "guangdong-budget", "-o", str(new)])
        == 0
    )
    assert run(["ledger", "check", str(new)]) == 1
    assert "支出!A4  还没有填支出" in capsys.readouterr().out
    begun = tmp_path / "去年.xlsx"
    assert run(["ledger", "from", str(root / "examples" / "gzdgov-2024.txt"), "-o", str(begun)]) == 0
    said = capsys.readouterr().out
    assert "未放入" in said
    loaded = load(begun)
    assert (loaded.ledger.year, loaded.ledger.layout) == (2025, "guangdong-budget")
    assert len(loaded.ledger.last_year) > 200
    assert {e.coordinate.year for e in loaded.ledger.last_year} == {"2024"}
    folder = tmp_path / "csv"
    assert run(["ledger", "convert", str(begun), "-o", str(folder)]) == 0
    assert run(["ledger", "convert", str(folder), "-o", str(tmp_path / "a.json")]) == 0
    assert bare(load(tmp_path / "a.json").ledger) == bare(loaded.ledger)
    assert run(["ledger", "check", str(root / "README.md")]) == 2
    assert run(["ledger", "check", str(tmp_path / "none.xlsx")]) == 2
