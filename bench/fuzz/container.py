"""Archives packed so as to hurt: names that climb out, links, members twice or by the thousand, lies and bombs."""

import random
import re
import stat
import zipfile
from dataclasses import replace

from fuzz.mutate import BYTES, MOST, Bait, changed
from fuzz.packed import OPEN, Member, content, pack, unpack

_TYPES = ("image", "hyperlink", "attachedTemplate", "oleObject", "package", "externalLink", "worksheet", "styles")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(data: bytes, rng: random.Random, bait: Bait) -> bytes:
    """A mutant of an Office file, an OFD or a bundle."""
    how = rng.random()
    if how < 0.15:
        return changed(data, rng, BYTES)
    members = unpack(data)
    if how < 0.85:
        for _ in range(rng.choice([1, 1, 2])):
            at = rng.randrange(len(members))
            members[at] = replace(members[at], data=content(members[at].data, rng, bait)[:MOST])
        return pack(members)
    return container(members, rng, bait)


def container(members: list[Member], rng: random.Random, bait: Bait) -> bytes:
    """The members packed in a way that hurts."""
    how = rng.choice(
        ["names", "names", "links", "twice", "nested", "many", "related", "related", "lies", "junk", "bomb"]
    )
    at = rng.randrange(len(members))
    one = members[at]
    if how == "names":
        name = rng.choice(
            [
                "../../../../escaped.txt",
                "/escaped.txt",
                "C:\\escaped.txt",
                "..\\..\\escaped.xml",
                "a\x00b.txt",
                "\udc80.txt".encode("utf-8", "replace").decode(),
                "长" * 3000 + ".txt",
                "",
                "/",
                ".",
                "a/" * 500 + "b.txt",
            ]
        )
        return pack(
            [*members, replace(one, name=name)]
            if rng.random() < 0.5
            else [*members[:at], replace(one, name=name), *members[at + 1 :]]
        )
    if how == "links":
        link = Member(one.name, bait.path.encode(), stat.S_IFLNK | 0o777, zipfile.ZIP_STORED)
        return pack([*members[:at], link, *members[at + 1 :], replace(link, name="链接.txt")])
    if how == "twice":
        return pack(
            [*members, *(replace(one, data=content(one.data, rng, bait)) for _ in range(rng.choice([1, 3, 40])))]
        )
    if how == "nested":
        inner = pack(members)
        for _ in range(rng.choice([1, 3, 30])):
            inner = pack([Member(rng.choice(["里.zip", one.name, "a.docx"]), inner)])
        return (
            inner
            if rng.random() < 0.5
            else pack([*members, Member("里.zip", inner), Member("word/embeddings/a.xlsx", inner)])
        )
    if how == "many":
        return pack([*members, *(Member(f"{i}.txt", b"") for i in range(rng.choice([150, 250, 3000, 21_000])))])
    if how == "related":
        return pack(_related(members, rng, bait))
    if how == "bomb":
        return pack([*members[:at], replace(one, data=_bomb(one.data, rng)), *members[at + 1 :]])
    return _lying(pack(members), rng) if how == "lies" else _with_junk(pack(members), rng)


def _related(members: list[Member], rng: random.Random, bait: Bait) -> list[Member]:
    """Relations that lead outside, or to the part itself."""
    out = []
    for member in members:
        data = member.data
        if member.name.endswith(".rels"):
            mode = rng.choice([' TargetMode="External"', ""])
            more = "".join(
                f'<Relationship Id="{rng.choice(["rId1", "package1", "x"])}" Type="{_RELATIONS}/{kind}" '
                f'Target="{rng.choice((*bait.targets(), member.name, "document.xml", "../_rels/.rels"))}"{mode}/>'
                for kind in rng.sample(_TYPES, 3)
            ).encode()
            data = data.replace(b"</Relationships>", more + b"</Relationships>")
            if rng.random() < 0.5:
                data = re.sub(
                    rb'Target="[^"]*"', f'Target="{rng.choice(bait.targets())}"{mode}'.encode(), data, count=1
                )
        out.append(replace(member, data=data))
    return out


def _bomb(data: bytes, rng: random.Random) -> bytes:
    """Much that packs to little: zeros, or the member's own middle over and over."""
    size = rng.choice([6_000_000, 6_000_000, 30_000_000, 90_000_000])
    if rng.random() < 0.5 or len(data) < 3:
        return bytes(size)
    spots = [m.start() for m in OPEN.finditer(data)] or [len(data) // 2]
    at = rng.choice(spots)
    filler = rng.choice([b" ", b"<c/>", b"<w:p/>", b"<!---->", data[at : at + 200]])
    return data[:at] + filler * (size // max(1, len(filler))) + data[at:]


def _lying(data: bytes, rng: random.Random) -> bytes:
    """A directory that lies: sizes, sums, methods, passwords, places."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 2, 5])):
        starts = [m.start() for m in re.finditer(rng.choice([b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"]), data)]
        if starts:
            at = rng.choice(starts) + rng.choice([6, 8, 10, 16, 20, 24, 26, 28, 38, 42])
            out[at : at + 4] = (
                rng.choice([b"\x00\x00", b"\xff\xff", b"\x01\x00", b"\x63\x00", rng.randbytes(2)])
                + out[at + 2 : at + 4]
            )
    return bytes(out)


def _with_junk(data: bytes, rng: random.Random) -> bytes:
    junk = rng.choice([b"PK\x03\x04", b"\x00" * 1000, b"%PDF-1.7\n", b"<html>", data])
    return junk + data if rng.random() < 0.5 else data + junk
