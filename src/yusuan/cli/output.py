"""Files that a command writes for ``--output``: there when all of it was written, and never cut short."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click


@contextmanager
def opened(path: Path, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Open ``path`` for text, which stands there once the block is left without an exception. Raises click.FileError.

    That it cannot be written is said before the work is done.
    """
    from yusuan.report.written import writing  # noqa: PLC0415 - only where asked for

    try:
        with writing(path, encoding) as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.FileError(str(error.filename or path), error.strerror or str(error)) from error
