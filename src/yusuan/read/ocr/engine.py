"""The models that find and recognise text, out of the wheel of ``rapidocr``: nothing is fetched, ever.

Only the model files are used, over ``onnxruntime``: the package's own loader would download what it does not find.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yusuan.read.ocr.decode import Reading, decoded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]
    Floats = NDArray[Any]

#: The recogniser takes lines of this height in pixels.
HEIGHT = 48
#: A line wider than this many pixels is not given to the recogniser whole.
WIDEST = 3200
#: Pixels that one batch may hold at most: what the recogniser gives back is 18,710 numbers for every eight of a row.
_BATCH = 2400
#: The finder of text sees pages with a long side of this many pixels.
_SEEN = 1536
_NEEDED = ("rapidocr", "onnxruntime", "cv2", "PIL")


@lru_cache(maxsize=1)
def ready() -> bool:
    """Whether the extra ``yusuan[ocr]`` is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


@dataclass(frozen=True, slots=True)
class Engine:
    """The sessions of the two models, and the recogniser's alphabet (0 is the blank between two characters)."""

    finder: Any
    reader: Any
    alphabet: tuple[str, ...]

    def find(self, page: "Picture") -> "Floats":
        """For each pixel of a grey page, seen smaller, how surely it is text: 0 to 1."""
        import cv2  # noqa: PLC0415
        import numpy as np  # noqa: PLC0415

        height, width = page.shape
        scale = min(1.0, _SEEN / max(height, width))
        size = (max(32, round(width * scale / 32) * 32), max(32, round(height * scale / 32) * 32))
        seen = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
        batch = np.broadcast_to(_normal(seen)[None, None], (1, 3, size[1], size[0]))
        answer: Floats = self.finder.run(None, {self.finder.get_inputs()[0].name: np.ascontiguousarray(batch)})[0]
        return answer[0, 0]

    def read(self, lines: Sequence["Picture"]) -> list[Reading]:
        """What each grey line says."""
        answers = [Reading("", 0.0)] * len(lines)
        name = self.reader.get_inputs()[0].name
        for numbers, batch in _batches(lines):
            got = self.reader.run(None, {name: batch})[0]
            for number, answer in zip(numbers, got, strict=True):
                answers[number] = decoded(answer, self.alphabet)
        return answers


def _normal(picture: "Picture") -> "Floats":
    """Grey 0 to 255 as −1 to 1."""
    import numpy as np  # noqa: PLC0415

    return picture.astype(np.float32) / 127.5 - 1.0


def _batches(lines: Sequence["Picture"]) -> "Iterator[tuple[list[int], Floats]]":
    """Lines of about the same length together, each made ``HEIGHT`` high; with their numbers."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    widths = [min(WIDEST, max(16, round(line.shape[1] * HEIGHT / line.shape[0]))) for line in lines]
    order = sorted(range(len(lines)), key=widths.__getitem__)
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and (end + 1 - start) * max(96, widths[order[end]]) <= _BATCH:
            end += 1
        numbers = order[start:end]
        batch = np.zeros((len(numbers), 3, HEIGHT, max(96, widths[numbers[-1]])), np.float32)
        for row, number in enumerate(numbers):
            way = cv2.INTER_AREA if lines[number].shape[0] > HEIGHT else cv2.INTER_CUBIC
            batch[row, :, :, : widths[number]] = _normal(
                cv2.resize(lines[number], (widths[number], HEIGHT), None, 0, 0, way)
            )
        yield numbers, batch
        start = end


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The models, loaded once a process. Raises FileNotFoundError where the installed wheel does not hold them."""
    import onnxruntime  # noqa: PLC0415

    onnxruntime.set_default_logger_severity(4)
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False

    def load(part: str) -> Any:  # noqa: ANN401
        return onnxruntime.InferenceSession(str(_model(part)), options, providers=["CPUExecutionProvider"])

    reader = load("_rec_")
    letters = reader.get_modelmeta().custom_metadata_map["character"].splitlines()
    return Engine(load("_det_"), reader, ("", *letters, " "))


def models() -> tuple[Path, ...]:
    """The model files in the wheel: finder, reader. Raises FileNotFoundError where the wheel does not hold them."""
    return _model("_det_"), _model("_rec_")


def _model(part: str) -> Path:
    """The model whose file name holds ``part``, in the wheel."""
    spec = find_spec("rapidocr")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        for path in sorted((Path(folder) / "models").glob(f"*{part}*.onnx")):
            return path
    raise FileNotFoundError(f"the installed rapidocr has no model {part.strip('_')}; rapidocr 3.10 has")
