"""A PDF's characters and lines written as an OFD, place by place: a real document in the other format."""

from itertools import groupby, pairwise
from xml.sax.saxutils import escape

from support.ofd import Leaf, package
from yusuan.read.limits import DEFAULT
from yusuan.read.pdf import native
from yusuan.read.pdf.drawn import Drawn, drawn_on
from yusuan.read.pdf.frame import frame_of
from yusuan.read.pdf.runs import Run, run_of, upright_turns, written_on

_MM = 25.4 / 72


def ofd_of_pdf(data: bytes) -> bytes:
    """The OFD of a PDF's bytes. Clips, hidden text and colours are not taken over."""
    leaves = []
    with native.opened(data) as document:
        for index in range(native.count_pages(document)):
            with native.page_of(document, index) as handles:
                assert handles is not None
                page, text = native.address(handles[0]), native.address(handles[1])
                *box, turns = native.page_frame(handles[0])
                frame = frame_of((box[0], box[1], box[2], box[3]), turns, upright_turns(text, turns))
                leaf = Leaf(frame.width * _MM, frame.height * _MM)
                for run in written_on(text, frame.matrix, DEFAULT.max_chars):
                    for part in by_object(run, text):
                        _write(leaf, part)
                _draw(leaf, drawn_on(page, frame.matrix, DEFAULT.max_paths))
                leaves.append(leaf)
    return package(leaves)


def by_object(run: Run, text: int) -> list[Run]:
    """A run as one for each text object of the PDF: another program would write them apart."""
    groups = groupby(run.glyphs, key=lambda glyph: native.object_of(text, glyph[5]))
    return [run_of(list(glyphs)) for _, glyphs in groups]


def _write(leaf: Leaf, run: Run) -> None:
    size = (run.bottom - run.top) * _MM
    deltas = " ".join(f"{(b[0] - a[0]) * _MM:.4f}" for a, b in pairwise(run.glyphs))
    leaf.objects.append(
        f'<ofd:TextObject ID="1" Boundary="{run.x0 * _MM:.4f} {run.top * _MM:.4f} 99 9" Font="1" Size="{size:.4f}">'
        f'<ofd:TextCode X="0" Y="{0.88 * size:.4f}" DeltaX="{deltas}">{escape(run.text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _draw(leaf: Leaf, drawn: Drawn) -> None:
    for y, x0, x1 in drawn.across:
        leaf.line(x0 * _MM, y * _MM, x1 * _MM, y * _MM)
    for x, y0, y1 in drawn.down:
        leaf.line(x * _MM, y0 * _MM, x * _MM, y1 * _MM)
