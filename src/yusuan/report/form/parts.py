"""Which item of the form each finding, and each number that is unaccounted for, is of; and how much was checked."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from yusuan.check.reconcile.model import Reconciliation
from yusuan.model.disclosure import Disclosure
from yusuan.model.place import Place
from yusuan.report.account import account
from yusuan.report.document import Located
from yusuan.report.form.items import Form, Item
from yusuan.report.form.where import Where
from yusuan.report.spot import Spot

#: An item, and for a table of its own which statement (else -1).
Key = tuple[str, int]
#: Said of the document as a whole: where its numbers stand is told at their places.
_WHOLE = "YS1-013"


class Parts:
    """Puts what stands somewhere in the document under the items of the form; ``of_section``: those of sections."""

    def __init__(self, disclosure: Disclosure, items: Form, of_section: Sequence[Item]) -> None:
        self._disclosure, self._items, self._of_section = disclosure, items, of_section
        self._where = Where(disclosure)

    def findings(self, located: Sequence[Located]) -> dict[Key, list[Located]]:
        """The findings by item."""
        found: dict[Key, list[Located]] = defaultdict(list)
        for one in located:
            finding, statement = one.finding, one.spot.statement
            if finding.code == _WHOLE:
                continue
            part = self._where.of(finding.place)
            # A sentence that contradicts a table names the table too; it stands in its section.
            within = part is not None and part[0] == "section" and self._where.exactly(finding.place)
            if statement is not None and not within:
                part = ("statement", statement)
            item = self._items.of_finding(finding.code, finding.key, self._item(part))
            moved = within and statement is not None and part is not None
            told = replace(one, spot=Spot(heading=self._disclosure.sections[part[1]].path)) if moved and part else one
            found[self._key(item, part)].append(told)
        return found

    def unaccounted(self) -> dict[Key, list[str]]:
        """The numbers that nothing explains, by item: what they are in was not wholly understood."""
        lost: dict[Key, list[str]] = defaultdict(list)
        parts: dict[Place, tuple[str, int] | None] = {}
        for token in account(self._disclosure.tokens).unaccounted:
            if token.place not in parts:
                parts[token.place] = self._where.of(token.place)
            part = parts[token.place]
            item = self._item(part) or self._items.item("rest")
            lost[self._key(item, part)].append(token.text)
        return lost

    def _item(self, part: tuple[str, int] | None) -> Item | None:
        if part is None:
            return None
        kind, number = part
        if kind == "section":
            return self._of_section[number]
        return self._items.of_statement(self._disclosure.statements[number].kind)

    def _key(self, item: Item, part: tuple[str, int] | None) -> Key:
        of_table = part is not None and part[0] == "statement" and item.kinds == ("*",)
        return item.id, part[1] if part is not None and of_table else -1


def equations_of(reconciliation: Reconciliation) -> Counter[int]:
    """How many equations that say something (not 0 = 0) each statement takes part in."""
    derived, verdicts = reconciliation.derived, reconciliation.verdicts
    table, facts = derived.table, derived.cube.facts
    counts: Counter[int] = Counter()
    for i in (verdicts.used & ~verdicts.trivial).nonzero()[0].tolist():
        counts.update({facts[n].statement for n in (int(table.total[i]), *table.parts(i).tolist())})
    return counts
