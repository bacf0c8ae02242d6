"""Characters as people mean them: radicals that some producers write for the ideographs that look the same."""

import unicodedata

import numpy as np
import numpy.typing as npt

#: One character as shown: x0, top, x1, bottom (points), the character, its index in the page's text.
Glyph = tuple[float, float, float, float, str, int]

#: What leaves no ink: blanks of all widths, line ends, marks of order.
SPACES = frozenset(
    [chr(c) for c in range(0x21)]
    + [chr(c) for c in range(0x7F, 0xA1)]
    + [chr(c) for c in range(0x2000, 0x2010)]
    + list("\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u00ad\ufffc")
)

#: CJK Radicals Supplement: those whose ideograph Unicode does not give as a compatibility form.
_SUPPLEMENT = dict(
    zip(
        "⺁⺈⺋⺌⺍⺕⺘⺟⺠⺡⺢⺤⺦⺨⺩⺫⺬⺭⺮⺳⺶⺷⺹⺻⺼⺽⻀⻁⻂⻃⻄⻅⻆⻉⻋⻌⻍⻏⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂刀㔾小小彐扌母民氵氺爫丬犭王罒示礻竹网羊羊耂肀月臼艹虎衤覀西见角贝车辶辶阝长镸长门阝雨青韦页风飞食饣饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)


def _likeness() -> dict[int, str]:
    """Code points of radicals and compatibility ideographs → the ideograph that is meant."""
    table = {ord(radical): ideograph for radical, ideograph in _SUPPLEMENT.items()}
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        meant = unicodedata.normalize("NFKC", chr(code))
        if len(meant) == 1 and meant != chr(code):
            table[code] = meant
    # A glyph whose font does not say which character it is; pdfium's marks for a hyphen at the end of a line.
    return table | {0x0: "\ufffd", 0x2: "-", 0xFFFE: "-", 0xFFFF: "\ufffd"}


_LIKENESS = _likeness()


def _tables() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_]]:
    """The same for all characters of the first plane at once: the code that is meant, and whether it leaves ink."""
    meant = np.arange(0x10000, dtype=np.uint32)
    meant[list(_LIKENESS)] = [ord(character) for character in _LIKENESS.values()]
    inked = np.ones(0x10000, np.bool_)
    inked[[ord(character) for character in SPACES]] = False
    return meant, inked


MEANT, INKED = _tables()


def plain(text: str) -> str:
    """``text`` with radicals as their ideographs and what is no character as U+FFFD; its length stays."""
    return text.translate(_LIKENESS)
