"""Doubtful cells: one reading that mends all sums is taken, none is guessed, what is plain on the paper stays."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from yusuan.app.doubtful import Part, judge_doubtful
from yusuan.model.disclosure import Disclosure
from yusuan.model.grid import Cell, Grid, Pages
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages
from yusuan.read.stitch import stitch

EXAMPLE = Path(__file__).parents[3] / "examples" / "gzdgov-2024.txt"
#: A subject's amount that is printed once in its table and takes part in sums.
RIGHT, WRONG, OTHER = "61,418.07", "61,478.07", "67,418.07"


def built(parts: Sequence[Part]) -> Disclosure:
    return build([p for p, _ in parts], [s for _, s in parts])


def with_cell(pages: Pages, number: int, **changes: object) -> Pages:
    """The pages with the cell changed that is the ``number``-th to say RIGHT."""
    seen = 0

    def changed(cell: Cell) -> Cell:
        nonlocal seen
        if cell.text.strip() != RIGHT:
            return cell
        seen += 1
        return replace(cell, **changes) if seen == number else cell

    def block(one: object) -> object:
        return replace(one, cells=tuple(map(changed, one.cells))) if isinstance(one, Grid) else one

    new = replace(pages, pages=tuple(replace(p, blocks=tuple(map(block, p.blocks))) for p in pages.pages))
    assert seen >= number
    return new


def judged(**changes: object) -> Disclosure:
    pages = with_cell(read_pages(EXAMPLE), 1, **changes)
    parts = ((pages, stitch(pages)),)
    return judge_doubtful(parts, built(parts), built)[0]


def amounts(disclosure: Disclosure) -> set[str]:
    return {fact.amount.printed for fact in disclosure.facts}


def test_the_one_reading_that_mends_the_sums_is_taken():
    disclosure = judged(text=WRONG, confidence=0.7, readings=(OTHER, RIGHT))
    assert WRONG not in amounts(disclosure)
    assert any(WRONG in note and f"更正为 {RIGHT}" in note for note in disclosure.notes)


def test_a_look_alike_digit_is_tried_where_the_print_is_vague():
    disclosure = judged(text=WRONG, confidence=0.5, readings=())
    assert any(f"更正为 {RIGHT}" in note for note in disclosure.notes)
    disclosure = judged(text=WRONG, confidence=0.9, readings=())
    assert WRONG in amounts(disclosure), "only the recogniser's own readings where the print is not vague"


def test_what_is_plain_on_the_paper_stays_and_is_a_finding():
    disclosure = judged(text=WRONG, confidence=0.999, readings=())
    assert WRONG in amounts(disclosure)
    assert not any("更正" in note for note in disclosure.notes)


def test_readings_that_mend_nothing_are_not_taken_and_the_cell_is_listed():
    disclosure = judged(text=WRONG, confidence=0.9, readings=(OTHER,))
    assert WRONG in amounts(disclosure)
    assert any("识别不确定" in note and WRONG in note for note in disclosure.notes)


def test_a_doubtful_cell_that_the_sums_bear_out_is_not_listed():
    disclosure = judged(confidence=0.6, readings=(WRONG,))
    assert RIGHT in amounts(disclosure)
    assert not any("识别不确定" in note or "更正" in note for note in disclosure.notes)


def test_without_doubtful_cells_nothing_is_reconciled_twice():
    pages = read_pages(EXAMPLE)
    parts = ((pages, stitch(pages)),)
    disclosure = built(parts)
    assert judge_doubtful(parts, disclosure, built) == (disclosure, parts)
