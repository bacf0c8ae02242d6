"""Publication rules over small disclosures: sources, years and pages that the Markdown cases cannot tell."""

from dataclasses import replace

import pytest

from yusuan.check.rule import Context, NotApplicable
from yusuan.check.rules.ys8.file_name import check_file_name
from yusuan.check.rules.ys8.file_type import check_file_type
from yusuan.check.rules.ys8.searchable import check_searchable
from yusuan.model.amount import parse_amount
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure, Identification
from yusuan.model.fact import Fact
from yusuan.model.finding import Severity
from yusuan.model.place import Place, Source


def source(name: str, kind: str = "pdf") -> Source:
    return Source("0" * 64, name, kind)


def document(*sources: Source, kind: str = "budget", year: int = 2024, body: str = "某市人力资源和社会保障局", **more):
    made = Disclosure(Identification(body, year, kind, "department", ""), sources, (), (), (), (), (), (), ())
    return replace(made, pages=10, **more)


def findings(rule, disclosure):
    return [(f.printed, f.expected) for f in rule.check(Context(disclosure, None)).findings]


@pytest.mark.parametrize(
    ("name", "kind", "wrong"),
    [
        ("2024年部门决算.pdf", "final_accounts", []),
        ("某市人社局部门决算2025.pdf", "final_accounts", []),  # put up in 2025
        ("某市人社局2025年部门决算.pdf", "final_accounts", [("2025年", "2024年")]),
        ("2025年度预算和2024年度决算.pdf", "final_accounts", []),
        ("2024-01-23_部门预算.pdf", "budget", []),
        ("P02023010512.pdf", "budget", []),
        ("a2025.zip!材料/2023年部门预算.pdf", "budget", [("2023年", "2024年")]),
        ("2024年预算单位决算表.pdf", "final_accounts", []),
        ("2024年政府性基金预算支出决算表.pdf", "final_accounts", []),
        ("2024年1月公开_部门预算.pdf", "budget", []),
        ("人社局（本级）2024年预算.pdf", "budget", []),
        ("中共某市委宣传部2024年预算.pdf", "budget", [("中共某市委宣传部", "某市人力资源和社会保障局")]),
    ],
)
def test_what_a_name_says_is_compared(name, kind, wrong):
    assert findings(check_file_name, document(source(name), kind=kind)) == wrong


def test_nothing_is_compared_where_the_content_does_not_say_what_it_is():
    with pytest.raises(NotApplicable):
        check_file_name.check(Context(document(source("2024年.pdf"), kind="unknown", year=0, body=""), None))


@pytest.mark.parametrize(
    ("name", "kind", "wrong"),
    [
        ("预算.PDF", "pdf", []), ("预算.pdf", "html", [(".pdf", "网页")]), ("预算.wps", "doc", []),
        ("预算.xls", "xlsx", []), ("预算.xls", "html", [(".xls", "网页")]), ("预算.jsp.html", "html", []),
        ("预算.md", "text", []), ("a.zip!预算.docx", "pdf", [(".docx", "PDF")]), ("预算.jpg", "png", []),
    ],
)  # fmt: skip
def test_an_extension_is_compared_with_the_bytes(name, kind, wrong):
    assert findings(check_file_type, document(source(name, kind))) == wrong


def test_pictures_of_pages_are_a_warning_where_they_hold_figures_or_are_half_of_the_file():
    one = source("预算.pdf")
    some = document(one, pictures=(Place(one, 3), Place(one, 4)))
    assert findings(check_searchable, document(one)) == []
    [hint] = check_searchable.check(Context(some, None)).findings
    assert (hint.severity, hint.place) == (Severity.HINT, Place(one, 3))
    assert "第 3、4 页" in hint.message.zh
    fact = Fact(Coordinate(), parse_amount("1.00", "万元"), Place(one, 4, (0.0, 0.0, 9.0, 9.0)), 0, 0, 0)
    [warning] = check_searchable.check(Context(replace(some, facts=(fact,)), None)).findings
    assert warning.severity is Severity.WARNING
    whole = document(one, pictures=tuple(Place(one, n) for n in range(1, 8)))
    [warning] = check_searchable.check(Context(whole, None)).findings
    assert warning.severity is Severity.WARNING


def test_files_that_are_text_are_searchable():
    with pytest.raises(NotApplicable):
        check_searchable.check(Context(document(source("a.txt", "text")), None))
