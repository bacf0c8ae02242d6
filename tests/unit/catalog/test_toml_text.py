"""TOML that hurts the parser is wrong in words, as any other."""

import pytest

from yusuan.catalog.layouts import LayoutError, parse_layout
from yusuan.catalog.toml_text import parse_toml
from yusuan.read.corrections import parse_corrections
from yusuan.read.errors import ReadError

HOSTILE = {"deep lists": "x = " + "[" * 5000, "deep tables": "x = " + "{a=" * 5000, "long number": "x = " + "9" * 5000,
           "text": "x =", "no such day": "x = 2024-02-31"}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_wrong_is_said(name):
    with pytest.raises(ValueError, match=r"\S"):
        parse_toml(HOSTILE[name])
    with pytest.raises(LayoutError, match="不是有效的 TOML"):
        parse_layout(HOSTILE[name], "甲.toml")
    with pytest.raises(ReadError, match="不是有效的 TOML"):
        parse_corrections(HOSTILE[name], "甲.toml")


def test_what_is_right_is_read():
    assert parse_toml("x = [1]") == {"x": [1]}
