"""Mutants of what people fill in – ledgers, templates, lists, reports – and the way that they go: into files of ours.

What is written is looked at: it lies in its folder under a sound name, nothing half-written beside it, no formula, no
script, no broken XML in it.
"""

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Literal, TypeVar

from fuzz import container
from fuzz.mutate import MOST, TEXT, Bait, changed, number, odd
from fuzz.packed import Member, pack, unpack
from fuzz.watch import CANARY
from yusuan.app.baseline import BaselineError, load_baseline
from yusuan.app.compose import Publishing, compose_many
from yusuan.app.ledger import load, save
from yusuan.app.options import Options
from yusuan.app.rectify import keep_accepted, rectify
from yusuan.app.rectify import save as save_lists
from yusuan.ledger.flat import LedgerFileError
from yusuan.model.text import Text
from yusuan.read.errors import ReadError

KINDS = ("ledger", "template", "list", "baseline")
#: Names and texts that someone may enter so that they do something: in a spreadsheet, a page, a file system, a console.
HOSTILE = (
    "=1+1", "=HYPERLINK(\"http://a.example\")", "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "+1+1",
    "@SUM(1)", "\t=1", "\r=1", "＝1+1", "DDE(\"cmd\";\"/C calc\")", "{=1}", "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "&e;", "]]>", "<!DOCTYPE x>", "${7*7}",
    "#set page(width: 1pt)", "\\u{202e}", "a\x00b", "\x01\x08\x0b", "\x1b[31m", "\ud800", "\udcff\u7532",
    "\U000f0000", "\ufffe", "\u202e\u5c40\u52a1\u653f", "\u200b", "../../escaped", "..\\..\\escaped",
    "/escaped", "C:\\a", "CON", "NUL.txt", "a.", "a ", ".", "..", "~", "-rf", "长" * 300, "𠀀" * 100, "a" * 5000,
    "%s%n", "{words:duties}", "@if x", "1e400", "NaN", "Infinity", "-0", "1e30",
    "9999999999999999999999999999999999999999", "9" * 5000, "0.001", "１２.５", "1_000", "1,23", "",
)  # fmt: skip
_LIVE = re.compile(r"[=+\-@\t\r\n＝＋＠](?!\s*[\d,.]+%?$)")
_SCRIPT = re.compile(
    rb"<script|<iframe|<object|<embed|<form|\son[a-z]{3,20}\s*=|javascript:|(?:src|href)\s*=\s*[\"'](?!#|data:image)",
    re.IGNORECASE,
)
_TAGGED = re.compile(rb"<[^<>]{0,5000}>")
_WORDS = re.compile(rb"<(?:t|v)(?: [^<>]*)?>([^<]*)</")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CHINESE = re.compile("[\u4e00-\u9fff]{3}")
_HALF = re.compile(r"\.(?:编制-|yusuan-).*|~\$.*|.*\.tmp")


class DefectError(Exception):
    """What was written is not what may be written."""


def mutant(name: str, data: bytes, kind: str, rng: random.Random, bait: Bait) -> bytes:
    """A mutant of one of ``KINDS``."""
    if kind == "template":
        return _template(data, rng)
    if kind == "list":
        return _said_in(data, rng) if rng.random() < 0.5 else container.package(data, rng, bait)
    if name.endswith(".json"):
        return _json(data, rng) if rng.random() < 0.8 else changed(data, rng, TEXT, 1)
    if name.endswith(".zip"):
        return _tables(data, rng)
    return _said_in(data, rng) if rng.random() < 0.6 else container.package(data, rng, bait)


def way(kind: str, path: Path, home: Path, *, thorough: bool) -> tuple[Literal["read", "refused"], str]:
    """Take the mutant at ``path`` through; what is made lies in ``home``, which is empty."""
    try:
        if kind == "baseline":
            load_baseline(path)
        elif kind == "list":
            _rectify(path, home)
        else:
            return _compose(kind, path, home, thorough=thorough)
    except (BaselineError, LedgerFileError, ReadError) as error:
        return "refused", said(error.message, type(error).__name__)
    finally:
        _look(home)
    return "read", ""


def said(why: Text, kind: str) -> str:
    """The first words of a refusal, which must be Chinese and may be shown anywhere."""
    if not any("\u4e00" <= c <= "\u9fff" for c in why.zh) or not why.en:
        raise DefectError(f"a refusal without words: {why}")
    if CANARY in why.zh + why.en:
        raise DefectError("the canary was read")
    return f"{kind}: {why.zh[:16]}"


def _rectify(path: Path, home: Path) -> None:
    document = home / "公开.txt"
    document.write_bytes((path.parent / "公开.txt").read_bytes())
    told = rectify([path, document], Options(jobs=0))
    save_lists(told, home / "清单", "zh")
    keep_accepted(told)
    # What was written beside the document is read the next time.
    rectify([document], Options(jobs=0))


def _compose(kind: str, path: Path, home: Path, *, thorough: bool) -> tuple[Literal["read", "refused"], str]:
    template = None
    if kind == "template":
        template = path.read_text(encoding="utf-8", errors="replace")
        path = path.parent / "ledger.json"
    loaded = load(path)
    for problem in loaded.problems:
        said(problem.message, problem.origin.sheet)
    formats = ("html", "xlsx", "csv", "docx", "json", "datapackage") if thorough else ("html",)
    if thorough and not template:
        for target in ("台账.xlsx", "台账.json", "台账"):
            save(loaded.records, home / target, loaded.ledger)
            load(home / target)
    (outcome,) = compose_many([path], Publishing(home / "公开", formats, template, jobs=0))
    if outcome.published:
        return "read", ""
    why = outcome.failure or (outcome.problems[0].message if outcome.problems else None)
    if why is None:
        raise DefectError("nothing was published, and nothing is said of why")
    return "refused", said(why, "not published")


def _look(home: Path) -> None:
    """Look at everything that was written."""
    for path in sorted(p for p in home.rglob("*")):
        if _HALF.fullmatch(path.name):
            raise DefectError(f"left behind: {path.name}")
        name = path.name.encode()
        if len(name) > 255 or not path.name.isprintable() or path.name != path.name.strip(" ."):
            raise DefectError(f"a name for a file: {path.name[:60]!r}")
        if (path.is_file() and "台账" not in path.name) or path.suffix in (".csv", ".xlsx"):
            _file(path)


def _file(path: Path) -> None:
    if path.is_dir():
        return
    data = path.read_bytes()
    if CANARY.encode() in data and path.suffix != ".txt":
        raise DefectError("the canary was written")
    if path.suffix == ".html" and (
        found := next((m for t in _TAGGED.finditer(data) if (m := _SCRIPT.search(t[0]))), None)
    ):
        raise DefectError(f"live in a page: {found[0]!r}")
    if path.suffix == ".csv":
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for value in row:
                if _LIVE.match(value):
                    raise DefectError(f"live in a table: {value[:40]!r}")
    if path.suffix in (".xlsx", ".docx"):
        _package(data, formulas="台账" in path.name)


def _package(data: bytes, *, formulas: bool) -> None:
    from lxml import etree  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
                if "worksheets/sheet" in name and not formulas and root.find(".//{*}f") is not None:
                    raise DefectError(f"a formula in {name}")
                if b'TargetMode="External"' in archive.read(name):
                    raise DefectError(f"a relation outside in {name}")


def _json(data: bytes, rng: random.Random) -> bytes:
    """A mutant of JSON: a value, a key or a whole branch is another one."""
    whole: Any = json.loads(data)
    for _ in range(rng.choice([1, 1, 2, 6])):
        spots = list(_spots(whole))
        if not spots:
            break
        holder, key = rng.choice(_prose([(h[k], (h, k)) for h, k in spots], rng))
        how = rng.random()
        if how < 0.6:
            holder[key] = rng.choice(HOSTILE)
        elif how < 0.7:
            holder[key] = rng.choice([None, True, [], {}, [[1]], {"a": {"b": 1}}, -1, 10**30, 1e16, 0.1, [None] * 9])
        elif how < 0.8:
            holder[key] = rng.choice([number(rng).decode(), odd(rng)])
        elif how < 0.9 and isinstance(holder, dict):
            holder[rng.choice(HOSTILE)] = holder.pop(key)
        elif isinstance(holder, list):
            holder[key:key] = [holder[key]] * rng.choice([1, 30, 2000])
        else:
            del holder[key]
    made = json.dumps(whole, ensure_ascii=rng.random() < 0.5)
    if rng.random() < 0.05:
        made = made.replace(rng.choice(['"amount"', '"body"', '"text"']), '"x": ' + "[" * 100_000, 1)
    return made.encode("utf-8", "surrogatepass")[: 4 * MOST]


_Spot = TypeVar("_Spot")


def _prose(spots: list[tuple[Any, _Spot]], rng: random.Random) -> list[_Spot]:
    """Mostly those spots that hold words: with other figures and codes a ledger is refused before anything is made."""
    worded = [spot for value, spot in spots if isinstance(value, str) and _CHINESE.search(value)]
    return worded if worded and rng.random() < 0.7 else [spot for _, spot in spots]


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _spots(inner)


def _said_in(data: bytes, rng: random.Random) -> bytes:
    """A workbook with other texts in it, as its XML can hold them; what it cannot hold in Excel's own way."""
    members = unpack(data)
    for at, one in enumerate(members):
        made = one
        spots = list(_WORDS.finditer(one.data)) if "sharedStrings" in one.name or "worksheets/" in one.name else []
        spots = _prose([(m[1].decode(errors="replace"), m) for m in spots], rng)
        for spot in sorted(rng.sample(spots, min(len(spots), rng.choice([1, 1, 3]))), key=lambda m: -m.start()):
            word = _UNFIT.sub(lambda m: f"_x{ord(m[0]):04X}_", rng.choice(HOSTILE))
            put = escape(word).encode("utf-8", "surrogatepass")
            made = Member(one.name, made.data[: spot.start(1)] + put + made.data[spot.end(1) :])
        members[at] = made
    return pack(members)


def _tables(data: bytes, rng: random.Random) -> bytes:
    """A mutant of a folder of CSV files: a cell, a whole file, or a file less."""
    members = unpack(data)
    for _ in range(rng.choice([1, 1, 3])):
        at = rng.randrange(len(members))
        one = members[at]
        how = rng.random()
        if how < 0.6:
            rows = list(csv.reader(io.StringIO(one.data.decode("utf-8-sig", "replace"), newline="")))
            filled = [(r, c) for r, row in enumerate(rows) for c in range(len(row))]
            if filled:
                r, c = rng.choice(_prose([(rows[r][c], (r, c)) for r, c in filled], rng))
                rows[r][c] = rng.choice(HOSTILE)
            out = io.StringIO()
            csv.writer(out).writerows(rows)
            members[at] = Member(one.name, out.getvalue().encode("utf-8", "surrogatepass"))
        elif how < 0.9:
            members[at] = Member(one.name, changed(one.data, rng, TEXT, 1))
        elif len(members) > 1:
            del members[at]
    return pack(members)


_LINES = ("@if in_total", "@else", "@end", "@each projects", "@tables", "@table x", "@chart y", "# {x}", "{", "}",
          "{{}}", "{words:x}", "{in_total|change:x}", "{item}", "@", "@if", "@each", "{list:=1}",
          "{count:-1}")  # fmt: skip


def _template(data: bytes, rng: random.Random) -> bytes:
    every = data.decode("utf-8").split("\n")
    for _ in range(rng.choice([1, 1, 3])):
        at = rng.randrange(len(every))
        how = rng.random()
        if how < 0.4:
            every[at:at] = [rng.choice(_LINES)] * rng.choice([1, 1, 1, 30, 3000])
        elif how < 0.6:
            every[at] = every[at] + rng.choice(HOSTILE)
        elif how < 0.7:
            del every[at]
        else:
            return changed("\n".join(every).encode("utf-8", "surrogatepass"), rng, TEXT, 1)
        every = every or [""]
    return "\n".join(every).encode("utf-8", "surrogatepass")
