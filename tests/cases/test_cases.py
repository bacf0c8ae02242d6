"""Each rule's cases, told in Markdown: a document, and what the rule says of it.

A case is a heading that begins with "fails" or "passes", an ``edit`` block (the bundled example with lines changed) or
a ``text`` block (a document of its own), and a ``findings`` block with a line for each finding of that rule: words that
its Chinese message holds, or ``printed => expected``.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from yusuan.check.engine import check
from yusuan.check.rule import registry, select
from yusuan.model.finding import Finding
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "examples" / "gzdgov-2024.txt"
HEADING = re.compile(r"^## +(fails|passes)[:：] *(.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```(edit|text|findings)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    code: str
    title: str
    fails: bool
    document: str
    findings: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


def edited(text: str, edit: str, where: str) -> str:
    """``text`` with the lines of ``edit`` changed; a line to be changed must stand in it."""
    lines, at = text.split("\n"), -1
    for number, change in enumerate(edit.splitlines()):
        sign, old = change[:1], change[2:]
        if sign == "-":
            if old not in lines:
                raise ValueError(f"{where}: line {number + 1} of the edit is not in the example: {old}")
            at = lines.index(old)
            del lines[at]
        elif sign == "+" and at >= 0:
            lines.insert(at, old)
            at += 1
        else:
            raise ValueError(f"{where}: an edit's lines begin with - and then +: {change}")
    return "\n".join(lines)


def cases(path: Path) -> list[Case]:
    parts = HEADING.split(path.read_text(encoding="utf-8"))
    found = []
    for verdict, title, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        blocks = dict(BLOCK.findall(body))
        document = blocks.get("text") or edited(
            EXAMPLE.read_text(encoding="utf-8"), blocks["edit"], f"{path.name}: {title}"
        )
        found.append(
            Case(path.stem, title, verdict == "fails", document, tuple(blocks.get("findings", "").splitlines()))
        )
    return found


PATHS = sorted(HERE.rglob("YS*.md"))
CASES = [case for path in PATHS for case in cases(path)]


def matches(words: str, finding: Finding) -> bool:
    return words in finding.message.zh or words == f"{finding.printed} => {finding.expected}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "2024年部门预算.txt"
    path.write_text(case.document, encoding="utf-8")
    result = check(build([read_pages(path)]), select([case.code]))
    said = [f"{f.message.zh} ({f.printed} => {f.expected})" for f in result.findings]
    assert [o.verdict for o in result.outcomes] != ["crashed"], result.outcomes[0].why
    assert len(said) == len(case.findings), said
    left = list(result.findings)
    for words in case.findings:
        hit = next((f for f in left if matches(words, f)), None)
        assert hit, f"no finding says {words!r}: {said}"
        left.remove(hit)


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_a_rule_has_a_case_that_fails_and_one_that_passes(path: Path) -> None:
    assert path.stem in registry()
    assert path.parent.name == path.stem[:3].lower()
    own = cases(path)
    assert all(bool(c.findings) == c.fails for c in own)
    assert {c.fails for c in own} == {True, False}


def test_an_edit_that_does_not_fit_the_example_is_refused() -> None:
    assert edited("a\nb\nc", "- b\n+ x\n+ y", "") == "a\nx\ny\nc"
    with pytest.raises(ValueError, match="not in the example"):
        edited("a", "- b", "here")
