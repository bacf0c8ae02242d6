"""Mutants of PDF: page trees in circles, boxes without end, streams that explode, actions that lead outside."""

import random
import re
import zlib

from fuzz.mutate import BYTES, MOST, Bait, changed, number

_REFERENCE = re.compile(rb"(\d+) 0 R")
_SLOTS = re.compile(
    rb"/(?:Length|Count|First|N|Rotate|UserUnit|W|DW|Size|Prev|Predictor|Columns|Index|FirstChar|LastChar)\s*(\[[^\]]*\]|-?[\d.]+)"
)
_BOX = re.compile(rb"/(MediaBox|CropBox|BBox|Matrix)\s*\[[^\]]*\]")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_FILTERS = (
    b"/FlateDecode",
    b"/LZWDecode",
    b"/ASCIIHexDecode",
    b"/ASCII85Decode",
    b"/RunLengthDecode",
    b"/JBIG2Decode",
    b"/JPXDecode",
    b"/DCTDecode",
    b"/CCITTFaxDecode",
    b"/Crypt",
    b"/Nonsense",
)
_OPERATORS = (
    b"q " * 5000,
    b"Q " * 50,
    b"BT /F1 1e30 Tf ",
    b"1e30 0 0 1e30 0 0 cm ",
    b"0 0 0 0 0 0 cm ",
    b"BT 0 0 0 0 0 0 Tm ",
    b"NaN inf -inf 1 0 0 cm ",
    b"0 0 600 400 re W n ",
    b"0 0 m 1e38 1e38 l S ",
    b"/Fm0 Do ",
    b"3 Tr ",
    b"-90 Tz ",
    b"0 Tz ",
    b"1e9 Tc ",
    b"[" + b"(1)-99999 " * 2000 + b"] TJ ",
    b"0 0 1 1 re f " * 20_000,
    b"BI /W 99999 /H 99999 ID EI ",
    b"(" * 300,
    b"BT (1,234.56) Tj ET " * 3000,
    b"0.7 0.7 -0.7 0.7 0 0 cm ",
    b"0 1 -1 0 0 0 cm ",
    b"/OC /MC0 BDC ",
)


def mutant(data: bytes, rng: random.Random, bait: Bait) -> bytes:
    """A mutant of a PDF."""
    if rng.random() < 0.25:
        return changed(data, rng, BYTES)
    for _ in range(rng.choice([1, 1, 2, 5])):
        data = rng.choice(_PDF)(data, rng, bait)[:MOST]
    if b"%%EOF" not in data[-2000:]:
        data += b"\n%%EOF\n"
    return data


def _slot(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    return _put(data, _SLOTS, rng, number(rng), 1)


def _reference(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    every = _REFERENCE.findall(data)
    return _put(data, _REFERENCE, rng, rng.choice([*every, b"1", b"99999"]), 1) if every else data


def _kids(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    """A page tree that holds itself, a page many times, or a chain of parents in a circle."""
    found = re.search(rb"(\d+) 0 obj[^<]{0,80}<<[^>]*/Kids\s*\[([^\]]*)\]", data)
    if not found:
        return data
    more = rng.choice([found.group(1) + b" 0 R ", found.group(2) * rng.choice([2, 40, 2500]), b"null 1 0 R [] "])
    return data[: found.start(2)] + more + data[found.start(2) :]


def _box(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    box = rng.choice(
        [
            b"[0 0 1e9 1e9]",
            b"[0 0 0 0]",
            b"[600 400 0 0]",
            b"[NaN 0 inf 9]",
            b"[-9999999 0 99999999 1]",
            b"[0 0]",
            b"[0 0 14400 14400]",
            b"[[0] << >> (a) /b]",
        ]
    )
    return re.sub(_BOX, lambda m: b"/" + m.group(1) + box, data, count=1)


def _filter(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    chain = b"[" + b" ".join(rng.choices(_FILTERS, k=rng.choice([1, 2, 60]))) + b"]"
    if _FILTER.search(data):
        return _put(data, _FILTER, rng, chain, 1)
    return data.replace(b"/Length", b"/Filter " + chain + b" /Length", 1)


def _operators(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    """More in a page's content, where it is not packed."""
    spots = [m.start() for m in re.finditer(rb"\b(?:ET|BT|re|S)\b", data)]
    if not spots:
        return data
    at = rng.choice(spots)
    return data[:at] + b" " + rng.choice(_OPERATORS) + data[at:]


def _actions(data: bytes, rng: random.Random, bait: Bait) -> bytes:
    """What a viewer may do on opening: scripts, programs, addresses, other files, files inside."""
    target = rng.choice(bait.targets()).encode()
    action = rng.choice(
        [
            b"/S /URI /URI (@)",
            b"/S /JavaScript /JS (app.launchURL('@'))",
            b"/S /Launch /F (@)",
            b"/S /GoToR /F (@) /D [0 /Fit]",
            b"/S /SubmitForm /F (@)",
            b"/S /ImportData /F (@)",
        ]
    ).replace(b"@", target)
    more = rng.choice(
        [
            b"/OpenAction << " + action + b" >> ",
            b"/AA << /O << " + action + b" >> >> ",
            b"/Encrypt << /Filter /Standard /V 5 /R 6 /O () /U () /P -1 >> ",
            b"/Metadata << /Type /Filespec /F (" + target + b") >> ",
            b"/F << /FS /URL /F (" + target + b") >> ",
        ]
    )
    return data.replace(
        *rng.choice(
            [
                (b"/Type /Catalog", b"/Type /Catalog " + more),
                (b"/Type /Page ", b"/Type /Page " + more),
                (b"/Length", more + b"/Length"),
            ]
        ),
        1,
    )


def _stream(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    """A content stream replaced: by rubbish, by itself packed, by one that unpacks to very much."""
    found = list(re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL))
    if not found:
        return data
    spot = rng.choice(found)
    inner = rng.choice(
        [rng.randbytes(500), zlib.compress(b"q " * rng.choice([10**4, 10**6, 5 * 10**7]), 1), spot.group(1) * 30, b""]
    )
    return data[: spot.start(1)] + inner + data[spot.end(1) :]


def _deep(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    """Objects in objects."""
    depth = rng.choice([50, 600, 20_000])
    more = rng.choice([b"[" * depth + b"]" * depth, b"<< /A " * depth + b">>" * depth])
    return data.replace(b"/Type /Catalog", b"/Type /Catalog /Names " + more, 1)


def _raw(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    return changed(data, rng, BYTES, 1)


_PDF = (
    _slot,
    _slot,
    _reference,
    _reference,
    _kids,
    _box,
    _filter,
    _operators,
    _operators,
    _operators,
    _actions,
    _stream,
    _deep,
    _raw,
    _raw,
)


def _put(data: bytes, pattern: re.Pattern[bytes], rng: random.Random, value: bytes, group: int) -> bytes:
    spots = list(pattern.finditer(data))
    if not spots:
        return data
    spot = rng.choice(spots)
    return data[: spot.start(group)] + value + data[spot.end(group) :]
