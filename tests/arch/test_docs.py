"""The documentation says what the program does: generated pages in step, every command and rule, links that lead."""

import re
from pathlib import Path

import docs
import pytest

from yusuan.check.rule import registry
from yusuan.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", docs.PAGES, ids=name)
def test_a_generated_page_is_what_the_program_says(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == docs.PAGES[path](), "run make docs"


def test_every_command_and_rule_is_documented() -> None:
    commands = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    rules = (ROOT / "docs/reference/rules.md").read_text(encoding="utf-8")
    assert [c for c in COMMANDS if f"## yusuan {c}\n" not in commands] == []
    assert [c for c in registry() if f"### {c}\n" not in rules] == []


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ +(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    lost = []
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_every_page_of_the_docs_can_be_reached() -> None:
    seen: set[Path] = set()
    todo = [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in seen:
            continue
        seen.add(page)
        links = LINK.findall(page.read_text(encoding="utf-8"))
        todo += [
            t for x in links if "://" not in x and (t := (page.parent / x.partition("#")[0]).resolve()).suffix == ".md"
        ]
    assert [name(p) for p in PAGES if p not in seen] == []


def test_every_make_target_in_the_docs_exists() -> None:
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for words in re.findall(r"^make ([a-z -]+)", text, re.MULTILINE) + re.findall(r"`make ([a-z]+)", text):
            assert set(words.split()) <= made, f"{name(page)}: make {words}"
