"""Lists come back filled in: what becomes of each row, what is accepted, and what is not a list."""

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yusuan.app.answers import load_answers
from yusuan.app.beside import beside
from yusuan.app.check import check_paths
from yusuan.app.options import Options
from yusuan.app.rectify import _quoted, keep_accepted, rectify, save
from yusuan.catalog.toml_text import parse_toml
from yusuan.cli.main import run
from yusuan.read.errors import ReadError
from yusuan.report.book import clean
from yusuan.report.rectify.entry import ANSWERS, Entry
from yusuan.report.rectify.sheet import write

HERE = Options(jobs=0)
CELL = "YS2-001 year=2024 phase=budget flow=income function=2010350 fund=general"
BODY = "YS1-005 capital 广州市数字政府建设中心"
GROWTH = "YS4-002"


@pytest.fixture(scope="module")
def example() -> Path:
    return Path(__file__).resolve().parents[3] / "examples" / "gzdgov-2024-planted.txt"


@pytest.fixture(scope="module")
def made(example, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("list")
    (told,) = check_paths([example], Options(jobs=0, folder=folder, products=("list",)))
    return Path(told.made[0])


def filled(made: Path, target: Path, answers: dict[str, tuple[str, str]]) -> Path:
    """The list with ``answers`` (answer, words) in the rows whose key begins so."""
    book = openpyxl.load_workbook(made)
    sheet = book["整改清单"]
    at = {c.value: c.column for c in sheet[3]}
    for row in range(4, sheet.max_row + 1):
        for key, (answer, words) in answers.items():
            if str(sheet.cell(row, at["问题标识"]).value).startswith(key):
                for head, value in (("处理情况", answer), ("单位说明", words), ("责任人", "张三")):
                    sheet.cell(row, at[head]).value = value
                sheet.cell(row, at["日期"]).value = dt.date(2026, 1, 31)
    book.save(target)
    return target


def mended(example: Path, target: Path, old: str = "2,299.78", new: str = "2,229.78") -> Path:
    text = example.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    return target


def states(told) -> dict[str, str]:
    (one,) = told.documents
    return {e.mark: e.state for e in one.entries}


def test_what_becomes_of_each_row(made, example, tmp_path):
    answers = {CELL: ("已整改", ""), BODY: ("不属实", "两个中心是一家"), GROWTH: ("接受", "另行更正")}
    told = rectify([filled(made, tmp_path / "填.xlsx", answers), mended(example, tmp_path / "新.txt")], HERE)
    (one,) = told.documents
    by_key = {e.mark: e for e in one.entries}
    assert by_key[CELL].state == "mended"
    assert (by_key[BODY].state, by_key[BODY].words) == ("denied", "两个中心是一家")
    growth = next(e for e in one.entries if e.code == GROWTH)
    assert (growth.state, growth.person, growth.date) == ("accepted", "张三", "2026-01-31")
    assert {e.state for e in one.entries if e.mark not in (CELL, BODY, growth.mark)} == {"still"}
    assert not one.same
    assert not told.failed
    assert not told.without


def test_what_is_said_to_be_mended_and_is_not(made, example, tmp_path):
    told = rectify([filled(made, tmp_path / "填.xlsx", {CELL: ("已整改", "")}), example], HERE)
    (one,) = told.documents
    entry = next(e for e in one.entries if e.mark == CELL)
    assert (entry.state, entry.note) == ("still", "答复已整改，但仍有")
    assert one.same


def test_to_accept_takes_a_reason(made, example, tmp_path):
    told = rectify([filled(made, tmp_path / "填.xlsx", {CELL: ("接受", "")}), example], HERE)
    assert states(told)[CELL] == "still"


def test_another_figure_in_the_same_place(made, example, tmp_path):
    new = mended(example, tmp_path / "新.txt", new="2,999.78")
    told = rectify([filled(made, tmp_path / "填.xlsx", {CELL: ("已整改", "")}), new], HERE)
    entry = next(e for e in told.documents[0].entries if e.mark == CELL)
    assert entry.state == "still"
    assert "原为 2,299.78" in entry.note


def test_a_new_error_is_new(made, example, tmp_path):
    new = mended(example, tmp_path / "新.txt", "广州市数字政府建设中心", "广州市数字政府监理中心")
    told = rectify([made, new], HERE)
    assert states(told)[BODY] == "mended"
    assert states(told)["YS1-005 capital 广州市数字政府监理中心"] == "new"


def test_a_rule_that_was_not_run_mends_nothing(made, example):
    told = rectify([made, example], Options(jobs=0, rules=("YS2",)))
    one = next(e for e in told.documents[0].entries if e.mark == BODY)
    assert (one.state, one.note) == ("unsure", "这次没有运行这条规则")


def test_accepted_findings_are_written_once_and_counted_no_more(made, example, tmp_path):
    new = tmp_path / "新.txt"
    new.write_bytes(example.read_bytes())
    beside_it = Path(f"{new}.yusuan.toml")
    beside_it.write_text("# 先前的\n[[accept]]\nfinding = 'YS9-001 x'\nreason = '旧'\n", encoding="utf-8")
    lists = filled(made, tmp_path / "填.xlsx", {BODY: ("接受", '理由“甲”"乙"\\丙\n第二行')})
    assert keep_accepted(rectify([lists, new], HERE)) == ((beside_it, 1),)
    assert beside_it.read_text(encoding="utf-8").startswith("# 先前的\n")
    kept = {a.key: a for a in beside((str(new),)).acceptances}
    assert kept[BODY].reason == '理由“甲”"乙"\\丙\n第二行'
    assert (kept[BODY].by, kept[BODY].date) == ("张三", "2026-01-31")
    again = rectify([lists, new], HERE)
    assert states(again)[BODY] == "accepted"
    assert keep_accepted(again) == ()
    (told,) = check_paths([new], HERE)
    assert BODY in {a.finding.key for a in told.result.accepted}


@given(st.text())
def test_any_reason_is_written_as_toml(text):
    assert parse_toml(f"a = {_quoted(text)}")["a"] == text.encode(errors="replace").decode()


def test_the_new_list_goes_round_again(made, example, tmp_path):
    lists = filled(made, tmp_path / "填.xlsx", {BODY: ("不属实", "理由"), CELL: ("已整改", "")})
    new = mended(example, tmp_path / "新.txt")
    (path,) = save(rectify([lists, new], HERE), tmp_path / "二", "zh")
    sheet = openpyxl.load_workbook(path)["整改清单"]
    at = {c.value: c.column for c in sheet[3]}
    rows = range(4, sheet.max_row + 1)
    shown = {sheet.cell(r, at["问题标识"]).value: sheet.cell(r, at["复核结果"]).value for r in rows}
    assert shown[CELL] == "已改好"
    assert shown[BODY].startswith("不属实（待核）")
    third = rectify([path, new], HERE)
    assert states(third)[BODY] == "denied"
    assert next(e for e in third.documents[0].entries if e.mark == BODY).words == "理由"


def test_columns_may_be_moved_and_added(made, example, tmp_path):
    path = filled(made, tmp_path / "填.xlsx", {BODY: ("不属实", "理由")})
    book = openpyxl.load_workbook(path)
    sheet = book["整改清单"]
    sheet.insert_cols(1)
    sheet.insert_rows(1, 2)
    sheet.title = "甲局整改"
    sheet.append([None, None, None, "单位自己加的一行"])
    book.save(path)
    assert states(rectify([path, example], HERE))[BODY] == "denied"


def test_two_lists_of_one_document(made, example, tmp_path):
    one = filled(made, tmp_path / "一.xlsx", {BODY: ("不属实", "甲"), CELL: ("已整改", "")})
    two = filled(made, tmp_path / "二.xlsx", {BODY: ("待核实", "乙")})
    (told,) = rectify([one, two, example], HERE).documents
    body = next(e for e in told.entries if e.mark == BODY)
    assert (body.answer, body.words, body.note) == ("open", "乙", "两份清单的答复不同，取后一份")
    assert next(e for e in told.entries if e.mark == CELL).answer == "mended"


def test_a_list_without_its_document_and_a_document_without_a_list(made, example, tmp_path):
    other = tmp_path / "别的.txt"
    other.write_text("甲市乙局2023年度部门决算\n表1 收入决算表\n单位：万元\n项目\t合计\n合计\t1.00\n", encoding="utf-8")
    told = rectify([made, example, other], HERE)
    assert len(told.documents) == 2
    assert {d.lists for d in told.documents} == {(made.name,), ()}
    assert [a.path for a in rectify([made], HERE).without] == [made]


def test_a_changed_name_of_the_body_does_not_lose_the_list(made, example, tmp_path):
    new = tmp_path / "新.txt"
    text = example.read_text(encoding="utf-8").replace("广州市数字政府运营中心", "广州市数据运营中心")
    new.write_text(text, encoding="utf-8")
    told = rectify([made, new], HERE)
    assert told.documents[0].lists == (made.name,)


def test_a_folder_with_lists_and_documents(made, example, tmp_path):
    (tmp_path / "清单.xlsx").write_bytes(made.read_bytes())
    (tmp_path / "新.txt").write_bytes(example.read_bytes())
    (one,) = rectify([tmp_path], HERE).documents
    assert one.lists == ("清单.xlsx",)


def test_a_list_without_its_keys_is_refused(made, tmp_path):
    book = openpyxl.load_workbook(made)
    book["整改清单"].delete_cols(15)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ReadError, match="问题标识"):
        load_answers(tmp_path / "a.xlsx")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", b"text"])
def test_what_is_no_list_is_none(data, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert load_answers(path) is None


TEXT = st.text(min_size=0, max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(
            Entry, code=st.just("YS1-001"), rule=st.just("名称"), severity=st.just("错误"), place=TEXT, section=TEXT,
            printed=TEXT, expected=TEXT, message=TEXT, why=TEXT, basis=TEXT,
            mark=st.uuids().map(lambda u: f"YS1-001 {u}"), answer=st.sampled_from(["", *ANSWERS]), words=TEXT,
            person=TEXT, date=TEXT,
        ),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_what_is_written_is_what_is_read(example, tmp_path, entries):
    (told,) = _told(example)
    path = tmp_path / "a.xlsx"
    write(path, told, entries, "zh", again=True)
    answers = load_answers(path)
    assert answers is not None
    assert answers.who == ("广州市数字政府运营中心", "2024", "budget", "department")
    assert [e.mark for e in answers.entries] == [e.mark for e in entries]
    for back, entry in zip(answers.entries, entries, strict=True):
        assert back.answer == entry.answer
        for field in ("place", "section", "printed", "expected", "message", "words", "person", "date"):
            assert "".join(getattr(back, field).split()) == "".join(clean(getattr(entry, field)).split())


_CACHE: list = []


def _told(example):
    if not _CACHE:
        _CACHE.append(tuple(check_paths([example], HERE)))
    return _CACHE[0]


def test_on_the_command_line(made, example, tmp_path, capsys):
    lists = filled(made, tmp_path / "填.xlsx", {BODY: ("接受", "理由"), CELL: ("已整改", "")})
    new = mended(example, tmp_path / "新.txt")
    line = ["rectify", str(lists), str(new), "--jobs", "0"]
    assert run(line) == 1
    out, err = capsys.readouterr()
    assert "，已接受 1，已改好 1\n" in out
    assert "有 1 条单位要求接受" in err
    assert run([*line, "--format", "json", "--accept", "--save", str(tmp_path / "二")]) == 1
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert data["format"] == "yusuan-rectify/1"
    assert data["documents"][0]["count"]["mended"] == 1
    assert "已接受 1 条" in err
    assert len(list((tmp_path / "二").iterdir())) == 1


def test_nothing_left_exits_with_0(made, root, tmp_path, capsys):
    good = root / "examples" / "gzdgov-2024.txt"
    assert run(["rectify", str(made), str(good), "--jobs", "0"]) == 0
    assert "已改好" in capsys.readouterr().out


def test_exit_code_2_where_a_document_is_missing(made, capsys):
    assert run(["rectify", str(made), "--jobs", "0"]) == 2
    assert "没有给出这份清单的新文件" in capsys.readouterr().out
