"""Changes to any bytes and any text: flipped, cut, doubled, spliced; numbers made huge, words made odd."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

#: What no mutant grows beyond, but for the bombs, which are large on purpose.
MOST = 500_000
NUMBERS = (
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "999999999",
    "2147483648",
    "4294967295",
    "18446744073709551616",
    "1e308",
    "1e-320",
    "NaN",
    "inf",
    "-0.00",
    "0x10",
    "1.2.3",
    "1,2,3,4",
    "9" * 30,
    "9" * 5000,
    "0." + "3" * 400,
    "",
)
#: Digits that are none to int(), separators, marks of direction, and the words that the readers look for.
ODD = (
    "²",
    "①",
    "٣٤",
    "㊀",
    "〇",
    "𝟙",
    "½",
    "1_000",
    "１２，３４５．６７",
    "-",
    "—",
    "#DIV/0!",
    "\u202e12.5",
    "\u200b7",
    "%",
    "９９９％",
    "合计",
    "其中：",
    "（一）",
    "一、",
    "2026年",
    "9999年",
    "0年",
    "2010101",
    "[30101]",
    "1,23,4",
    "(12.30)",
    "\ufffd",
    "\x0b",
    "\x85",
    "\u2028",
    "𠀀",
    "\ud7ff",
    "\x00",
    "万元",
    "单位：亿元",
    "表1",
    "支出总表",
    "2024年度",
    "增长0%",
    "减少-5%",
    "比上年增加1,000.00万元",
    "上年数为0",
    "**",
    "------",
    "部门决算",
    "第99999999页",
)
LONG = (
    "十百千万亿",
    "9",
    "比上年增加",
    "（",
    "）",
    "…",
    " ",
    "\u3000",
    "1,",
    "1.00万元、",
    "其中：",
    "收入合计",
    "-",
    "，",
)
_NUMBER = re.compile(rb"\d[\d.,]{0,20}")


@dataclass(frozen=True, slots=True)
class Bait:
    """Where a mutant may point: a file that must not be read and an address that must not be asked."""

    file: str = "file:///canary"
    path: str = "/canary"
    url: str = "http://127.0.0.1:9/"

    def targets(self) -> tuple[str, ...]:
        """The ways to name them."""
        return (self.file, self.path, self.url, f"../../../../../../..{self.path}", f"\\\\127.0.0.1{self.path}")


def number(rng: random.Random) -> bytes:
    """A number that nobody expects."""
    return rng.choice(NUMBERS).encode()


def odd(rng: random.Random) -> str:
    """A text that nobody expects: seldom a very long one."""
    if rng.random() < 0.15:
        return rng.choice(LONG) * rng.choice([40, 400, 4000])
    return rng.choice(ODD)


def flip(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice([1, 1, 3, 20, 200])):
        out[rng.randrange(len(out))] = rng.choice([0, 255, 127, rng.randrange(256)])
    return bytes(out)


def truncate(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] if rng.random() < 0.8 else data[at:]


def delete(data: bytes, rng: random.Random) -> bytes:
    at, end = _stretch(data, rng)
    return data[:at] + data[end:]


def double(data: bytes, rng: random.Random) -> bytes:
    at, end = _stretch(data, rng)
    times = min(rng.choice([1, 1, 2, 50, 1000]), max(1, MOST // (2 * max(1, end - at))))
    return data[:end] + data[at:end] * times + data[end:]


def swap(data: bytes, rng: random.Random) -> bytes:
    a, b = sorted(_stretch(data, rng) for _ in range(2))
    if a[1] > b[0]:
        return data[::-1] if rng.random() < 0.05 else data
    return data[: a[0]] + data[b[0] : b[1]] + data[a[1] : b[0]] + data[a[0] : a[1]] + data[b[1] :]


def noise(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    more = rng.randbytes(rng.choice([1, 8, 300])) if rng.random() < 0.7 else bytes(rng.choice([1, 64, 5000]))
    return data[:at] + more + data[at:]


def numbers(data: bytes, rng: random.Random) -> bytes:
    """One number, or a few, replaced."""
    spots = list(_NUMBER.finditer(data, *_window(data, rng)))
    for spot in sorted(rng.sample(spots, min(len(spots), rng.choice([1, 1, 4]))), key=lambda m: -m.start()):
        data = data[: spot.start()] + number(rng) + data[spot.end() :]
    return data


def words(data: bytes, rng: random.Random) -> bytes:
    """Odd text put in, or in the place of some, where the bytes are text."""
    start, end = _window(data, rng)
    text = data[start:end].decode("utf-8", "ignore")
    at = rng.randrange(len(text) + 1)
    upto = min(len(text), at + rng.choice([0, 1, 3, 12]))
    return data[:start] + (text[:at] + odd(rng) + text[upto:]).encode() + data[end:]


def lines(data: bytes, rng: random.Random) -> bytes:
    """Whole lines moved, dropped or doubled."""
    every = data.split(b"\n")
    for _ in range(rng.choice([1, 3, 10])):
        at, to = rng.randrange(len(every)), rng.randrange(len(every))
        how = rng.randrange(3)
        if how == 0:
            every[at], every[to] = every[to], every[at]
        elif how == 1 and len(every) > 1:
            del every[at]
        else:
            every[to:to] = every[at : at + 3]
    return b"\n".join(every)


Change = Callable[[bytes, random.Random], bytes]
BYTES: tuple[Change, ...] = (flip, truncate, delete, double, swap, noise, numbers)
TEXT: tuple[Change, ...] = (
    flip,
    delete,
    double,
    swap,
    numbers,
    numbers,
    numbers,
    words,
    words,
    words,
    words,
    lines,
    lines,
)


def changed(data: bytes, rng: random.Random, changes: tuple[Change, ...] = BYTES, times: int = 0) -> bytes:
    """``data`` after some of ``changes``, one after the other."""
    for _ in range(times or rng.choice([1, 1, 2, 4, 8])):
        if not data:
            break
        data = rng.choice(changes)(data, rng)[:MOST]
    return data


def _stretch(data: bytes, rng: random.Random) -> tuple[int, int]:
    at = rng.randrange(len(data))
    return at, min(len(data), at + rng.choice([1, 4, 30, 400, 4000]))


def _window(data: bytes, rng: random.Random) -> tuple[int, int]:
    at = rng.randrange(max(1, len(data)))
    return at, min(len(data), at + 2000)
