"""Write the file of a new rule and its test case: ``make rule CODE=YS1-012 NAME=cover-year``.

The registry refuses the rule until its texts are filled in.
"""

import re
import sys
from pathlib import Path

from yusuan.check.rule import CODE, registry

ROOT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")

RULE = '''"""{code}: TODO in one line: what is wrong where this rule fires."""

from yusuan.check.rule import Checked, Context, NotChecked, rule
from yusuan.model.finding import Finding, Severity
from yusuan.model.text import Text


@rule(
    code="{code}",
    name=Text("", ""),
    severity=Severity.WARNING,
    certainty=0.9,
    why=Text("", ""),
    basis=Text("", ""),
    wrong=Text("", ""),
    right=Text("", ""),
)
def {function}(context: Context) -> Checked:
    """What is looked at, what counts as wrong, and what must not be flagged."""
    disclosure = context.disclosure
    if not disclosure.statements:
        raise NotChecked(Text("没有读到报表", "no statement was read"))
    findings: list[Finding] = []
    return Checked(len(disclosure.statements), tuple(findings))
'''

CASE = """# {code}

What the rule sees, and what it leaves alone.

Each case is the bundled example (`examples/gzdgov-2024.txt`) with lines changed: a line that begins with `-` is
replaced by the lines that begin with `+` under it, and `~ old => new` changes words that stand there once. A whole
document of its own may stand in a `text` block instead.
`findings` holds one line for each finding of this rule: words that its Chinese message holds, or `printed => expected`.

## fails: what is changed

```edit
- 注：无。
+ 注：
```

```findings
words of the message
```

## passes: what looks like it and is right

```edit
```
"""


def main(arguments: list[str]) -> int:
    """Write the two files. Exits with a message where the code is taken or is none, or a file is there."""
    code, name = [*arguments, "", ""][:2]
    if not CODE.fullmatch(code) or not NAME.fullmatch(name):
        sys.exit("make rule CODE=YS1-012 NAME=cover-year")
    if code in registry():
        sys.exit(f"{code} is taken: {registry()[code].name}")
    family, function = code[:3].lower(), name.replace("-", "_")
    rule = ROOT / "src" / "yusuan" / "check" / "rules" / family / f"{function}.py"
    case = ROOT / "tests" / "cases" / family / f"{code}.md"
    for path in (rule, case):
        if path.exists():
            sys.exit(f"{path.relative_to(ROOT)} is there already")
    for path, text in ((rule, RULE.format(code=code, function=function)), (case, CASE.format(code=code))):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
    package = rule.parent / "__init__.py"
    if not package.exists():
        package.write_text(f'"""The rules of family {family.upper()}."""\n', encoding="utf-8")
        print(package.relative_to(ROOT))
    print("Fill in the texts of both, then: make test ARGS='-k " + code + "' && make docs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
