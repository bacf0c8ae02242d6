"""What a rule is, how one is written, and how the rules of the rule book are found."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Acceptance, Finding, Severity
from yusuan.model.place import Place
from yusuan.model.text import Text

if TYPE_CHECKING:
    from yusuan.check.reconcile.model import Reconciliation

Kind = Literal["budget", "final_accounts"]

CODE = re.compile(r"YS[1-9]-[0-9]{3}")
_PACKAGE = "yusuan.check.rules"


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at: the disclosure, and its reconciliation, computed once for all rules.

    ``acceptances``: the findings that a person accepted. ``said``: keys of what the rules before this one found.
    """

    disclosure: Disclosure
    reconciliation: "Reconciliation"
    acceptances: tuple[Acceptance, ...] = ()
    said: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule's answer: how many things it looked at, and what is wrong with them."""

    looked_at: int
    findings: tuple[Finding, ...] = ()


class _NoVerdict(Exception):  # noqa: N818 - not an error: the reason why there is no verdict
    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


class NotApplicable(_NoVerdict):
    """The rule has nothing to say about such a document."""


class NotChecked(_NoVerdict):
    """The rule should speak, but the table, figure or sentence that it needs was not found."""


#: A rule's function: of a ``Context``, or, where the rule is of several documents, of a ``SeveralContext``.
Check = Callable[[Any], Checked]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the rule book.

    ``code``: family and number, YS4-003; never used again for another rule. ``why``: why it matters; ``basis``: the
    legal basis, which says so where it is known at second hand. ``wrong``/``right``: an example each. ``doc``: for
    developers, out of the function's docstring. ``kinds``: the kinds of document that it applies to. ``default``:
    whether it runs when nobody asked for rules by code. ``last``: it runs after the others and knows what they said.
    ``several``: it is asked of two documents at a time (``check.several``), never of one.
    """

    code: str
    name: Text
    severity: Severity
    certainty: float
    why: Text
    basis: Text
    wrong: Text
    right: Text
    check: Check
    doc: str
    kinds: frozenset[Kind] = frozenset({"budget", "final_accounts"})
    default: bool = True
    last: bool = False
    several: bool = False

    def __call__(self, context: Context) -> Checked:
        """Run the rule."""
        return self.check(context)

    def finding(
        self, message: Text, place: Place | None, what: str, *, printed: str = "", expected: str = "",
        also: tuple[Place, ...] = (), statement: int | None = None, severity: Severity | None = None,
    ) -> Finding:  # fmt: skip
        """Make a finding of this rule about ``what``: the point or section, in words that outlive the page."""
        return Finding(
            self.code, severity or self.severity, self.certainty, message, place, f"{self.code} {what}", also,
            printed, expected, statement=statement,
        )  # fmt: skip

    @property
    def family(self) -> str:
        """'YS4' of 'YS4-003'."""
        return self.code[:3]


class RuleError(ValueError):
    """A rule is written or registered wrongly: a mistake of its author, never of a document."""


def rule(  # noqa: PLR0913 - one keyword for each part of a rule's documentation
    *,
    code: str,
    name: Text,
    severity: Severity,
    certainty: float,
    why: Text,
    basis: Text,
    wrong: Text,
    right: Text,
    kinds: Iterable[Kind] = ("budget", "final_accounts"),
    default: bool = True,
    last: bool = False,
    several: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a function; its docstring is the rule's documentation for developers.

    Raises RuleError for a code that is not one, a certainty outside 0 … 1, or any documentation left empty.
    """

    def decorate(function: Check) -> Rule:
        doc = inspect.cleandoc(function.__doc__ or "")
        if not CODE.fullmatch(code):
            raise RuleError(f"{code!r} is not a rule code like YS4-003")
        if not 0 < certainty <= 1:
            raise RuleError(f"{code}: certainty {certainty} is outside 0 … 1")
        texts = {"name": name, "why": why, "basis": basis, "wrong": wrong, "right": right}
        missing = [k for k, t in texts.items() if not (t.zh.strip() and t.en.strip())] + ([] if doc else ["docstring"])
        if missing:
            raise RuleError(f"{code}: without {', '.join(missing)}")
        return Rule(
            code, name, severity, certainty, why, basis, wrong, right, function, doc, frozenset(kinds), default,
            last, several,
        )  # fmt: skip

    return decorate


@cache
def registry() -> dict[str, Rule]:
    """Every rule under ``check.rules`` by code, in the order of the codes.

    Raises RuleError where a code is taken twice, or a file stands in another family's folder or holds no rule.
    """
    package = importlib.import_module(_PACKAGE)
    modules = [
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(package.__path__, f"{_PACKAGE}.")
        if not info.ispkg and not info.name.rpartition(".")[2].startswith("_")
    ]
    return collect(modules)


def collect(modules: Iterable[ModuleType]) -> dict[str, Rule]:
    """Collect the rules that ``modules`` define, by code. Raises RuleError as ``registry`` does."""
    found: dict[str, Rule] = {}
    homes: dict[str, str] = {}
    for module in modules:
        own = [r for r in vars(module).values() if isinstance(r, Rule) and r.check.__module__ == module.__name__]
        if not own:
            raise RuleError(f"{module.__name__} holds no rule")
        for one in own:
            if one.code in found:
                raise RuleError(f"{one.code} of {module.__name__} is taken by {homes[one.code]}")
            if module.__name__.split(".")[-2].upper() != one.family:
                raise RuleError(f"{one.code} stands in {module.__name__}, the folder of another family")
            found[one.code], homes[one.code] = one, module.__name__
    return dict(sorted(found.items()))


def select(words: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Choose the rules of one document by codes and families; a leading '-' leaves out; no words: the default rules.

    Raises KeyError with the word that is neither a code nor a family.
    """
    return tuple(r for r in _chosen(words) if not r.several)


def select_several(words: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Choose the rules of several documents, as ``select`` does those of one."""
    return tuple(r for r in _chosen(words) if r.several)


def _chosen(words: Iterable[str]) -> Iterator[Rule]:
    rules = registry()
    wanted: set[str] = set()
    left_out: set[str] = set()
    for word in words:
        name = word.removeprefix("-").upper()
        codes = {c for c, r in rules.items() if name in (c, r.family)}
        if not codes:
            raise KeyError(word)
        (left_out if word.startswith("-") else wanted).update(codes)
    if not wanted:
        wanted = {c for c, r in rules.items() if r.default}
    return (r for c, r in rules.items() if c in wanted - left_out)
