"""YS7-012: the list of key projects holds every project that it should."""

import re
from collections import defaultdict
from collections.abc import Iterable

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import aims, short
from yusuan.check.targets.aims import Aim
from yusuan.model.amount import FEN, format_amount, parse_amount
from yusuan.model.disclosure import Disclosure
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_SAID = re.compile(
    r"(?:预算|金额|资金|支出)?(?:达到|在|超过|大于)?([0-9][0-9,.]{0,9})\s*(万元|亿元)\s*[（(]?(?:及|含)?[)）]?以上"
)
_COUNT = re.compile(r"重点(?:支出)?项目(?:共计?|有)?([0-9]{1,3})个")
_KEY = re.compile(r"重点(?:支出)?项目")
#: Bounds that a bureau may have drawn, in 万元.
_ROUND = (10000, 5000, 3000, 2000, 1000, 500, 300, 200, 100, 50)
#: So many projects above the bound make it a bound and not a chance; and all but one of them are in the list.
_ENOUGH = 6


@rule(
    code="YS7-012",
    name=Text("重点项目不全", "a key project that is missing"),
    severity=Severity.WARNING,
    certainty=0.85,
    why=Text(
        "达到标准的项目只有一个没有公开绩效目标，多半是漏了。",
        "Where every project above a bound has its target published but one, that one was mostly forgotten.",
    ),
    basis=TARGETS,
    wrong=Text("1,000 万元以上的项目 10 个，重点项目列了 9 个", "10 projects above 1,000; 9 of them in the list"),
    right=Text("1,000 万元以上的 10 个项目全部列入", "all 10 are in the list"),
)
def check_key_projects(context: Context) -> Checked:
    """Hold the list of key projects against the list of all projects.

    The bound is what the narrative says (1000万元以上的重点项目), else the greatest round amount that every key project
    reaches. Without a word of it, only one project of at least six may be missing: more, and the choice was made in
    another way. A project of several units counts with all its rows. Where the narrative says how many key projects
    there are (重点项目9个), the list is held to that instead.
    """
    found = aims(context)
    keys = [a for a in found if a.kind == "key_projects" and a.amount]
    rows = [a for a in found if a.kind == "project" and a.amount]
    if not keys or not rows:
        raise NotApplicable(Text("没有重点项目或项目支出的清单", "no list of key projects, or none of projects"))
    said, count = _said(context.disclosure)
    if count and not said:
        return Checked(count, _counted(keys, count))
    least = min(a.amount or 0 for a in keys)
    bound = said or next((b * FEN["万元"] for b in _ROUND if b * FEN["万元"] <= least), 0)
    totals = _totals(rows)
    named = {a.key for a in keys}
    above = {n: v for n, v in totals.items() if v >= bound > 0}
    lacking = {n: v for n, v in above.items() if n not in named}
    # A bound that most projects do not keep to is said of something else.
    if len(lacking) > (len(above) // 3 if said else int(len(above) >= _ENOUGH)):
        return Checked(len(above))
    return Checked(len(above), tuple(_finding(rows, n, v, bound) for n, v in lacking.items()))


def _counted(keys: list[Aim], count: int) -> tuple[Finding, ...]:
    if len(keys) == count:
        return ()
    return (
        check_key_projects.finding(
            Text(
                f"文字说重点项目 {count} 个，表中列了 {len(keys)} 个。",
                f"The narrative has {count} key projects, the table {len(keys)}.",
            ),
            keys[0].place,
            "个数",
            printed=str(len(keys)),
            expected=str(count),
            statement=keys[0].statement,
            severity=Severity.HINT,
        ),
    )


def _finding(rows: Iterable[Aim], name: str, amount: int, bound: int) -> Finding:
    row = next(a for a in rows if a.key == name)
    printed, least = format_amount(amount, "万元"), format_amount(bound, "万元", 0)
    return check_key_projects.finding(
        Text(
            f"项目“{short(row.name)}”{printed} 万元，{least} 万元以上的项目中只有它没有列入重点项目。",
            f"The project “{short(row.name)}” of {printed} 万元 is missing from the key projects above {least}.",
        ),
        row.place,
        name,
        printed=printed,
        statement=row.statement,
    )


def _totals(rows: Iterable[Aim]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for row in rows:
        totals[row.key] += row.amount or 0
    return totals


def _said(disclosure: Disclosure) -> tuple[int, int]:
    """What the sentences about key projects say: the bound in 分, and how many there are; 0 for what is not said."""
    bound = count = 0
    for section in disclosure.sections:
        for paragraph in section.paragraphs:
            if not (_KEY.search(paragraph.text) and "绩效目标" in paragraph.text):
                continue
            found = _SAID.search(paragraph.text)
            amount = parse_amount(found.group(1), found.group(2)) if found else None
            bound = bound or (amount.value if amount else 0)
            number = _COUNT.search(paragraph.text)
            count = count or (int(number.group(1)) if number else 0)
    return bound, count
