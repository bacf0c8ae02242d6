"""The figures of a document as data (CSV, Fiscal Data Package) and as printed, against its statements."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from support.agreement import tables
from yusuan.model.amount import FEN, parse_number
from yusuan.model.coordinate import DIMENSIONS
from yusuan.model.document import Document, TableCell
from yusuan.publish.flat import amounts_csv, flat, package

Figure = tuple[tuple[str, ...], int, str, str]


def lost_as_data(document: Document) -> list[str]:
    """Each figure that the CSV or the data package does not have as the statements have it, in words."""
    wanted = Counter(
        (tuple(getattr(cell.coordinate, d) for d in DIMENSIONS), cell.fen, cell.text, unit)
        for cell, unit in _figures(document)
    )
    rows = tuple(flat(document))
    made = {"csv": amounts_csv(rows, marked=True), **{f"package {n}": d for n, d in package(document, rows)}}
    lost = []
    for name, data in made.items():
        if not name.endswith("csv"):
            continue
        found = Counter(_rows(data))
        lost += [f"{name} lost ×{n}: {key}" for key, n in (wanted - found).items()]
        lost += [f"{name} invented ×{n}: {key}" for key, n in (found - wanted).items()]
    return lost


def _figures(document: Document) -> Iterator[tuple[TableCell, str]]:
    for table in tables(document.parts):
        for row in table.rows:
            yield from ((c, table.unit) for c in row if c.coordinate is not None and c.fen is not None)


def _rows(data: bytes) -> Iterator[Figure]:
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"))):
        whole, _, rest = row["amount"].lstrip("-").partition(".")
        fen = (int(whole) * 100 + int(rest)) * (-1 if row["amount"].startswith("-") else 1)
        assert fen == int(row["fen"])
        yield tuple(row[d].removeprefix("'") for d in DIMENSIONS), fen, row["printed"].removeprefix("'"), row["unit"]


def misprinted(document: Document, rounding: str) -> list[str]:
    """Each figure that is not its exact amount, rounded: half up by itself; or, controlled, up or down."""
    found = []
    for cell, unit in _figures(document):
        number = parse_number(cell.text)
        if number is None or cell.fen is None:
            found.append(f"no figure: {cell.text!r}")
            continue
        step, rest = divmod(FEN[unit], 10 ** number[1])
        off = number[0] * step - cell.fen
        wrong = abs(off) >= max(step, 1) if rounding == "controlled" else 2 * abs(off) > step
        if rest == 0 and wrong and not (step == 1 and off == 0):
            found.append(f"misprinted: {cell.text} {unit} for {cell.fen} 分 at {cell.coordinate}")
    return found
