import pytest

from yusuan.read.stitch.caption import Caption, caption, continued_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("表1", Caption(number="表1")),
        ("公开 01 表", Caption(number="公开01表")),
        ("部门公开表 9", Caption(number="部门公开表9")),
        ("公开表10", Caption(number="公开表10")),
        ("附表2", Caption(number="附表2")),
        ("表十二", Caption(number="表十二")),
        ("表14-3", Caption(number="表14-3")),
        ("预算01表 收支总表", Caption(number="预算01表", title="收支总表")),
        ("预算表12 项目支出绩效目标表", Caption(number="预算表12", title="项目支出绩效目标表")),
        ("表3：2026年市级部门支出预算总表", Caption(number="表3", title="2026年市级部门支出预算总表")),
        ("2.15单位收支总表", Caption(number="2.15", title="单位收支总表")),
        ("单位：万元", Caption(unit="万元")),
        ("金额单位:万元", Caption(unit="万元")),
        ("（单位：元）", Caption(unit="元")),
        ("单位：人民币万元", Caption(unit="万元")),
        ("编制部门：某市某局\t单位：元", Caption(unit="元", body="某市某局", says_body=True)),
        ("部门（单位）：某市某局", Caption(body="某市某局", says_body=True)),
        ("单位名称：某局（本级）", Caption(body="某局（本级）", says_body=True)),
        ("部门名称：", Caption(says_body=True)),
        ("[360]某市民政局", Caption(body="某市民政局", says_body=True)),
        ("507-某市水利局（本级）\t单位：万元", Caption(unit="万元", body="某市水利局(本级)", says_body=True)),
        ("部门编码及名称：[361]某局　单位：万元", Caption(unit="万元", body="[361]某局", says_body=True)),
        ("预算代码：361 编报级次：二级　单位：元", Caption(unit="元")),
        ("(2026年度)", Caption(period=True)),
        ("一般公共预算“三公”经费支出表", Caption(title="一般公共预算“三公”经费支出表")),
        ("一般公共预算支出情况表（按功能分类科目）", Caption(title="一般公共预算支出情况表（按功能分类科目）")),
        ("一、收支总表", Caption(title="收支总表", listed=True)),
        ("报表目录", Caption(title="报表目录")),
        ("财政拨款收支总表（续）", Caption(title="财政拨款收支总表（续）")),
    ],
)
def test_says(text: str, expected: Caption) -> None:
    assert caption(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "本部门无政府性基金预算收支，并已公开空表。",
        "具体绩效目标详见报表",
        "表1中的数据来自预算系统",
        "支出预算66,356.67万元",
        "第二部分 2026年部门预算表",
        "注：本表反映部门本年度的收支情况",
        "项目\t预算数",
        "合计\t156,211,123",
    ],
)
def test_is_no_caption(text: str) -> None:
    assert caption(text) is None


def test_a_continued_title_is_the_title() -> None:
    assert continued_title("收支总表（续）") == continued_title("收 支 总 表") == continued_title("收支总表续表")
