"""OFD packages as producers write them: to the same grids and lines as a PDF's."""

import io
import zipfile

import pytest

from support.ofd import NAMESPACE, Leaf, package
from yusuan.model.grid import Grid, TextLine
from yusuan.model.place import Source
from yusuan.read.errors import DamagedError, EncryptedError, ReadError, TooLargeError
from yusuan.read.limits import Limits
from yusuan.read.ofd import read_ofd
from yusuan.read.ofd.shapes import offsets, outlines

SOURCE = Source("0" * 64, "试.ofd", "ofd")


def read(data: bytes, limits: Limits | None = None):
    return read_ofd(data, SOURCE, limits or Limits())


def table(leaf: Leaf, style: str = "runs", draw: str = "line") -> Leaf:
    leaf.text(20, 10, "单位：万元", style=style)
    leaf.rules([20, 60, 100], [20, 30, 40], draw)
    leaf.text(22, 22, "科目", style=style).text(62, 22, "预算数", style=style)
    leaf.text(22, 32, "合计", style=style).text(84, 32, "1,234.50", style=style)
    return leaf


@pytest.mark.parametrize("style", ["runs", "plain", "none", "single"])
@pytest.mark.parametrize("draw", ["line", "bar"])
def test_a_ruled_table_however_it_is_written(style, draw):
    page = read(package([table(Leaf(), style, draw)])).pages[0]
    line, grid = page.blocks
    assert isinstance(line, TextLine)
    assert line.text == "单位：万元"
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["科目", "预算数", "合计", "1,234.50"]
    assert page.numbers == 1
    assert grid.place.box == pytest.approx((56.7, 56.7, 283.5, 113.4), abs=0.4)
    assert (round(page.width), round(page.height)) == (595, 842)


def test_places_from_the_root_and_in_the_wrong_case():
    assert len(read(package([table(Leaf())], absolute=True)).pages[0].blocks) == 2
    data = package([table(Leaf())], parts={"Doc_0/pages/page_0/content.xml": table(Leaf()).xml()})
    assert read(data).pages


def test_several_documents_follow_each_other():
    data = package([table(Leaf())])
    second = package([Leaf().text(10, 10, "第二个文档")])
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w") as made,
        zipfile.ZipFile(io.BytesIO(data)) as a,
        zipfile.ZipFile(io.BytesIO(second)) as b,
    ):
        for name in a.namelist():
            if name != "OFD.xml":
                made.writestr(name, a.read(name))
                made.writestr(name.replace("Doc_0", "Doc_1"), b.read(name))
        bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>Doc_{i}/Document.xml</ofd:DocRoot></ofd:DocBody>" for i in (0, 1))
        made.writestr("OFD.xml", f"<ofd:OFD {NAMESPACE}>{bodies}</ofd:OFD>")
    pages = read(out.getvalue()).pages
    assert [p.number for p in pages] == [1, 2]
    assert pages[1].blocks[0].text == "第二个文档"


def test_a_template_holds_the_rulings_and_the_page_the_text():
    back = Leaf()
    back.rules([20, 60, 100], [20, 30, 40])
    front = Leaf().text(22, 22, "科目").text(62, 22, "预算数").text(22, 32, "合计").text(84, 32, "9.50")
    data = package(
        [front.xml('<ofd:Template TemplateID="7" ZOrder="Background"/>')],
        parts={"Doc_0/Tpls/Tpl_0/Content.xml": back.xml()},
        common='<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
    )
    grid = read(data).pages[0].blocks[0]
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["科目", "预算数", "合计", "9.50"]


def test_blocks_in_blocks_and_units_used_again():
    inner = Leaf().text(0, 0, "单元里的字")
    text = "".join(table(Leaf()).objects)
    layer = f'<ofd:PageBlock ID="90"><ofd:PageBlock ID="91">{text}</ofd:PageBlock></ofd:PageBlock>'
    layer += '<ofd:CompositeObject ID="92" ResourceID="5" Boundary="20 100 50 10" CTM="1 0 0 1 0 0"/>'
    unit = f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>"
    unit += '<ofd:CompositeGraphicUnit ID="5" Width="50" Height="10">'
    unit += f"<ofd:Content>{inner.objects[0]}</ofd:Content></ofd:CompositeGraphicUnit>"
    unit += "</ofd:CompositeGraphicUnits></ofd:Res>"
    data = package(
        [Leaf().xml(layer=layer)],
        parts={"Doc_0/DocumentRes.xml": unit},
        common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
    )
    blocks = read(data).pages[0].blocks
    assert isinstance(blocks[1], Grid)
    assert blocks[2].text == "单元里的字"


def test_lines_that_cannot_be_seen_rule_nothing():
    leaf = table(Leaf())
    leaf.line(80, 20, 80, 40, colour="255 255 255").line(85, 20, 85, 40, alpha=0).line(90, 20, 90, 40, colour="0 0 0")
    assert read(package([leaf])).pages[0].blocks[1].n_columns == 3


def test_text_turned_by_a_matrix_is_read_upright():
    leaf = Leaf()
    # A page printed sideways: everything turned by a quarter, so that lines run upwards.
    for text, x, y in (("单位名称：某局", 20, 250), ("单位：万元", 30, 250)):
        n = len(text)
        leaf.objects.append(
            f'<ofd:TextObject ID="5" CTM="0 -1 1 0 0 0" Boundary="{x} {y} 4 40" Font="1" Size="3.5">'
            f'<ofd:TextCode X="0" Y="3" DeltaX="g {n - 1} 3.5">{text}</ofd:TextCode></ofd:TextObject>'
        )
    assert [b.text for b in read(package([leaf])).pages[0].blocks] == ["单位名称：某局", "单位：万元"]


def test_text_set_downwards_and_hidden_objects():
    leaf = Leaf()
    leaf.objects.append(
        '<ofd:TextObject ID="5" Boundary="10 10 5 30" Font="1" Size="4">'
        '<ofd:TextCode X="0" Y="4" DeltaY="4 4">项目支</ofd:TextCode></ofd:TextObject>'
    )
    leaf.text(50, 50, "看不见", more='Visible="false"')
    assert [b.text for b in read(package([leaf])).pages[0].blocks] == ["项", "目", "支"]


def test_pictures_alone_are_no_text():
    leaf = Leaf()
    leaf.objects.append('<ofd:ImageObject ID="5" ResourceID="6" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>')
    pages = read(package([leaf]))
    assert not pages.pages[0].has_text
    assert "没有文字层" in pages.notes[0]


def test_missing_and_broken_pages_are_said():
    pages = read(package([table(Leaf()), "<broken"]))
    assert len(pages.pages) == 1
    assert "第 2 页已损坏" in pages.notes[0]
    with pytest.raises(DamagedError):
        read(package(["<broken"]))


def test_offsets_and_paths():
    assert offsets("g 3 2.5 4") == [2.5, 2.5, 2.5, 4.0]
    assert offsets("1 g 2") == [1.0]
    assert len(offsets("g 9999999 1")) == 100_000
    assert outlines("M 0 0 L 1 0 L 1 1 C M 5 5 B 1 2 3 4 6 7") == [
        ([(0, 0), (1, 0), (1, 1), (0, 0)], True),
        ([(5, 5), (6, 7)], False),
    ]
    assert outlines("M x y L 1") == []


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"OFD.xml": "<a/>"}, DamagedError),
        ({"OFD.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}, DamagedError),
        ({"OFD.xml": "<OFD><DocBody><DocRoot>../../../etc/passwd</DocRoot></DocBody></OFD>"}, DamagedError),
    ],
)
def test_packages_that_are_none(parts, kind):
    with pytest.raises(kind):
        read(package([table(Leaf())], parts=parts))
    with pytest.raises(DamagedError):
        read(b"PK\x03\x04 no archive")


def test_limits():
    with pytest.raises(TooLargeError):
        read(package([table(Leaf())]), Limits(max_chars=3))
    with pytest.raises(TooLargeError):
        read(package([table(Leaf())]), Limits(max_paths=3))
    with pytest.raises(TooLargeError):
        read(package([table(Leaf())] * 3), Limits(max_pages=2))
    with pytest.raises(TooLargeError):
        read(package([table(Leaf())], parts={"Doc_0/PublicRes.xml": " " * 30_000_000}))


def test_a_package_with_a_password(tmp_path):
    data = bytearray(package([table(Leaf())]))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    with pytest.raises((EncryptedError, ReadError)):
        read(bytes(data))
