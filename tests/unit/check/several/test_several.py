"""Documents held against each other: years, budget and final accounts, department and unit."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from yusuan.check.rule import registry, select, select_several
from yusuan.check.several.digest import Digest, digest
from yusuan.check.several.engine import PairResult, check_several
from yusuan.check.several.pair import Pair, pairs
from yusuan.cli.main import run
from yusuan.model.disclosure import Identification
from yusuan.model.finding import Severity
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages
from yusuan.report.as_json import schema


@pytest.fixture
def example(root: Path) -> str:
    return (root / "examples" / "gzdgov-2024.txt").read_text(encoding="utf-8")


def later(text: str) -> str:
    """The same document a year later, its figures those of the year before but for “三公” as a whole."""
    text = text.replace("2026年", "2027年").replace("2024", "2025").replace("2023", "2024")
    text = re.sub(r"(收入|支出)预算安排66,356.67万元，较上年增加[^；。]*", r"\1预算安排66,356.67万元，与上年持平", text)
    head, mark, rest = text.partition("具体为：因公出国")
    change = r"，\s*(?:较上年)?\s*(?:增加|减少)[0-9.]+万元(?:，增长(?:[0-9.]+%|--（[^）]*）))?"
    rest = re.sub(change, "，与上年持平", rest)
    return head + mark + rest


def digested(text: str, folder: Path, name: str) -> Digest:
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return digest(build([read_pages(path)]))


def checked(texts: list[str], folder: Path) -> tuple[PairResult, ...]:
    return check_several([digested(t, folder, str(n)) for n, t in enumerate(texts)], select_several())


def test_what_a_year_implies_of_the_year_before_is_what_was_published_then(example, tmp_path):
    (pair,) = checked([later(example), example], tmp_path)
    assert (pair.kind, pair.first, pair.second) == ("years", 1, 0)
    said = [f for f in pair.findings if "三公" in f.message.zh]
    # The later text says 25.4 after a rise of 17.6; the earlier one printed 25.40, not 7.8.
    assert [f.expected for f in said] == ["25.40万元"]
    assert said[0].code == "YS5-002"
    assert said[0].severity is Severity.WARNING


def test_years_that_agree_are_silent(example, tmp_path):
    agreed = later(example).replace("较上年增加17.6万元，增长225.64%", "与上年持平")
    assert agreed != later(example)
    (pair,) = checked([example, agreed], tmp_path)
    assert pair.points > 5
    assert pair.findings == ()


def test_a_unit_may_not_have_more_than_its_department(example, tmp_path):
    unit = example.replace("部门预算", "单位预算").replace("本部门", "本单位")
    department = digested(example, tmp_path, "department")
    part = digested(unit, tmp_path, "unit")
    assert part.identity.level == "unit"
    (pair,) = check_several([department, part], select_several())
    assert pair.kind == "part"
    assert pair.points > 20
    assert pair.findings == ()
    more = digested(unit.replace("“三公”经费\t25.40\t25.40", "“三公”经费\t26.40\t26.40"), tmp_path, "more")
    (pair,) = check_several([department, more], select_several())
    assert [(f.code, f.severity, f.printed) for f in pair.findings] == [("YS5-001", Severity.ERROR, "26.40万元")]


def known(body: str, year: int, kind: str = "budget", level: str = "department", overview: str = "") -> Digest:
    return Digest(Identification(body, year, kind, level, ""), (), overview, f"{body}{year}{kind}{level}")


def test_where_most_differ_it_is_said_once(example, tmp_path):
    shifted = example.replace("2026年", "2027年").replace("2024", "2025").replace("2023", "2024")
    (pair,) = checked([example, shifted], tmp_path)
    assert [(f.code, f.severity) for f in pair.findings] == [("YS5-002", Severity.HINT)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (known("甲市乙局", 2024), known("甲市乙局", 2025), [Pair("years", 0, 1)]),
        (known("甲市乙局", 2025), known("甲市乙局", 2024), [Pair("years", 1, 0)]),
        (known("甲市乙局", 2024), known("甲市乙局", 2026), []),
        (known("甲市乙局", 2024, "final_accounts"), known("甲市乙局", 2024), [Pair("phases", 1, 0)]),
        (known("甲市乙局", 2024), known("甲市丙局", 2024), []),
        (known("", 2024), known("", 2025), []),
        (known("甲市乙局", 2024), known("甲市乙局（本级）", 2024, level="unit"), [Pair("part", 0, 1)]),
        (known("甲市乙局", 2024, overview="甲市丁"), known("甲市丁", 2024, level="unit"), [Pair("part", 0, 1)]),
        (known("甲市乙局", 2024), known("甲市丁", 2024, level="unit"), []),
        (known("甲市乙局", 2024), known("甲市乙局（本级）", 2025, level="unit"), []),
    ],
)  # fmt: skip
def test_pairs(one, other, expected):
    assert list(pairs([one, other])) == expected


def test_rules_of_several_documents_are_not_asked_of_one():
    of_several = {r.code for r in registry().values() if r.several}
    assert of_several == {"YS5-001", "YS5-002"}
    assert not of_several & {r.code for r in select(["YS5"])}
    assert {r.code for r in select_several(["YS4"])} == set()
    assert {r.code for r in select_several(["-YS5-001"])} == {"YS5-002"}


def test_the_command_tells_what_is_between_documents(example, tmp_path, capsys):
    (tmp_path / "a.txt").write_text(example, encoding="utf-8")
    (tmp_path / "b.txt").write_text(later(example), encoding="utf-8")
    assert run(["check", str(tmp_path), "--rules", "YS5", "--fail-on", "warning", "--jobs", "0"]) == 1
    out = capsys.readouterr().out
    assert "多份文本之间（1 组）" in out
    assert "同一单位的上年与本年" in out
    assert "YS5-002" in out
    run(["check", str(tmp_path), "--rules", "YS5", "--format", "json", "--jobs", "0"])
    made = json.loads(capsys.readouterr().out)
    jsonschema.validate(made, schema(), cls=jsonschema.Draft202012Validator)
    (pair,) = made["pairs"]
    assert pair["documents"] == [0, 1]
    assert all(None not in f["places"] for f in pair["findings"])
    run(["check", str(tmp_path), "--rules", "YS5", "--format", "sarif", "--jobs", "0"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert {r["ruleId"] for r in results} == {"YS5-002"}
    assert all(r["relatedLocations"] for r in results)
