"""YS1-013: every number of the document is accounted for."""

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.model.finding import Severity
from yusuan.model.text import Text

_SHOWN = 8
_PLACES = 50


@rule(
    code="YS1-013",
    name=Text("没有着落的数字", "numbers unaccounted for"),
    severity=Severity.HINT,
    certainty=1.0,
    why=Text(
        "没有着落的数字没有参与任何核对；列出来，读者才知道核对到了哪里。",
        "A number that is neither fact nor claim nor anything known took part in no check; a reader must know.",
    ),
    basis=Text("工具自身的约定：每个数字都要交代。", "The tool's own promise: every number is accounted for."),
    wrong=Text("某页有 3 个数字不知道是什么。", "Three numbers of a page are nothing that is known."),
    right=Text(
        "数字都是数据、陈述，或明确的编码、年度、序号等。", "Each is a fact, a claim, or clearly a code, a year …"
    ),
)
def check_accounted(context: Context) -> Checked:
    """Collect the tokens without a use into one hint."""
    tokens = context.disclosure.tokens
    if not tokens:
        raise NotChecked(Text("没有读到数字", "no number was read"))
    left = [t for t in tokens if t.use == "unaccounted"]
    if not left:
        return Checked(len(tokens))
    shown = "、".join(t.text for t in left[:_SHOWN]) + ("……" if len(left) > _SHOWN else "")
    found = check_accounted.finding(
        Text(
            f"全文 {len(tokens):,} 个数字中有 {len(left):,} 个没有着落：{shown}（yusuan read --account 列出全部）",
            f"{len(left):,} of {len(tokens):,} numbers are unaccounted for: {shown} (yusuan read --account lists them)",
        ),
        left[0].place,
        "tokens",
        also=tuple(t.place for t in left[1:_PLACES]),
    )
    return Checked(len(tokens), (found,))
