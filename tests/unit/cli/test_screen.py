"""Colours and a bar for a person, neither for a pipe."""

import io

from yusuan.cli.terminal import Screen

LINES = [(("  1. ", ""), ("错误", "bold red")), (), (("x" * 300, ""),)]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_plain_lines():
    out = io.StringIO()
    Screen(out).show(LINES)
    assert out.getvalue() == "  1. 错误\n\n" + "x" * 300 + "\n"


def test_a_terminal_gets_colours_and_lines_that_are_not_cut(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    Screen(out).show(LINES)
    assert "\x1b[1;31m错误\x1b[0m" in out.getvalue()
    assert "x" * 300 in out.getvalue()


def test_a_bar_is_drawn_where_a_person_watches_several_documents(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    err = Terminal()
    monkeypatch.setattr("sys.stderr", err)
    with Screen(io.StringIO()).progress("检查", wanted=True) as advance:
        advance(0, 3)
        advance(1, 3)
    assert "1/3" in err.getvalue()


def test_no_bar_for_one_document_for_a_pipe_or_where_it_is_not_wanted(monkeypatch):
    err = Terminal()
    monkeypatch.setattr("sys.stderr", err)
    with Screen(io.StringIO()).progress("检查", wanted=True) as advance:
        advance(0, 1)
        advance(1, 1)
    with Screen(io.StringIO()).progress("检查", wanted=False) as advance:
        advance(1, 3)
    assert "/" not in err.getvalue()
    plain = io.StringIO()
    monkeypatch.setattr("sys.stderr", plain)
    with Screen(io.StringIO()).progress("检查", wanted=True) as advance:
        advance(1, 3)
    assert plain.getvalue() == ""
