"""The use case of ``yusuan rectify``: filled lists and new versions in; what became of each row and what is new out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yusuan.app.answers import Answers, load_answers
from yusuan.app.beside import SUFFIX, beside
from yusuan.app.between import check_pairs
from yusuan.app.check import check_paths, with_between
from yusuan.app.options import Options
from yusuan.app.paths import find
from yusuan.app.run import Advance
from yusuan.model.finding import Acceptance
from yusuan.model.text import Language, Text
from yusuan.report import written
from yusuan.report.book import clean
from yusuan.report.document import DocumentReport
from yusuan.report.products import stem
from yusuan.report.rectify import path_of
from yusuan.report.rectify.again import Rechecked, again
from yusuan.report.rectify.entry import Entry, mark_of
from yusuan.report.rectify.sheet import write


@dataclass(frozen=True, slots=True)
class Round:
    """One round of mending: each document with its lists, what could not be read, and lists of no document given."""

    documents: tuple[Rechecked, ...]
    failed: tuple[DocumentReport, ...]
    without: tuple[Answers, ...]


def rectify(paths: Iterable[Path], options: Options, advance: Advance | None = None) -> Round:
    """Check the documents among ``paths`` anew and hold them against the lists among ``paths``.

    Raises ReadError for a list that is wrong, KeyError for a rule in ``options`` that there is not.
    """
    lists, documents = _parted(paths)
    reports = list(check_paths(documents, options, advance)) if documents else []
    reports = list(with_between(reports, check_pairs(reports, options), options))
    read = [r for r in reports if r.summary is not None]
    of: dict[int, list[Answers]] = defaultdict(list)
    without = []
    for answers in lists:
        number = _document_of(answers, read, only=len(lists) == 1)
        if number is None:
            without.append(answers)
        else:
            of[number].append(answers)
    told = tuple(
        again(report, _merged(of[n]), _same(report, of[n]), tuple(a.path.name for a in of[n]), options.language)
        for n, report in enumerate(read)
    )
    return Round(told, tuple(r for r in reports if r.summary is None), tuple(without))


def save(told: Round, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the list of each document anew, with what became of each row. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for one in told.documents:
        path = path_of(folder / stem(one.report.paths), language)
        if path in made:
            path = path.with_stem(f"{path.stem}-{len(made) + 1}")
        write(path, one.report, one.entries, language, again=True)
        made.append(path)
    return tuple(made)


def keep_accepted(told: Round) -> tuple[tuple[Path, int], ...]:
    """Write what units accept with a reason into the files beside the documents; the files, and how much in each.

    What stands in a file stays as it is; what was accepted before is not written again. Raises OSError, ReadError.
    """
    made = []
    for one in told.documents:
        keys = {mark_of(f.key): f.key for f in (x.finding for x in one.report.located)}
        known = {a.key for a in beside(one.report.paths).acceptances}
        new = {
            key: Acceptance(key, e.words, e.person, e.date)
            for e in one.entries
            if e.state == "accepted" and (key := keys.get(e.mark, "")) and key not in known
        }
        if new:
            path = Path(one.report.paths[0] + SUFFIX)
            _append(path, tuple(new.values()))
            made.append((path, len(new)))
    return tuple(made)


def _append(path: Path, acceptances: tuple[Acceptance, ...]) -> None:
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    written.write(path, before + gap + "\n".join(_toml(a) for a in acceptances))


def _toml(acceptance: Acceptance) -> str:
    """One [[accept]] entry."""
    fields = {"finding": acceptance.key, "reason": acceptance.reason, "by": acceptance.by, "date": acceptance.date}
    return "[[accept]]\n" + "".join(f"{name} = {_quoted(v)}\n" for name, v in fields.items() if v)


def _quoted(text: str) -> str:
    """A basic string of TOML: quotation marks, backslashes and control characters escaped."""
    escaped = (
        f"\\{c}" if c in '"\\' else f"\\u{ord(c):04X}" if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 else c
        for c in text.encode(errors="replace").decode()
    )  # fmt: skip
    return f'"{"".join(escaped)}"'


def _parted(paths: Iterable[Path]) -> tuple[list[Answers], list[Path]]:
    """The filled lists among the files that ``paths`` mean, and all else, to be checked."""
    lists: list[Answers] = []
    documents: list[Path] = []
    for path in paths:
        for file in find([path]).files if path.is_dir() else (path,):
            answers = load_answers(file) if file.is_file() else None
            if answers is None:
                documents.append(file)
            else:
                lists.append(answers)
    return lists, documents


def _document_of(answers: Answers, reports: Sequence[DocumentReport], *, only: bool) -> int | None:
    """Which of ``reports`` the list is of: by what the document is, else by its file, else the only one there is.

    Where both the old version and the new one are given, it is the new one.
    """
    same = [n for n, r in enumerate(reports) if _who(r) == answers.who]
    if same:
        return min(same, key=lambda n: _same(reports[n], [answers]))
    for number, report in enumerate(reports):
        sources = report.summary.sources if report.summary else ()
        if any(s.sha256 in answers.hashes or s.name in answers.names for s in sources):
            return number
    return 0 if only and len(reports) == 1 else None


def _who(report: DocumentReport) -> tuple[str, str, str, str] | None:
    if report.summary is None:
        return None
    identity = report.summary.identity
    return clean(identity.body).strip(), str(identity.year or ""), identity.kind, identity.level


def _same(report: DocumentReport, lists: Sequence[Answers]) -> bool:
    """Whether the document is the very one that the lists were made of."""
    hashes = {s.sha256 for s in report.summary.sources} if report.summary else set()
    return any(hashes == a.hashes for a in lists)


def _merged(lists: Sequence[Answers]) -> tuple[Entry, ...]:
    """The rows of all lists of one document: a later answer goes before an earlier one, and says so if they differ."""
    rows: dict[tuple[str, int], Entry] = {}
    for answers in lists:
        seen: dict[str, int] = defaultdict(int)
        for entry in answers.entries:
            slot = entry.mark, seen[entry.mark]
            seen[entry.mark] += 1
            rows[slot] = _answered(rows[slot], entry) if slot in rows else entry
    return tuple(rows.values())


def _answered(before: Entry, entry: Entry) -> Entry:
    if not entry.answer:
        return before
    if before.answer and before.answer != entry.answer:
        note = Text("两份清单的答复不同，取后一份", "two lists answer differently; the later one counts").zh
        return replace(entry, note=note)
    return entry
