"""The files made of a checked document: which there are, what they are made from, and where they go.

A product of one document is made in the worker that read it, where all that was read is at hand; a product of a whole
run is made of the reports alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from yusuan.model.disclosure import Disclosure
from yusuan.model.text import Language, Text
from yusuan.report.document import DocumentReport
from yusuan.report.written import file_name

if TYPE_CHECKING:
    from yusuan.check.reconcile.model import Reconciliation
    from yusuan.check.several.engine import PairResult

#: Bytes of a product's name before what its kind adds; file systems take 255 in all.
_LONGEST = 180


@dataclass(frozen=True, slots=True)
class Examined:
    """A checked document with all that was read of it.

    ``paths``: its files as given; a member of an archive is named ``archive.zip!member.pdf`` (``read.bundle``).
    ``reconciliation`` is None where it crashed.
    """

    report: DocumentReport
    disclosure: Disclosure
    reconciliation: "Reconciliation | None"
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of file.

    ``module`` has ``make(examined, stem, language)``, or, where it is of a ``run``, ``make_run(reports, pairs, folder,
    language, passed)``; either returns the paths of the files that it made.
    """

    id: str
    name: Text
    module: str
    run: bool = False


PRODUCTS = (
    Product("html", Text("网页报告", "report as a page"), "yusuan.report.page"),
    Product("copy", Text("批注副本", "annotated copy"), "yusuan.report.copies"),
    Product("list", Text("整改清单", "list of what is to be mended"), "yusuan.report.rectify"),
    Product("form", Text("检查表", "the bureau's check form"), "yusuan.report.form"),
    Product("summary", Text("汇总", "summary of the run"), "yusuan.report.overview", run=True),
)
IDS = tuple(p.id for p in PRODUCTS)
#: The products of one document in which stands also what was found between it and others.
BETWEEN = ("list", "form")


def make(examined: Examined, ids: Sequence[str], stem: Path, language: Language) -> tuple[str, ...]:
    """Make the products of one document beside each other, named ``stem`` and more; their names. Raises OSError."""
    made: list[Path] = []
    for product in PRODUCTS:
        if product.id in ids and not product.run:
            made += import_module(product.module).make(examined, stem, language)
    return tuple(str(p) for p in made)


def make_run(
    reports: Sequence[DocumentReport],
    pairs: "Sequence[PairResult]",
    ids: Sequence[str],
    folder: Path,
    language: Language,
    passed: Sequence[tuple[str, Text]] = (),
) -> tuple[str, ...]:
    """Make the products of a whole run in ``folder``; the names of the files made. Raises OSError."""
    made: list[Path] = []
    for product in PRODUCTS:
        if product.id in ids and product.run:
            made += import_module(product.module).make_run(reports, pairs, folder, language, passed)
    return tuple(str(p) for p in made)


def stem(paths: Sequence[str]) -> str:
    """Name a document's products: by its first file, without folders, so that no name leads out of the folder."""
    name = paths[0].replace("\\", "/").rpartition("/")[2].replace("!", "_").strip(". ")
    head, dot, _ = name.rpartition(".")
    return file_name(head if dot else name, _LONGEST) or "document"
