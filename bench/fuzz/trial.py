"""One mutant through the whole way: a report, or a refusal that says why in Chinese; anything else is a finding."""

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from fuzz import container, html, pdf, toml, works
from fuzz.mutate import BYTES, TEXT, Bait, changed
from fuzz.packed import unpack
from fuzz.watch import CANARY, forget_peak, peak, watched
from yusuan.app.layout import load_layout
from yusuan.app.options import Options
from yusuan.app.run import run
from yusuan.app.work import Unread
from yusuan.catalog.layouts import LayoutError
from yusuan.check.engine import check
from yusuan.check.rule import select
from yusuan.model.disclosure import Disclosure
from yusuan.model.grid import Grid
from yusuan.read import convert, ocr
from yusuan.report.as_json import document_json
from yusuan.report.document import report
from yusuan.report.text import Style, lines

FORMATS = (
    "pdf",
    "xlsx",
    "xls",
    "docx",
    "office",
    "html",
    "ofd",
    "text",
    "zip",
    "image",
    "corrections",
    "layout",
    *works.KINDS,
)
_SUFFIX = {
    "office": ".doc", "text": ".txt", "image": ".png", "corrections": ".txt", "layout": ".txt", "template": ".txt",
    "list": ".xlsx", "baseline": ".json",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """Mutant ``number`` of a format and a seed of chance, or the file ``replay`` as it is.

    ``home``: a folder with the seeds in it, in which processes have their own. ``seconds``, ``memory`` (bytes beyond
    what the process had): above them it is a finding. ``ocr``: whether pictures are recognised.
    """

    format: str
    number: int
    seed: int
    home: str
    bait: Bait
    seconds: float
    memory: int
    ocr: bool = False
    replay: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant. ``what``: the kind of refusal or the defect; ``grown``: bytes of memory at the peak."""

    how: Literal["read", "refused", "defect"]
    what: str
    seconds: float
    grown: int
    size: int
    trace: str = ""


class _SlowError(BaseException):
    """The time of one input is over."""


def mutant(task: Task) -> bytes:
    """The bytes of a task's input."""
    if task.replay:
        return Path(task.replay).read_bytes()
    rng = random.Random(f"{task.seed}/{task.format}/{task.number}")
    seeds = _seeds(task.home, task.format)
    # Small ones more often: they take less time, and what breaks in a large one breaks in them.
    name, data = rng.choices(seeds, [1 / (3000 + len(d)) for _, d in seeds])[0]
    if task.format in works.KINDS and task.format != "baseline":
        return works.mutant(name, data, task.format, rng, task.bait)
    if task.format == "pdf":
        return pdf.mutant(data, rng, task.bait)
    if task.format == "html":
        return html.mutant(data, rng, task.bait)
    if task.format in ("xlsx", "docx", "ofd", "zip") or (task.format == "office" and data.startswith(b"PK")):
        return container.package(data, rng, task.bait)
    if task.format in ("corrections", "layout"):
        return toml.mutant(data, rng)
    return changed(data, rng, TEXT if task.format in ("text", "baseline") and not name.startswith("wide") else BYTES)


def trial(task: Task) -> Outcome:
    """Make the mutant and read it."""
    home = Path(task.home) / "processes" / str(os.getpid())
    data = mutant(task)
    path, laid = _laid(home / "in", task, data)
    if not task.ocr:
        ocr.ready = lambda: False
    convert.installed = lambda: None  # LibreOffice has processes of its own, and its own defects
    os.chdir(home / "in")
    before = forget_peak()
    start = time.process_time()
    trace = ""
    thorough = task.number % 4 == 0 or bool(task.replay)
    out = _emptied(home / "out") if task.format in works.KINDS else None
    with watched(home / "in", out) as seen:
        try:
            with _alarm(task.seconds):
                if out is not None:
                    how, what = works.way(task.format, path, out, thorough=thorough)
                else:
                    how, what = _way(path, laid, thorough=thorough)
        except _SlowError:
            how, what, trace = "defect", f"more than {task.seconds:g} s", traceback.format_exc()
        except BaseException as error:  # noqa: BLE001 - every exception is a finding here
            how, what, trace = "defect", _said(error), traceback.format_exc()
    seconds, grown = time.process_time() - start, peak() - before
    for file in (path, laid):
        if file is not None and file.is_dir():
            shutil.rmtree(file)
        elif file is not None:
            file.unlink(missing_ok=True)
    if seen:
        how, what, trace = "defect", seen[0], "\n".join(seen)
    elif grown > task.memory and how != "defect":
        how, what = "defect", f"took {grown // 1_000_000} MB"
    return Outcome(how, what, seconds, grown, len(data), trace)


def _said(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    at = next(
        (f for f in reversed(frames) if "yusuan" in f.filename and "fuzz" not in f.filename),
        frames[-1] if frames else None,
    )
    where = f" ({Path(at.filename).name}:{at.lineno} {at.name})" if at else ""
    return f"{type(error).__name__}: {str(error)[:120]}{where}"


def _way(path: Path, laid: Path | None, *, thorough: bool) -> tuple[Literal["read", "refused"], str]:
    options = Options(jobs=0)
    if laid is not None and laid.name.endswith(".layout.toml"):
        try:
            options = Options(jobs=0, layout=load_layout(laid))
        except LayoutError as error:
            return "refused", works.said(error.message, "LayoutError")

    def finish(paths: tuple[str, ...], disclosure: Disclosure, _numbers: int) -> str:
        _whole(disclosure)
        rules = select(())
        result = check(disclosure, rules)
        for outcome in result.outcomes:
            if outcome.verdict == "crashed":
                raise works.DefectError(f"rule {outcome}")
        if thorough:
            made = report(paths, disclosure, result, tuple((r.code, r.name) for r in rules))
            for style in (Style("zh", 1), Style("en", 0)):
                "\n".join("".join(t for t, _ in line) for line in lines(made, style)).encode()
            json.dumps(document_json(made))
        return "read"

    why = ""
    answers = list(run([path], options, finish))
    for answer in answers:
        if isinstance(answer, Unread):
            why = works.said(answer.why, "ReadError")
    return ("refused", why) if why and all(isinstance(a, Unread) for a in answers) else ("read", "")


def _whole(disclosure: Disclosure) -> None:
    """Every cell lies in its grid, no two over each other, and the canary is in none."""
    for grid in (s.grid for s in disclosure.statements):
        _whole_grid(grid)
    for section in disclosure.sections:
        if any(CANARY in p.text for p in section.paragraphs):
            raise works.DefectError("the canary was read")


def _whole_grid(grid: Grid) -> None:
    seen: set[tuple[int, int]] = set()
    for c in grid.cells:
        covered = {(r, k) for r in range(c.row, c.row + c.row_span) for k in range(c.column, c.column + c.column_span)}
        inside = (
            0 <= c.row < c.row + c.row_span <= grid.n_rows
            and 0 <= c.column < c.column + c.column_span <= grid.n_columns
        )
        if not inside or covered & seen:
            raise works.DefectError(f"a cell outside its grid or over another: {c.row}, {c.column} {c.text[:20]!r}")
        if CANARY in c.text:
            raise works.DefectError("the canary was read")
        seen |= covered


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _laid(home: Path, task: Task, data: bytes) -> tuple[Path, Path | None]:
    """Write the mutant where it is read: the document, and the file beside it if that is the mutant."""
    home.mkdir(parents=True, exist_ok=True)
    if task.format in works.KINDS:
        (home / "ledger.json").write_bytes((Path(task.home) / "ledger.json").read_bytes())
        (home / "公开.txt").write_bytes((Path(task.home) / "seeds/text/both.txt").read_bytes())
        path = home / f"填写{_SUFFIX.get(task.format) or _ending(data)}"
        if path.suffix == ".zip":
            path = _emptied(path.with_suffix(""))
            for one in unpack(data):
                (path / one.name).write_bytes(one.data)
        else:
            path.write_bytes(data)
        return path, None
    path = home / f"公开{_SUFFIX.get(task.format, '.' + task.format)}"
    if task.format not in ("corrections", "layout"):
        path.write_bytes(data)
        return path, None
    path.write_bytes((Path(task.home) / "seeds/text/both.txt").read_bytes())
    laid = Path(f"{path}.yusuan.toml" if task.format == "corrections" else f"{path}.layout.toml")
    laid.write_bytes(data)
    return path, laid


def _ending(data: bytes) -> str:
    """What a ledger is by its bytes: a folder of CSV files is packed."""
    if data[:2] != b"PK":
        return ".json"
    return ".zip" if b".csv" in data[:300] else ".xlsx"


@cache
def _seeds(home: str, kind: str) -> tuple[tuple[str, bytes], ...]:
    return tuple((p.name, p.read_bytes()) for p in sorted((Path(home) / "seeds" / kind).iterdir()))


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Stop Python code after ``seconds`` of processor time; native code is stopped by whoever runs the process."""

    def over(*_: object) -> None:
        raise _SlowError

    signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def name_of(task: Task, data: bytes) -> str:
    """What the mutant is called where it is kept."""
    return f"{task.format}-{task.seed}-{task.number}-{hashlib.sha256(data).hexdigest()[:8]}"
