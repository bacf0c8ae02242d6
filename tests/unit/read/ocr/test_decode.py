"""Text out of the recogniser's probabilities: numbers by their own alphabet, other readings, blanks nobody printed."""

import pytest

from yusuan.read.ocr.decode import decoded

np = pytest.importorskip("numpy")

LETTERS = "0123456789.,-%()，一般O☑□年口≥—１２"
ALPHABET = ("", *LETTERS, " ")


def table(*steps: dict[str, float]):
    """Probabilities by step: characters as said, the rest (at least a little) for none."""
    out = np.zeros((len(steps), len(ALPHABET)), np.float32)
    for row, step in enumerate(steps):
        for character, probability in step.items():
            out[row, ALPHABET.index(character, 1) if character else 0] = probability
        out[row, 0] += 1.0 - out[row].sum()
    return out


def sure(text: str):
    """Each character plain, none between."""
    return table(*[step for c in text for step in ({c: 0.999}, {})])


def test_a_number():
    reading = decoded(sure("1,234.50"), ALPHABET)
    assert (reading.text, reading.others) == ("1,234.50", ())
    assert reading.confidence == pytest.approx(0.999)


def test_a_character_over_several_steps_is_one_and_two_with_none_between_are_two():
    assert decoded(table({"1": 0.9}, {"1": 0.99}, {}, {"1": 0.9}), ALPHABET).text == "11"


def test_full_width_separators_and_letters_like_digits_are_read_as_numbers():
    assert decoded(sure("1，234.50"), ALPHABET).text == "1,234.50"
    assert decoded(table({"1": 1.0}, {}, {".": 1.0}, {}, {"O": 0.6, "0": 0.4}, {}, {"5": 1.0}), ALPHABET).text == "1.05"


def test_words_stay_words():
    reading = decoded(sure("一 般"), ALPHABET)
    assert reading.text == "一般", "a blank beside an ideograph is the recogniser's"
    assert reading.others == ()


@pytest.mark.parametrize(
    ("printed", "text"), [("☑一般", "一般"), ("一般□", "一般"), ("☑一", "☑一"), ("☑一 □般", "☑一□般")]
)
def test_a_box_beside_a_word_is_left_of_rulings(printed, text):
    assert decoded(sure(printed), ALPHABET).text == text


def test_other_readings_likeliest_first():
    steps = ({"3": 0.6, "8": 0.35, "5": 0.04}, {}, {".": 1.0}, {}, {"5": 0.99}, {})
    reading = decoded(table(*steps), ALPHABET)
    assert reading.text == "3.5"
    assert reading.confidence == pytest.approx(0.6)
    assert [text for text, _ in reading.others][:2] == ["8.5", "5.5"]


def test_a_digit_that_may_be_none_and_one_that_may_be_missing():
    reading = decoded(table({"1": 0.99}, {}, {"2": 0.55}, {}, {"0": 0.1}, {}), ALPHABET)
    assert {"1", "12", "120", "102"} & {reading.text, *[t for t, _ in reading.others]} >= {"12", "1", "120"}


def test_what_is_no_number_is_the_only_number_that_it_may_be():
    steps = ({"9": 1.0}, {}, {".": 0.7, ",": 0.3}, *[s for c in "947.88" for s in ({c: 0.999}, {})])
    reading = decoded(table(*steps), ALPHABET)
    assert reading.text == "9,947.88"
    assert reading.confidence < 0.5, "it stays in doubt"


def test_a_piece_of_a_ruling_beside_a_number():
    reading = decoded(sure("0.00一"), ALPHABET)
    assert (reading.text, reading.confidence) == ("0.00", 0.9)


@pytest.mark.parametrize(("printed", "text"), [("2026年", "2026年"), ("≥95%", "≥95%"), ("1.05口", "1.05")])
def test_a_word_beside_digits_stays_and_what_is_like_a_ruling_goes(printed, text):
    assert decoded(sure(printed), ALPHABET).text == text


@pytest.mark.parametrize("printed", ["-12-", "一12一", "—12一", "一１２一", "- 12 一"])
def test_a_page_number_between_dashes(printed):
    assert decoded(sure(printed), ALPHABET).text == "-12-"


def test_a_word_that_is_hardly_there_is_none():
    steps = (*[s for c in "2026" for s in ({c: 0.999}, {})], {"年": 0.5, "": 0.5}, {})
    assert decoded(table(*steps), ALPHABET).text == "2026"


def test_nothing():
    assert decoded(table({}, {}), ALPHABET).text == ""
