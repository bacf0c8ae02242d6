"""Corrections beside a document: found by statement, row and column, replayed, and reported where they do not apply."""

import shutil

import pytest

from yusuan.app.check import check_paths
from yusuan.app.options import Options
from yusuan.app.read import read_paths
from yusuan.read.corrections import parse_corrections
from yusuan.read.errors import ReadError

HERE = Options(jobs=0)
PLANTED = '[[correct]]\nstatement = "表3"\nrow = "2010350"\ncolumn = "基本支出"\n'


@pytest.fixture
def example(root, tmp_path):
    return shutil.copy(root / "examples" / "gzdgov-2024.txt", tmp_path / "gzdgov.txt")


def read(path, text):
    path.with_name(path.name + ".yusuan.toml").write_text(text, encoding="utf-8")
    [report] = read_paths([path], HERE)
    return report


def amount(disclosure, kind, code, header):
    for fact in disclosure.facts:
        statement = disclosure.statements[fact.statement]
        row = next(r for r in statement.rows if r.index == fact.row)
        if statement.kind == kind and row.code == code and statement.columns[fact.column].header[-1] == header:
            return fact.amount.printed
    return None


@pytest.mark.parametrize("statement", ["表3", "支出总体情况表", "expenditure", "2024年部门支出总体情况表"])
@pytest.mark.parametrize("row", ["2010350", "[2010350]"])
def test_a_cell_is_corrected_wherever_it_is_read(example, statement, row):
    text = f'[[correct]]\nstatement = "{statement}"\nrow = "{row}"\ncolumn = "基本支出"\n'
    title = next(s.title for s in read(example, "").disclosure.statements if s.kind == "expenditure")
    text = text.replace("2024年部门支出总体情况表", title)
    report = read(example, text + 'was = "2,211.78"\ntext = "2,211.87"\nwhy = "试验"\n')
    made = report.disclosure
    assert amount(made, "expenditure", "2010350", "基本支出") == "2,211.87"
    [one] = made.corrections
    assert (one.printed, one.text, one.why) == ("2,211.78", "2,211.87", "试验")
    assert "已按更正文件更正 1 处。" in made.notes
    assert made.not_understood == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"was": "2,211.00"}, "原文已不是“2,211.00”，而是“2,211.78”"),
        ({"row": "2019999"}, "找不到这个单元格"),
        ({"column": "经营"}, "找不到这个单元格"),
        ({"statement": "另一张表"}, "找不到这个单元格"),
        ({"statement": "一般公共预算", "column": "预算", "row": "合计"}, "个单元格符合"),
    ],
)
def test_a_correction_that_does_not_apply_is_reported(example, change, words):
    keys = {"statement": "expenditure", "row": "2010350", "column": "基本支出", "text": "1.00"} | change
    made = read(example, "[[correct]]\n" + "".join(f'{k} = "{v}"\n' for k, v in keys.items())).disclosure
    assert made.corrections == ()
    [left] = made.not_understood
    assert left.what == "correction"
    assert words in left.why.zh
    [report] = check_paths([example], HERE)
    assert any(f.code == "YS1-012" and "更正文件" in f.message.zh for f in report.result.findings)


def test_the_identity_is_corrected_and_the_file_is_its_evidence(example):
    identity = read(example, '[identity]\nbody = "某市某局"\nyear = 2023\nkind = "决算"\n').disclosure.identity
    assert (identity.body, identity.year, identity.kind) == ("某市某局", 2023, "final_accounts")
    assert dict(identity.evidence)["year"] == "更正文件 gzdgov.txt.yusuan.toml"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("correct = 3", "[[correct]]"),
        ("[corect]", "没有“corect”这一项"),
        ("[[correct", "不是有效的 TOML"),
        ('[[correct]]\nstatement = "表3"', "第 1 处更正缺少“row”"),
        (PLANTED + "text = 3", "“text”应为文字"),
        (PLANTED + 'page = "3"', "没有“page”这一项"),
        ('[identity]\nyear = "2024"', "“year”类型不对"),
        ('[identity]\nkind = "计划"', "“kind”不能是“计划”"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_in_chinese(text, words):
    with pytest.raises(ReadError) as caught:
        parse_corrections(text, "甲.toml")
    assert caught.value.message.zh.startswith("更正文件 甲.toml：")
    assert words in caught.value.message.zh


def test_a_document_whose_corrections_cannot_be_read_is_not_checked(example):
    report = read(example, "[[correct")
    assert report.disclosure is None
    assert "不是有效的 TOML" in report.failure.zh


def doc(*tables):
    return "2024年部门预算\n\n" + "\n\n".join(tables)


FLAWED = doc(
    "表3\n支出总体情况表\n单位：万元\n科目编码\t科目名称\t合计\t基木支岀\t项目支出\n201\t一般公共服务支出\t5.50\t4.00\t1.50\n"
    "合计\t\t5.50\t4.00\t1.50",
    "表4\n项目绩效目标表\n单位：万元\n项目名称\t道路修复\t\n主管部门\t某局\t\n年度资金总额\t1.50\t\n其中：财政拨款\t1.60\t",
    "表4\n项目绩效目标表\n单位：万元\n项目名称\t桥梁养护\t\n主管部门\t某局\t\n年度资金总额\t2.50\t\n其中：财政拨款\t2.50\t",
)


@pytest.fixture
def flawed(tmp_path):
    path = tmp_path / "甲.txt"
    path.write_text(FLAWED, encoding="utf-8")
    return path


def entry(**keys):
    return "[[correct]]\n" + "".join(f'{k} = "{v}"\n' for k, v in keys.items())


def test_a_header_is_corrected_and_its_column_understood(flawed):
    assert [n.text for n in read(flawed, "").disclosure.not_understood] == ["基木支岀"]
    fix = entry(statement="表3", row="表头", column="基木支岀", text="基本支出")
    made = read(flawed, fix).disclosure
    assert made.not_understood == ()
    assert amount(made, "expenditure", "201", "基本支出") == "4.00"


def test_the_unit_and_the_title_of_a_table_are_corrected(flawed):
    fix = entry(statement="表3", row="金额单位", was="万元", text="元") + entry(
        statement="表3", row="表题", was="支出总体情况表", text="2024年部门支出总体情况表"
    )
    made = read(flawed, fix).disclosure
    [statement] = [s for s in made.statements if s.number == "表3"]
    assert (statement.unit, statement.title) == ("元", "2024年部门支出总体情况表")
    assert {f.amount.value for f in made.facts if f.statement == statement.index} == {550, 150}
    left = read(flawed, entry(statement="表3", row="金额单位", text="美元")).disclosure.not_understood
    assert any("“美元”不是金额单位" in n.why.zh for n in left)


def test_a_value_of_a_form_is_corrected_by_its_label_and_project(flawed):
    fix = entry(statement="表4", row="其中：财政拨款", column="道路修复", was="1.60", text="1.50")
    made = read(flawed, fix).disclosure
    found = {(f.coordinate.project, f.amount.printed) for f in made.facts if f.coordinate.topic == "target"}
    assert found == {("道路修复", "1.50"), ("桥梁养护", "2.50")}
    left = read(flawed, entry(statement="表4", row="其中：财政拨款", text="1.50")).disclosure.not_understood
    assert any("有 2 个单元格符合" in n.why.zh for n in left)
