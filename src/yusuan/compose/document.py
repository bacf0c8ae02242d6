"""A ledger to the whole document: statements, narrative, glossary, charts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from yusuan.catalog.designs import LayoutDesign, design_of, designed_layouts
from yusuan.catalog.glossary import terms
from yusuan.compose.book import DECIMALS, Book
from yusuan.compose.charts import chart
from yusuan.compose.errors import ComposeError, Problem
from yusuan.compose.rounding import Deviation
from yusuan.compose.rows import chinese
from yusuan.compose.slots import UNIT, Item, Slots
from yusuan.compose.table import compose_table
from yusuan.compose.template import Condition, Each, Heading, Line, Node, Place, TemplateError, parse_template
from yusuan.model.coordinate import DIMENSIONS
from yusuan.model.document import Chart, Document, Part, Prose, Table
from yusuan.model.ledger import Ledger, Origin
from yusuan.model.text import Text

Block = Prose | Table | Chart
#: Points in order: as they compare themselves, at a tenth of the time.
_nodes = attrgetter(*DIMENSIONS)


@dataclass(frozen=True, slots=True)
class Composed:
    """A document, and the printed sums that controlled rounding put off their exact amount by half a unit or more."""

    document: Document
    deviations: tuple[Deviation, ...]


def compose(ledger: Ledger, template: str | None = None) -> Document:
    """The disclosure of ``ledger`` in its layout. ``template``: a narrative of the bureau's own.

    Raises ComposeError with everything that is missing; TemplateError where a template cannot be used.
    """
    return compose_reported(ledger, template).document


def compose_reported(ledger: Ledger, template: str | None = None) -> Composed:
    """As ``compose``, with what controlled rounding did."""
    design = design_of(ledger.layout)
    if design is None:
        known = "、".join(designed_layouts())
        message = Text(
            f"版式“{ledger.layout}”还不能编制，可用：{known}", f"no design for {ledger.layout}; known: {known}"
        )
        raise ComposeError((Problem(Origin("单位信息", ""), message),))
    nodes = parse_template(design.template if template is None else template)
    book = Book(ledger, design)
    parts, deviations = _composed(book, nodes)
    book.complaints.settle()
    title = _Writer(book, ()).words(design.title)
    amounts = tuple(sorted(book.stated.items(), key=lambda stated: _nodes(stated[0])))
    return Composed(
        Document(title, ledger.body, ledger.year, ledger.kind, ledger.level, ledger.layout, parts, amounts), deviations
    )


def _composed(book: Book, nodes: tuple[Node, ...]) -> tuple[tuple[Part, ...], tuple[Deviation, ...]]:
    """The parts; for controlled rounding once to know which sums are printed, and again with figures that add up."""
    parts = _Writer(book, nodes).parts()
    units = {s.unit for s in book.design.statements}
    if book.ledger.rounding == "each" or "元" in units or any(s.decimals != DECIMALS for s in book.design.statements):
        # Tables in 元, or of more places, print every 分: they add up, and what else is said in 万元 is rounded alone.
        return parts, ()
    deviations = book.control(sorted({UNIT, *units}))
    return _Writer(book, nodes).parts(), deviations


class _Open:
    """A part that is being written."""

    def __init__(self, level: int, heading: str) -> None:
        self.level, self.heading = level, heading
        self.blocks: list[Block] = []
        self.parts: list[_Open] = []

    def closed(self) -> Part:
        return Part(self.level, self.heading, tuple(self.blocks), tuple(p.closed() for p in self.parts))


class _Writer:
    """Goes through a template and writes the parts."""

    def __init__(self, book: Book, nodes: tuple[Node, ...]) -> None:
        self._book, self._nodes = book, nodes
        self._slots = Slots(book)
        self._root = _Open(0, "")
        self._path = [self._root]
        self._glossary: _Open | None = None

    def words(self, text: str) -> str:
        """A title with its slots filled."""
        node = parse_template(text)[0]
        return self._slots.fill(node.text)[0] if isinstance(node, Line | Heading) else text

    def parts(self) -> tuple[Part, ...]:
        """Write all parts, the glossary last: it is of the terms that the others use."""
        self._write(self._nodes, None)
        if self._glossary is not None:
            self._glossary.blocks += _glossary(self._root)
        return self._root.closed().parts

    def _write(self, nodes: Iterable[Node], item: Item | None) -> None:
        for node in nodes:
            if isinstance(node, Heading):
                self._head(node)
            elif isinstance(node, Line):
                text, to_confirm = self._slots.fill(node.text, item)
                lines = [x.strip() for x in text.splitlines() if x.strip()]
                self._path[-1].blocks += [Prose(x, to_confirm if i == 0 else "") for i, x in enumerate(lines)]
            elif isinstance(node, Condition):
                self._write(node.then if self._slots.holds(node.name) else node.otherwise, item)
            elif isinstance(node, Each):
                for row in self._slots.items(node.axis, node.of):
                    self._write(node.body, row)
            else:
                self._path[-1].blocks += self._placed(node)

    def _head(self, node: Heading) -> None:
        while self._path[-1].level >= node.level:
            self._path.pop()
        part = _Open(node.level, self._slots.fill(node.text)[0])
        self._path[-1].parts.append(part)
        self._path.append(part)

    def _placed(self, node: Place) -> Iterator[Block]:
        design: LayoutDesign = self._book.design
        if node.what == "tables":
            public = [s for s in design.statements if not s.within]
            yield from (compose_table(self._book, s, n) for n, s in enumerate(public, 1))
        elif node.what == "table":
            found = [s for s in design.statements if s.within == node.name]
            if not found:
                raise TemplateError(f"没有“{node.name}”这张表")
            yield compose_table(self._book, found[0], 0)
        elif node.what == "glossary":
            self._glossary = self._path[-1]
        elif picture := chart(self._book, node.name):
            yield picture


def _glossary(root: _Open) -> list[Prose]:
    text = "\n".join(_texts(root))
    entries = [t for t in terms() if any(word in text for word in t.seen)]
    return [Prose(f"{chinese(n)}、{t.name}：{t.text}") for n, t in enumerate(entries, 1)]


def _texts(part: _Open) -> Iterator[str]:
    yield part.heading
    for block in part.blocks:
        if isinstance(block, Prose):
            yield block.text
        elif isinstance(block, Table):
            yield block.title
            yield from (cell.text for row in (*block.head, *block.rows) for cell in row)
    for below in part.parts:
        yield from _texts(below)
