"""Ledgers, templates and reports that are broken or made to hurt: a clear word, and nothing live in what is made."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from yusuan.app.baseline import BaselineError, load_baseline
from yusuan.app.compose import Publishing, compose_many
from yusuan.app.ledger import load, save
from yusuan.compose.template import TemplateError, parse_template
from yusuan.ledger.excel import workbook
from yusuan.ledger.flat import LedgerFileError, from_csv, from_json, to_csv, to_json
from yusuan.read.errors import ReadError

FORMATS = ("html", "xlsx", "csv", "docx", "json", "datapackage")
BODY = "广州市数字政府运营中心"


@pytest.fixture
def example(root: Path) -> dict:
    return json.loads((root / "examples" / "gzdgov-2024.ledger.json").read_text(encoding="utf-8"))


def loaded(data, folder: Path, name: str = "台账.json"):
    path = folder / name
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        path.write_text(json.dumps(data), encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    "text", ['{"a":' * 100_000, "[" * 100_000, "9" * 100_000, "nul", "", "\x00", '"yusuan-ledger/1"', "[]"]
)
def test_what_is_no_json_of_a_ledger(text, tmp_path):
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(LedgerFileError):
        load(tmp_path / "a.json")
    with pytest.raises(BaselineError):
        load_baseline(tmp_path / "a.json")


@pytest.mark.parametrize(
    "amount",
    ["1e400", "NaN", "Infinity", "-", "1.2.3", "9" * 5000, 10**30, 1e300, True, [1], {"a": 1}, "0.001"],
)
def test_amounts_that_are_none(example, tmp_path, amount):
    example["income"][0]["amount"] = amount
    found = loaded(example, tmp_path)
    assert not found.good
    assert any(p.origin.sheet == "收入" for p in found.problems)
    save(found.records, tmp_path / "又.xlsx", found.ledger)
    assert not load(tmp_path / "又.xlsx").good


@pytest.mark.parametrize("weight", ["NaN", "Infinity", "1e999999", "9" * 5000, "百分之十"])
def test_weights_that_are_none(example, tmp_path, weight):
    row = {
        "project": "甲",
        "first": "产出指标",
        "second": "数量指标",
        "name": "乙",
        "operator": "≥",
        "value": "1",
        "unit": "个",
    }
    example["indicators"] = [row | {"weight": weight}]
    assert any("不是数" in p.message.zh for p in loaded(example, tmp_path).problems)


def test_a_field_of_a_csv_file_that_never_ends(tmp_path):
    with pytest.raises(LedgerFileError) as error:
        from_csv({"单位信息.csv": f'项目,内容\n单位名称,"{"甲" * 200_000}"\n'})
    assert "不是有效的 CSV" in error.value.message.zh


def test_what_nobody_sees_is_taken_out_and_told(example, tmp_path):
    example["body"]["body"] = f"\u202e{BODY[:4]}\x00\x08{BODY[4:]}\ud800\ufffe"
    example["projects"][0]["name"] += "\u200b\x1b[31m"
    found = loaded(example, tmp_path)
    assert found.ledger.body == BODY
    told = [(p.origin.sheet, p.origin.cell) for p in found.problems if "看不见的字符" in p.message.zh]
    assert ("单位信息", "B4") in told
    assert "项目" in {sheet for sheet, _ in told}
    assert len(told) == 2


NAMES = ["=HYPERLINK(\"http://a.example\")", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "＝1+1", "<script>alert(1)</script>",
         "\"><img src=x onerror=alert(1)>", "../../escaped", "CON", "a. ", "长" * 300, "𠀀" * 200, "&amp;<b>",
         "甲]]>乙"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_that_do_something(example, tmp_path, name):
    old = example["projects"][0]["name"]
    text = json.dumps(example, ensure_ascii=False).replace(json.dumps(old, ensure_ascii=False), json.dumps(name))
    data = json.loads(text)
    data["body"]["body"] = name
    (tmp_path / "台账.json").write_text(json.dumps(data), encoding="utf-8")
    out = tmp_path / "里" / "成果"
    (outcome,) = compose_many([tmp_path / "台账.json"], Publishing(out, FORMATS, jobs=0))
    assert outcome.problems or outcome.failure or outcome.published
    assert {p.name for p in tmp_path.iterdir()} == {"台账.json", "里"}
    assert [p.name for p in (tmp_path / "里").iterdir()] == ["成果"]
    for path in out.rglob("*"):
        assert len(path.name.encode()) <= 255
        assert path.name.isprintable()
        if path.is_file():
            inert(path)


def inert(path: Path) -> None:
    """Nothing in ``path`` runs when it is opened, and its XML is whole."""
    data = path.read_bytes()
    if path.suffix == ".html":
        tags = b"".join(re.findall(rb"<[^<>]*>", data)).lower()
        assert not re.search(rb"<script|<img|\son[a-z]+=|javascript:|href=\"(?!#)", tags)
    elif path.suffix == ".csv":
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for value in row:
                assert not re.match(r"[=+\-@\t\r＝＋＠](?![\d,.]+%?$)", value), value
    elif path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(archive.read(name))
                    assert b'TargetMode="External"' not in archive.read(name)
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            assert not any(c.data_type == "f" or c.hyperlink for s in book for row in s.iter_rows() for c in row)


@pytest.mark.parametrize("name", [*NAMES, "'=1", "-", "－", "-5"])
def test_the_twins_of_a_ledger_are_inert_and_the_same(example, name):
    example["words"] = [{"name": "duties", "text": name, "confirmed": "yes"}]
    records, _ = from_json(json.dumps(example))
    tables = to_csv(records, "budget")
    for text in tables.values():
        for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
            assert not any(re.match(r"[=+@\t\r＝＋＠]|-(?![\d,.]+%?$)", v) for v in row)
    again, _ = from_csv(tables)
    assert again["words"][0].get("text") == name.strip()
    assert from_json(to_json(again))[0]["words"][0].get("text") == name.strip()


def changed(example, sheet: str, old: bytes, new: bytes) -> bytes:
    """The example's workbook with something else in the XML of one of its parts."""
    records, _ = from_json(json.dumps(example))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(records))) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            data = given.read(name)
            made.writestr(name, re.sub(old, lambda _: new, data, count=1) if name.endswith(sheet) else data)
    return out.getvalue()


def test_a_sheet_that_says_it_is_endless_is_read_as_it_is(example, tmp_path):
    book = changed(example, "sheet2.xml", rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>')
    assert loaded(book, tmp_path, "台账.xlsx").good
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert loaded(changed(example, "sheet2.xml", b"</sheetData>", far), tmp_path, "台账.xlsx").good


@pytest.mark.parametrize(
    "more",
    [b" " * 210_000_000, b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 200_000 + b"</mergeCells>"],
    ids=["bomb", "merges"],
)
def test_bombs_in_a_workbook(example, tmp_path, more):
    book = changed(example, "sheet2.xml", b"</sheetData>", b"</sheetData>" + more)
    if len(more) > 200_000_000:
        with pytest.raises(ReadError) as error:
            loaded(book, tmp_path, "台账.xlsx")
        assert "过大" in error.value.message.zh
    else:
        assert loaded(book, tmp_path, "台账.xlsx").good


def test_a_workbook_with_entities_is_refused(example, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("金丝雀", encoding="utf-8")
    book = changed(
        example, "sheet2.xml", b"<worksheet", f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret}">]><worksheet'.encode()
    )
    with pytest.raises(ReadError):
        loaded(book, tmp_path, "台账.xlsx")


@pytest.mark.parametrize("line", ["@if in_total", "@each projects", "@if", "@tables", "@else", "{", "{x" * 9])
def test_templates_without_end(line):
    with pytest.raises(TemplateError, match=r"第 .* 行|超过"):
        parse_template("\n".join([line] * 10_000))
    with pytest.raises(TemplateError, match=r"第 .* 行"):
        parse_template("\n".join([line] * 4_000))
