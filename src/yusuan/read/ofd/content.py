"""What a page of an OFD shows, one pass over its objects: its characters with their boxes, and what is drawn.

Places are kept in points with the origin at the bottom left, as PDF has them, so that both are laid out alike.
"""

from math import atan2, hypot, pi

from yusuan.model.text import Text
from yusuan.read.archive import Element
from yusuan.read.errors import TooLargeError
from yusuan.read.limits import Limits
from yusuan.read.ofd.document import OfdPage, box_of, child, children, local, numbers_of
from yusuan.read.ofd.shapes import clip_paths, ink_of, is_true, matrix_of, offsets, outlines, setting
from yusuan.read.pdf.frame import Matrix, times
from yusuan.read.pdf.glyphs import SPACES, plain
from yusuan.read.placed import Bounds, Letter, Shown, Stretch, through, width_of

#: Points in a millimetre.
POINTS = 72 / 25.4
#: The tangent of ten degrees: text that leans more is a watermark or a stamp.
_SLANT = 0.176
#: How deep blocks and units may stand in each other.
_DEEPEST = 40
_UP, _DOWN = 0.88, 0.12


class Walker:
    """Collects what one page shows. Raises TooLargeError beyond the limits."""

    def __init__(self, page: OfdPage, limits: Limits) -> None:
        self.shown = Shown()
        self._page = page
        self._limits = limits
        self._chars = 0
        self._objects = 0
        self._owner = 0

    def walk(self) -> Shown:
        """Everything on the page, its templates' included."""
        _, _, _, height = self._page.box
        whole: Matrix = (POINTS, 0.0, 0.0, -POINTS, 0.0, height * POINTS)
        for root in self._page.roots:
            for content in children(root, "Content"):
                self._block(content, whole, (), 0)
        return self.shown

    def _block(self, block: Element, matrix: Matrix, params: tuple[Element, ...], depth: int) -> None:
        if depth > _DEEPEST:
            return
        for item in block:
            name = local(item)
            self._objects += 1
            if self._objects > self._limits.max_paths:
                raise TooLargeError(
                    Text(
                        f"有一页的图形对象超过 {self._limits.max_paths} 个，未读取。",
                        f"A page holds more than {self._limits.max_paths} objects; the file was not read.",
                    )
                )
            if not is_true(item.get("Visible"), default=True):
                continue
            own = self._params(item, params)
            if name in ("Layer", "PageBlock"):
                self._block(item, matrix, own, depth + 1)
            elif name == "TextObject":
                self._text(item, times(_own(item), matrix))
            elif name == "PathObject":
                self._path(item, times(_own(item), matrix), own)
            elif name == "ImageObject":
                self.shown.images += 1
            elif name == "CompositeObject":
                self._unit(item, times(_own(item), matrix), own, depth)

    def _unit(self, item: Element, matrix: Matrix, params: tuple[Element, ...], depth: int) -> None:
        unit = self._page.resources.units.get(item.get("ResourceID", ""))
        for content in children(unit, "Content"):
            self._block(content, matrix, params, depth + 1)

    def _params(self, item: Element, params: tuple[Element, ...]) -> tuple[Element, ...]:
        """The drawing parameters that hold for an object, its own first."""
        number = item.get("DrawParam")
        found: list[Element] = []
        while number and len(found) < 10:
            param = self._page.resources.draw_params.get(number)
            if param is None:
                break
            found.append(param)
            number = param.get("Relative")
        return (*found, *params)

    def _path(self, item: Element, matrix: Matrix, params: tuple[Element, ...]) -> None:
        alpha = item.get("Alpha")
        stroked = is_true(item.get("Stroke"), default=True)
        filled = is_true(item.get("Fill"), default=False)
        stroke = ink_of(setting(item, params, "StrokeColor"), alpha, missing=2) if stroked else 0
        fill = ink_of(setting(item, params, "FillColor"), alpha, missing=0) if filled else 0
        if not stroke and not fill:
            return
        data = child(item, "AbbreviatedData")
        for points, straight in outlines((data.text or "") if data is not None else ""):
            self._objects += 1
            self.shown.paths.append(([through(matrix, x, y) for x, y in points], straight, fill, stroke))

    def _text(self, item: Element, matrix: Matrix) -> None:
        size = _first(item.get("Size"), 0.0)
        if size <= 0:
            return
        self._owner += 1
        clip = _clip(item, matrix)
        x = y = 0.0
        start = len(self.shown.stretches)
        for code in item:
            if local(code) == "TextCode":
                x, y = _first(code.get("X"), x), _first(code.get("Y"), y)
                self._code(code, (x, y), size, item, matrix)
        if clip is not None and _meets(clip, self.shown.stretches[start:]):
            self.shown.clips[self._owner] = clip

    def _code(self, code: Element, origin: tuple[float, float], size: float, item: Element, matrix: Matrix) -> None:
        """The characters of one text code."""
        text = plain((code.text or "").strip("\r\n\t"))
        self._chars += len(text)
        if self._chars > self._limits.max_chars:
            raise TooLargeError(
                Text(
                    f"有一页的字符超过 {self._limits.max_chars} 个，未读取。",
                    f"A page holds more than {self._limits.max_chars} characters; the file was not read.",
                )
            )
        scale = _first(item.get("HScale"), 1.0) or 1.0
        widths = [width_of(c) * size * scale for c in text]
        across, down = offsets(code.get("DeltaX", "")), offsets(code.get("DeltaY", ""))
        turned = round(_first(item.get("CharDirection"), 0.0) / 90) % 4
        x, y = origin
        letters: list[Letter] = []
        for i, character in enumerate(text):
            step = _step(i, across, down, widths[i])
            width = widths[i]
            # The offset is the character's own width in its font, unless it is plainly a gap to what follows.
            if 0 < step[0] <= width + 0.35 * size and not step[1]:
                width = step[0]
            if character not in SPACES:
                letters.append(Letter(_box(x, y, width, size, turned, matrix), character, self._owner))
            x, y = x + step[0], y + step[1]
        if letters:
            turns, slanted = _direction(matrix, turned)
            self.shown.stretches.append(Stretch(letters, turns, slanted))


def _own(item: Element) -> Matrix:
    """From an object's own space to that of what holds it: its CTM, then its boundary's corner."""
    box = box_of(item.get("Boundary", "")) or (0.0, 0.0, 0.0, 0.0)
    return times(matrix_of(item.get("CTM")), (1.0, 0.0, 0.0, 1.0, box[0], box[1]))


def _step(i: int, across: list[float], down: list[float], width: float) -> tuple[float, float]:
    """From character ``i`` to the next: as the offsets say; its own width where they say nothing."""
    dy = down[i] if i < len(down) else 0.0
    if i < len(across):
        return across[i], dy
    return (0.0 if i < len(down) else width), dy


def _box(x: float, y: float, width: float, size: float, turned: int, matrix: Matrix) -> Bounds:
    """The box on the page of a character at its origin; ``turned``: by quarters clockwise around it."""
    corners = [(0.0, -_UP * size), (width, -_UP * size), (0.0, _DOWN * size), (width, _DOWN * size)]
    for _ in range(turned):
        corners = [(-b, a) for a, b in corners]
    points = [through(matrix, x + a, y + b) for a, b in corners]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _direction(matrix: Matrix, turned: int) -> tuple[int, bool]:
    """By how many quarters clockwise text must be turned to stand upright, and whether it stands aslant."""
    along, up = matrix[0], matrix[1]
    for _ in range(turned):
        along, up = matrix[2], matrix[3]
        matrix = (along, up, -matrix[0], -matrix[1], 0.0, 0.0)
    if hypot(along, up) == 0:
        return 0, False
    slanted = min(abs(along), abs(up)) > _SLANT * max(abs(along), abs(up))
    return round(atan2(up, along) / (pi / 2)) % 4, slanted


def _clip(item: Element, matrix: Matrix) -> Bounds | None:
    """The box that an object is clipped to; None where it is not."""
    clip: Bounds | None = None
    for area, path in clip_paths(item):
        own = times(times(_own(path), matrix_of(area.get("CTM"))), matrix)
        data = child(path, "AbbreviatedData")
        points = [through(own, *p) for part, _ in outlines((data.text or "") if data is not None else "") for p in part]
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            clip = box if clip is None else (
                max(clip[0], box[0]), max(clip[1], box[1]), min(clip[2], box[2]), min(clip[3], box[3])
            )  # fmt: skip
    return clip


def _meets(clip: Bounds, stretches: list[Stretch]) -> bool:
    """Whether a clip lets anything of a text be seen: one that does not is taken for a producer's mistake."""
    return any(
        letter.box[0] < clip[2] and letter.box[2] > clip[0] and letter.box[1] < clip[3] and letter.box[3] > clip[1]
        for stretch in stretches
        for letter in stretch.letters
    )


def _first(text: str | None, default: float) -> float:
    found = numbers_of(text) if text else []
    return found[0] if found else default
