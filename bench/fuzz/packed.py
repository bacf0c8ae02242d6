"""Members of files that are ZIPs, and mutants of their XML."""

import io
import random
import re
import warnings
import zipfile
from dataclasses import dataclass

from fuzz.mutate import MOST, TEXT, Bait, changed, number, odd

_DATE = (1980, 1, 1, 0, 0, 0)
_ATTRIBUTE = re.compile(rb'="([^"<]{0,40})"')
OPEN = re.compile(rb"<([A-Za-z][\w:.]*)((?:\s[^<>]*)?)>")
_TAG = re.compile(rb"<[^<>]{1,300}>")
#: What an element may be given, in the words of each format.
_GIVEN = (
    b'<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>',
    b"<w:vMerge/>",
    b'<w:gridCol w:w="-5"/>',
    b'<w:trPr><w:gridBefore w:val="99999999"/></w:trPr>',
    b'<w:numPr><w:ilvl w:val="99"/><w:numId w:val="-1"/></w:numPr>',
    b'<w:instrText>INCLUDEPICTURE "@"</w:instrText>',
    b"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
    b"<w:tc/>",
    b"<w:tr/>",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b'<row r="1048576"/>',
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<c r="@"/>',
    b'<c t="s"><v>99999999</v></c>',
    b"<f>WEBSERVICE(&quot;@&quot;)</f>",
    b'<col min="1" max="16384" hidden="1"/>',
    b'<ofd:PageBlock ID="1"/>',
    b'<ofd:Page ID="1" BaseLoc="@"/>',
    b'<ofd:TextCode X="1e300" DeltaX="g 9999999 1">1</ofd:TextCode>',
    b"<ofd:AbbreviatedData>M 0 0 L 1e30 NaN B 1</ofd:AbbreviatedData>",
    b'<ofd:Template ID="1" BaseLoc="@"/>',
    b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="@" parse="text"/>',
    b'<?xml-stylesheet href="@"?>',
)


@dataclass(frozen=True, slots=True)
class Member:
    """A member: its name, bytes, Unix mode (for links) and method."""

    name: str
    data: bytes
    mode: int = 0
    method: int = zipfile.ZIP_DEFLATED


def unpack(data: bytes) -> list[Member]:
    """All members of an archive of ours."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [Member(i.filename, archive.read(i), method=i.compress_type) for i in archive.infolist()]


def pack(members: list[Member]) -> bytes:
    """The archive of ``members``, always the same for the same."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", strict_timestamps=False) as archive:
        warnings.simplefilter("ignore")  # that two are called the same is the purpose
        for member in members:
            info = zipfile.ZipInfo(member.name, _DATE)
            info.external_attr = member.mode << 16
            info.create_system = 3
            archive.writestr(info, member.data, member.method, 1)
    return out.getvalue()


def content(data: bytes, rng: random.Random, bait: Bait) -> bytes:
    """A mutant of one member."""
    if data.lstrip()[:1] != b"<":
        return changed(data, rng, TEXT)
    for _ in range(rng.choice([1, 1, 2, 5])):
        data = rng.choice(_XML)(data, rng, bait)
    return data


def _values(data: bytes, rng: random.Random, bait: Bait) -> bytes:
    spots = list(_ATTRIBUTE.finditer(data))
    for spot in sorted(rng.sample(spots, min(len(spots), rng.choice([1, 1, 5]))), key=lambda m: -m.start()):
        value = number(rng) if rng.random() < 0.8 else rng.choice(bait.targets()).encode()
        data = data[: spot.start(1)] + value + data[spot.end(1) :]
    return data


def _given(data: bytes, rng: random.Random, bait: Bait) -> bytes:
    spots = list(OPEN.finditer(data))
    if not spots:
        return data
    at = rng.choice(spots).end()
    given = rng.choice(_GIVEN).replace(b"@", rng.choice(bait.targets()).encode())
    return data[:at] + given * rng.choice([1, 1, 3, 5000 if len(given) < 60 else 100]) + data[at:]


def _nested(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    """An element around itself many times, or around all that follows."""
    spots = [m for m in OPEN.finditer(data) if not m.group(2).endswith(b"/")]
    if not spots:
        return data
    spot = rng.choice(spots)
    close = b"</" + spot.group(1) + b">"
    end = data.find(close, spot.end())
    if end < 0:
        return data
    depth = rng.choice([2, 20, 120, 250, 5000])
    inner = data[spot.start() : end + len(close)]
    return data[: spot.start()] + spot.group() * depth + inner + close * depth + data[end + len(close) :]


def _repeated(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    spots = [m for m in OPEN.finditer(data) if not m.group(2).endswith(b"/")]
    if not spots:
        return data
    spot = rng.choice(spots)
    close = b"</" + spot.group(1) + b">"
    end = data.find(close, spot.end()) + len(close)
    inner = data[spot.start() : end]
    times = min(rng.choice([2, 30, 1000, 20_000]), MOST // (2 * max(1, len(inner))))
    return data[:end] + inner * times + data[end:] if end >= len(close) else data


def _untagged(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    spots = list(_TAG.finditer(data))
    if not spots:
        return data
    a, b = rng.choice(spots), rng.choice(spots)
    return data[: a.start()] + rng.choice([b"", b.group()]) + data[a.end() :]


def _texts(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    spots = list(re.finditer(rb">([^<]+)<", data))
    for spot in sorted(rng.sample(spots, min(len(spots), rng.choice([1, 3, 20]))), key=lambda m: -m.start()):
        word = odd(rng).replace("\x00", "").replace("\x0b", "").encode("utf-8", "ignore")
        data = data[: spot.start(1)] + word + data[spot.end(1) :]
    return data


def _declared(data: bytes, rng: random.Random, bait: Bait) -> bytes:
    """Entities: one in the other, of a file, of an address, of parameters; or another encoding."""
    target = rng.choice(bait.targets())
    laugh = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "哈" * 50}">' for i in range(9))
    inside = rng.choice(
        [
            f"<!DOCTYPE x [{laugh}<!ENTITY e '&l8;'>]>",
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "{target}">]>',
            f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{target}"> %p;<!ENTITY e "1">]>',
            f'<!DOCTYPE x SYSTEM "{target}">',
            f'<!DOCTYPE x PUBLIC "-//W3C//DTD XHTML 1.0//EN" "{target}">',
            '<?xml version="1.0" encoding="utf-16"?>',
            '<?xml version="1.1" encoding="gb18030" standalone="no"?>',
        ]
    ).encode()
    end = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    body = data[end:]
    spots = list(re.finditer(rb">([^<]+)<", body))
    if spots and rng.random() < 0.8:
        spot = rng.choice(spots)
        body = body[: spot.start(1)] + b"&e;" + body[spot.end(1) :]
    return (b"" if inside.startswith(b"<?xml") else data[:end]) + inside + body


def _bytes(data: bytes, rng: random.Random, _bait: Bait) -> bytes:
    return changed(data, rng, TEXT, 1)


_XML = (_values, _values, _given, _given, _nested, _repeated, _untagged, _texts, _texts, _declared, _bytes)
