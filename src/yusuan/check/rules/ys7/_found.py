"""What the rules of targets look at, or why they cannot."""

import re

from yusuan.check.rule import Context, NotApplicable, NotChecked
from yusuan.check.targets.aims import Aim, aims_of
from yusuan.check.targets.forms import forms_of
from yusuan.check.targets.model import Form, Indicator
from yusuan.model.disclosure import Statement
from yusuan.model.text import Text

_KINDS = frozenset({"targets_project", "targets_body"})
_SHORT = 24
_NO_PROJECT = re.compile(
    r"(?:局|委员会|委|办公室|中心|大队|支队|总队|学校|学院|医院|馆|研究所|监狱|站|院|处|厅|街道办事处|本级\)?|本级）|机关|公司)$|类(?:项目)?$|"
    r"合计|小计|^[一二三四五六七八九十]+、"
)


def forms(context: Context) -> tuple[Form, ...]:
    """The forms that are filled in. Raises NotApplicable where no table of targets is printed, NotChecked if unread."""
    found = tuple(f for f in forms_of(context.disclosure) if not f.blank)
    if found:
        return found
    if any(s.kind in _KINDS and not s.empty and _indicators(s) for s in context.disclosure.statements):
        raise NotChecked(Text("绩效目标表中没有读到指标", "no indicator was read in the tables of targets"))
    raise NotApplicable(Text("没有带指标的绩效目标表", "no table of targets with indicators"))


def _indicators(statement: Statement) -> bool:
    return any("指标" in c.text for c in statement.grid.cells)


def aims(context: Context) -> tuple[Aim, ...]:
    """The targets of projects wherever they stand. Raises NotApplicable where no project has a place for one."""
    found = aims_of(context.disclosure)[0]
    if not any(a.text is not None for a in found):
        raise NotApplicable(Text("没有逐项目列出绩效目标", "no targets are listed by project"))
    return found


def is_project(name: str) -> bool:
    """Whether a row's name may be a project's: neither a body's nor a category's."""
    return _NO_PROJECT.search("".join(name.split())) is None


def who(form: Form) -> Text:
    """Whose form it is, for a message."""
    name = short(form.project.text)
    if name:
        return Text(f"“{name}”", f"“{name}”")
    whole = Text("整体绩效目标表", "the targets of the whole body")
    return whole if form.body else Text("绩效目标表", "the table of targets")


def key(form: Form, words: str) -> str:
    """``words`` in their form: what outlives another layout of the pages."""
    return f"{form.project.text or '整体'} > {short(words)}"


def short(text: str, length: int = _SHORT) -> str:
    """``text``, cut to what a message can hold."""
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1] + "…"


def label(indicator: Indicator) -> str:
    """An indicator for a message: its second level and its name."""
    second = indicator.second.strip()
    return f"{second}“{short(indicator.name)}”" if second else f"“{short(indicator.name)}”"
