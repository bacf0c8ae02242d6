"""The language of the narrative's templates."""

import pytest

from yusuan.compose.template import Condition, Each, Heading, Line, Place, Slot, TemplateError, parse_template


def test_headings_paragraphs_notes_and_places() -> None:
    nodes = parse_template("// 说明\n# 第一部分 {body}概况\n\n文字\n@table key_projects\n@glossary\n")
    assert nodes == (
        Heading(1, ("第一部分 ", Slot("body", "", "", "", 2), "概况")),
        Line(("文字",)),
        Place("table", "key_projects"),
        Place("glossary", ""),
    )


def test_slots_with_filters_and_arguments() -> None:
    (line,) = parse_template("占{basic|share:expenditure}，{words:duties}")
    assert isinstance(line, Line)
    assert line.text[1] == Slot("basic", "", "share", "expenditure", 1)
    assert line.text[3] == Slot("words", "duties", "", "", 1)


def test_conditions_and_rows_nest() -> None:
    (node,) = parse_template("@if grant\n@each function grant\n{item|name}\n@end\n@else\n没有\n@end")
    assert isinstance(node, Condition)
    assert isinstance(node.then[0], Each)
    assert node.otherwise == (Line(("没有",)),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("一\n@if x\n二", 2),
        ("@end", 1),
        ("一\n{In Total}", 2),
        ("{a.b}", 1),
        ("@tablets", 1),
        ("@each function x\n字", 1),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int) -> None:
    with pytest.raises(TemplateError, match=f"第 {line} 行"):
        parse_template(text)
