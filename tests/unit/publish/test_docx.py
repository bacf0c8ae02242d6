"""The DOCX: styles and not direct formatting, tables that break well, contents, comments, pages that turn."""

import io
import zipfile

from lxml import etree

from yusuan.model.document import Document, Prose
from yusuan.publish.docx.write import docx
from yusuan.publish.paged import stretches

from .samples import CHART, HOSTILE, document, table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(made: Document) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(docx(made, stretches(made)))) as package:
        assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {n: etree.fromstring(package.read(n)) for n in package.namelist()}


def test_every_look_is_a_style() -> None:
    parts = opened(document(Prose("说明。"), table(), CHART))
    body = parts["word/document.xml"]
    known = {s.get(f"{W}styleId") for s in parts["word/styles.xml"].iter(f"{W}style")}
    used = {s.get(f"{W}val") for tag in ("pStyle", "tblStyle", "rStyle") for s in body.iter(f"{W}{tag}")}
    assert used <= known
    assert [r for r in body.iter(f"{W}rPr") if r.find(f"{W}rStyle") is None] == []
    assert all(p.find(f"{W}pPr/{W}pStyle") is not None for p in body.iter(f"{W}p"))
    for fonts in parts["word/styles.xml"].iter(f"{W}rFonts"):
        assert fonts.get(f"{W}eastAsia")
        assert not [a for a in fonts.attrib if "Theme" in a]


def test_rows_stay_whole_and_heads_repeat() -> None:
    body = opened(document(table(5)))["word/document.xml"]
    rows = list(body.iter(f"{W}tr"))
    assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
    assert [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows] == [True, True] + [False] * 6
    grid = len(list(body.iter(f"{W}gridCol")))
    for row in rows:
        spans = [int(s.get(f"{W}val")) for s in row.iter(f"{W}gridSpan")]
        assert sum(spans) + len(list(row.iter(f"{W}tc"))) - len(spans) == grid


def test_a_text_longer_than_a_page_may_break() -> None:
    body = opened(document(table(1, text="长" * 900)))["word/document.xml"]
    assert [r.find(f"{W}trPr/{W}cantSplit") is not None for r in body.iter(f"{W}tr")] == [True, True, True, False]


def test_what_is_open_is_a_comment() -> None:
    parts = opened(document(Prose("面积1平方米。", "请核对面积"), Prose("无。")))
    assert ["".join(c.itertext()) for c in parts["word/comments.xml"]] == ["请核对面积"]
    assert len(list(parts["word/document.xml"].iter(f"{W}commentReference"))) == 1


def test_lines_are_paragraphs() -> None:
    body = opened(document(Prose("甲。\n乙。", "请核对")))["word/document.xml"]
    texts = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "BodyText"]
    assert ["".join(p.itertext()) for p in texts] == ["甲。", "乙。"]
    assert not list(body.iter(f"{W}br"))


def test_wide_tables_turn_the_page() -> None:
    body = opened(document(Prose("说明。"), table(), table(wide=True, number="表2"), Prose("完。")))[
        "word/document.xml"
    ]
    turned = [s.get(f"{W}orient") for s in body.iter(f"{W}pgSz")]
    assert turned == [None, None, "landscape", None]


def test_contents_are_a_field_with_its_entries_in_it() -> None:
    body = opened(document(Prose("说明。"), table(20)))["word/document.xml"]
    kinds = [f.get(f"{W}fldCharType") for f in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 3
    anchors = [h.get(f"{W}anchor") for h in body.iter(f"{W}hyperlink")]
    assert anchors == [b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")]
    entries = ["".join(t.text for t in h.iter(f"{W}t")) for h in body.iter(f"{W}hyperlink")]
    assert entries == ["第一部分 预算表1", "支出总表2"]


def test_hostile_texts_are_texts() -> None:
    body = opened(document(Prose(HOSTILE), CHART))["word/document.xml"]
    assert HOSTILE.replace("\x0b", "") in "".join(body.itertext())
