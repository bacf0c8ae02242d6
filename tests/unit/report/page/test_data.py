"""What the page's script works on is what was read and checked: figures, points, equations, findings."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from support.examined import EXAMPLE, examined, example_as_pdf
from yusuan.report.page.data import collected
from yusuan.report.page.views import Views, views
from yusuan.report.products import Examined

Json = dict[str, Any]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    return examined(example_as_pdf(tmp_path_factory.mktemp("page")))


@pytest.fixture(scope="module")
def shown(pdf: Examined) -> Views:
    return views(pdf, "zh")


@pytest.fixture(scope="module")
def data(pdf: Examined, shown: Views) -> Json:
    return collected(pdf, shown, "zh")


def test_every_figure_lies_on_its_page(data: Json, pdf: Examined) -> None:
    assert len(data["figures"]) == len(pdf.disclosure.claims) + len(pdf.disclosure.facts) > 700
    for anchor, *_ in data["figures"]:
        view, left, top, right, bottom = anchor
        page = data["views"][view]
        assert -20 <= left < right <= page["width"] + 20
        assert 0 <= top < bottom <= page["height"]


def test_a_figure_says_what_is_printed_and_where(data: Json, pdf: Examined) -> None:
    first = len(pdf.disclosure.claims)
    for number, fact in enumerate(pdf.disclosure.facts, first):
        anchor, printed, label, point, place = data["figures"][number]
        assert printed == f"{fact.amount.printed} {fact.amount.unit}"
        assert data["views"][anchor[0]]["page"] == fact.place.page
        assert place == f"第 {fact.place.page} 页"
        assert label[0]
        assert data["points"][point]


def test_figures_of_a_sentence_stand_beside_each_other_in_their_line(data: Json, pdf: Examined) -> None:
    boxes = [f[0] for f in data["figures"][: len(pdf.disclosure.claims)]]
    for claim, (_, left, top, right, bottom) in zip(pdf.disclosure.claims, boxes, strict=True):
        assert claim.place.box is not None
        line = [round(10 * edge) for edge in claim.place.box]
        assert line[0] - 20 <= left < right <= line[2] + 20
        assert (top, bottom) == (line[1], line[3])
    same_line = [(a, b) for a, b in pairwise(boxes) if (a[0], a[2]) == (b[0], b[2])]
    assert len(same_line) > 5
    assert all(a[3] <= b[1] + 20 for a, b in same_line)


def test_equations_add_up_to_what_they_say(data: Json, pdf: Examined) -> None:
    first = len(pdf.disclosure.claims)
    values = [c.amount.value if c.amount else 0 for c in pdf.disclosure.claims]
    values += [f.amount.value for f in pdf.disclosure.facts]
    told = 0
    for relation, why, gap, holds, total, parts in data["equations"]:
        rest = values[total] - sum(-values[~n] if n < 0 else values[n] for n in parts)
        assert data["reasons"][why]
        if relation == "=" and total >= first:
            told += 1
            assert bool(rest) == bool(gap)
            assert holds or rest
        elif relation == "≥":
            assert holds == (rest >= 0)
    assert told > 200


def test_every_equation_of_a_fact_is_told(data: Json, pdf: Examined) -> None:
    reconciliation, first = pdf.reconciliation, len(pdf.disclosure.claims)
    assert reconciliation is not None
    for fact in range(0, len(pdf.disclosure.facts), 37):
        mine = [e for e in data["equations"] if e[4] == fact + first or fact + first in e[5]]
        expected = [
            e for e in reconciliation.equations_of(fact)
            if pdf.disclosure.facts[fact].place in (e.total.place, *(t.place for t in e.parts))
        ]  # fmt: skip
        assert len([e for e in mine if e[4] >= first]) == len(expected)


def test_cells_of_one_point_share_it(data: Json, pdf: Examined) -> None:
    first = len(pdf.disclosure.claims)
    points = {}
    for number, fact in enumerate(pdf.disclosure.facts, first):
        points.setdefault(data["figures"][number][3], set()).add(fact.coordinate)
    assert all(len(coordinates) == 1 for coordinates in points.values())
    assert len(points) < len(pdf.disclosure.facts)
    assert sum(1 for agree in data["agree"] if not agree) == 1  # the project whose amount was copied wrongly


def test_findings_name_their_figures(data: Json, pdf: Examined) -> None:
    for located, spots in zip(pdf.report.located, data["findings"], strict=True):
        finding = located.finding
        if finding.code in ("YS2-001", "YS3-001", "YS4-002"):
            (number,) = spots["figures"]
            assert data["figures"][number][1].replace(" ", "").startswith(finding.printed.replace(" ", ""))
        assert len(spots["equations"]) == len(finding.equations)
        for equation, told in zip(finding.equations, spots["equations"], strict=True):
            assert len(told["at"]) == len(told["figures"]) == 1 + len(equation.parts)
            assert bool(told["gap"]) == bool(equation.difference)


def test_a_sentence_is_told_around_its_number(data: Json, pdf: Examined) -> None:
    for claim, told in zip(pdf.disclosure.claims, data["claims"], strict=True):
        _, number, _ = told["sentence"]
        assert number
        stated = claim.amount or claim.ratio
        if stated is not None:
            assert stated.printed.strip("%") in number
    rates = {told["rate"] for told in data["claims"]}
    assert any(r.startswith("458.83") for r in rates)  # 54,482.39 ÷ (66,356.67 - 54,482.39)
    assert not any(r.startswith("485.83") for r in rates)  # what is printed wrongly follows from nothing


def test_the_rule_book_is_there_for_every_rule_asked(data: Json) -> None:
    assert len(data["rules"]) > 30
    assert all(all(rule.values()) for rule in data["rules"].values())


def test_a_text_file_is_shown_as_it_flows() -> None:
    text = examined(EXAMPLE)
    shown = views(text, "zh")
    (view,) = shown.views
    assert view.sheet is None
    numbers = range(len(text.disclosure.claims) + len(text.disclosure.facts))
    assert all(view.html.count(f'id="f{n}"') == 1 for n in numbers)
    made = collected(text, shown, "en")
    assert all(f'id="{spots["at"]}"' in view.html for spots in made["findings"] if spots["at"] is not None)
    assert made["words"]["findings"] == "Findings"


def test_a_file_that_is_gone_is_shown_as_text(tmp_path: Path) -> None:
    path = example_as_pdf(tmp_path)
    pdf = examined(path)
    path.unlink()
    (view,) = views(pdf, "zh").views
    assert view.sheet is None
    assert "收入总体情况表" in view.html


def test_without_reconciliation_figures_are_still_there(pdf: Examined, shown: Views) -> None:
    crashed = Examined(pdf.report, pdf.disclosure, None, pdf.paths)
    made = collected(crashed, shown, "zh")
    assert len(made["figures"]) == len(pdf.disclosure.claims) + len(pdf.disclosure.facts)
    assert made["equations"] == []
