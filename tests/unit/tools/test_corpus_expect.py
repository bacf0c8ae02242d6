import tomllib

import corpus_expect
from corpus_expect import Measured, Said


def measured(*said: Said) -> Measured:
    return Measured("某局", 2024, "budget", ("summary", "? 附表"), 9, 3, 100, 0, 80, 2, 1, 0, (), 1, said)


FIRST = Said("YS2-001", "YS2-001 a", "error", "1.00", "2.00", "甲")
SECOND = Said("YS4-003", 'YS4-003 一、"收支"\\', "warning", "", "", "乙")


def test_what_is_written_is_toml_and_counts_the_rules():
    data = tomllib.loads(corpus_expect.render(["x/甲.pdf"], measured(FIRST, SECOND), {}))
    assert data["files"] == ["x/甲.pdf"]
    assert data["statements"] == ["summary", "? 附表"]
    assert data["tokens"]["unaccounted_in_tables"] == 1
    assert data["counts"] == {"YS2-001": 1, "YS4-003": 1}
    assert [f["key"] for f in data["finding"]] == [FIRST.key, SECOND.key]
    assert {f["verdict"] for f in data["finding"]} == {"unseen"}


def test_verdicts_and_comments_outlive_a_new_measurement(tmp_path):
    path = tmp_path / "x.toml"
    text = corpus_expect.render(["x/甲.pdf"], measured(FIRST), {FIRST.key: ("true", "第 3 页：印为 1.00")})
    path.write_text(text, encoding="utf-8")
    kept = corpus_expect.verdicts(path)
    again = tomllib.loads(corpus_expect.render(["x/甲.pdf"], measured(FIRST, SECOND), kept))
    assert [(f["verdict"], f["comment"]) for f in again["finding"]] == [("true", "第 3 页：印为 1.00"), ("unseen", "")]


def test_narrative_and_statements_published_apart_are_one_document(tmp_path):
    rows = [
        "file\tformat",
        "b/某办_部门预算情况说明.pdf\tPDF",
        "b/某办_部门预算报表.pdf\tPDF",
        "c/某局.txt\tTXT",
        "c/另一局.doc\tDOC",
    ]
    (tmp_path / "INDEX.tsv").write_text("\n".join(rows), encoding="utf-8")
    groups = corpus_expect.documents(tmp_path)
    assert sorted(len(files) for files in groups.values()) == [1, 1, 2]
    assert {p.stem for p in groups} == {"某办_部门预算", "某局", "另一局"}
