"""Runs the rules over one disclosure and says of each what became of it."""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from yusuan.check.rule import Checked, Context, NotApplicable, NotChecked, Rule, select
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Acceptance, Accepted, Finding, Outcome, Result
from yusuan.model.quick import many_values
from yusuan.model.text import Text

if TYPE_CHECKING:
    from yusuan.check.reconcile.model import Reconciliation

Reconcile = Callable[[Disclosure], "Reconciliation"]

_KINDS = {"budget": Text("预算", "budgets"), "final_accounts": Text("决算", "final accounts")}
_KIND_UNKNOWN = Text(
    "未能判明本文本是预算还是决算", "it could not be made out whether this is a budget or final accounts"
)


class _Broken:
    """Stands for a reconciliation that crashed: the rules that need it say so, the others run."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"reconciliation crashed: {type(self._error).__name__}: {self._error}") from self._error


def check(disclosure: Disclosure, rules: Sequence[Rule] | None = None, reconcile: Reconcile | None = None) -> Result:
    """Reconcile ``disclosure`` and run ``rules`` (the default ones where None) over it.

    An exception in a rule is the rule's own outcome, 'crashed', with its code; it never counts as bad data and never
    stops the other rules. Findings come out worst first, then in reading order.
    """
    return examine(disclosure, rules, reconcile)[0]


@many_values()
def examine(
    disclosure: Disclosure,
    rules: Sequence[Rule] | None = None,
    reconcile: Reconcile | None = None,
    acceptances: Sequence[Acceptance] = (),
) -> "tuple[Result, Reconciliation | None]":
    """Check as ``check`` does, and hand out the reconciliation too, None where it crashed.

    ``acceptances``: findings with these keys are set apart as accepted.
    """
    if reconcile is None:
        from yusuan.check.reconcile import reconcile as derived  # noqa: PLC0415 - heavy, and rules need it only here

        reconcile = derived
    broken: Exception | None = None
    try:
        reconciliation = reconcile(disclosure)
    except Exception as error:  # noqa: BLE001 - the rules that do not need it must still run; those that do, crash
        broken, reconciliation = error, cast("Reconciliation", _Broken(error))
    context = Context(disclosure, reconciliation, tuple(acceptances))
    outcomes: dict[str, Outcome] = {}
    findings: list[Finding] = []
    chosen = select() if rules is None else rules
    for rule in sorted(chosen, key=lambda r: r.last):
        if rule.last:
            context = replace(context, said=frozenset(f.key for f in findings))
        outcomes[rule.code], found = _run(rule, context)
        findings += found
    told, accepted = _apart(sorted(findings, key=_order), acceptances)
    result = Result(told, tuple(outcomes[r.code] for r in chosen), accepted=accepted)
    if broken is not None:
        return result, None
    counted = replace(
        result,
        equations_checked=reconciliation.equations_checked,
        equations_failed=reconciliation.equations_failed,
        rounding=reconciliation.rounding,
    )
    return counted, reconciliation


def _apart(
    findings: Sequence[Finding], acceptances: Sequence[Acceptance]
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """Part the findings that a person accepted from the others."""
    by_key = {a.key: a for a in acceptances}
    told = tuple(f for f in findings if f.key not in by_key)
    return told, tuple(Accepted(f, by_key[f.key]) for f in findings if f.key in by_key)


def _run(rule: Rule, context: Context) -> tuple[Outcome, tuple[Finding, ...]]:
    kind = context.disclosure.identity.kind
    if kind == "unknown":
        if len(rule.kinds) < len(_KINDS):
            return Outcome(rule.code, "not checked", 0, _KIND_UNKNOWN), ()
    elif kind not in rule.kinds:
        only = [_KINDS[k] for k in sorted(rule.kinds)]
        why = Text(f"只适用于{'、'.join(t.zh for t in only)}", f"only for {', '.join(t.en for t in only)}")
        return Outcome(rule.code, "not applicable", 0, why), ()
    return asked(rule, lambda: rule.check(context))


def asked(rule: Rule, answer: Callable[[], Checked]) -> tuple[Outcome, tuple[Finding, ...]]:
    """What becomes of ``rule`` where ``answer`` is how it is asked; its crash is an outcome of its own."""
    try:
        checked = answer()
        _own(rule, checked)
    except NotApplicable as reason:
        return Outcome(rule.code, "not applicable", 0, reason.why), ()
    except NotChecked as reason:
        return Outcome(rule.code, "not checked", 0, reason.why), ()
    except Exception as error:  # noqa: BLE001 - a rule's mistake is reported under its own name and stops nothing else
        what = f"{type(error).__name__}: {error}{_line(error)}"
        why = Text(f"规则 {rule.code} 运行出错（{what}）", f"rule {rule.code} crashed ({what})")
        return Outcome(rule.code, "crashed", 0, why), ()
    return Outcome(rule.code, "failed" if checked.findings else "passed", checked.looked_at), checked.findings


def with_more(
    result: Result, findings: Sequence[Finding], outcomes: Sequence[Outcome], acceptances: Sequence[Acceptance]
) -> Result:
    """``result`` with what rules of several documents found in this one, sorted in, and what became of them."""
    told, accepted = _apart(sorted((*result.findings, *findings), key=_order), acceptances)
    return replace(
        result, findings=told, outcomes=(*result.outcomes, *outcomes), accepted=(*result.accepted, *accepted)
    )


def _line(error: BaseException) -> str:
    """The innermost line of ours that ``error`` came through, for the one who mends it."""
    while error.__cause__ is not None:
        error = error.__cause__
    own = [f for f in traceback.extract_tb(error.__traceback__) if "yusuan" in f.filename]
    return f" - {own[-1].filename.rpartition('yusuan/')[2]}:{own[-1].lineno}" if own else ""


def _own(rule: Rule, checked: Checked) -> None:
    others = {f.code for f in checked.findings} - {rule.code}
    if others:
        raise ValueError(f"reports findings under {', '.join(sorted(others))}")


def _order(finding: Finding) -> tuple[int, int, int, float, str, str]:
    place = finding.place
    page = (place.page or 0) if place else 0
    line = (place.line or 0) if place else 0
    top = place.box[1] if place and place.box else 0.0
    return -finding.severity, page, line, top, finding.code, finding.key
