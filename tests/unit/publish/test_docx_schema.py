"""The DOCX keeps to what Word is strict about: the order of children, ids, references, parts (ECMA-376, part 1)."""

import io
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

from yusuan.model.document import Document, Part, Prose
from yusuan.publish.docx.write import docx
from yusuan.publish.paged import stretches

from .samples import CHART, HOSTILE, document, table

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p": "http://schemas.openxmlformats.org/package/2006/relationships",
    "t": "http://schemas.openxmlformats.org/package/2006/content-types",
}
W, R = f"{{{SPACES['w']}}}", f"{{{SPACES['r']}}}"
PREFIXES = {uri: prefix for prefix, uri in SPACES.items()}

_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr "
    "txPr crossAx crosses crossesAt"
)
#: Children in the order of the standard's sequences; those that it lets stand in any order are in ``FREE``.
ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "w:tbl": "tblPr tblGrid tr",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:tblBorders": "top left start bottom right end insideH insideV",
    "w:tblCellMar": "top left start bottom right end",
    "w:tblGrid": "gridCol",
    "w:tr": "tblPrEx trPr tc",
    "w:tc": "tcPr p",
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "w:sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "w:style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "w:styles": "docDefaults latentStyles style",
    "w:docDefaults": "rPrDefault pPrDefault",
    "w:rPrDefault": "rPr",
    "w:settings": "writeProtection view zoom mirrorMargins defaultTabStop autoHyphenation evenAndOddHeaders "
    "drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl updateFields footnotePr endnotePr "
    "compat docVars rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "w:compat": "spaceForUL balanceSingleByteDoubleByteWidth useFELayout compatSetting",
    "w:font": "altName panose1 charset family notTrueType pitch sig",
    "w:fonts": "font",
    "w:tabs": "tab",
    "w:document": "background body",
    "w:comments": "comment",
    "wp:inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "a:graphic": "graphicData",
    "a:solidFill": "srgbClr",
    "a:p": "pPr r endParaRPr",
    "a:pPr": "defRPr",
    "a:r": "rPr t",
    "a:rPr": "ln latin ea cs",
    "a:defRPr": "ln latin ea cs",
    "c:chartSpace": "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr externalData",
    "c:chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly "
    "dispBlanksAs",
    "c:title": "tx layout overlay spPr txPr",
    "c:tx": "strRef rich",
    "c:rich": "bodyPr lstStyle p",
    "c:txPr": "bodyPr lstStyle p",
    "c:plotArea": "layout barChart catAx valAx spPr",
    "c:barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "c:ser": "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape",
    "c:cat": "multiLvlStrRef numRef numLit strRef strLit",
    "c:val": "numRef numLit",
    "c:strRef": "f strCache",
    "c:numRef": "f numCache",
    "c:strCache": "ptCount pt",
    "c:numCache": "formatCode ptCount pt",
    "c:pt": "v",
    "c:spPr": "noFill solidFill ln",
    "c:dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator",
    "c:catAx": f"{_AXIS} auto lblAlgn lblOffset noMultiLvlLbl",
    "c:valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits",
    "c:scaling": "logBase orientation max min",
    "c:legend": "legendPos legendEntry layout overlay spPr txPr",
    "p:Relationships": "Relationship",
}
FREE = {
    "w:trPr": "cnfStyle cantSplit tblHeader jc",
    "w:body": "p tbl sectPr",
    "w:p": "pPr r hyperlink bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd",
    "w:r": "rPr t br tab fldChar instrText drawing commentReference",
    "w:hyperlink": "r",
    "w:drawing": "inline",
    "w:comment": "p",
    "w:ftr": "p",
    "a:graphicData": "chart",
    "t:Types": "Default Override",
}


def everything() -> Document:
    """A document with all that is ever written: pages that turn, comments, charts, headings of three levels."""
    made = document(
        Prose("面积1平方米。\n第二行", "请核对面积"), Prose(HOSTILE, "再看"), table(30), table(wide=True, number="表2"),
        CHART, Prose("完。"), CHART, table(1, text="长" * 900, number=""),
    )  # fmt: skip
    below = Part(2, "一、乙", (Prose("丙"),), (Part(3, "（一）丁", (table(2),)),))
    return replace(made, parts=(*made.parts, Part(1, "第二部分 说明", (Prose("甲"),), (below,))))


@pytest.fixture(scope="module")
def parts() -> dict[str, etree._Element]:
    made = everything()
    with zipfile.ZipFile(io.BytesIO(docx(made, stretches(made)))) as package:
        return {n: etree.fromstring(package.read(n)) for n in package.namelist()}


def named(element: etree._Element) -> tuple[str, str]:
    """The prefix of the element's namespace ('' for one that is not looked at), and its name."""
    name = etree.QName(element)
    return PREFIXES.get(name.namespace or "", ""), name.localname


def test_children_stand_in_the_order_of_the_standard(parts: dict[str, etree._Element]) -> None:
    wrong = []
    for part, root in parts.items():
        for element in root.iter():
            prefix, name = named(element)
            if not len(element) or not prefix:
                continue
            kind = f"{prefix}:{name}"
            assert kind in ORDER or kind in FREE, f"{part}: add {kind} and its children, as the standard has them"
            allowed = (ORDER.get(kind) or FREE[kind]).split()
            children = [named(c)[1] for c in element]
            known = set(children) <= set(allowed)
            if not known or (kind in ORDER and children != sorted(children, key=allowed.index)):
                wrong.append(f"{part} {kind}: {children}")
    assert not wrong


def test_a_paragraph_begins_with_its_properties_and_a_cell_ends_with_a_paragraph(
    parts: dict[str, etree._Element],
) -> None:
    for element in parts["word/document.xml"].iter():
        names = [named(c)[1] for c in element]
        if "pPr" in names or "rPr" in names:
            assert names.index("pPr" if "pPr" in names else "rPr") == 0 or named(element)[1] in ("style", "pPr")
        if element.tag == f"{W}tc":
            assert names[-1] == "p"
        if element.tag == f"{W}body":
            assert names[-1] == "sectPr"
            assert not [a for a, b in pairwise(names) if a == b == "tbl"], "two tables would be one"


def ids(root: etree._Element, tag: str, attribute: str) -> list[str]:
    prefix, name = tag.split(":")
    found = root.iter(f"{{{SPACES[prefix]}}}{name}")
    return [value for e in found if (value := e.get(attribute)) is not None]


def test_ids_are_given_once(parts: dict[str, etree._Element]) -> None:
    body = parts["word/document.xml"]
    for root, tag, attribute in (
        (body, "w:bookmarkStart", f"{W}id"), (body, "w:bookmarkStart", f"{W}name"), (body, "wp:docPr", "id"),
        (body, "w:commentReference", f"{W}id"), (parts["word/comments.xml"], "w:comment", f"{W}id"),
        (parts["word/styles.xml"], "w:style", f"{W}styleId"),
        (parts["word/_rels/document.xml.rels"], "p:Relationship", "Id"),
    ):  # fmt: skip
        found = ids(root, tag, attribute)
        assert found, (tag, attribute)
        assert [i for i, n in Counter(found).items() if n > 1] == [], (tag, attribute)
    names = [s.find(f"{W}name").get(f"{W}val") for s in parts["word/styles.xml"].iter(f"{W}style")]
    assert len(set(names)) == len(names)
    # Word cuts longer names off, and a link would lead nowhere.
    assert max(map(len, ids(body, "w:bookmarkStart", f"{W}name"))) <= 40


def test_what_begins_ends_and_what_is_referred_to_is_there(parts: dict[str, etree._Element]) -> None:
    body = parts["word/document.xml"]
    assert ids(body, "w:bookmarkStart", f"{W}id") == ids(body, "w:bookmarkEnd", f"{W}id")
    comments = ids(parts["word/comments.xml"], "w:comment", f"{W}id")
    assert len(comments) == 2
    for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        assert ids(body, tag, f"{W}id") == comments
    kinds = Counter(ids(body, "w:fldChar", f"{W}fldCharType"))
    assert kinds["begin"] == kinds["separate"] == kinds["end"]
    assert set(ids(body, "w:hyperlink", f"{W}anchor")) <= set(ids(body, "w:bookmarkStart", f"{W}name"))
    known = set(ids(parts["word/styles.xml"], "w:style", f"{W}styleId"))
    for tag in ("basedOn", "next"):
        assert set(ids(parts["word/styles.xml"], f"w:{tag}", f"{W}val")) <= known


def test_parts_are_declared_and_related(parts: dict[str, etree._Element]) -> None:
    declared = {o.get("PartName").lstrip("/") for o in parts["[Content_Types].xml"] if o.get("PartName")}
    assert declared == {n for n in parts if not n.endswith(".rels") and n != "[Content_Types].xml"}
    relations = parts["word/_rels/document.xml.rels"]
    assert {f"word/{r.get('Target')}" for r in relations} == declared - {
        "word/document.xml", "docProps/core.xml", "docProps/app.xml"
    }  # fmt: skip
    used = {e.get(f"{R}id") for e in parts["word/document.xml"].iter() if e.get(f"{R}id")}
    assert used <= {r.get("Id") for r in relations}
    assert {r.get("Target") for r in parts["_rels/.rels"]} <= declared


def test_the_settings_are_those_of_todays_word(parts: dict[str, etree._Element]) -> None:
    settings = parts["word/settings.xml"]
    modes = {s.get(f"{W}name"): s.get(f"{W}val") for s in settings.iter(f"{W}compatSetting")}
    assert modes == {"compatibilityMode": "15"}
    assert settings.find(f"{W}evenAndOddHeaders") is not None
