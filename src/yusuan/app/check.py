"""The use case of ``yusuan check``: documents in, a report on each and the files asked for out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from yusuan.app.baseline import Baseline, without_known
from yusuan.app.beside import beside
from yusuan.app.options import Options
from yusuan.app.paths import find
from yusuan.app.run import Advance, run
from yusuan.app.work import Unread
from yusuan.check.several.engine import PairResult
from yusuan.model.disclosure import Disclosure
from yusuan.model.text import Language, Text
from yusuan.report.document import DocumentReport, report


@dataclass(frozen=True, slots=True)
class _Making:
    """Which files are made of each document, and where. ``twice``: names that several documents would share."""

    products: tuple[str, ...]
    folder: Path
    language: Language
    twice: frozenset[str]


def check_paths(
    paths: Iterable[Path], options: Options | None = None, advance: Advance | None = None
) -> Iterator[DocumentReport]:
    """Check the documents under ``paths`` (files, and folders with all below them), one report for each.

    A file that cannot be read is a report with its ``failure``; the others are checked all the same.
    Raises KeyError for a rule in ``options`` that there is not, OSError where the folder cannot be made.
    """
    chosen, given = options or Options(), tuple(paths)
    finish = partial(_check, chosen.rules, chosen.baseline, _making(given, chosen), len(find(given).files) > 1)
    for answer in run(given, chosen, finish, advance):
        yield DocumentReport(answer.paths, failure=answer.why) if isinstance(answer, Unread) else answer


def check_pairs(reports: Sequence[DocumentReport], options: Options) -> tuple[PairResult, ...]:
    """Hold the documents of a run against each other; ``first`` and ``second`` of a result count ``reports``."""
    known = [n for n, r in enumerate(reports) if r.digest is not None]
    if len(known) < 2:
        return ()
    from yusuan.check.rule import select_several  # noqa: PLC0415 - only for several documents
    from yusuan.check.several.engine import check_several  # noqa: PLC0415

    digests = [d for r in reports if (d := r.digest) is not None]
    found = check_several(digests, select_several(options.rules))
    return tuple(replace(p, first=known[p.first], second=known[p.second]) for p in found)


def make_for_run(reports: Sequence[DocumentReport], pairs: Sequence[PairResult], options: Options) -> tuple[str, ...]:
    """Make the files that ``options`` ask for of the whole run; their names. Raises OSError."""
    from yusuan.report.products import make_run  # noqa: PLC0415 - only where asked for

    if options.folder is None:
        return ()
    return make_run(reports, pairs, options.products, options.folder, options.language)


def _making(paths: tuple[Path, ...], options: Options) -> _Making | None:
    if options.folder is None:
        return None
    from yusuan.report.products import stem  # noqa: PLC0415 - only where asked for

    options.folder.mkdir(parents=True, exist_ok=True)
    names = Counter(stem((str(f),)) for f in find(paths).files)
    return _Making(options.products, options.folder, options.language, frozenset(n for n, k in names.items() if k > 1))


def _check(
    words: tuple[str, ...],
    baseline: Baseline | None,
    making: _Making | None,
    several: bool,
    paths: tuple[str, ...],
    disclosure: Disclosure,
    _numbers: int,
) -> DocumentReport:
    from yusuan.check.engine import examine  # noqa: PLC0415 - only workers load the rules
    from yusuan.check.rule import select  # noqa: PLC0415

    rules = select(words)
    names = tuple((r.code, r.name) for r in rules)
    result, reconciliation = examine(disclosure, rules, acceptances=beside(paths).acceptances)
    if baseline is not None:
        result = without_known(result, disclosure.identity, baseline)
    told = report(paths, disclosure, result, names)
    if several:
        from yusuan.check.several.digest import digest  # noqa: PLC0415 - only for several documents

        told = replace(told, digest=digest(disclosure))
    if making is None:
        return told
    from yusuan.report.products import Examined, make, stem  # noqa: PLC0415

    name = stem(paths)
    if name in making.twice:
        name += f"-{disclosure.sources[0].sha256[:8]}"
    examined = Examined(told, disclosure, reconciliation, paths)
    try:
        made = make(examined, making.products, making.folder / name, making.language)
    except OSError as error:
        why = error.strerror or str(error)
        return DocumentReport(paths, failure=Text(f"结果写不进文件夹：{why}", f"results could not be written: {why}"))
    return replace(told, made=made)
