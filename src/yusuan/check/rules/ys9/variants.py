"""YS9-009: words that the document writes otherwise everywhere else."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys9._prose import Prose, prose_of
from yusuan.check.rules.ys9._terms import MUTE, both, loose, sound
from yusuan.check.rules.ys9.words import wrong_at
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_HAN = re.compile(r"[\u4e00-\u9fff]{5,}")
#: What may differ by right within one phrase, beside particles: 东部水源, 副主任, 秋季招生.
_APART = frozenset("东西南北前后左右内外男女老少春夏秋冬早晚高低长短增减升降正副主次甲乙丙丁收支购买用")
#: A window that sounds alike, with the odd character inside it; a window with so many characters on either side.
_HEARD, _SIDE = 5, 4
#: So often stands the one form where the other stands once.
_FEWEST_HEARD, _FEWEST = 2, 4


@dataclass(frozen=True, slots=True)
class _Odd:
    """``printed`` stands once where the document has ``usual`` ``times``; ``heard``: the two sound alike."""

    printed: str
    usual: str
    times: int
    heard: bool


@rule(
    code="YS9-009",
    name=Text("与本文本别处差一个字", "one character off from the rest of the document"),
    severity=Severity.WARNING,
    certainty=0.85,
    why=Text(
        "同样的话本文本别处都是另一个写法，只有这里差一个字，多是打错。",
        "The document has the same words several times with another character: this one is a slip of the pen.",
    ),
    basis=Text(
        "财政部年度公开检查把不准确、不易懂列为问题（据转述）。",
        "The Ministry's yearly inspections fault what is inaccurate or hard to read (known at second hand).",
    ),
    wrong=Text("社区事务受理……社区事务受理……社区事物受理", "事务, 事务, 事物"),
    right=Text("社区事务受理……社区事务受理……社区事务受理", "事务 three times"),
)
def check_variants(context: Context) -> Checked:
    """Hold every run of characters against all that differ from it in one.

    Warned of: five characters of which one inside is another that sounds alike, once, where the document has the
    others at least twice. A hint: any other character, or one that is lost, between the same four on either side,
    where the usual form stands at least four times. Not flagged: particles, numerals, pairs such as 内 and 外.
    """
    prose = prose_of(context.disclosure)
    runs = [run for one in prose for run in _HAN.findall("".join([ch for ch in one.text if ch not in MUTE]))]
    found: dict[str, _Odd] = {}
    for odd in (*_sounding(runs), *_shaped(runs)):
        found.setdefault(odd.printed, odd)
    told: list[Finding] = []
    for odd in found.values():
        one = next((p for p in prose if odd.printed in p.text), None)
        if one is not None and not any(odd.printed in f.printed or f.printed in odd.printed for f in told):
            finding = _finding(one, odd)
            told += [finding] if finding is not None else []
    return Checked(len(prose), tuple(told))


def _sounding(runs: Sequence[str]) -> Iterator[_Odd]:
    heard = [run.translate(sound()) for run in runs]
    often = _often(heard, _HEARD, _FEWEST_HEARD + 1)
    by_sound: dict[str, list[str]] = {}
    for run, like in zip(runs, heard, strict=True):
        for at in range(len(run) - _HEARD + 1):
            if like[at : at + _HEARD] in often:
                by_sound.setdefault(like[at : at + _HEARD], []).append(run[at : at + _HEARD])
    for forms in by_sound.values():
        if len(set(forms)) == 1:
            continue
        (usual, times), *others = Counter(forms).most_common()
        for printed, count in others if times >= _FEWEST_HEARD else ():
            odd = [i for i in range(_HEARD) if printed[i] != usual[i]]
            pair = frozenset((printed[odd[0]], usual[odd[0]]))
            if count == 1 and len(odd) == 1 and 0 < odd[0] < _HEARD - 1 and pair not in both():
                yield _Odd(printed, usual, times, heard=True)


def _shaped(runs: Sequence[str]) -> Iterator[_Odd]:
    apart = loose() | _APART
    usual: dict[str, tuple[str, int]] = {}
    for sides, middles in _middles(runs).items():
        if len(middles) < _FEWEST:
            continue
        (most, times), *others = Counter(middles).most_common()
        if times < _FEWEST or most in apart:
            continue
        usual[sides] = most, times
        for printed, count in others:
            if count == 1 and printed not in apart:
                left, right = sides[:_SIDE], sides[_SIDE:]
                yield _Odd(left + printed + right, left + most + right, times, heard=False)
    if usual:
        for sides, count in _standing(runs, usual.keys()).items():
            if count == 1:
                most, times = usual[sides]
                yield _Odd(sides, sides[:_SIDE] + most + sides[_SIDE:], times, heard=False)


def _middles(runs: Sequence[str]) -> dict[str, str]:
    """For the four characters on either side of a place, all that stands between them."""
    often = _often(runs, _SIDE, _FEWEST + 1)
    found: dict[str, str] = {}
    for run in runs:
        for at in range(_SIDE, len(run) - _SIDE):
            left = run[at - _SIDE : at]
            if left in often and (right := run[at + 1 : at + 1 + _SIDE]) in often:
                found[left + right] = found.get(left + right, "") + run[at]
    return found


def _often(runs: Sequence[str], size: int, fewest: int) -> frozenset[str]:
    """The windows of ``size`` characters that stand at least so often."""
    counted = Counter([run[at : at + size] for run in runs for at in range(len(run) - size + 1)])
    return frozenset(window for window, count in counted.items() if count >= fewest)


def _standing(runs: Sequence[str], wanted: Container[str]) -> Counter[str]:
    """How often those of ``wanted`` stand with nothing between their halves."""
    size = 2 * _SIDE
    return Counter(
        run[at : at + size] for run in runs for at in range(len(run) - size + 1) if run[at : at + size] in wanted
    )


def _finding(one: Prose, odd: _Odd) -> Finding | None:
    at = one.text.index(odd.printed)
    if wrong_at(one.text, at, at + len(odd.printed)):
        return None
    shown = one.around(at, at + len(odd.printed))
    finding = check_variants.finding(
        Text(
            f"“{odd.printed}”在本文本别处都写作“{odd.usual}”（{odd.times} 处），疑有误：{shown}",
            f"{odd.printed!r} is {odd.usual!r} elsewhere ({odd.times} times): {shown}",
        ),
        one.where(at),
        one.key(f"{odd.printed} {shown}"),
        printed=odd.printed,
        expected=odd.usual,
    )
    return finding if odd.heard else replace(finding, severity=Severity.HINT, certainty=0.5)
