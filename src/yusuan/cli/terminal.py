"""Where output goes: plain lines into a pipe or a file, coloured ones and a progress bar on a terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from yusuan.report.text import Line, harmless, plain

if TYPE_CHECKING:
    from rich.console import Console

#: Called with how many of how many steps are done.
Advance = Callable[[int, int], None]


class Screen:
    """Prints lines to ``out``; to a terminal with colours, and with a progress bar that does not get in their way."""

    def __init__(self, out: IO[str] | None = None) -> None:
        self._out = out if out is not None else sys.stdout
        self._console = _console(self._out) if self._out.isatty() else None

    def show(self, lines: Iterable[Line]) -> None:
        """Print ``lines``."""
        if self._console is None:
            for line in lines:
                self._out.write(plain(line) + "\n")
            return
        from rich.text import Text as Styled  # noqa: PLC0415 - only for a terminal

        # All at once: a progress bar is drawn anew after each print.
        safe = ([(harmless(text), style) for text, style in line] for line in lines)
        whole = Styled("\n").join(Styled.assemble(*line) for line in safe)
        self._console.print(whole, soft_wrap=True, highlight=False)

    @contextmanager
    def progress(self, words: str, *, wanted: bool) -> Iterator[Advance]:
        """Show a bar while the block runs, where a person watches and ``wanted``; it is gone afterwards."""
        if not wanted or not sys.stderr.isatty():
            yield lambda done, total: None  # noqa: ARG005
            return
        from rich import progress as bars  # noqa: PLC0415 - only for a terminal

        console = self._console if self._console is not None else _console(sys.stderr)
        columns = (bars.TextColumn("{task.description}"), bars.BarColumn(), bars.MofNCompleteColumn())
        # Without its refreshing thread: processes are forked while it shows, and forking wants one thread.
        with bars.Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
            task = bar.add_task(words, total=None, visible=False)

            def advance(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total, visible=total > 1)
                bar.refresh()

            yield advance


def _console(out: IO[str]) -> "Console":
    from rich.console import Console  # noqa: PLC0415 - only for a terminal

    return Console(file=out)
