"""A PDF's characters and lines written as a web page of placed text, as PDF-to-HTML programs do."""

from html import escape

from support.ofd_of_pdf import by_object
from yusuan.read.limits import DEFAULT
from yusuan.read.pdf import native
from yusuan.read.pdf.drawn import drawn_on
from yusuan.read.pdf.frame import frame_of
from yusuan.read.pdf.runs import Run, upright_turns, written_on

#: CSS pixels in a point.
_PX = 4 / 3


def html_of_pdf(data: bytes) -> str:
    """The web page of a PDF's bytes: a container a page, a placed element a run and a line."""
    pages = []
    with native.opened(data) as document:
        for index in range(native.count_pages(document)):
            with native.page_of(document, index) as handles:
                assert handles is not None
                page, text = native.address(handles[0]), native.address(handles[1])
                *box, turns = native.page_frame(handles[0])
                frame = frame_of((box[0], box[1], box[2], box[3]), turns, upright_turns(text, turns))
                drawn = drawn_on(page, frame.matrix, DEFAULT.max_paths)
                runs = written_on(text, frame.matrix, DEFAULT.max_chars)
                parts = [_text(part) for run in runs for part in by_object(run, text)]
                parts += [_line(x0, y, f"width:{(x1 - x0) * _PX:.2f}px;height:1px") for y, x0, x1 in drawn.across]
                parts += [_line(x, y0, f"width:1px;height:{(y1 - y0) * _PX:.2f}px") for x, y0, y1 in drawn.down]
                size = f"width:{frame.width * _PX:.1f}px;height:{frame.height * _PX:.1f}px"
                pages.append(f'<div style="position:relative;{size}">{"".join(parts)}</div>')
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{''.join(pages)}</body></html>"


def _text(run: Run) -> str:
    size = f"font-size:{(run.bottom - run.top) * _PX:.2f}px;width:{(run.x1 - run.x0) * _PX:.2f}px"
    return _at(run.x0, run.top, size, run.text)


def _line(x: float, y: float, size: str) -> str:
    return _at(x, y, f"{size};background:#000")


def _at(x: float, y: float, style: str, text: str = "") -> str:
    return f'<div style="position:absolute;left:{x * _PX:.2f}px;top:{y * _PX:.2f}px;{style}">{escape(text)}</div>\n'
