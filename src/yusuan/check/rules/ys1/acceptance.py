"""YS1-014: an acceptance that no finding answers to any more is said."""

from yusuan.check.rule import Checked, Context, NotApplicable, rule
from yusuan.model.finding import Severity
from yusuan.model.text import Text


@rule(
    code="YS1-014",
    name=Text("接受的问题已不存在", "an acceptance that is not used"),
    severity=Severity.HINT,
    certainty=1.0,
    why=Text(
        "接受的理由说的是已经不在的问题：要么改好了，应当删去这条；要么编号写错了，问题还在别处报出。",
        "The reason speaks of a finding that is gone: it was mended and the entry can go, or its key was mistyped.",
    ),
    basis=Text("工具自身的约定：人工接受的问题逐条留痕。", "The tool's own promise: each is accounted for."),
    wrong=Text("[[accept]] 的 finding 写成已改好的问题。", "An [[accept]] whose finding was mended long ago."),
    right=Text("[[accept]] 的每一条都对应一个现有的问题。", "Every [[accept]] belongs to a finding of today."),
    last=True,
)
def check_acceptance(context: Context) -> Checked:
    """Hold the keys of the acceptances against the keys of all findings of the rules that ran."""
    if not context.acceptances:
        raise NotApplicable(Text("没有接受的问题", "nothing was accepted"))
    unused = [a for a in context.acceptances if a.key not in context.said]
    return Checked(
        len(context.acceptances),
        tuple(
            check_acceptance.finding(
                Text(
                    f"接受的问题“{a.key}”已不存在，请删去这一条（理由：{a.reason}）。",
                    f"The accepted finding {a.key!r} is gone; its entry can be removed (reason: {a.reason}).",
                ),
                None,
                a.key,
            )
            for a in unused
        ),
    )
