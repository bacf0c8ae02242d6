"""The view of a paragraph: what is dropped, and the way back to the print."""

from hypothesis import given
from hypothesis import strategies as st

from yusuan.read.narrative.view import view
from yusuan.read.numbers import tokens


def test_spaces_quotes_and_widths_do_not_count() -> None:
    seen = view("公 务 接 待 费 ２.5 万 元（“三公”）")
    assert seen.text == "公务接待费2.5万元(三公)"
    start = seen.text.index("2.5")
    assert seen.original[slice(*seen.span(start, start + 3))] == "２.5"


def test_a_gap_between_two_figures_stays() -> None:
    assert view("2024 120 万元").text == "2024 120万元"
    assert view("12.30   45.60").text == "12.30   45.60"


def test_a_figure_that_the_file_splits_is_one_again() -> None:
    seen = view("减少86,685. 29万元")
    assert "86,685.29万元" in seen.text
    assert seen.original[slice(*seen.span(2, 11))] == "86,685. 29"


def test_the_sentence_around_a_place() -> None:
    seen = view("收入 5 万元。支出 6 万元。")
    assert seen.sentence(9) == "支出 6 万元。"
    assert seen.sentence(0) == "收入 5 万元。"


@given(st.text(alphabet="0123456789.,， 　“”（）年万元%增加", max_size=60))
def test_the_view_has_the_tokens_of_the_print(text: str) -> None:
    seen = view(text)
    back = [seen.original[slice(*seen.span(a, b))] for a, b in seen.numbers()]
    split = [t for piece in back for _, _, t in tokens(piece)]
    assert split == [t for _, _, t in tokens(text)]
