"""A stored number as its cell shows it, without thousands separators: the number format decides the decimals.

A format may show fewer decimals than are stored. What the format shows is what the reader of the sheet sees, so that is
the text; but a figure never loses its first two decimals to a careless format.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_DROP = re.compile(r'\[[^\]]*\]|_.|\*.|"[^"]*"|\\.')
_LITERAL_POINT = re.compile(r'!\.|\\\.|"\."')
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?]")
_SHOWN = re.compile(r"[0#]")
_GENERAL = frozenset({"", "general", "@", "g/通用格式"})
#: Decimals beyond which a stored number is an artefact of floating point: 0.01 元 is 0.000001 万元.
_EXACT = 6


@dataclass(frozen=True, slots=True)
class Format:
    """What a number format says.

    ``general``: nothing. ``decimals``: how many it shows. ``digits``: least number of digits before the point.
    ``scale``: the power of ten that it divides by. ``zero``: what it shows for zero where that is no digit.
    """

    general: bool = True
    decimals: int = 0
    digits: int = 1
    scale: int = 0
    percent: bool = False
    is_date: bool = False
    zero: str | None = None


#: The format that says nothing.
GENERAL = Format()


@lru_cache(maxsize=512)
def read_format(code: str) -> Format:
    """Read the number format ``code``; one that is not understood counts as General."""
    if code.strip().lower() in _GENERAL or len(code) > 255:
        return GENERAL
    sections = _sections(code)
    literal = _LITERAL_POINT.search(sections[0])
    body = _DROP.sub("", sections[0].replace("!.", ""))
    if _DATE.search(re.sub(r"general", "", body, flags=re.IGNORECASE)):
        return Format(general=False, is_date=True)
    if not _DIGITS.search(body) or "E" in body.upper():
        return GENERAL
    whole, _, fraction = body.partition(".")
    decimals = len(_DIGITS.findall(fraction))
    scale = 3 * (len(body.rstrip(" )%")) - len(body.rstrip(" )%").rstrip(",")))
    if literal is not None and not decimals:
        # 0!.0000 puts a point between the digits: 元 shown as 万元.
        decimals = len(re.findall(r"[0#?]", sections[0][literal.end() :]))
        scale += decimals
        whole = whole[: max(len(whole) - decimals, 0)]
    zero = None
    if len(sections) > 2 and not _SHOWN.search(_DROP.sub("", sections[2])):
        zero = _literal(sections[2])
    return Format(False, decimals, max(1, whole.count("0")), scale, "%" in body, False, zero)


def _sections(code: str) -> list[str]:
    """The parts of a format, which semicolons outside quotes part."""
    out, quoted = [""], False
    for char in code:
        quoted ^= char == '"'
        if char == ";" and not quoted:
            out.append("")
        else:
            out[-1] += char
    return out


def _literal(section: str) -> str:
    bare = re.sub(r"\[[^\]]*\]|_.|\*.|[?#]", "", section)
    return re.sub(r"[\"\\]", "", bare).strip()


def number_text(value: float, form: Format, least: int = 0) -> str:
    """``value`` as a cell with the format ``form`` shows it; General shows at least ``least`` decimals.

    Raises ValueError for what is no finite number.
    """
    number = Decimal(repr(value))
    if not number.is_finite():
        raise ValueError(value)
    if form.percent:
        number *= 100
    if form.scale:
        number = number.scaleb(-form.scale)
    stored = decimals_of(number)
    if form.general:
        shown = max(stored, least if not form.percent else 0)
    else:
        shown = max(form.decimals, min(stored, 2) if not form.scale else 0)
    rounded = number.quantize(Decimal(1).scaleb(-shown), ROUND_HALF_UP) if abs(number) < 10**20 else number
    if not rounded and form.zero is not None:
        return form.zero
    text = format(abs(rounded), "f")
    if form.digits > 1:
        whole, point, fraction = text.partition(".")
        text = whole.zfill(form.digits) + point + fraction
    return ("-" if rounded < 0 else "") + text + ("%" if form.percent else "")


def decimals_of(number: Decimal) -> int:
    """How many decimals ``number`` needs, artefacts of floating point aside."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0 or abs(number) >= 10**15:
        return 0
    kept = number.quantize(Decimal(1).scaleb(-min(-exponent, _EXACT)), ROUND_HALF_UP).normalize()
    least = kept.as_tuple().exponent
    return max(0, -least) if isinstance(least, int) else 0


def date_text(value: float, *, from_1904: bool = False) -> str:
    """A stored date as text: 2025-08-31, with the time where there is one, or a time alone.

    Raises ValueError or OverflowError for a number that is no date.
    """
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no zones
    moment = start + timedelta(days=round(value * 86_400) / 86_400)
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return moment_text(moment if value >= 1 else moment.time())


def moment_text(moment: datetime | date | time) -> str:
    """A date or time as text."""
    if isinstance(moment, datetime):
        return moment.strftime("%Y-%m-%d" if moment.time() == time() else "%Y-%m-%d %H:%M")
    return moment.strftime("%H:%M" if isinstance(moment, time) else "%Y-%m-%d")
