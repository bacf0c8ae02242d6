"""The use cases of a department: its ledger made of its units', and held against their sum."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from yusuan.app.ledger import Loaded, load
from yusuan.ledger.consolidate import Consolidated, UnitsError, consolidate, transfers_of
from yusuan.ledger.flat import LedgerFileError
from yusuan.ledger.records import Problem
from yusuan.ledger.records_of import yuan
from yusuan.model.coordinate import Coordinate
from yusuan.model.finding import Severity
from yusuan.model.ledger import Entry, Ledger, Origin
from yusuan.model.text import Text

#: Errors of one unit's ledger that are named.
_NAMED = 3


def consolidated(paths: Sequence[Path], body: str, *, eliminate: bool = False) -> Consolidated:
    """Make the ledger of the department ``body`` out of the units' ledgers at ``paths``.

    Raises UnitsError for units that cannot be added up, each by its name and with what is to be done.
    """
    loaded, refused = _loaded(paths)
    if refused:
        raise UnitsError(refused)
    return consolidate([x.ledger for x in loaded], body, eliminate=eliminate)


def _loaded(paths: Sequence[Path]) -> tuple[list[Loaded], list[tuple[str, Text]]]:
    from yusuan.read.errors import ReadError  # noqa: PLC0415 - only for messages

    loaded: list[Loaded] = []
    refused: list[tuple[str, Text]] = []
    for path in paths:
        try:
            one = load(path)
        except (LedgerFileError, ReadError) as error:
            refused.append((path.name, error.message))
            continue
        except OSError as error:
            why = error.strerror or str(error)
            refused.append((path.name, Text(f"打不开：{why}", f"cannot be opened: {why}")))
            continue
        loaded.append(one)
        errors = [p for p in one.problems if p.severity is Severity.ERROR]
        if errors:
            said = "；".join(f"{p.origin.sheet}!{p.origin.cell} {p.message.zh}" for p in errors[:_NAMED])
            first = errors[0].message.en
            name = f"{one.ledger.body or ''}（{path.name}）"
            refused.append((name, Text(f"台账有 {len(errors)} 个错误：{said}", f"{len(errors)} errors: {first}")))
    return loaded, refused


def unit_sums(units: Sequence[Path], department: Path) -> tuple[Problem, ...]:
    """Where the units' ledgers do not add up to the department's, at each point that either enters.

    What the units pay one another may be in the department's ledger or taken out of it; a hint says which. A unit's
    ledger that cannot be read is named. Raises LedgerFileError, ReadError, OSError for the department's.
    """
    own = load(department).ledger
    loaded, refused = _loaded(units)
    ledgers = [x.ledger for x in loaded]
    unread = [
        Problem(Severity.ERROR, Origin(name, ""), Text(f"没有计入：{why.zh}", f"left out: {why.en}"))
        for name, why in refused
        if len(loaded) < len(units)
    ]
    found = (*unread, *_differences([e for u in ledgers for e in u.entries], own.entries))
    transfers = tuple(transfers_of(ledgers))
    if not found or not transfers:
        return found
    taken = _without_transfers(ledgers, own)
    if taken is None or len(taken) + len(unread) >= len(found):
        return found
    fen = sum(t.entry.fen for t in transfers if t.entry.coordinate.flow == "expenditure")
    zh = f"部门台账已抵销内部往来 {yuan(fen)} 元，其余按所属单位之和核对"
    hint = Problem(Severity.HINT, Origin("支出", ""), Text(zh, f"payments of {yuan(fen)} within it are taken out"))
    return (*unread, *taken, hint)


def _without_transfers(units: Sequence[Ledger], own: Ledger) -> tuple[Problem, ...] | None:
    try:
        made = consolidate(units, own.body, eliminate=True)
    except UnitsError:
        return None
    return _differences(made.ledger.entries, own.entries) if made.eliminated else None


def _differences(units: Iterable[Entry], department: Iterable[Entry]) -> tuple[Problem, ...]:
    total: dict[Coordinate, int] = defaultdict(int)
    for entry in units:
        total[entry.coordinate] += entry.fen
    own: dict[Coordinate, int] = defaultdict(int)
    origins: dict[Coordinate, Origin] = {}
    for entry in department:
        own[entry.coordinate] += entry.fen
        origins.setdefault(entry.coordinate, entry.origin)
    return tuple(
        Problem(
            Severity.ERROR,
            origins.get(at, Origin("支出" if at.flow == "expenditure" else "收入", "")),
            Text(
                f"部门 {yuan(own[at])} 元，所属单位合计 {yuan(total[at])} 元（{_words(at)}）",
                f"department {yuan(own[at])}, its units {yuan(total[at])} ({_words(at)})",
            ),
        )
        for at in sorted(own.keys() | total.keys())
        if own[at] != total[at]
    )


def _words(at: Coordinate) -> str:
    from yusuan.report.words import point_words  # noqa: PLC0415 - only where something is wrong

    return point_words(at.at(year="", phase=""), "zh")
