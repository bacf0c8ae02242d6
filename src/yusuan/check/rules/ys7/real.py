"""YS7-002: a target says what is to be done; it is not the project's own name or number."""

import re

from yusuan.check.rule import Checked, Context, rule
from yusuan.check.rules.ys7._basis import TARGETS
from yusuan.check.rules.ys7._found import aims, short
from yusuan.check.targets.aims import Aim, name_key
from yusuan.check.targets.compare import bare
from yusuan.check.targets.words import nothing
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text

_NUMBER = re.compile(r"[(（]?(?:项目)?(?:编号|编码|代码)?[:：]?\s*[0-9A-Za-z][0-9A-Za-z_\-—./]{4,60}[)）]?")
_RESIDUE = re.compile(r"(?<![A-Za-z])[XＸ×]{2,}(?![A-Za-z])|请(?:填写|输入)|此处填")
_YEAR = re.compile(r"20\d{2}年?(?:度)?")


@rule(
    code="YS7-002",
    name=Text("绩效目标不是目标", "a target that is none"),
    severity=Severity.WARNING,
    certainty=0.95,
    why=Text(
        "把项目名称或编号填进绩效目标栏，等于没有目标，而且多半是填报时串了栏。",
        "A name or number in the place of the target says nothing, and is mostly a slip of the column.",
    ),
    basis=TARGETS,
    wrong=Text("绩效目标：（项目编号：GZIT2022-SM-W-C-051103）", "target: (project number: GZIT2022-SM-W-C-051103)"),
    right=Text("绩效目标：建成统一身份认证平台并通过验收", "target: the platform is built and accepted"),
)
def check_real(context: Context) -> Checked:
    """Look at each target that is printed.

    Wrong is one that is nothing but the project's own name (years and signs aside), a number, or the residue of a
    template (XX, 请填写). Not flagged: a target that begins with the name and goes on; a short one (征订党报).
    """
    looked = [a for a in aims(context) if a.text and not nothing(a.text)]
    told: dict[str, Finding] = {}
    for aim in looked:
        what = _what(aim)
        if what is not None:
            finding = check_real.finding(
                Text(
                    f"项目“{short(aim.name)}”的绩效目标“{short(aim.text or '')}”{what.zh}，不是目标。",
                    f"The target “{short(aim.text or '')}” of the project “{short(aim.name)}” {what.en}.",
                ),
                aim.text_place,
                f"{aim.kind} {aim.name}",
                printed=aim.text or "",
                statement=aim.statement,
            )
            told.setdefault(finding.key, finding)
    return Checked(len(looked), tuple(told.values()))


def _what(aim: Aim) -> Text | None:
    text = "".join((aim.text or "").split())
    if _NUMBER.fullmatch(text):
        return Text("只是一个编号", "is but a number")
    own, name = _YEAR.sub("", bare(name_key(text))), _YEAR.sub("", bare(name_key(aim.name)))
    if own and own in (name, name.removesuffix("项目"), name + "项目"):
        return Text("只是项目名称", "is but the project's own name")
    if _RESIDUE.search(text):
        return Text("还留着模板的占位文字", "still holds words of the template")
    return None
