"""Writes small OFD packages (GB/T 33190-2016): text and lines at places in millimetres from the top left of a page."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
#: How some producers write: everything in points under one matrix, which makes millimetres of them.
_POINT = 25.4 / 72


@dataclass
class Leaf:
    """A page under construction; ``objects`` as they will stand in its layer."""

    width: float = 210.0
    height: float = 297.0
    objects: list[str] = field(default_factory=list)

    def text(self, x: float, top: float, text: str, size: float = 3.5, style: str = "runs", more: str = "") -> "Leaf":
        """``text`` with its line's top at ``top``.

        ``style``: runs (offsets as runs), plain (offsets in full), none (no offsets), single (an object a character,
        in points under a matrix). ``more``: attributes of the text object.
        """
        widths = [width_of(c) * size for c in text]
        if style == "single":
            for character, width in zip(text, widths, strict=True):
                self._single(x, top, character, size)
                x += width
            return self
        delta = ""
        if style == "runs" and len(text) > 1:
            delta = f' DeltaX="{runs(widths[:-1])}"'
        elif style == "plain" and len(text) > 1:
            delta = f' DeltaX="{" ".join(f"{w:.4f}" for w in widths[:-1])}"'
        self.objects.append(
            f'<ofd:TextObject ID="{self._id()}" Boundary="{x} {top} {sum(widths)} {size * 1.2}" '
            f'Font="1" Size="{size}" {more}>'
            f'<ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="{size * 0.88}"{delta}>{escape(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )
        return self

    def _single(self, x: float, top: float, character: str, size: float) -> None:
        at = (x / _POINT, (top + 0.88 * size - self.height) / _POINT)
        self.objects.append(
            f'<ofd:TextObject ID="{self._id()}" CTM="{_POINT} 0 0 {_POINT} {-x} {self.height - top}" '
            f'Boundary="{x} {top} {size} {size}" Font="1" Size="{size / _POINT}" Stroke="false" Fill="true">'
            '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1">'
            "<ofd:Glyphs>4460</ofd:Glyphs></ofd:CGTransform>"
            f'<ofd:TextCode X="{at[0]}" Y="{at[1]}">{escape(character)}</ofd:TextCode></ofd:TextObject>'
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str = "0 0 0", alpha: int = 255) -> "Leaf":
        """A stroked line."""
        self.objects.append(
            f'<ofd:PathObject ID="{self._id()}" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" '
            f'LineWidth="0.25" Alpha="{alpha}">'
            f'<ofd:StrokeColor Value="{colour}"/>'
            f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
        )
        return self

    def bar(self, x: float, y: float, width: float, height: float, colour: str = "0 0 0") -> "Leaf":
        """A filled box, as some producers draw their lines."""
        self.objects.append(
            f'<ofd:PathObject ID="{self._id()}" Boundary="{x} {y} {width} {height}" Stroke="false" Fill="true">'
            f'<ofd:FillColor Value="{colour}"/><ofd:AbbreviatedData>'
            f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C</ofd:AbbreviatedData></ofd:PathObject>"
        )
        return self

    def rules(self, xs: Sequence[float], ys: Sequence[float], draw: str = "line") -> "Leaf":
        """All lines of a table: its columns begin and end at ``xs``, its rows at ``ys``."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y) if draw == "line" else self.bar(xs[0], y, xs[-1] - xs[0], 0.2)
        for x in xs:
            self.line(x, ys[0], x, ys[-1]) if draw == "line" else self.bar(x, ys[0], 0.2, ys[-1] - ys[0])
        return self

    def _id(self) -> int:
        return len(self.objects) + 10

    def xml(self, before: str = "", layer: str = "") -> str:
        """The page's content."""
        body = layer or "".join(self.objects)
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NAMESPACE}>'
            f"<ofd:Area><ofd:PhysicalBox>0 0 {self.width} {self.height}</ofd:PhysicalBox></ofd:Area>{before}"
            f'<ofd:Content><ofd:Layer ID="2" Type="Body">{body}</ofd:Layer></ofd:Content></ofd:Page>'
        )


def runs(widths: Sequence[float]) -> str:
    """Offsets with equal ones in a row as ``g count value``."""
    parts: list[str] = []
    at = 0
    while at < len(widths):
        end = at
        while end < len(widths) and widths[end] == widths[at]:
            end += 1
        parts.append(f"{widths[at]:.4f}" if end - at == 1 else f"g {end - at} {widths[at]:.4f}")
        at = end
    return " ".join(parts)


def width_of(character: str) -> float:
    """The width of a character in ems, in the font these tests imagine."""
    return 0.5 if character.isascii() else 1.0


def package(
    pages: Sequence[Leaf | str], *, parts: dict[str, str] | None = None, absolute: bool = False, common: str = ""
) -> bytes:
    """The bytes of an OFD; ``parts``: more files; ``absolute``: places from the package's root."""
    home = "/Doc_0/" if absolute else ""
    files: dict[str, str] = {}
    listed = ""
    for i, page in enumerate(pages):
        files[f"Doc_0/Pages/Page_{i}/Content.xml"] = page if isinstance(page, str) else page.xml()
        listed += f"<ofd:Page ID={quoteattr(str(i + 1))} BaseLoc={quoteattr(f'{home}Pages/Page_{i}/Content.xml')}/>"
    files["Doc_0/Document.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {NAMESPACE}>'
        "<ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>{home}PublicRes.xml</ofd:PublicRes>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        "</ofd:Document>"
    )
    files["Doc_0/PublicRes.xml"] = (
        f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="宋体"/></ofd:Fonts></ofd:Res>'
    )
    files["OFD.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody>'
        f"<ofd:DocInfo/><ofd:DocRoot>{'/' if absolute else ''}Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    files.update(parts or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()
