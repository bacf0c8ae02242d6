import ast

import new_rule
import pytest


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(new_rule, "ROOT", tmp_path)
    return tmp_path


def test_a_rule_and_its_case_are_written(home, capsys):
    assert new_rule.main(["YS9-998", "doubled-stop"]) == 0
    rule = home / "src/yusuan/check/rules/ys9/doubled_stop.py"
    tree = ast.parse(rule.read_text(encoding="utf-8"))
    assert [n.name for n in tree.body if isinstance(n, ast.FunctionDef)] == ["doubled_stop"]
    assert (home / "src/yusuan/check/rules/ys9/__init__.py").is_file()
    assert "## passes" in (home / "tests/cases/ys9/YS9-998.md").read_text(encoding="utf-8")
    assert "YS9-998.md" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["YS9-998"], ["YS99-1", "x"], ["YS9-998", "Nicht so"]])
def test_what_is_no_code_or_name_is_refused(home, arguments):
    with pytest.raises(SystemExit, match="make rule"):
        new_rule.main(arguments)


def test_a_file_is_never_written_over(home):
    new_rule.main(["YS9-998", "one"])
    with pytest.raises(SystemExit, match="there already"):
        new_rule.main(["YS9-998", "two"])


def test_a_taken_code_is_refused(home, monkeypatch):
    class Taken:
        name = "x"

    monkeypatch.setattr(new_rule, "registry", lambda: {"YS9-998": Taken()})
    with pytest.raises(SystemExit, match="taken"):
        new_rule.main(["YS9-998", "one"])
