"""A document in every format: the same bytes twice, the same facts when read back, and nothing half-written."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import jsonschema
import pyarrow.parquet as parquet
import pytest

from support.composed import composed
from yusuan.model.coordinate import Coordinate
from yusuan.model.disclosure import Disclosure
from yusuan.model.document import Document, Part, Prose, Table
from yusuan.publish import FORMATS, FontsMissingError, FormatMissingError, PublishError, publish
from yusuan.publish.as_json import dump, load, schema
from yusuan.publish.flat import COLUMNS
from yusuan.read.disclosure import build
from yusuan.read.source import read_pages

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "gzdgov-2024.txt"
READABLE = ("docx", "pdf", "xlsx", "html")


@pytest.fixture(scope="module")
def read() -> Disclosure:
    return build([read_pages(EXAMPLE)])


@pytest.fixture(scope="module")
def made(read: Disclosure) -> Document:
    return composed(read)


@pytest.fixture(scope="module")
def files(made: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    pytest.importorskip("typst")
    return dict(zip(FORMATS, publish(made, tmp_path_factory.mktemp("out"), "例"), strict=True))


def tables(part: Part) -> list[Table]:
    return [b for b in part.blocks if isinstance(b, Table)] + [t for p in part.parts for t in tables(p)]


def cells(document: Document) -> Counter[tuple[Coordinate, int]]:
    every = [c for p in document.parts for t in tables(p) for r in t.rows for c in r]
    return Counter((c.coordinate, c.fen) for c in every if c.coordinate is not None and c.fen is not None)


def contents(path: Path) -> bytes:
    if path.is_dir():
        return b"".join(p.name.encode() + p.read_bytes() for p in sorted(path.iterdir()))
    return path.read_bytes()


@pytest.mark.parametrize("form", READABLE)
def test_what_is_read_back_is_what_was_published(
    files: dict[str, Path], made: Document, read: Disclosure, form: str
) -> None:
    again = build([read_pages(files[form])])
    assert Counter((f.coordinate, f.amount.value) for f in again.facts) == cells(made)
    assert [(s.kind, s.title, s.number, s.unit, s.body_name) for s in again.statements] == [
        (t.kind, t.title, t.number, t.unit, t.body) for p in made.parts for t in tables(p)
    ]
    assert [t.text for t in again.tokens if t.use == "unaccounted"] == []
    assert again.not_understood == ()
    assert (again.identity.body, again.identity.year, again.identity.kind) == (made.body, made.year, made.kind)

    def said(d: Disclosure) -> Counter[tuple[object, ...]]:
        return Counter((c.kind, c.coordinate, c.base, c.amount and c.amount.value, c.ratio) for c in d.claims)

    assert said(again) == said(read)

    def paths(d: Disclosure) -> list[tuple[str, ...]]:
        return [tuple("".join(h.split()) for h in s.path) for s in d.sections if s.kind not in ("cover", "contents")]

    assert [p for p in paths(again) if p] == [p for p in paths(read) if p]


def test_the_same_document_gives_the_same_bytes(files: dict[str, Path], made: Document, tmp_path: Path) -> None:
    again = publish(made, tmp_path, "例")
    assert {p.name: contents(p) for p in again} == {p.name: contents(p) for p in files.values()}


def test_json_loses_nothing(made: Document) -> None:
    opened = replace(made, parts=(*made.parts, Part(2, "附", (Prose("待定。", "请确认"),))))
    assert load(dump(opened)) == opened
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(dump(opened)), schema(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"format": "yusuan-document/1"}', b'{"format": "other"}', b"\xff"]
)
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(PublishError):
        load(data)


def test_the_data_hold_every_amount(files: dict[str, Path], made: Document) -> None:
    with files["csv"].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    dimensions = Coordinate.__dataclass_fields__
    found = Counter((Coordinate(**{d: r[d] for d in dimensions}), int(r["fen"])) for r in rows)
    assert found == cells(made)
    table = parquet.read_table(files["parquet"]).to_pylist()
    assert [(r["fen"], int(r["amount"] * 100)) for r in table] == [(int(r["fen"]),) * 2 for r in rows]


def test_the_package_describes_its_data(files: dict[str, Path]) -> None:
    described = json.loads((files["datapackage"] / "datapackage.json").read_text(encoding="utf-8"))
    resource = described["resources"][0]
    data = (files["datapackage"] / resource["path"]).read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    fields = {f["name"]: f for f in resource["schema"]["fields"]}
    assert tuple(rows[0]) == tuple(fields) == COLUMNS
    assert resource["bytes"] == len(data)
    keys = [tuple(r[k] for k in resource["schema"]["primaryKey"]) for r in rows]
    assert len(set(keys)) == len(keys)
    kinds = {"integer": int, "number": float}
    for row in rows:
        for name, f in fields.items():
            if f["type"] in kinds:
                kinds[f["type"]](row[name])
    for part in [*described["model"]["measures"].values()]:
        assert part["source"] in fields
    for dimension in described["model"]["dimensions"].values():
        assert {a["source"] for a in dimension["attributes"].values()} <= set(fields)
        assert set(dimension["primaryKey"]) <= set(dimension["attributes"])


def test_frictionless_finds_the_package_valid(files: dict[str, Path]) -> None:
    frictionless = pytest.importorskip("frictionless")
    assert frictionless.validate(str(files["datapackage"] / "datapackage.json")).valid


def test_nothing_is_left_where_something_fails(made: Document, tmp_path: Path) -> None:
    (tmp_path / "no fonts").mkdir()
    out = tmp_path / "out"
    with pytest.raises(FontsMissingError, match="no font files"):
        publish(made, out, "例", ["html", "pdf"], fonts=tmp_path / "no fonts")
    with pytest.raises(FormatMissingError):
        publish(made, out, "例", ["html", "odt"])
    for stem in ("", "../x", "a/b", ".x"):
        with pytest.raises(PublishError):
            publish(made, out, stem, ["html"])
    assert not out.exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="cannot write"):
        publish(made, tmp_path / "file", "例", ["json"])


def test_an_older_publication_is_replaced(made: Document, tmp_path: Path) -> None:
    publish(made, tmp_path, "例", ["datapackage", "json"])
    (tmp_path / "例-datapackage" / "old.csv").write_text("x")
    paths = publish(replace(made, title="新"), tmp_path, "例", ["json", "datapackage"])
    assert [p.name for p in paths] == ["例.json", "例-datapackage"]
    assert sorted(p.name for p in tmp_path.rglob("*")) == [
        "amounts.csv",
        "datapackage.json",
        "例-datapackage",
        "例.json",
    ]
