"""Cells that a picture left in doubt, judged by arithmetic: one reading that mends all sums is taken, none is guessed.

Only cells of which the recogniser itself thought that they may say something else are ever changed: a figure that is
plain on the paper and wrong stays, and is a finding.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yusuan.check.reconcile import Reconciliation, reconcile
from yusuan.model.amount import Amount, parse_amount, parse_number
from yusuan.model.disclosure import Disclosure
from yusuan.model.fact import Fact
from yusuan.model.finding import Equation, Term
from yusuan.model.grid import Cell, Grid, Page, Pages, TextLine
from yusuan.model.place import Place
from yusuan.read.numbers import tokens
from yusuan.read.stitch import stitch
from yusuan.read.table import Stitched

#: A cell less sure than this is in doubt; with less than the second, look-alikes of its digits count as readings too.
_SURE, _VAGUE = 0.95, 0.8
#: Digits that a blurred print makes alike.
_ALIKE = {
    "0": "689", "1": "74", "2": "7", "3": "895", "4": "19", "5": "638", "6": "850", "7": "12", "8": "3069", "9": "8304",
}  # fmt: skip
_ROUNDS = 3
#: So many cells in doubt are named.
_NAMED = 20

Part = tuple[Pages, Stitched]
#: Makes a disclosure of its parts.
Build = Callable[[Sequence[Part]], Disclosure]
#: What tells one cell from all others: its file; its page and box, or its line and column.
Spot = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Another reading of a cell that mends the sums it stands in."""

    spot: Spot
    before: str
    after: str


def judge_doubtful(parts: Sequence[Part], disclosure: Disclosure, build: Build) -> tuple[Disclosure, tuple[Part, ...]]:
    """``disclosure`` with what arithmetic makes of its doubtful cells, said in its notes; and the parts as corrected.

    Without doubtful cells both come back as they are.
    """
    doubts = dict(_doubts(parts))
    if not doubts:
        return disclosure, tuple(parts)
    now, notes, taken = tuple(parts), list[str](), dict[Spot, _Choice]()
    judged = reconcile(disclosure)
    for _ in range(_ROUNDS):
        chosen = {c.spot: c for c in _choices(judged, doubts) if c.spot not in taken}
        if not chosen:
            break
        tried, again = _tried(now, chosen, build)
        failing = set(_failing(again))
        good = {spot: c for spot, c in chosen.items() if spot not in failing}
        if len(good) < len(chosen):
            tried, again = _tried(now, good, build)
        if not good or again.equations_failed >= judged.equations_failed:
            break
        notes.extend(_corrected(judged, good))
        taken |= good
        now, judged = tried, again
    notes.extend(_left(judged, {s: c for s, c in doubts.items() if s not in taken}))
    done = judged.disclosure
    return replace(done, notes=(*done.notes, *notes)), now


def _doubts(parts: Sequence[Part]) -> Iterator[tuple[Spot, Cell]]:
    """The cells with a number that are in doubt."""
    for pages, _ in parts:
        for page in pages.pages:
            for block in page.blocks:
                for cell in block.cells if isinstance(block, Grid) else ():
                    if (cell.confidence < _SURE or cell.readings) and any(c.isdigit() for c in cell.text):
                        yield _spot(cell.place), cell


def _spot(place: Place) -> Spot:
    return place.source.sha256, place.page, place.box, place.line, place.column


def _readings(cell: Cell) -> list[str]:
    """What else a cell may say."""
    found = dict.fromkeys(cell.readings)
    if cell.confidence < _VAGUE:
        for i, digit in enumerate(cell.text):
            for other in _ALIKE.get(digit, ""):
                found.setdefault(cell.text[:i] + other + cell.text[i + 1 :])
    return [text for text in found if parse_number(text) not in (None, parse_number(cell.text))]


def _failing(judged: Reconciliation) -> dict[Spot, list[Equation]]:
    """The equations that fail, by the cells in them."""
    found: dict[Spot, list[Equation]] = defaultdict(list)
    for contradiction in judged.contradictions:
        for equation in contradiction.equations:
            if not equation.holds:
                for spot in {_spot(t.place) for t in (equation.total, *equation.parts) if t.place is not None}:
                    found[spot].append(equation)
    return found


def _choices(judged: Reconciliation, doubts: Mapping[Spot, Cell]) -> Iterator[_Choice]:
    """For each contradiction the one reading of one cell that mends all equations of that cell, if there is one."""
    failing = _failing(judged)
    amounts = {_spot(fact.place): fact.amount for fact in judged.derived.cube.facts}
    for contradiction in judged.contradictions:
        terms = [t for e in contradiction.equations if not e.holds for t in (e.total, *e.parts)]
        spots = dict.fromkeys(_spot(t.place) for t in terms if t.place is not None)
        found = [
            _Choice(spot, doubts[spot].text, text)
            for spot in spots
            if spot in doubts
            for text in _readings(doubts[spot])
            if all(_mends(equation, amounts, spot, text) for equation in failing[spot])
        ]
        if len({(c.spot, parse_number(c.after)) for c in found}) == 1:
            yield found[0]


def _mends(equation: Equation, amounts: Mapping[Spot, Amount], spot: Spot, text: str) -> bool:
    """Whether an equation holds, within its roundings, once the cell at ``spot`` says ``text``."""
    total, room = _value(equation.total, amounts, spot, text)
    gap = equation.total.sign * total
    for part in equation.parts:
        value, step = _value(part, amounts, spot, text)
        gap -= part.sign * value
        room += step
    return gap >= -room // 2 if equation.kind == "part" else 2 * abs(gap) <= room


def _value(term: Term, amounts: Mapping[Spot, Amount], spot: Spot, text: str) -> tuple[int, int]:
    """A term's value and its last place in 分, its cell saying ``text`` if it is the one at ``spot``."""
    own = amounts.get(_spot(term.place)) if term.place is not None else None
    if own is None or term.place is None:
        return term.value, 0
    if _spot(term.place) == spot:
        own = parse_amount(text, own.unit) or own
    return own.value, own.step


def _tried(
    parts: Sequence[Part], chosen: Mapping[Spot, _Choice], build: Build
) -> tuple[tuple[Part, ...], Reconciliation]:
    """The parts with the chosen readings, built and reconciled anew."""
    new: list[Part] = []
    for pages, stitched in parts:
        changed = replace(pages, pages=tuple(_changed(page, chosen) for page in pages.pages))
        new.append((pages, stitched) if changed.pages == pages.pages else (changed, stitch(changed)))
    return tuple(new), reconcile(build(new))


def _changed(page: Page, chosen: Mapping[Spot, _Choice]) -> Page:
    blocks: list[TextLine | Grid] = []
    more = 0
    for block in page.blocks:
        if isinstance(block, Grid) and any(_spot(cell.place) in chosen for cell in block.cells):
            cells = []
            for cell in block.cells:
                choice = chosen.get(_spot(cell.place))
                if choice is not None:
                    more += len(tokens(choice.after)) - len(tokens(cell.text))
                    cells.append(replace(cell, text=choice.after))
                else:
                    cells.append(cell)
            blocks.append(replace(block, cells=tuple(cells)))
        else:
            blocks.append(block)
    return replace(page, blocks=tuple(blocks), numbers=page.numbers + more)


def _facts(judged: Reconciliation) -> dict[Spot, list[tuple[int, Fact]]]:
    """The facts with their numbers, by the cells that they stand in."""
    found: dict[Spot, list[tuple[int, Fact]]] = defaultdict(list)
    for number, fact in enumerate(judged.derived.cube.facts):
        found[_spot(fact.place)].append((number, fact))
    return found


def _corrected(judged: Reconciliation, good: Mapping[Spot, _Choice]) -> Iterator[str]:
    """What to say of the cells that were corrected."""
    facts = _facts(judged)
    for spot, choice in good.items():
        words = judged.labels.cell(facts[spot][0][1]) if spot in facts else ""
        yield f"第 {spot[1]} 页 {words} 识别为 {choice.before}，按勾稽更正为 {choice.after}，请对照原件。"


def _left(judged: Reconciliation, doubts: Mapping[Spot, Cell]) -> Iterator[str]:
    """What to say of the cells that are in doubt still: those less sure that no equation bears out."""
    facts = _facts(judged)
    named = []
    for spot, cell in doubts.items():
        if cell.confidence >= _SURE or any(_is_borne_out(judged, *one) for one in facts.get(spot, ())):
            continue
        own = facts.get(spot)
        where = f"第 {spot[1]} 页 {judged.labels.cell(own[0][1]) if own else ''}".rstrip()
        named.append(f"{where}“{cell.text}”（可信度 {cell.confidence:.2f}）")
    if named:
        more = f"……共 {len(named)} 处" if len(named) > _NAMED else ""
        yield f"以下数字识别不确定，勾稽也不能证实，请对照原件：{'；'.join(named[:_NAMED])}{more}。"


def _is_borne_out(judged: Reconciliation, number: int, fact: Fact) -> bool:
    """Whether some equation holds that would not if the fact said something else."""
    if any(f is not fact and f.amount.value == fact.amount.value for f in judged.value_at(fact.coordinate)):
        return True
    return any(e.holds and e.kind != "part" and e.total.value for e in judged.equations_of(number))
