"""Digits of the body's own name are accounted for, wherever the name stands."""

from yusuan.model.place import Source
from yusuan.read.disclosure import build
from yusuan.read.text import read_text


def test_digits_of_the_bodys_name_are_a_name():
    text = "某市12345政务服务中心2024年部门预算\n\n第一部分 某市12345政务服务中心概况\n\n一、主要职责\n\n办理热线。\n"
    read = build([read_text(text.encode(), Source("0" * 64, "文件.txt", "text"))])
    assert read.identity.body == "某市12345政务服务中心"
    uses = [t.use for t in read.tokens if t.text == "12345"]
    assert uses
    assert "unaccounted" not in uses
