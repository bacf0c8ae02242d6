"""The use case of ``yusuan compose``: ledgers in, published disclosures out – past the gate, or not at all.

What was made is read back and checked as any published document is. Nothing is published with an error in it, or with
a figure that does not come back as the ledger has it.
"""

import hashlib
import os
import platform
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from yusuan.app.ledger import Loaded, load
from yusuan.app.options import cores
from yusuan.app.pool import Broken, Pool
from yusuan.compose import Composed, ComposeError, Deviation, TemplateError, compose_reported
from yusuan.ledger.flat import LedgerFileError
from yusuan.ledger.form import FLOWS_IN
from yusuan.ledger.records import Problem
from yusuan.model.amount import parse_amount
from yusuan.model.coordinate import DIMENSIONS, Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.document import Document, Part, Table
from yusuan.model.finding import Severity
from yusuan.model.ledger import Ledger
from yusuan.model.text import Language, Text
from yusuan.report.document import DocumentReport, report
from yusuan.report.written import file_name, write

if TYPE_CHECKING:
    from yusuan.app.fill import FormDone

_GIB = 1 << 30
#: Bytes of what a file's name says of its ledger, and twice as many of its body: a file system takes 255 in all.
_LONGEST = 60
#: In the folder of a run: the names that are taken.
_NAMES = "names"
#: The format that the gate reads back, the first of these that is made: what people read before what programs read.
_READ_BACK = (".pdf", ".docx", ".html", ".xlsx")
#: What is not yet published lies in a folder named so, with the number of the process behind it.
_TEMPORARY = f".编制-{hashlib.sha256(platform.node().encode()).hexdigest()[:8]}-"
_LEDGERS = frozenset({".xlsx", ".json"})
#: Figures that do not come back are named, so many of them.
_NAMED = 10
#: The nodes of a coordinate: found in a table in a fraction of the time of the coordinate itself.
_point = attrgetter(*DIMENSIONS)


@dataclass(frozen=True, slots=True)
class Publishing:
    """How to publish: ``formats`` as ``publish`` names them; ``template``: a narrative of the bureau's own.

    ``forms``: workbooks to be filled in besides. ``formulas``: totals of the workbook as formulas.
    """

    folder: Path
    formats: tuple[str, ...]
    template: str | None = None
    fonts: Path | None = None
    language: Language = "zh"
    jobs: int | None = None
    forms: tuple[Path, ...] = ()
    formulas: bool = False
    seconds: int = 300
    memory: int | None = 4 * _GIB


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ledger: its ``files``, or why there are none.

    ``problems``: of the ledger, by sheet and cell. ``report``: what the gate said. ``deviations``: of controlled
    rounding. ``totals``: what comes in and goes out by the ledger, in 分. ``forms``: what became of the forms that
    were to be filled in.
    """

    ledger: str
    title: str = ""
    body: str = ""
    totals: tuple[int, int] | None = None
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    report: DocumentReport | None = None
    failure: Text | None = None
    deviations: tuple[Deviation, ...] = ()
    forms: tuple["FormDone", ...] = ()

    @property
    def published(self) -> bool:
        """Whether the disclosure was published."""
        return bool(self.files)


def ledgers_under(path: Path) -> tuple[Path, ...]:
    """The ledgers in a folder: workbooks, JSON files, and folders of CSV files that hold one."""
    found = [p for p in sorted(path.iterdir()) if _is_ledger(p)]
    return tuple(found)


def _is_ledger(path: Path) -> bool:
    if path.is_dir():
        return (path / "单位信息.csv").is_file()
    return path.suffix.lower() in _LEDGERS and not path.name.startswith(("~", "."))


def compose_many(paths: Sequence[Path], how: Publishing) -> Iterator[Outcome]:
    """Compose and publish each ledger, in order, each in a worker of its own. Raises OSError for the folder."""
    how.folder.mkdir(parents=True, exist_ok=True)
    _sweep(how.folder)
    # All that is not yet published lies in one folder, which goes with the run, however that ends.
    own = f"{_TEMPORARY}{os.getpid()}-"
    with tempfile.TemporaryDirectory(dir=how.folder, prefix=own, ignore_cleanup_errors=True) as beside:
        Path(beside, _NAMES).mkdir()
        yield from _in_order([_Task(str(p), how, beside) for p in paths], how)


def _sweep(folder: Path) -> None:
    """Remove what a run left that was killed on this machine, where no such process is any more."""
    for left in folder.glob(f"{_TEMPORARY}*"):
        try:
            os.kill(int(left.name.removeprefix(_TEMPORARY).partition("-")[0]), 0)
        except (ProcessLookupError, ValueError):
            shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue


def _in_order(tasks: Sequence["_Task"], how: Publishing) -> Iterator[Outcome]:
    if len(tasks) == 1 or how.jobs == 0:
        yield from map(_work, tasks)
        return
    answers: dict[int, Outcome] = {}
    shown = 0
    with Pool(_work, how.jobs or cores(), how.seconds, how.memory) as pool:
        for number, answer in pool.run(tasks):
            answers[number] = _broken(tasks[number], answer) if isinstance(answer, Broken) else answer
            while shown in answers:
                yield answers.pop(shown)
                shown += 1


@dataclass(frozen=True, slots=True)
class _Task:
    """One ledger; ``beside``: the folder of the run, in which a file stands for each name that a ledger has taken."""

    path: str
    how: Publishing
    beside: str


def _broken(task: _Task, broken: Broken) -> Outcome:
    what = broken.error or broken.how
    return Outcome(task.path, failure=Text(f"编制时程序出错（{what}）", f"composing broke ({what})"))


def _work(task: _Task) -> Outcome:
    """Compose one ledger and publish it, if it passes the gate."""
    path = Path(task.path)
    from yusuan.read.errors import ReadError  # noqa: PLC0415 - only workers read

    try:
        loaded = load(path)
    except (LedgerFileError, ReadError) as error:
        return Outcome(str(path), failure=error.message)
    except OSError as error:
        why = error.strerror or str(error)
        return Outcome(str(path), failure=Text(f"打不开：{why}", f"cannot be opened: {why}"))
    ledger = loaded.ledger
    if not loaded.good:
        made = Outcome(str(path), problems=loaded.problems)
    else:
        try:
            made = _composed(loaded, path, task)
        except OSError as error:
            # A full disk, a folder that has become read-only: what lay there is gone with the temporary folder.
            why = error.strerror or str(error)
            failure = Text(f"写不进 {task.how.folder}：{why}", f"cannot write into {task.how.folder}: {why}")
            made = Outcome(str(path), problems=loaded.problems, failure=failure)
    return replace(made, body=ledger.body, totals=_totals(ledger))


def _totals(ledger: Ledger) -> tuple[int, int]:
    """What comes in and what goes out in 分, of accounts as they closed."""
    phase = "budget" if ledger.kind == "budget" else "final"
    mine = [e for e in ledger.entries if e.coordinate.phase == phase and not e.coordinate.topic]
    came = sum(e.fen for e in mine if e.coordinate.flow in FLOWS_IN)
    return came, sum(e.fen for e in mine) - came


def _composed(loaded: Loaded, path: Path, task: _Task) -> Outcome:
    from yusuan.publish import PublishError, publish  # noqa: PLC0415 - only workers load the writers

    how = task.how
    try:
        composed = compose_reported(loaded.ledger, how.template)
    except ComposeError as error:
        found = tuple(Problem(Severity.ERROR, p.origin, p.message) for p in error.problems)
        return Outcome(str(path), problems=(*found, *loaded.problems))
    except TemplateError as error:
        return Outcome(str(path), failure=Text(f"文字模板有误：{error}", f"the template is wrong: {error}"))
    stem = _own_name(name_of(composed.document), path, Path(task.beside, _NAMES))
    with tempfile.TemporaryDirectory(dir=task.beside, ignore_cleanup_errors=True) as made:
        try:
            files = publish(composed.document, Path(made), stem, how.formats, fonts=how.fonts, formulas=how.formulas)
            read = next((f for suffix in _READ_BACK for f in files if f.suffix == suffix), None)
            if read is None:
                # Data alone is no document to read: the gate gets a page that is not kept.
                (read,) = publish(composed.document, Path(made) / "gate", stem, ("html",))
        except PublishError as error:
            return Outcome(str(path), composed.document.title, problems=loaded.problems, failure=error.message)
        lying = _Made(files, read, _forms(how, loaded.ledger, composed.document, Path(made) / stem))
        return _through_the_gate(path, composed, lying, loaded.problems, how.folder / stem, how)


def _forms(how: Publishing, ledger: Ledger, document: Document, target: Path) -> tuple["FormDone", ...]:
    """Fill the forms beside ``target``, with the figures that the disclosure prints where those were made to add up."""
    if not how.forms:
        return ()
    from yusuan.app.fill import fill_forms  # noqa: PLC0415 - only where there are forms

    printed: dict[tuple[Coordinate, str], int] = {}
    if ledger.rounding == "controlled":
        for table in (t for part in document.parts for t in _tables(part)):
            for cell in (c for row in table.rows for c in row):
                amount = parse_amount(cell.text, table.unit) if cell.coordinate is not None else None
                if cell.coordinate is not None and amount is not None:
                    printed[cell.coordinate, table.unit] = amount.value
    return fill_forms(how.forms, ledger, target, printed)


@dataclass(frozen=True, slots=True)
class _Made:
    """What lies before the gate: the ``files``, the one of them that is ``read`` back, and the filled forms."""

    files: tuple[Path, ...]
    read: Path
    forms: tuple["FormDone", ...]


def _own_name(stem: str, path: Path, names: Path) -> str:
    """``stem``, or with the ledger's name behind it where another ledger of the run is of the same body and year."""
    longer = f"{stem}（{file_name(path.stem, _LONGEST)}）"
    for name in (stem, longer):
        try:
            (names / name).touch(exist_ok=False)
        except FileExistsError:
            continue
        return name
    return f"{stem}（{file_name(path.name, _LONGEST)}）"


def name_of(document: Document) -> str:
    """The name of the published files: 2024年某局部门预算, with nothing in it that a file system minds."""
    level = "部门" if document.level == "department" else "单位"
    kind = "预算" if document.kind == "budget" else "决算"
    return f"{document.year}年{file_name(document.body, 2 * _LONGEST)}{level}{kind}"


def _through_the_gate(
    path: Path,
    composed: Composed,
    made: _Made,
    problems: tuple[Problem, ...],
    target: Path,
    how: Publishing,
) -> Outcome:
    """Publish what was ``made`` beside ``target`` (a name without its ending), unless the gate finds an error."""
    document = composed.document
    told, disclosure = _checked(made.read, document.layout)
    left = _not_back(document, disclosure) + _not_in_sums(document, made, formulas=how.formulas)
    report_file = target.with_name(f"{target.name}.检查.txt")
    failure = None
    if left:
        named = "；".join(left[:_NAMED])
        failure = Text(
            f"读回公开文本，有 {len(left)} 个数与台账不一致，未公开：{named}",
            f"{len(left)} figures do not come back as the ledger has them; not published: {named}",
        )
    elif told.worst is Severity.ERROR:
        failure = Text(f"检查有错误，未公开，见 {report_file.name}", f"errors; not published; see {report_file.name}")
    _write_report(told, report_file, how.language)
    outcome = Outcome(
        str(path), document.title, problems=problems, report=told, deviations=composed.deviations, forms=made.forms
    )
    failure = failure or next((f.failure for f in made.forms if f.failure is not None), None)
    if failure is not None:
        return replace(outcome, failure=failure)
    every = (*made.files, *(f.file for f in made.forms if f.file is not None))
    with _alone_in(target.parent):
        kept = tuple(_moved(file, target.parent) for file in every)
    return replace(outcome, files=kept)


def _not_in_sums(document: Document, made: _Made, *, formulas: bool) -> tuple[str, ...]:
    """The figures of a workbook with formulas that are not as the ledger has them."""
    book = next((f for f in made.files if f.suffix == ".xlsx"), None)
    if not formulas or book is None or book == made.read:
        return ()
    from yusuan.read.disclosure import build  # noqa: PLC0415
    from yusuan.read.source import read_pages  # noqa: PLC0415

    return _not_back(document, build([read_pages(book)]))


def _moved(file: Path, folder: Path) -> str:
    """Put ``file`` into ``folder``, in the place of what an earlier run made."""
    target = folder / file.name
    if target.is_dir():
        os.rename(target, file.with_name(f"{file.name}.old"))
    os.replace(file, target)
    return str(target)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run moves files into ``folder``: all files of one disclosure are of one run."""
    try:
        from fcntl import LOCK_EX, flock  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems have no locks
            flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)


def _checked(file: Path, layout: str) -> tuple[DocumentReport, Disclosure]:
    """Read the published document back as a reader of it would, and check it with all rules.

    What statements it owes is what the ledger's own layout says, whatever place it is published in.
    """
    from yusuan.catalog.layouts import layouts, with_own  # noqa: PLC0415
    from yusuan.check.engine import check  # noqa: PLC0415 - only workers load the rules
    from yusuan.check.rule import select  # noqa: PLC0415
    from yusuan.read.disclosure import build  # noqa: PLC0415
    from yusuan.read.source import read_pages  # noqa: PLC0415

    rules = select()
    names = tuple((r.code, r.name) for r in rules)
    with with_own(next((x for x in layouts() if x.id == layout), None)):
        disclosure = build([read_pages(file)])
        return report((file.name,), disclosure, check(disclosure, rules), names), disclosure


def _not_back(document: Document, disclosure: Disclosure) -> tuple[str, ...]:
    """The figures of the tables that were not read back at their point, within the last printed place."""
    facts = defaultdict(list)
    for fact in disclosure.facts:
        facts[_point(fact.coordinate)].append(fact.amount)
    lost = []
    for table in (b for part in document.parts for b in _tables(part)):
        for row in table.rows:
            for cell in row:
                fen = cell.fen
                if fen is None or cell.coordinate is None:
                    continue
                if not any(abs(a.value - fen) <= a.step for a in facts.get(_point(cell.coordinate), ())):
                    lost.append(f"{table.title} {cell.text}")
    return tuple(lost)


def _tables(part: Part) -> Iterator[Table]:
    yield from (b for b in part.blocks if isinstance(b, Table))
    for below in part.parts:
        yield from _tables(below)


def _write_report(told: DocumentReport, file: Path, language: Language) -> None:
    from yusuan.report.text import Style, lines, plain  # noqa: PLC0415 - only where something is told

    text = "\n".join(plain(line) for line in lines(told, Style(language, 1)))
    write(file, text + "\n")
