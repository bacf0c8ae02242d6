"""What each project is said to aim at, in every place that says it: lists, lists of key projects, forms."""

import re
from dataclasses import dataclass
from functools import lru_cache

from yusuan.catalog.normal import plain
from yusuan.check.targets.compare import bare
from yusuan.check.targets.forms import Same, forms_of
from yusuan.check.targets.listed import listed
from yusuan.check.targets.model import Form
from yusuan.model.disclosure import Disclosure
from yusuan.model.place import Place

#: Characters of a name that may have been cut off.
_LONG = 16
#: 11000022T000000391740-因公出国（境）类项目: the number of the project in the budget system.
_NUMBER = re.compile(r"^[0-9A-Z]{12,30}-")


@dataclass(frozen=True, slots=True)
class Aim:
    """A project's target in one place. ``text``: '' where its cell is blank, None where there is no place for one.

    ``amount``: in 分, of all funds; None where none is printed there. ``amounts``: every one that may be its own.
    """

    name: str
    body: str
    text: str | None
    amount: int | None
    amounts: frozenset[int]
    place: Place
    text_place: Place
    statement: int
    kind: str

    @property
    def key(self) -> str:
        """The name as projects are told apart by it."""
        return name_key(self.name)


def name_key(name: str) -> str:
    """``name`` without its number, spaces and widths of signs."""
    return _NUMBER.sub("", plain(name))


def alike(a: str, b: str) -> bool:
    """Whether two keys are of one project: equal but for signs, or a long one cut off in one of two tables."""
    one, two = bare(a), bare(b)
    return one == two or (min(len(one), len(two)) >= _LONG and (one.startswith(two) or two.startswith(one)))


def aims_of(disclosure: Disclosure) -> tuple[tuple[Aim, ...], tuple[Form, ...]]:
    """Every aim in reading order of lists and then forms, and the forms."""
    return _aims(Same(disclosure))


@lru_cache(maxsize=1)
def _aims(of: Same) -> tuple[tuple[Aim, ...], tuple[Form, ...]]:
    disclosure = of.disclosure
    forms = forms_of(disclosure)
    own = frozenset(f.statement for f in forms)
    found = [
        Aim(x.name, x.body, x.target, x.amount, x.amounts, x.place, x.target_place, x.statement, x.kind)
        for x in listed(disclosure, own)
    ]
    for form in forms:
        if form.body or not form.project.text:
            continue
        text = "".join(g.text for g in form.goals) if form.goals or form.goal_cells else None
        place = form.goals[0].place if form.goals else form.project.place
        total = total_of(form)
        found.append(
            Aim(
                form.project.text, "", text, total, _amounts(form, total), form.project.place, place, form.statement,
                "form",
            )
        )  # fmt: skip
    return tuple(found), forms


def _amounts(form: Form, total: int | None) -> frozenset[int]:
    """What the list may have for the form: its total, that without what was carried in, any of its sources."""
    values = {m.amount.value for m in form.money}
    carried = sum(m.amount.value for m in form.money if "结转" in m.label)
    return frozenset(values | ({total - carried} if total is not None else set()))


def total_of(form: Form) -> int | None:
    """The form's amount in all, in 分: that of the year, where it prints one of several years beside it."""
    totals = [m for m in form.money if _TOTAL.search(m.label)]
    chosen = next((m for m in totals if "年度" in m.label), totals[0] if totals else None)
    return chosen.amount.value if chosen is not None else None


_TOTAL = re.compile(r"总额|年度金额|当年预算|预算金额|总金额|年度预算资金")
