"""A document as PDF/A by typst: tagged, with bookmarks, its fonts embedded, in the look of 公文 (GB/T 9704)."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from yusuan.model.document import Chart, Document, Prose
from yusuan.model.text import Text
from yusuan.publish.charts import described, drawn
from yusuan.publish.errors import FormatMissingError, PublishError
from yusuan.publish.fonts import Fonts, find_fonts
from yusuan.publish.measure import ACROSS, HIGH, INSET
from yusuan.publish.package import shown
from yusuan.publish.paged import Heading, Piece, Statement, Stretch, cover_lines, headings
from yusuan.publish.pdf_table import Json, on_one_line, table_data

#: Level A of PDF/A-2: tagged, with Unicode, for archives.
_STANDARDS = ("a-2a",)
#: Points of a heading's type, and of the line that it has, by its level.
_HEADING_SIZES = {1: 22.0, 2: 16.0, 3: 16.0}
_HEADING_WIDTHS = {1: ACROSS, 2: ACROSS - 32, 3: ACROSS - 32}
#: Points from line to line of the contents at the least; they stand on one page where that does it.
_CLOSEST = 13.0
_NO_GLYPH = re.compile(r'(?:the text|the codepoint) `"([^`"]*)"`')


def pdf(document: Document, runs: tuple[Stretch, ...], fonts: Path | None = None) -> bytes:
    """The bytes of the PDF; ``fonts``: a folder of fonts to use instead of the package's.

    Raises FormatMissingError where typst is not installed, FontsMissingError where no fonts are.
    """
    if find_spec("typst") is None:
        raise FormatMissingError(
            Text(
                "生成 PDF 需要 typst，请安装：pip install 'yusuan[publish]'",
                "a PDF needs typst: pip install 'yusuan[publish]'",
            )
        )
    found = find_fonts(fonts)
    moment = int(datetime(document.year, 1, 1, tzinfo=UTC).timestamp())
    return _typeset("document.typ", {"data.json": _data(document, runs, found)}, found, "pdf", moment)


def _typeset(template: str, data: dict[str, Json], fonts: Fonts, form: str, moment: int = 0) -> bytes:
    typst: Any = import_module("typst")  # 34 MB, and only this needs it
    inputs = {name: json.dumps(value, ensure_ascii=False).encode() for name, value in data.items()}
    inputs["main.typ"] = files("yusuan.publish").joinpath(template).read_bytes()
    try:
        compiler = typst.Compiler(inputs, font_paths=_opened(fonts.folders), ignore_system_fonts=True)
        made: bytes = compiler.compile(
            format=form, pdf_standards=list(_STANDARDS) if form == "pdf" else [], timestamp=moment
        )
    except typst.TypstError as error:
        raise PublishError(_told(str(error))) from error
    return made


@cache
def _opened(folders: tuple[Path, ...]) -> Any:  # noqa: ANN401 - typst's own
    """The fonts in ``folders``, opened once: 20 MB, which each compilation would read and digest again."""
    typst: Any = import_module("typst")
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def _told(error: str) -> Text:
    """What typst could not do, in words; a character that no font has is what happens."""
    missing = _NO_GLYPH.search(error)
    if missing:
        return Text(
            f"PDF 的字体里没有“{missing[1]}”这个字：请用 --fonts 指出一个目录，里面有带这个字的字体，或改用别的写法",
            f"the fonts of the PDF lack {missing[1]!r}: name a folder with a font that has it by --fonts",
        )
    return Text(f"PDF 排版失败：{error}", f"typst could not set the PDF: {error}")


def _outlined(chart: Chart, fonts: Fonts) -> str:
    """The chart as SVG with its letters as outlines."""
    drawing = drawn(chart)
    data = {
        "width": drawing.width, "height": drawing.height, "scale": ACROSS / drawing.width,
        "families": fonts.families()["hei"],
        "bars": [[b.x, b.y, b.width, b.height, b.fill] for b in drawing.bars],
        "labels": [[t.x, t.y, t.anchor, t.size, shown(t.words)] for t in drawing.labels],
    }  # fmt: skip
    return _typeset("chart.typ", {"chart.json": data}, fonts, "svg").decode()


def _data(document: Document, runs: tuple[Stretch, ...], fonts: Fonts) -> Json:
    return {
        "title": shown(document.title),
        "body": shown(document.body),
        "year": document.year,
        "cover": [shown(line) for line in cover_lines(document)],
        "families": fonts.families(),
        "inset": INSET,
        "entry": max(_CLOSEST, min(20.0, round((HIGH - 60) / max(1, len(headings(runs))), 2))),
        "stretches": [{"landscape": s.landscape, "pieces": [_piece(p, fonts) for p in s.pieces]} for s in runs],
    }


def _piece(piece: Piece, fonts: Fonts) -> Json:
    common: Json = {"page": int(piece.new_page)}
    match piece.what:
        case Heading(text, level, anchor):
            size = on_one_line(text, _HEADING_WIDTHS[level], _HEADING_SIZES[level])
            return common | {"what": "heading", "size": size, "text": shown(text), "level": level, "anchor": anchor}
        case Prose(text):
            return common | {"what": "prose", "text": shown(text)}
        case Chart() as chart:
            return common | {"what": "chart", "svg": _outlined(chart, fonts), "alt": shown(described(chart))}
        case Statement() as statement:
            return common | table_data(statement)
