"""YS6-007: expenditure by function is published down to 项."""

import re
from collections.abc import Iterator

from yusuan.catalog.codes import code_list
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys6._rows import Named, named_rows
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_KINDS = frozenset({"expenditure", "general", "grant", "govfund", "capital"})
#: What may not be published is left out by right.
_SECRET = re.compile(r"涉密|保密|国家秘密")
_ITEM = 7


@rule(
    code="YS6-007",
    name=Text("支出公开到项", "expenditure down to its items"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "功能分类要公开到项；只到类、款的支出，看不出用在哪里，是“不细化”。",
        "Functions are published down to 项; what stops at 类 or 款 does not say what the money is for.",
    ),
    basis=Text(
        "预算法实施条例第五、六条：支出按功能分类公开到项（涉密内容除外）。",
        "Implementing Regulation of the Budget Law, arts. 5 and 6: by function down to 项, but for secrets.",
    ),
    wrong=Text("[20805] 314.13，下面没有一个项", "[20805] 314.13 and nothing under it"),
    right=Text("[20805] 314.13，下列 [2080505] 209.42、[2080506] 104.71", "[2080505] and [2080506] under it"),
)
def check_detail(context: Context) -> Checked:
    """Look, in tables that print 项 at all, for a 类 or 款 with an amount and nothing under it.

    Only where the lists know of 项 under it: some 款 have none. A hint where the document speaks of secrets.
    """
    disclosure = context.disclosure
    rows = [r for r in named_rows(disclosure, "function") if disclosure.statements[r.statement].kind in _KINDS]
    if not any(len(r.code) == _ITEM for r in rows):
        raise NotApplicable(Text("没有列到项的支出表", "no table of expenditure prints items"))
    told: dict[str, Finding] = {}
    severity = Severity.HINT if _secret(disclosure) else None
    for row in _bare(disclosure, rows):
        finding = check_detail.finding(
            Text(
                f"“{row.code} {row.name}”下面没有列出项级科目。",
                f"“{row.code} {row.name}” has no item under it.",
            ),
            row.place,
            row.code,
            printed=row.code,
            statement=row.statement,
            severity=severity,
        )
        told.setdefault(finding.key, finding)
    return Checked(len(rows), tuple(told.values()))


def _bare(disclosure: Disclosure, rows: list[Named]) -> Iterator[Named]:
    known = frozenset(c[:n] for c in code_list("function").by_code if len(c) == _ITEM for n in (3, 5))
    for statement in {r.statement for r in rows}:
        own = [r for r in rows if r.statement == statement]
        spent = {
            f.coordinate.function for f in disclosure.facts if f.statement == statement and f.amount.value
        }  # fmt: skip
        if not any(len(c) == _ITEM for c in spent):
            continue
        above = frozenset(c[:n] for c in spent for n in (3, 5) if len(c) > n)
        yield from (r for r in own if r.code in spent and len(r.code) < _ITEM and r.code in known - above)


def _secret(disclosure: Disclosure) -> bool:
    words = (p.text for s in disclosure.sections if s.kind != "overview" for p in s.paragraphs)
    notes = (n for s in disclosure.statements for n in s.notes)
    return any(_SECRET.search(t) for group in (words, notes) for t in group)
