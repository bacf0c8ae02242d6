"""The page as HTML: nothing out of a document can run in it, nothing is fetched, old browsers can read it."""

import base64
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.examined import examined, example_as_pdf
from yusuan.report.page import make, page_of
from yusuan.report.page.shell import as_script
from yusuan.report.page.words import WORDS

ASSETS = files("yusuan.report.page").joinpath("assets")
SCRIPTS = {p.name: p.read_text(encoding="utf-8") for p in ASSETS.iterdir() if p.name.endswith(".js")}
STYLES = {p.name: p.read_text(encoding="utf-8") for p in ASSETS.iterdir() if p.name.endswith(".css")}

#: What came into JavaScript after 2018, as far as one could write it by habit.
NEWER = re.compile(
    r"\?\.[a-zA-Z(\[]|\?\?|\|\|=|&&=|\.flat(?:Map)?\(|catch\s*\{|replaceAll|fromEntries|matchAll|\.at\("
    r"|structuredClone|import\(|replaceChildren|\d_\d|\d+n\b"
)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{data}}\u202e"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("hostile") / "坏.txt"
    path.write_text(
        f"2024年\n{HOSTILE}局部门预算\n第一部分 {HOSTILE}概况\n一、主要职责\n{HOSTILE}本部门预算100万元。\n"
        f"表1 收支总体情况表\n单位：万元\n收入\t\t支出\t\n项目\t预算\t项目\t预算\n"
        f"一、一般公共预算\t10.00\t一、{HOSTILE}支出\t9.00\n收入总计\t10.00\t支出总计\t9.00\n"
        f"第三部分 部门预算情况说明\n一、收支情况\n{HOSTILE}2024年收入预算11万元，{HOSTILE}增加1万元，增长50%。\n",
        encoding="utf-8",
    )
    return page_of(examined(path), "zh")


def test_nothing_out_of_a_document_becomes_markup(hostile: str) -> None:
    tree = LexborHTMLParser(hostile)
    assert [s.attributes.get("type") for s in tree.css("script")] == ["application/json", None]
    assert tree.css("img") == []
    assert not [n for n in tree.css("*") for name in n.attributes if name.startswith("on")]
    assert "alert(1)" in tree.css_first("#pages").text()
    assert "\u202e" not in tree.css_first("title").text()


def test_the_data_survive_what_stands_in_them(hostile: str) -> None:
    data = json.loads(LexborHTMLParser(hostile).css_first("#data").text())
    assert HOSTILE in json.dumps(data, ensure_ascii=False)
    assert json.loads(as_script({"a": HOSTILE + "<!--\u2028"})) == {"a": HOSTILE + "<!--\u2028"}
    assert "<" not in as_script({"a": HOSTILE})


def test_the_policy_names_style_and_script_by_hash_and_nothing_else(hostile: str) -> None:
    policy = LexborHTMLParser(hostile).css_first("meta[http-equiv]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", hostile, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_it_needs_nothing_from_elsewhere(hostile: str) -> None:
    tree = LexborHTMLParser(hostile)
    assert tree.css("[src], link, iframe, object, embed, form, base") == []
    assert [a.attributes["href"] for a in tree.css("[href]")] == ["#list"]
    assert not any(re.search(r"https?://|@import|url\(", text) for text in (*SCRIPTS.values(), *STYLES.values()))


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_a_script_is_of_2018_and_writes_no_html(name: str) -> None:
    text = re.sub(r"//.*|/\*.*?\*/", "", SCRIPTS[name])
    assert NEWER.findall(text) == []
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttpRequest", text) == []
    )


@pytest.mark.parametrize("name", sorted(STYLES))
def test_a_style_is_of_2018(name: str) -> None:
    newer = r":has\(|:is\(|:where\(|@layer|@container|\binset:|aspect-ratio|color-mix|[^-]\bgap:|dvh|&\s*[.:{]"
    assert re.findall(newer, STYLES[name]) == []


def test_every_word_that_is_used_is_there_and_every_word_is_used() -> None:
    template = ASSETS.joinpath("page.html").read_text(encoding="utf-8")
    scripts = "".join(SCRIPTS.values())
    slots = set(re.findall(r"\{\{t_(\w+)\}\}", template))
    said = set(re.findall(r'say\("(\w+)"', scripts))
    assert slots | said <= WORDS.keys()
    quoted = set(re.findall(r'"(\w+)"', scripts)) | set(re.findall(r"DATA\.words\.(\w+)", scripts))
    assert set(WORDS) - slots - quoted - {"page"} == set()
    for text in WORDS.values():
        assert text.zh
        assert text.en
        assert set(re.findall(r"\{\w+\}", text.zh)) >= set(re.findall(r"\{\w+\}", text.en))


def test_one_file_of_a_name_that_may_have_dots(tmp_path: Path) -> None:
    pdf = examined(example_as_pdf(tmp_path))
    (made,) = make(pdf, tmp_path / "某局 v1.2", "en")
    assert made == tmp_path / "某局 v1.2.html"
    text = made.read_text(encoding="utf-8")
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert text.count('<section class="view sheet') == pdf.disclosure.pages
    assert len(text) < 100_000 * pdf.disclosure.pages  # 30 pages stay far under 8 MB


def test_a_cell_of_megabytes_does_not_make_a_page_of_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_text(
        "某局2024年部门预算\n表1 收支总体情况表\n项目\t预算\n" + "大" * 150_000 + "\t1.00\n合计\t1.00\n",
        encoding="utf-8",
    )
    assert len(page_of(examined(path), "zh")) < 150_000
