"""Each rule's cases, told in Markdown: a document, and what the rule says of it.

A case is a heading that begins with "fails" or "passes", an ``edit`` block (the bundled example, changed: ``-`` takes a
line out, ``+`` puts one in its place, ``~ old => new`` changes words) or a ``text`` block (a document of its own), and
a ``findings`` block with a line for each finding of that rule: words that its Chinese message holds, or
``printed => expected``. A ``name`` block names the file.
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
BLOCK = re.compile(r"^```(edit|text|findings|name)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    code: str
    title: str
    fails: bool
    document: str
    findings: tuple[str, ...]
    name: str

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


def edited(text: str, edit: str, where: str) -> str:
    """``text`` with its lines changed by - and +, and words by ~; what is to be changed must stand in it."""
    at = -1
    for change in edit.splitlines():
        sign, words = change[:1], change[2:]
        lines = text.split("\n")
        if sign == "~":
            old, _, new = words.replace("\\n", "\n").partition(" => ")
            if text.count(old) != 1:
                raise ValueError(f"{where}: stands {text.count(old)} times in the example: {old}")
            text = text.replace(old, new)
            continue
        if sign == "-":
            if words not in lines:
                raise ValueError(f"{where}: is no line of the example: {words}")
            at = lines.index(words)
            del lines[at]
        elif sign == "+" and at >= 0:
            lines.insert(at, words)
            at += 1
        else:
            raise ValueError(f"{where}: an edit's lines begin with ~, or with - and then +: {change}")
        text = "\n".join(lines)
    return text


def cases(path: Path) -> list[Case]:
    parts = HEADING.split(path.read_text(encoding="utf-8"))
    found = []
    for verdict, title, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        blocks = dict(BLOCK.findall(body))
        document = blocks.get("text") or edited(
            EXAMPLE.read_text(encoding="utf-8"), blocks["edit"], f"{path.name}: {title}"
        )
        wanted = tuple(blocks.get("findings", "").splitlines())
        name = blocks.get("name", "2024年部门预算.txt").strip()
        found.append(Case(path.stem, title, verdict == "fails", document, wanted, name))
    return found


PATHS = sorted(HERE.rglob("YS*.md"))
CASES = [case for path in PATHS for case in cases(path)]


def matches(words: str, finding: Finding) -> bool:
    return words in finding.message.zh or words == f"{finding.printed} => {finding.expected}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
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
    assert edited("a1\nb", "~ 1\\nb => 2", "") == "a2"
    for edit in ("- c", "~ c => d", "~ b => d", "+ c", "c"):
        with pytest.raises(ValueError, match="here"):
            edited("a\nb\nbb", edit, "here")
