"""Annotated copies of real documents: nothing of the document changes, and every place has its mark."""

from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from support.examined import examined
from yusuan.report.copies import make
from yusuan.report.copies.notes import notes_of, remarks

#: Turned pages, a cross-reference stream, many findings, 190 pages.
DOCUMENTS = (
    "yantai/2026_烟台市信访局_部门预算.pdf",
    "hangzhou/2026_杭州市气象局_部门预算.pdf",
    "putuo/上海市普陀区财政局2024年度部门决算.pdf",
    "shenzhen/2026_深圳市水务局_部门预算.pdf",
)


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.corpus
@pytest.mark.parametrize("name", DOCUMENTS, ids=lambda n: n.partition("/")[0])
def test_a_copy_has_the_same_pages_and_a_mark_for_every_place(shared: Path, name: str, tmp_path: Path) -> None:
    path = shared / "corpus" / name
    checked = examined(path)
    (made,) = make(checked, tmp_path / "copy", "zh")
    assert made.read_bytes().startswith(path.read_bytes())
    assert texts(made) == texts(path)
    noted = notes_of(checked, remarks(checked, "zh"), checked.disclosure.sources[0], "zh")
    with pikepdf.open(path) as old, pikepdf.open(made) as new:
        assert new.check_pdf_syntax() == []
        before, after = (Counter(str(a.Subtype) for p in pdf.pages for a in p.get("/Annots", [])) for pdf in (old, new))
    after.subtract(before)
    assert after["/Highlight"] + after["/Square"] == sum(1 for s in noted.spots if s.place.box is not None)
    assert after["/Popup"] == after["/Highlight"] + after["/Square"] + after["/Text"]
