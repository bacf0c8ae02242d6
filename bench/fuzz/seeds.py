"""Small valid files of every format to begin with: the bundled example through our writers, real documents cut short.

``make`` writes them to a folder, one folder a format; nothing of them is kept.
"""

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from fuzz.packed import Member, pack, unpack
from yusuan.app.check import check_paths
from yusuan.app.options import Options
from yusuan.ledger.excel import workbook
from yusuan.ledger.flat import to_csv, to_json
from yusuan.ledger.records_of import records_of_ledger
from yusuan.model.grid import Grid, Page, Pages, TextLine
from yusuan.model.place import Source
from yusuan.read.ole import Compound
from yusuan.read.source import read_pages
from yusuan.read.stitch import stitch
from yusuan.report.as_json import check_json

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "unit/read/pdf"), str(TESTS / "unit/read/workbook")]

from books import small_xls  # noqa: E402
from drawing import Sheet  # noqa: E402

from support.flowed import Sheet as Table  # noqa: E402
from support.flowed import table_of  # noqa: E402
from support.random_ledgers import random_ledger  # noqa: E402
from support.redrawn import as_html, as_ofd  # noqa: E402
from support.word import docx  # noqa: E402
from support.workbook import xlsx  # noqa: E402

Block = TextLine | Grid
#: Layouts of the small ledgers that are seeds.
_LEDGERS = ("guangdong-budget", "shanghai-budget", "final-accounts")
CORRECTIONS = """[[correct]]
statement = "表1"
row = "二、财政专户拨款"
column = "预算数"
text = "1.00"
was = "0.00"
why = "原件第3页"

[identity]
body = "某市某局"
year = 2024
kind = "预算"
level = "部门"
locality = "guangdong/guangzhou"
"""


def make(home: Path, corpus: Path | None = None) -> None:
    """Write the seeds of every format under ``home``; those of the real documents too, where ``corpus`` is a folder."""
    for kind, name, data in (*_own(), *(_real(corpus) if corpus else ())):
        folder = home / kind
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    for kind, name, data in _checked(home):
        (home / kind).mkdir(parents=True, exist_ok=True)
        (home / kind / name).write_bytes(data)
    (home.parent / "ledger.json").write_bytes((home / "ledger" / f"{_LEDGERS[0]}.json").read_bytes())


def _own() -> Iterator[tuple[str, str, bytes]]:
    example = (ROOT / "examples/gzdgov-2024.txt").read_bytes()
    pages = read_pages(ROOT / "examples/gzdgov-2024.txt")
    blocks = pages.pages[0].blocks
    grids = [i for i, b in enumerate(blocks) if isinstance(b, Grid)]
    cuts = {
        "head": blocks[: grids[0] + 1], "tables": blocks[grids[3] - 4 : grids[5] + 1], "text": blocks[grids[-1] + 1 :],
        "both": (*blocks[:3], *blocks[grids[0] - 4 : grids[2] + 1], *blocks[-20:]), "whole": blocks,
    }  # fmt: skip
    for name, cut in cuts.items():
        yield from _written(name, cut)
    yield "text", "whole.txt", example
    yield "text", "old.txt", example.decode()[2000:6000].encode("gb18030", "replace")
    yield "text", "wide.txt", example.decode()[2000:6000].encode("utf-16")
    yield from _compound()
    yield from _bundles(_text(cuts["both"]).encode(), _text(cuts["text"]).encode())
    yield "corrections", "a.toml", CORRECTIONS.encode()
    for path in sorted((ROOT / "src/yusuan/catalog/data/layouts").glob("*.toml"))[::3]:
        yield "layout", path.name, path.read_bytes()
    yield from _pictures()
    template = (ROOT / f"src/yusuan/catalog/data/narrative/{_LEDGERS[0]}.txt").read_bytes()
    yield "template", "whole.txt", template
    yield "template", "short.txt", b"\n".join(template.split(b"\n")[:60]) + b"\n@tables\n"
    for n, layout in enumerate(_LEDGERS):
        yield from _ledger(n, layout)


def _ledger(n: int, layout: str) -> Iterator[tuple[str, str, bytes]]:
    """A small ledger in its three forms."""
    ledger = random_ledger(Random(n), layout)
    records = records_of_ledger(ledger)
    yield "ledger", f"{layout}.json", to_json(records).encode()
    yield "ledger", f"{layout}.xlsx", _dated(workbook(records, ledger.kind))
    tables = to_csv(records, ledger.kind)
    yield "ledger", f"{layout}.zip", pack([Member(name, text.encode()) for name, text in tables.items()])


def _checked(home: Path) -> Iterator[tuple[str, str, bytes]]:
    """What a check makes that comes back: a filled list, a report to compare with."""
    with TemporaryDirectory() as folder:
        options = Options(jobs=0, folder=Path(folder), products=("list",))
        made = list(check_paths([home / "text" / "both.txt"], options))
        yield "baseline", "report.json", json.dumps(check_json(made), ensure_ascii=False).encode()
        path = Path(made[0].made[0])
        yield "list", "empty.xlsx", path.read_bytes()
        book = load_workbook(path)
        sheet = book.worksheets[0]
        columns = {c.value: c.column for c in sheet[3]}
        for row in range(4, sheet.max_row + 1):
            answers = ("已整改", "不属实", "待核实", "接受")
            sheet.cell(row, columns["处理情况"]).value = answers[row % 4]
            sheet.cell(row, columns["单位说明"]).value = f"说明{row}"
        out = io.BytesIO()
        book.save(out)
        yield "list", "filled.xlsx", _dated(out.getvalue())


def _written(name: str, blocks: Sequence[Block]) -> Iterator[tuple[str, str, bytes]]:
    pages = Pages(Source("0" * 64, "a", "text"), (Page(1, tuple(blocks), 0),))
    yield "html", f"{name}.html", as_html(pages).encode()
    yield "ofd", f"{name}.ofd", pack(unpack(as_ofd(pages, "plain" if name == "text" else "runs")))
    yield "pdf", f"{name}.pdf", _pdf(blocks)
    yield "pdf", f"{name}-packed.pdf", _saved(_pdf(blocks))
    flow = [b if isinstance(b, TextLine) else table_of(_merged(b)) for b in blocks]
    yield "docx", f"{name}.docx", _dated(docx(flow))
    if name != "whole":
        yield "text", f"{name}.txt", _text(blocks).encode()
        yield "text", f"{name}.md", _text(blocks, "|").encode()
    tables = [t for t in stitch(pages).tables if t.title]
    if tables and name != "whole":
        sheets = [Table(t.title, (t.title, f"单位：{t.unit}"), table_of(_merged(t.grid)), ()) for t in tables]
        yield "xlsx", f"{name}.xlsx", _dated(xlsx(["2024年某市某局部门预算"], sheets))


def _text(blocks: Sequence[Block], mark: str = "") -> str:
    out = []
    for block in blocks:
        if isinstance(block, TextLine):
            out.append(block.text)
            continue
        rows = [[""] * block.n_columns for _ in range(block.n_rows)]
        for cell in block.cells:
            rows[cell.row][cell.column] = cell.text
        out += [f"| {' | '.join(r)} |" if mark else "\t".join(r) for r in rows]
    return "\n".join(out) + "\n"


def _pdf(blocks: Sequence[Block]) -> bytes:
    """The blocks on wide pages, tables with all their lines."""
    sheet, top = Sheet(1200, 800), 30.0
    for block in blocks:
        need = 16.0 * (block.n_rows if isinstance(block, Grid) else 1)
        if top + need > 780 and top > 30:
            sheet, top = sheet.next(), 30.0
        if isinstance(block, TextLine):
            sheet.text(40, top, block.text[:110])
        else:
            width = 1100 / block.n_columns
            sheet.ruled(
                [40 + width * i for i in range(block.n_columns + 1)], [top + 16 * i for i in range(block.n_rows + 1)]
            )
            for cell in block.cells:
                sheet.text(42 + width * cell.column, top + 16 * cell.row + 3, cell.text[: int(width / 8)], 8)
        top += need + 6
    return sheet.data()


def _saved(data: bytes, first: int = 0, most: int = 99) -> bytes:
    """A PDF with its objects in streams, of some pages only."""
    import pikepdf  # noqa: PLC0415

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.pages[first + most :]
        del pdf.pages[:first]
        pdf.remove_unreferenced_resources()
        mode = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, object_stream_mode=mode, compress_streams=True)
    return out.getvalue()


def _dated(data: bytes) -> bytes:
    """An Office file without the hour of its birth, which would make each run another."""
    return pack([m for m in unpack(data) if m.name != "docProps/core.xml"])


def _merged(grid: Grid) -> Grid:
    """A table with what is blank beside a head's cell merged with it."""
    cells = {(c.row, c.column): c for c in grid.cells}
    for (row, column), cell in list(cells.items()):
        beside = cells.get((row, column + 1))
        if row < 2 and cell.text and (row, column) in cells and beside is not None and not beside.text:
            cells[row, column] = replace(cell, column_span=2)
            del cells[row, column + 1]
    return replace(grid, cells=tuple(cells.values()))


def _compound() -> Iterator[tuple[str, str, bytes]]:
    """Old Office files: a workbook, its bare records, and files that only look like others."""
    xls = small_xls()
    yield "xls", "small.xls", xls
    yield "xls", "bare.xls", Compound(xls).stream("Workbook") or xls
    at = xls.find("Workbook".encode("utf-16-le"))
    word = "WordDocument".encode("utf-16-le")
    yield "office", "a.doc", xls[:at] + word + xls[at + len(word) : at + 64] + b"\x1a\x00" + xls[at + 66 :]
    sheet = Member("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", method=0)
    yield "office", "a.ods", pack([sheet, Member("content.xml", b"<office:document-content/>")])
    yield "office", "a.xlsb", pack([Member("xl/workbook.bin", b"\x83\x01\x00")])
    yield "office", "a.rtf", b"{\\rtf1\\ansi\\ansicpg936 2024\\par {\\object\\objdata 0105}}"
    yield "office", "a.gz", b"\x1f\x8b\x08" + bytes(200)


def _bundles(both: bytes, text: bytes) -> Iterator[tuple[str, str, bytes]]:
    yield (
        "zip",
        "two.zip",
        pack([Member("说明.txt", text), Member("报表/表.txt", both), Member("图.jpg", b"\xff\xd8\xff")]),
    )
    book = _dated(xlsx(["2024年某市某局部门预算", "单位：万元", "合计 1.00"], []))
    yield (
        "zip",
        "mixed.zip",
        pack([Member("a.xlsx", book, method=0), Member("b.html", b"<html><table><tr><td>1.00"), Member("c.txt", text)]),
    )


def _pictures() -> Iterator[tuple[str, str, bytes]]:
    """Pictures of a small table; PDF of one too. None without the library that draws them."""
    try:
        from PIL import Image, ImageDraw  # noqa: PLC0415
    except ImportError:
        yield "image", "a.png", b"\x89PNG\r\n\x1a\n" + bytes(100)
        return
    page = Image.new("L", (500, 260), 255)
    pen = ImageDraw.Draw(page)
    for i in range(4):
        pen.line((30, 40 + 60 * i, 470, 40 + 60 * i), fill=0, width=2)
        pen.line((30 + 146 * i, 40, 30 + 146 * i, 220), fill=0, width=2)
        pen.text((40 + 140 * (i % 3), 60 + 40 * i), f"{i}23.45", fill=0)
    for kind, options in (
        ("png", {}),
        ("jpeg", {"quality": 70}),
        ("tiff", {"compression": "tiff_lzw"}),
        ("pdf", {"resolution": 72.0}),
    ):
        out = io.BytesIO()
        page.save(out, kind, **options)
        data = out.getvalue()
        yield "image", f"a.{kind}", _saved(data) if kind == "pdf" else data


def _real(corpus: Path) -> Iterator[tuple[str, str, bytes]]:
    """One document of each place, two pages of it; workbooks and web pages as they are."""
    kinds = {".xls": "xls", ".xlsx": "xlsx", ".html": "html", ".doc": "office"}
    for place in sorted(p for p in corpus.iterdir() if p.is_dir()):
        files = sorted(place.iterdir(), key=lambda p: (p.stat().st_size, p.name))
        for path in (p for p in files if p.suffix in kinds and p.stat().st_size < 400_000):
            yield kinds[path.suffix], f"real-{path.name}", path.read_bytes()
        texts = [p for p in files if p.suffix == ".txt"]
        for path in texts[:1]:
            yield "text", f"real-{path.name}", path.read_bytes()[:30_000]
        for path in [p for p in files if p.suffix == ".pdf"][1:2]:
            data = _saved(path.read_bytes(), 6, 2)
            if len(data) < 400_000:
                yield "pdf", f"real-{place.name}.pdf", data


def corpus_home() -> Path | None:
    """Where the real documents are; None where there are none."""
    home = Path(os.environ.get("YUSUAN_CORPUS") or ROOT.parent / "shared") / "corpus"
    return home if home.is_dir() else None
