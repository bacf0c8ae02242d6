"""A list's number in the format that Word prints it: 3 as 三, 叁, ③, C, iii."""

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_CHINESE = frozenset({
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
    "ideographDigital", "japaneseDigitalTenThousand", "koreanCounting",
})  # fmt: skip
_DRESSED = {
    "decimalEnclosedCircle": "{}", "decimalEnclosedCircleChinese": "{}", "decimalEnclosedParen": "({})",
    "decimalEnclosedFullstop": "{}.", "decimalZero": "{:02d}",
}  # fmt: skip
_FORMAL_FORMATS = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})


def counted(number: int, form: str) -> str:
    """``number`` in the format ``form`` (w:numFmt); plain digits where the format is not known."""
    if form in ("bullet", "none"):
        return ""
    if form in _CHINESE:
        return chinese(number)
    if form in _FORMAL_FORMATS:
        return "".join(
            _FORMAL[_DIGITS.index(c)] if c in _DIGITS else {"十": "拾", "百": "佰"}.get(c, c) for c in chinese(number)
        )
    if form in _DRESSED:
        return (
            chr(0x245F + number)
            if form.startswith("decimalEnclosedC") and 1 <= number <= 20
            else _DRESSED[form].format(number)
        )
    if form in ("ideographTraditional", "ideographZodiac") and number >= 1:
        names = _STEMS if form == "ideographTraditional" else _BRANCHES
        return names[(number - 1) % len(names)]
    return _latin(number, form)


def _latin(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number >= 1:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 4000:
        out = ""
        for size, sign in _ROMAN:
            out += sign * (number // size)
            number %= size
        return out.lower() if form == "lowerRoman" else out
    return str(number)


def chinese(number: int) -> str:
    """A number up to 999 as it is said: 21 is 二十一; digit by digit beyond."""
    if not 0 < number < 1000:
        return "".join(_DIGITS[int(d)] for d in str(max(number, 0)))
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    out = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        out += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        out += "零"
    return out + (_DIGITS[ones] if ones else "")
