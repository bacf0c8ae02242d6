"""The sentence that a reader gets: where, what stands there, what should stand there, and what then holds."""

from collections.abc import Sequence

from yusuan.check.reconcile.labels import Labels
from yusuan.check.reconcile.model import SuspectCell
from yusuan.model.amount import format_amount
from yusuan.model.finding import Equation, Term
from yusuan.model.text import Text

_LAST = Text(
    "只差末位，取决于四舍五入的方式，请核对原始数据",
    "It is a matter of the last place and hangs on how the figures were rounded: compare with the source",
)


def located(labels: Labels, cell: SuspectCell, n_equations: int, *, mended: bool, places: int) -> Text:
    """Say which cell is wrong, and what it should be.

    表2 [2010350] 一般公共预算 2,299.78 应为 2,229.78（第 3 位数字）；改后 3 个不平的等式全部成立。
    """
    where = "、".join(dict.fromkeys(labels.cell(f) for f in cell.facts[:3]))
    right = _right(cell)
    zh = f"{where} {cell.facts[0].amount.printed} {right.zh}"
    en = f"{where} {cell.facts[0].amount.printed} {right.en}"
    if mended and n_equations:
        zh += f"；改后 {n_equations} 个不平的等式全部成立"
        en += "; then " + ("the equation holds" if n_equations == 1 else f"all {n_equations} equations hold")
    if places <= 2:
        zh, en = f"{zh}。{_LAST.zh}", f"{en}. {_LAST.en}"
    return Text(f"{zh}。", f"{en}.")


def unlocated(labels: Labels, equation: Equation, suspects: Sequence[SuspectCell], n_suspects: int, unit: str) -> Text:
    """Say the equation that fails, and which figures may be to blame."""
    fails = _fails(equation, unit)
    zh, en = fails.zh, fails.en
    named = [(labels.term(s.facts[0]), _right(s)) for s in suspects if s.slip]
    if named and n_suspects > 1:
        zh += "；从数字看不能断定错在哪一个，可能是：" + "；".join(f"{_words(t)} {r.zh}" for t, r in named)
        en += "; which figure is wrong cannot be told, perhaps: " + "; ".join(f"{_words(t)} {r.en}" for t, r in named)
    return Text(f"{zh}。", f"{en}.")


def several(labels: Labels, suspects: Sequence[SuspectCell], equations: Sequence[Equation]) -> Text:
    """Say that equations contradict each other only together."""
    where = _words(labels.term(suspects[0].facts[0])) if suspects else (_words(equations[0].total) if equations else "")
    n = len(equations)
    return Text(
        f"{where} 等数各自的等式都在取舍误差之内，但 {n} 个等式合起来不能同时成立。",
        f"{where}: each equation holds within rounding, but the {n} of them cannot all hold.",
    )


def scopes(equation: Equation, *, another: bool) -> Text:
    """Say that two figures of one point differ though each agrees with its own table: perhaps ``another`` scope's."""
    one, other = _words(equation.total), _words(equation.parts[0])
    if not another:
        return Text(
            f"{one} 与{other} 不符，两表各自加得平，必有一张整体有误。",
            f"{one} is not {other}, though each table adds up: one of the two is wrong as a whole.",
        )
    return Text(
        f"{one} 与{other} 不符，但各自与本表其他数相符，可能口径不同（如是否含上年结转），请核对。",
        f"{one} is not {other}, though each agrees with its own table: perhaps of another scope.",
    )


def missing(equations: Sequence[Equation], unit: str) -> Text:
    """Say that what is listed does not make up its total, though no figure looks wrong."""
    first = equations[0]
    made, gap = format_amount(sum(p.value for p in first.parts), unit), format_amount(first.difference, unit)
    zh = f"{_words(first.total)}，所列各项合计 {made} {unit}，少 {gap} {unit}"
    en = f"{_words(first.total)}, but what is listed adds up to {made}: {gap} less"
    if len(equations) > 1:
        zh, en = f"{zh}（{len(equations)} 处如此）", f"{en} (in {len(equations)} places)"
    zh += "；没有哪个数像是写错，可能有科目或项目没有列出（如不宜公开的），请核对"
    en += "; no figure looks wrong, so something may not be listed (say, what is not to be published)"
    return Text(f"{zh}。", f"{en}.")


def _words(term: Term) -> str:
    return f"{term.label} {term.printed}"


def _fails(equation: Equation, unit: str) -> Text:
    total, first = _words(equation.total), _words(equation.parts[0]) if equation.parts else ""
    if equation.kind == "same":
        return Text(f"{total} 与{first} 不符", f"{total} is not {first}")
    if equation.kind == "part":
        return Text(f"{total} 小于其中的{first}", f"{total} is less than its part {first}")
    made = format_amount(sum(p.value * p.sign for p in equation.parts), unit)
    gap = format_amount(equation.difference, unit)
    if len(equation.parts) <= 1:
        return Text(
            f"{total} 与{first or '零'} 不符，差 {gap} {unit}", f"{total} is not {first or 'zero'}, off by {gap}"
        )
    return Text(
        f"{total} 与各项之和 {made} 不符，差 {gap} {unit}", f"{total} is not the sum of its parts {made}: off by {gap}"
    )


def _right(cell: SuspectCell) -> Text:
    if cell.expected:
        slip = cell.slip or Text("", "")
        how = (f"（{slip.zh}）", f" ({slip.en})") if cell.slip else ("", "")
        return Text(f"应为 {cell.expected}{how[0]}", f"should be {cell.expected}{how[1]}")
    if cell.low is None or cell.high is None:
        return Text("与其余各数不符", "contradicts the other figures")
    unit = cell.facts[0].amount.unit
    low, high = format_amount(cell.low, unit), format_amount(cell.high, unit)
    return Text(f"应在 {low} 至 {high} {unit}之间", f"should be between {low} and {high} {unit}")
