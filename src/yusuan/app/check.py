"""The use case of ``yusuan check``: documents in, a report on each and the files asked for out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from yusuan.app.baseline import Baseline, without_known
from yusuan.app.beside import beside
from yusuan.app.between import Between, of_each
from yusuan.app.options import Options
from yusuan.app.paths import Found, Why, find
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
    paths: Iterable[Path] | Found, options: Options | None = None, advance: Advance | None = None
) -> Iterator[DocumentReport]:
    """Check the documents under ``paths`` (files, and folders with all below them; or found), one report for each.

    A file that cannot be read is a report with its ``failure``; the others are checked all the same.
    Raises KeyError for a rule in ``options`` that there is not, OSError where the folder cannot be made.
    """
    chosen, found = options or Options(), paths if isinstance(paths, Found) else find(paths)
    finish = partial(_check, chosen.rules, chosen.baseline, _making(found, chosen), len(found.files) > 1, {})
    for answer in run(found, chosen, finish, advance):
        yield DocumentReport(answer.paths, failure=answer.why) if isinstance(answer, Unread) else answer


def with_between(
    reports: Sequence[DocumentReport], pairs: Sequence[PairResult], options: Options
) -> tuple[DocumentReport, ...]:
    """``reports`` with what ``pairs`` say of each document among its findings; its ``products`` are made anew.

    Where a finding stands in a table is known only with the document at hand: those that have any are read once more.
    """
    told = of_each(reports, pairs)
    names = _names(options.rules) if told else ()
    out = list(reports)
    anew: dict[tuple[str, ...], Between] = {}
    for n, between in told.items():
        if between.findings:
            anew[reports[n].paths] = between
        elif (result := reports[n].result) is not None:
            outcomes = (*result.outcomes, *between.outcomes)
            out[n] = replace(reports[n], result=replace(result, outcomes=outcomes), rules=(*reports[n].rules, *names))
    finish = partial(_check, options.rules, options.baseline, _making_again(out, options), False, anew)
    at = {r.paths: n for n, r in enumerate(reports)}
    alone = [Path(paths[0]) for paths in anew if len(paths) == 1]
    for files in ([alone] if alone else []) + [[Path(p) for p in paths] for paths in anew if len(paths) > 1]:
        for answer in run(files, options, finish, apart=files is alone):
            if answer.paths in at:
                n = at[answer.paths]
                out[n] = DocumentReport(answer.paths, failure=answer.why) if isinstance(answer, Unread) else answer
    return tuple(out)


def _names(words: tuple[str, ...]) -> tuple[tuple[str, Text], ...]:
    from yusuan.check.rule import select_several  # noqa: PLC0415 - only for several documents

    return tuple((r.code, r.name) for r in select_several(words))


def make_for_run(
    reports: Sequence[DocumentReport], pairs: Sequence[PairResult], options: Options, passed: Sequence[Why] = ()
) -> tuple[str, ...]:
    """Make the files that ``options`` ask for of the whole run; their names. Raises OSError.

    The lists and forms of the documents in which something was found between documents are made once more, with it.
    """
    from yusuan.report.products import BETWEEN, make_run  # noqa: PLC0415 - only where asked for

    if options.folder is None:
        return ()
    again = tuple(p for p in options.products if p in BETWEEN)
    if again and any(p.findings or p.accepted for p in pairs):
        before = {r.paths for r in reports if r.failure is not None}
        for report in with_between(reports, pairs, replace(options, products=again)):
            if report.failure is not None and report.paths not in before:
                raise OSError(0, report.failure.say(options.language), report.paths[0])
    return make_run(reports, pairs, options.products, options.folder, options.language, passed)


def _making(found: Found, options: Options) -> _Making | None:
    if options.folder is None:
        return None
    from yusuan.report.products import stem  # noqa: PLC0415 - only where asked for

    options.folder.mkdir(parents=True, exist_ok=True)
    names = Counter(stem((str(f),)) for f in found.files)
    return _Making(options.products, options.folder, options.language, frozenset(n for n, k in names.items() if k > 1))


def _making_again(reports: Sequence[DocumentReport], options: Options) -> _Making | None:
    """As ``_making``, with the names that the products were given the first time."""
    if options.folder is None:
        return None
    from yusuan.report.products import stem  # noqa: PLC0415 - only where asked for

    longer = (
        stem(r.paths)
        for r in reports
        for s in (r.summary.sources[:1] if r.summary else ())
        if any(Path(m).name.startswith(f"{stem(r.paths)}-{s.sha256[:8]}") for m in r.made)
    )
    return _Making(options.products, options.folder, options.language, frozenset(longer))


def _check(
    words: tuple[str, ...],
    baseline: Baseline | None,
    making: _Making | None,
    several: bool,
    between: Mapping[tuple[str, ...], Between],
    paths: tuple[str, ...],
    disclosure: Disclosure,
    _numbers: int,
) -> DocumentReport:
    from yusuan.check.engine import examine, with_more  # noqa: PLC0415 - only workers load the rules
    from yusuan.check.rule import select  # noqa: PLC0415

    rules = select(words)
    names = tuple((r.code, r.name) for r in rules)
    acceptances = beside(paths).acceptances
    result, reconciliation = examine(disclosure, rules, acceptances=acceptances)
    if (more := between.get(paths)) is not None:
        result, names = with_more(result, more.findings, more.outcomes, acceptances), (*names, *_names(words))
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
