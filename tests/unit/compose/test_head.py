"""The heads of statements: merged cells, two sides."""

from yusuan.compose.head import head_rows


def shape(*paths: tuple[int, tuple[str, ...]]) -> list[list[tuple[str, int, int]]]:
    return [[(c.text, c.row_span, c.column_span) for c in row] for row in head_rows(paths)]


def test_groups_are_merged_across_and_single_phrases_down() -> None:
    assert shape((0, ("科目编码",)), (0, ("收入", "一般")), (0, ("收入", "基金"))) == [
        [("科目编码", 2, 1), ("收入", 1, 2)],
        [("一般", 1, 1), ("基金", 1, 1)],
    ]


def test_sides_are_not_merged_with_each_other() -> None:
    assert shape((0, ("项目",)), (1, ("项目",)))[0] == [("项目", 1, 1), ("项目", 1, 1)]


def test_three_levels() -> None:
    found = shape((0, ("数", "合计")), (0, ("数", "基本", "人员")), (0, ("数", "基本", "公用")))
    assert found == [[("数", 1, 3)], [("合计", 2, 1), ("基本", 1, 2)], [("人员", 1, 1), ("公用", 1, 1)]]
