"""YS6-002: a row's code and name are those of one subject."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from yusuan.catalog.codes import code_list, codes_named
from yusuan.catalog.normal import bare_label, plain
from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys6._rows import SUBJECTS, Named, named_rows
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

Kind = Literal["function", "economy"]
#: The lists know the editions from about this year on; before it a code had other names.
_SINCE = 2020
#: Digits of a 类; and from what likeness on a name may be another wording of the code's own.
_CLASS, _LIKE = 3, 40  # digits; per cent


@rule(
    code="YS6-002",
    name=Text("科目编码与名称", "code and name of a subject"),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text(
        "编码和名称说的是两个科目，读者不知道钱记在哪一个。",
        "A code and a name of two subjects: nobody can tell which one the money belongs to.",
    ),
    basis=Text(
        "预算法实施条例第五、六条；当年政府收支分类科目（编码与名称依公开文本归纳，不全）。",
        "Implementing Regulation of the Budget Law, arts. 5 and 6; the year's classification (codes and names as "
        "published documents print them: not complete).",
    ),
    wrong=Text("2080505 机关事业单位职业年金缴费支出", "2080505 with the name of 2080506"),
    right=Text("2080506 机关事业单位职业年金缴费支出", "2080506 with its own name"),
)
def check_shifted(context: Context) -> Checked:
    """Hold the name of each row with a code against the list.

    Wrong is only what the list is sure of: the code is confirmed by documents under other names, and the name is
    confirmed as that of another code of the same level, in the same class (类) of economy or function, or that of one
    code alone and nothing like the code's own names. A code or a name that no list has is never wrong, nor is a name
    of an older edition (YS6-003).
    """
    rows = [r for kind in ("function", "economy") for r in named_rows(context.disclosure, kind)]
    if not rows:
        raise NotApplicable(Text("没有带编码的科目", "no subject is printed with its code"))
    if context.disclosure.identity.year and context.disclosure.identity.year < _SINCE:
        raise NotApplicable(Text("科目表只收近年的版本", "the lists hold the editions of recent years only"))
    told: dict[str, Finding] = {}
    lists = frozenset(s.index for s in context.disclosure.statements if s.kind in SUBJECTS)
    for finding in _wrong(rows, lists):
        told.setdefault(finding.key, finding)
    return Checked(len(rows), tuple(told.values()))


def _wrong(rows: list[Named], lists: frozenset[int]) -> Iterator[Finding]:
    for row in rows:
        subjects = code_list(row.kind).by_code.get(row.code, ())
        names = [s.name for s in subjects if s.confirmed]
        if not names or row.code in codes_named(row.kind, row.name):
            continue
        others = [c for c in codes_named(row.kind, row.name) if _sure(row, c)]
        if not others and row.statement in lists:
            others = _foreign(row, names)
        if others:
            yield _finding(row, names[0], others)


def _foreign(row: Named, names: list[str]) -> list[str]:
    """The one code, of either classification, that has the row's name, which is nothing like its own ``names``."""
    own = plain(bare_label(row.name)[0])
    if any(100 * SequenceMatcher(None, own, plain(n), autojunk=False).ratio() >= _LIKE for n in names):
        return []
    kinds: tuple[Kind, ...] = ("function", "economy")
    found = [c for k in kinds for c in codes_named(k, row.name) if _confirmed(k, c, own)]
    return found if len(found) == 1 else []


def _confirmed(kind: Kind, code: str, own: str) -> bool:
    return any(s.confirmed and plain(s.name) == own for s in code_list(kind).by_code.get(code, ()))


def _sure(row: Named, code: str) -> bool:
    """Whether documents print the row's name with ``code``, at the same level, in the same class."""
    if len(code) != len(row.code) or (code[:3] != row.code[:3] and len(code) > _CLASS):
        return False
    return _confirmed(row.kind, code, plain(bare_label(row.name)[0]))


def _finding(row: Named, name: str, others: list[str]) -> Finding:
    right = "、".join(others)
    return check_shifted.finding(
        Text(
            f"编码 {row.code} 是“{name}”，名称“{row.name}”的编码是 {right}，两者不是同一科目。",
            f"{row.code} is {name!r}; the name {row.name!r} has the code {right}: these are two subjects.",
        ),
        row.place,
        f"{row.code} {row.name}",
        printed=f"{row.code} {row.name}",
        statement=row.statement,
    )
