"""Damaged and hostile web pages, OFD packages and archives: one clear error or an answer, in bounded time."""

import io
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yusuan.model.grid import Grid, Pages
from yusuan.model.place import Source
from yusuan.read import bundle
from yusuan.read.errors import ReadError
from yusuan.read.html import read_html
from yusuan.read.limits import Limits
from yusuan.read.ofd import read_ofd

SOURCE = Source("0" * 64, "试", "html")
RELAXED = settings(max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.too_slow])
PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><style>.a{position:absolute}</style></head><body>"
    "<p>2024年收入预算66,356.67万元，比上年增加17.62万元；支出66,356.67万元。</p>"
    "<table border=1><tr><th rowspan=2>科目</th><th colspan=3>预算数</th></tr>"
    "<tr><td>1,234.50</td><td>&nbsp;5.00</td></tr></table><div style='position:relative'>"
    + "".join(
        f'<div class=a style="left:{40 + 90 * (i % 3)}px;top:{20 * (i // 3)}px">{i}00.25</div>' for i in range(12)
    )
    + "</div></body></html>"
).encode()
CONTENT = (
    '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">'
    "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
    '<ofd:Content><ofd:Layer ID="2">'
    '<ofd:TextObject ID="5" CTM="0.3 0 0 0.3 1 2" Boundary="10 10 50 5" Font="1" Size="9">'
    '<ofd:TextCode X="0" Y="3" DeltaX="g 4 3.5">预算1.25</ofd:TextCode></ofd:TextObject><ofd:PathObject ID="6" '
    'Boundary="10 10 60 1"><ofd:AbbreviatedData>M 0 0 L 60 0 B 1 1 2 2 3 3 C</ofd:AbbreviatedData></ofd:PathObject>'
    "</ofd:Layer></ofd:Content></ofd:Page>"
)


def package(content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("OFD.xml", "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>")
        archive.writestr("D/Document.xml", '<Document><Pages><Page ID="1" BaseLoc="C.xml"/></Pages></Document>')
        archive.writestr("D/C.xml", content)
    return out.getvalue()


OFD = package(CONTENT)


def checked(pages: Pages | None) -> None:
    """Whatever was read is whole: every cell inside its grid, no two over each other."""
    for grid in (b for p in (pages.pages if pages else ()) for b in p.blocks if isinstance(b, Grid)):
        seen: set[tuple[int, int]] = set()
        for c in grid.cells:
            assert 0 <= c.row < c.row + c.row_span <= grid.n_rows
            assert 0 <= c.column < c.column + c.column_span <= grid.n_columns
            covered = {(c.row + i, c.column + j) for i in range(c.row_span) for j in range(c.column_span)}
            assert not covered & seen
            seen |= covered


@st.composite
def mutants(draw: st.DrawFn, data: bytes) -> bytes:
    """``data`` with bytes changed, cut out, doubled or cut off."""
    out = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(out) - 1)))
        kind = draw(st.sampled_from(["flip", "cut", "double", "end"]))
        size = draw(st.integers(1, 60))
        if kind == "flip" and out:
            out[at] = draw(st.integers(0, 255))
        elif kind == "cut":
            del out[at : at + size]
        elif kind == "double":
            out[at:at] = out[at : at + size]
        elif draw(st.booleans()):
            del out[at:]
    return bytes(out)


@RELAXED
@given(mutants(PAGE))
def test_web_pages(data):
    try:
        checked(read_html(data, SOURCE))
    except ReadError:
        return


@RELAXED
@given(mutants(OFD))
def test_ofd_packages(data):
    try:
        checked(read_ofd(data, SOURCE, Limits(max_seconds=10)))
    except ReadError:
        return


@RELAXED
@given(mutants(CONTENT.encode()))
def test_ofd_contents(data):
    try:
        checked(read_ofd(package(data.decode("utf-8", "replace")), SOURCE, Limits(max_seconds=10)))
    except ReadError:
        return


@RELAXED
@given(mutants(OFD))
def test_archives(data):
    try:
        for name in bundle.contents(data).names:
            bundle.member(data, name)
    except ReadError:
        return


@settings(max_examples=60, deadline=5000)
@given(
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 2000), st.text(max_size=4)), min_size=1, max_size=40),
    st.integers(1, 8),
)
def test_any_spans_make_a_whole_grid(cells, width):
    rows = "".join(
        "<tr>" + "".join(f"<td rowspan={r} colspan={c}>{i}</td>" for r, c, _ in cells[i : i + width]) + "</tr>"
        for i in range(0, len(cells), width)
    )
    page = f"<p>2024年收入预算66,356.67万元，支出预算66,356.67万元；增加3.00万元。</p><table>{rows}</table>"
    checked(read_html(page.encode(), SOURCE))


def scattered(places: list[tuple[str, str]]) -> str:
    """Text at places (left, top)."""
    texts = (f"<p style='position:absolute;left:{x};top:{y}'>预算{i}.25万元</p>" for i, (x, y) in enumerate(places))
    return f"<div style='position:relative'>{''.join(texts)}</div>"


HOSTILE = {
    "huge spans": "<table>" + "<tr><td colspan=1000 rowspan=65534>1,000.00</td><td>预算</td></tr>" * 3000 + "</table>",
    "open tables": "<table><tr><td>" * 100 + "1,000.00万元预算。",
    "open bold": "<b>" * 300 + "<p>预算1,000.00万元。" * 5000,
    "many cells": "<table>" + "<tr>" + "<td>1,000.00" * 900 + "</tr>" + "<tr><td>x" * 100 + "</table>",
    "long style": f"<div style='{'left:1px;' * 50_000}'>预算1,000.00万元。</div><style>{'a{' * 50_000}</style>",
    "long text": "预算1,000.00万元" * 100_000,
    "blanks": "预算1,000.00万元。" + "&nbsp;" * 100_000 + "完" + "\u3000 " * 50_000 + "完",
    "placed": scattered([(f"{8 * (i % 70)}em", f"{2 * (i // 70)}em") for i in range(5000)]),
    "far away": scattered([(f"{10**i}px", f"-{10**i}px") for i in range(30)]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name):
    start = time.monotonic()
    with suppress(ReadError):
        checked(read_html(HOSTILE[name].encode(), SOURCE))
    assert time.monotonic() - start < 10


def test_hostile_packages_end_soon():
    start = time.monotonic()
    deep = CONTENT.replace("<ofd:TextObject", "<ofd:PageBlock>" * 200 + "<ofd:TextObject", 1)
    deep = deep.replace("</ofd:TextObject>", "</ofd:TextObject>" + "</ofd:PageBlock>" * 200, 1)
    runs = CONTENT.replace("g 4 3.5", "g 9999999 3.5 " * 500)
    path = CONTENT.replace("M 0 0", "M 0 0 " + "L 1 1 " * 100_000)
    laugh = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + CONTENT.replace(
        "预算", "&b;"
    )
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + CONTENT.replace("预算", "&a;")
    itself = CONTENT.replace(
        "<ofd:TextObject", '<ofd:CompositeObject ResourceID="1" Boundary="0 0 1 1"/><ofd:TextObject', 1
    )
    for content in (deep, runs, path, laugh, outside, itself):
        try:
            pages = read_ofd(package(content), SOURCE, Limits(max_seconds=10))
        except ReadError:
            continue
        checked(pages)
    assert time.monotonic() - start < 20
