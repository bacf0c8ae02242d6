"""Which copies are made of a document's files, what is noted in them, and what is said where none can be made."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from support.examined import EXAMPLE, examined, example_as_pdf
from support.flowed import flowed, sheets
from support.word import docx
from support.workbook import xlsx
from yusuan.model.place import Place
from yusuan.model.text import Text
from yusuan.read.source import read_pages
from yusuan.report.copies import make
from yusuan.report.copies.notes import LONG, LONGEST, clean, notes_of, remarks
from yusuan.report.copies.pictures import as_pdf
from yusuan.report.products import Examined


@pytest.fixture(scope="module")
def checked() -> Examined:
    return examined(EXAMPLE)


@pytest.fixture(scope="module")
def as_a_pdf(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    return examined(example_as_pdf(tmp_path_factory.mktemp("pdf")))


def test_a_text_has_its_notes_under_its_lines(checked: Examined, tmp_path: Path) -> None:
    (path,) = make(checked, tmp_path / "例", "zh")
    assert path.name == "例.批注.txt"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert [line for line in lines if not line.startswith("◆ ")][1:] == EXAMPLE.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if "2,299.78" in line)
    assert lines[at + 1].startswith("◆ 第 4 列：")
    assert "应为 2,229.78" in "\n".join(lines[at + 1 : at + 4])


def test_a_pdf_has_a_mark_for_every_place(as_a_pdf: Examined, tmp_path: Path) -> None:
    (path,) = make(as_a_pdf, tmp_path / "例", "zh")
    every = remarks(as_a_pdf, "zh")
    noted = notes_of(as_a_pdf, every, as_a_pdf.disclosure.sources[0], "zh")
    with pikepdf.open(path) as pdf:
        found = [a for p in pdf.pages for a in p.get("/Annots", []) if a.Subtype in ("/Highlight", "/Square")]  # type: ignore[union-attr]
        words = "".join(str(a.Contents) for p in pdf.pages for a in p.get("/Annots", []) if "/Contents" in a)  # type: ignore[union-attr]
        with pdf.open_outline() as outline:
            bookmarks = sum(len(group.children) for group in outline.root[0].children)
    assert len(found) == len(noted.spots) > 4
    assert bookmarks == len(every) == len(as_a_pdf.report.located)
    for one in as_a_pdf.report.located:
        assert one.finding.code in words
    assert "依据：" in words
    assert "✗ " in words


def test_word_and_excel_files_become_their_own_kind(tmp_path: Path) -> None:
    pages = read_pages(EXAMPLE)
    (tmp_path / "a.docx").write_bytes(docx(flowed(pages)))
    (tmp_path / "b.xlsx").write_bytes(xlsx(*sheets(pages)))
    for name, part in (("a.docx", "word/comments1.xml"), ("b.xlsx", "xl/worksheets/yusuan1.xml")):
        (path,) = make(examined(tmp_path / name), tmp_path / name.partition(".")[0], "zh")
        assert path.suffix == Path(name).suffix
        with zipfile.ZipFile(path) as archive:
            assert "应为 2229.78" in archive.read(part).decode("utf-8").replace(",", "")


def test_a_web_page_is_answered_by_a_list(checked: Examined, tmp_path: Path) -> None:
    source = replace(checked.disclosure.sources[0], kind="html")
    located = tuple(
        replace(x, finding=replace(x.finding, place=x.finding.place and replace(x.finding.place, source=source)))
        for x in checked.report.located
    )
    changed = replace(
        checked,
        report=replace(checked.report, located=located),
        disclosure=replace(checked.disclosure, sources=(source,)),
    )
    (path,) = make(changed, tmp_path / "例", "zh")
    said = path.read_text(encoding="utf-8-sig")
    assert said.startswith("“gzdgov-2024-planted.txt”没有批注副本：网页不能带批注")
    assert all(x.finding.code in said for x in located)


def test_a_file_that_is_gone_is_answered_by_a_list(checked: Examined, tmp_path: Path) -> None:
    (path,) = make(replace(checked, paths=("/nowhere/例.pdf",)), tmp_path / "例", "zh")
    assert "文件已不在原处" in path.read_text(encoding="utf-8-sig")


def test_a_document_of_two_files_has_two_copies(checked: Examined, as_a_pdf: Examined, tmp_path: Path) -> None:
    both = replace(
        checked, paths=checked.paths + as_a_pdf.paths,
        disclosure=replace(checked.disclosure, sources=checked.disclosure.sources + as_a_pdf.disclosure.sources),
    )  # fmt: skip
    first, second = make(both, tmp_path / "例", "en")
    assert first.name == "例.批注.txt"
    assert second.name == f"示例-{as_a_pdf.disclosure.sources[0].sha256[:8]}.批注.pdf"


def test_a_member_of_an_archive_is_annotated(as_a_pdf: Examined, tmp_path: Path) -> None:
    archive = tmp_path / "公开.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(as_a_pdf.paths[0], "内/示例.pdf")
    (path,) = make(replace(as_a_pdf, paths=(f"{archive}!内/示例.pdf",)), tmp_path / "例", "zh")
    assert path.suffix == ".pdf"


def test_a_long_name_is_cut(checked: Examined, tmp_path: Path) -> None:
    (path,) = make(checked, tmp_path / ("局" * 84), "zh")
    assert path.name.endswith("局.批注.txt")
    assert path.is_file()


def test_without_findings_the_copy_says_so(as_a_pdf: Examined, tmp_path: Path) -> None:
    (path,) = make(replace(as_a_pdf, report=replace(as_a_pdf.report, located=())), tmp_path / "例", "zh")
    with pikepdf.open(path) as pdf:
        assert "未发现问题" in str(pdf.pages[0].Annots[0].Contents)  # type: ignore[index]


def test_words_are_cleaned_and_cut(checked: Examined) -> None:
    assert clean("a\x00b\u202ec\ud800d\ufffe\n") == "abcd\n"
    one = checked.report.located[0]
    huge = replace(one.finding, message=Text("长" * 100_000, "x" * 100_000), printed="\u202e" * 5_000 + "y" * 5_000)
    changed = replace(checked, report=replace(checked.report, located=(replace(one, finding=huge),)))
    (made,) = remarks(changed, "zh")
    assert all(len(line) <= LONG for line in (*made.lines, made.message, made.printed))
    noted = notes_of(changed, (made,) * 50, checked.disclosure.sources[0], "zh")
    assert len(noted.spots[0].text("zh")) <= LONGEST


def test_a_figure_of_a_sentence_is_marked_by_itself(as_a_pdf: Examined) -> None:
    (one,) = [r for r in remarks(as_a_pdf, "zh") if r.code == "YS4-002"]
    (found,) = [x.finding for x in as_a_pdf.report.located if x.finding.code == "YS4-002"]
    assert found.place is not None
    assert one.place is not None
    whole, narrow = found.place.box, one.place.box
    assert whole is not None
    assert narrow is not None
    assert narrow[2] - narrow[0] < (whole[2] - whole[0]) / 4


def test_a_picture_becomes_a_pdf() -> None:
    image = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    image.new("RGB", (1240, 1754), "white").save(out, "JPEG", dpi=(150, 150))
    with pikepdf.open(io.BytesIO(as_pdf(out.getvalue()))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [round(float(n)) for n in pdf.pages[0].MediaBox] == [0, 0, 595, 842]  # type: ignore[union-attr]


def test_the_page_number_of_a_place_does_not_have_to_be_right(as_a_pdf: Examined, tmp_path: Path) -> None:
    one = as_a_pdf.report.located[0]
    far = Place(as_a_pdf.disclosure.sources[0], page=5_000, box=(-1e9, 0, 1e9, 1))
    located = (replace(one, finding=replace(one.finding, place=far, also=(replace(far, page=1),))),)
    (path,) = make(replace(as_a_pdf, report=replace(as_a_pdf.report, located=located)), tmp_path / "例", "zh")
    assert path.suffix == ".pdf"
