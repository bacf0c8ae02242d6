"""A document into a folder, in the formats that are asked for: all of them, or nothing."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from yusuan.model.document import Document
from yusuan.model.text import Text
from yusuan.publish import as_json, flat
from yusuan.publish.docx.write import docx
from yusuan.publish.errors import FormatMissingError, PublishError
from yusuan.publish.html import html
from yusuan.publish.paged import Stretch, stretches
from yusuan.publish.pdf import pdf
from yusuan.publish.xlsx import xlsx

#: The formats in the order in which they are listed; the last one is a folder.
FORMATS: tuple[str, ...] = ("pdf", "docx", "xlsx", "html", "json", "csv", "parquet", "datapackage")
_UNFIT = re.compile(r"[/\\:*?\"<>|\x00-\x1f]")

_Made = Iterable[tuple[str, bytes]]


def publish(
    document: Document,
    folder: Path,
    stem: str,
    formats: Sequence[str] = FORMATS,
    *,
    fonts: Path | None = None,
    formulas: bool = False,
) -> tuple[Path, ...]:
    """Write ``document`` as ``folder/stem.pdf``, ``.docx`` …; the paths in the order of ``formats``.

    ``fonts``: a folder of fonts for the PDF. ``formulas``: totals of the workbook as formulas, where they add up.
    The same document gives the same bytes. Nothing is left in ``folder`` where one of them fails: raises
    PublishError (a format that does not exist, a library or fonts that are missing, a folder that cannot be written).
    """
    if not stem or _UNFIT.search(stem) or stem.startswith("."):
        raise PublishError(Text(f"文件名不合用：{stem!r}", f"not a name for files: {stem!r}"))
    unknown = [f for f in formats if f not in FORMATS]
    if unknown:
        known = "、".join(FORMATS)
        raise FormatMissingError(
            Text(f"没有这种格式：{'、'.join(unknown)}；可用：{known}", f"no such format: {unknown}; there are {known}")
        )
    makers = _makers(document, stretches(document), fonts, formulas=formulas)
    made = [(name, tuple(makers[name]())) for name in dict.fromkeys(formats)]
    try:
        return _lay(folder, [(_name(stem, n), files) for n, files in made])
    except OSError as error:
        raise PublishError(
            Text(f"写不进目录 {folder}：{error.strerror}", f"cannot write into {folder}: {error.strerror}")
        ) from error


def _name(stem: str, format_name: str) -> str:
    return f"{stem}-datapackage" if format_name == "datapackage" else f"{stem}.{format_name}"


def _makers(
    document: Document, runs: tuple[Stretch, ...], fonts: Path | None, *, formulas: bool
) -> Mapping[str, Callable[[], _Made]]:
    """What makes each format: files with their names inside the format's folder, '' for the format's own file."""
    rows = cache(lambda: tuple(flat.flat(document)))
    return {
        "pdf": lambda: [("", pdf(document, runs, fonts))],
        "docx": lambda: [("", docx(document, runs))],
        "xlsx": lambda: [("", xlsx(document, runs, formulas=formulas))],
        "html": lambda: [("", html(document, runs))],
        "json": lambda: [("", as_json.dump(document))],
        "csv": lambda: [("", flat.amounts_csv(rows(), marked=True))],
        "parquet": lambda: [("", flat.amounts_parquet(rows()))],
        "datapackage": lambda: flat.package(document, rows()),
    }


def _lay(folder: Path, made: list[tuple[str, tuple[tuple[str, bytes], ...]]]) -> tuple[Path, ...]:
    """Write everything beside its place first, then move it there."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    with tempfile.TemporaryDirectory(prefix=".yusuan-", dir=folder, ignore_cleanup_errors=True) as beside:
        for name, files in made:
            for inner, data in files:
                path = Path(beside, name, inner) if inner else Path(beside, name)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
        for name, _ in made:
            target = folder / name
            if target.is_dir():
                shutil.rmtree(target)
            os.replace(Path(beside, name), target)
            paths.append(target)
    return tuple(paths)
