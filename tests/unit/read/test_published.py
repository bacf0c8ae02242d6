"""Our own JSON as a document to read: its texts and tables count, what it says of itself does not."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.compose_samples import ledger_in
from support.ledgers import example_ledger
from yusuan.compose import compose
from yusuan.model.grid import Grid, TextLine
from yusuan.model.place import Source
from yusuan.publish.as_json import dump
from yusuan.read.disclosure import build
from yusuan.read.errors import DamagedError, NotADocumentError, ReadError, TooLargeError
from yusuan.read.published import read_published
from yusuan.read.sniff import sniff
from yusuan.read.source import read_pages

SOURCE = Source("0", "公开.json", "json")
Json = dict[str, Any]


def document(**table: object) -> Json:
    whole = {
        "type": "table", "kind": "x", "number": "表1", "title": "部门收支总体情况表", "body": "某某局", "unit": "万元",
        "widths": [1, 1], "notes": ["注：示例。"], "wide": False,
        "head": [[cell("项目"), cell("预算数")]], "rows": [[cell("合计"), cell("1.00", role="amount")]],
    }  # fmt: skip
    part = {"level": 1, "heading": "第二部分 预算表", "blocks": [{"type": "prose", "text": "一段。"}, whole | table]}
    return {"format": "yusuan-document/1", "title": "2024年某某局部门预算", "parts": [part]}


def cell(text: object, **more: object) -> Json:
    return {"text": text, "role": "text", **more}


def read(data: object) -> list[TextLine | Grid]:
    return list(read_published(json.dumps(data).encode(), SOURCE).pages[0].blocks)


def grid(**table: object) -> Grid:
    return next(b for b in read(document(**table)) if isinstance(b, Grid))


def test_texts_and_tables_come_in_order() -> None:
    blocks = read(document())
    assert [b.text if isinstance(b, TextLine) else [c.text for c in b.cells] for b in blocks] == [
        "2024年某某局部门预算", "第二部分 预算表", "一段。", "表1", "部门收支总体情况表", "单位名称：某某局",
        "单位：万元", ["项目", "预算数", "合计", "1.00"], "注：示例。",
    ]  # fmt: skip


def test_merged_cells_and_short_rows_stand_where_they_do() -> None:
    found = grid(
        head=[[cell("科目", row_span=2), cell("支出", column_span=2)], [cell("基本"), cell("项目")]],
        rows=[[cell("教育", indent=1), cell("1.00", role="amount")]],
    )
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells] == [
        ("科目", 0, 0, 2, 1), ("支出", 0, 1, 1, 2), ("基本", 1, 1, 1, 1), ("项目", 1, 2, 1, 1), ("  教育", 2, 0, 1, 1),
        ("1.00", 2, 1, 1, 1), ("", 2, 2, 1, 1),
    ]  # fmt: skip
    assert found.head == 2


def test_what_it_says_of_itself_is_not_believed(tmp_path: Path) -> None:
    data = json.loads(dump(compose(example_ledger())))
    facts = [build([read_pages(saved(tmp_path, d))]).facts for d in (data, distorted(data))]
    assert len(facts[0]) > 300
    assert [(f.coordinate, f.amount) for f in facts[0]] == [(f.coordinate, f.amount) for f in facts[1]]


def saved(folder: Path, data: Json) -> Path:
    path = folder / "公开.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def distorted(data: Any) -> Any:
    """The same texts with other points, amounts and kinds."""
    if isinstance(data, list):
        return [distorted(x) for x in data]
    if not isinstance(data, dict):
        return data
    lies = {"fen": 4_711, "point": {"function": "999"}, "amounts": [], "kind": "govfund", "year": 1999, "body": None}
    kept = {k: v for k, v in data.items() if k != "body" or "unit" in data}
    return {k: distorted(v) if k not in lies or k == "body" else lies[k] for k, v in kept.items()}


@pytest.mark.parametrize("layout", ["shanghai-budget", "final-accounts"])
def test_it_reads_as_the_web_page_does(layout: str, tmp_path: Path) -> None:
    made = compose(ledger_in(layout))
    path = tmp_path / "公开.json"
    path.write_bytes(dump(made))
    assert sniff(path.read_bytes()) == "json"
    read_again = build([read_pages(path)])
    assert read_again.identity.body == made.body
    assert not read_again.not_understood
    assert not [t for t in read_again.tokens if t.use == "unaccounted"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b'{"a": 1}', NotADocumentError),
        (b"[{}]", NotADocumentError),
        (b'{"format": "yusuan-report/1"}', NotADocumentError),
        (b'{"format": ', DamagedError),
        (b'{"format": NaN}', DamagedError),
        (b'{"format": ' + b"9" * 10_000 + b"}", DamagedError),
        (b'{"format": "yusuan-document/1", "parts": ' + b"[" * 200_000, DamagedError),
        (b'{"format": "yusuan-document/1", "parts": {}}', DamagedError),
        (b'{"format": "yusuan-document/1", "title": 5}', DamagedError),
        (b'{"format": "yusuan-document/1", "parts": [7]}', DamagedError),
        (b'{"format": "yusuan-document/1", "parts": [{"blocks": [{"type": "film"}]}]}', DamagedError),
        (b'{"format": "yusuan-document/1", "title": "' + b"x" * 300_000 + b'"}', TooLargeError),
    ],
)  # fmt: skip
def test_other_or_broken_json_is_refused(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error) as raised:
        read_published(data, SOURCE)
    assert raised.value.message.zh.endswith("。")


@pytest.mark.parametrize(
    "table",
    [
        {"rows": [[cell(1.0)]]}, {"rows": [["x"]]}, {"rows": {}}, {"notes": [1]}, {"title": []},
        {"rows": [[cell("x", row_span=True)]]}, {"rows": [[cell("x", column_span=-1)]]},
        {"rows": [[cell("x", indent="1")]]},
        {"rows": [[cell("a"), cell("b", row_span=2)], [cell("c", column_span=2)]]},
    ],
)  # fmt: skip
def test_a_wrong_table_is_told_with_its_place(table: Json) -> None:
    with pytest.raises(DamagedError, match=r"parts\[0\].blocks\[1\]"):
        read(document(**table))


@pytest.mark.parametrize(
    "table",
    [
        {"rows": [[cell("x", column_span=10**12)], [cell("y", column_span=1)] * 401]},
        {"rows": [[cell("x", column_span=400, row_span=6_000)]] + [[]] * 6_000},
    ],
)
def test_a_table_that_is_made_to_be_huge_is_refused(table: Json) -> None:
    with pytest.raises(TooLargeError):
        read(document(**table))


def test_parts_do_not_nest_for_ever() -> None:
    part: Json = {"level": 1, "heading": "x"}
    for _ in range(50):
        part = {"level": 1, "heading": "x", "parts": [part]}
    with pytest.raises(TooLargeError):
        read({"format": "yusuan-document/1", "parts": [part]})


def test_characters_that_no_text_holds_are_replaced() -> None:
    found = grid(rows=[[cell("a\ud800\x00b"), cell("两\n行")]])
    assert [c.text for c in found.cells][2:] == ["a��b", "两行"]


def test_a_span_reaches_no_further_than_its_table() -> None:
    found = grid(rows=[[cell("x", row_span=10**9), cell("1.00", role="amount")]])
    assert max(c.row + c.row_span for c in found.cells) == found.n_rows == 2
