"""``yusuan layout``: the list, a draft that loads, and a trial that says what was not understood."""

import shutil

import pytest

from yusuan.catalog.layouts import parse_layout
from yusuan.cli.main import run


@pytest.fixture
def example(root):
    return str(root / "examples" / "gzdgov-2024.txt")


@pytest.fixture
def strange(root, tmp_path):
    """The example with a column header, a row label and a title that nobody knows."""
    text = (root / "examples" / "gzdgov-2024.txt").read_text(encoding="utf-8")
    text = text.replace("基本支出\t项目支出\t事业单位经营支出", "基本支出\t甲乙支用\t事业单位经营支出", 1)
    text = text.replace("国有资本经营预算支出情况表", "丙丁支用情况一览表")
    path = tmp_path / "甲.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_list_names_every_layout(capsys):
    assert run(["layout", "list"]) == 0
    out = capsys.readouterr().out
    assert "shanghai-budget" in out
    assert "final-accounts" in out
    assert run(["layout", "show", "guangdong-budget"]) == 0
    assert "12. 项目支出表  project" in capsys.readouterr().out


def test_a_draft_loads_and_reads_the_document_it_was_made_from(example, tmp_path, capsys):
    path = tmp_path / "新.toml"
    assert run(["layout", "new", example, "-o", str(path)]) == 0
    layout = parse_layout(path.read_text(encoding="utf-8"), path.name)
    assert layout.locality == "guangdong/guangzhou"
    assert len(layout.statements) == 12
    assert run(["layout", "test", str(path), example]) == 0
    out = capsys.readouterr().out
    assert "版式：guangdong-guangzhou-budget" in out
    assert "应有报表 12，认出 12" in out
    assert "数字有着落 958/958（100 %" in out
    assert run(["layout", "show", str(path)]) == 0


def test_what_is_unknown_is_a_todo_and_the_persons_layout_settles_it(strange, tmp_path, capsys):
    draft = tmp_path / "新.toml"
    assert run(["layout", "new", str(strange), "-o", str(draft)]) == 0
    text = draft.read_text(encoding="utf-8")
    assert "甲乙支用" in text
    assert run(["layout", "test", str(draft), str(strange)]) == 1
    out = capsys.readouterr().out
    assert "列 第 140 行" in out or "甲乙支用（列的标题不认识）" in out
    settled = text + '\n[lexicon.nature]\nproject = ["甲乙支用"]\n[titles]\ncapital = ["丙丁支用情况"]\n'
    draft.write_text(settled.replace("  # 近似", ""), encoding="utf-8")
    if '"capital"' not in text:
        draft.write_text(settled.replace("]\n", '"capital"]\n', 1), encoding="utf-8")
    assert run(["layout", "test", "--layout", str(draft), str(strange)]) == 0
    out = capsys.readouterr().out
    assert "未能理解 0" in out
    assert "认出 12" in out
    assert run(["read", str(strange), "--layout", str(draft), "--format", "csv", "--jobs", "2"]) == 0
    assert "capital" in capsys.readouterr().out


def test_a_layout_that_is_wrong_is_refused_in_chinese(example, tmp_path, capsys):
    path = tmp_path / "错.toml"
    path.write_text('id = "x"\nzh = "某"\nkind = "budget"\nstatments = []', encoding="utf-8")
    assert run(["check", example, "--layout", str(path)]) == 2
    assert "--layout 的值无效：版式文件 错.toml：没有“statments”这一项，可用：statements。" in capsys.readouterr().err


def test_a_place_without_a_layout_says_so(root, tmp_path, capsys):
    text = (root / "examples" / "gzdgov-2024.txt").read_text(encoding="utf-8")
    path = tmp_path / "昆.txt"
    path.write_text(text.replace("广州市", "昆明市").replace("广州", "昆明"), encoding="utf-8")
    run(["check", str(path)])
    assert "未找到该地版式，按通用词汇读取；没有未能理解的内容" in capsys.readouterr().out
    shutil.copy(root / "examples" / "gzdgov-2024.txt", path)
    run(["check", str(path)])
    assert "未找到该地版式" not in capsys.readouterr().out
