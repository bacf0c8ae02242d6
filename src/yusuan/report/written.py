"""Files that are whole or not there: written beside their place and moved into it when all of it is on the disk.

And names for them, out of what a document or a ledger says.
"""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

#: What one file system or another does not take in a name.
_UNFIT = re.compile(r'[\\/:*?"<>|]')


def file_name(words: str, longest: int = 180) -> str:
    """Make of ``words`` a name for a file, or a part of one: no folder, nothing unseen, at most ``longest`` bytes.

    What is too long ends in the beginning of its hash. '' where nothing is left.
    """
    seen = "".join(c for c in _UNFIT.sub("", words) if c.isprintable()).strip(" .\u3000")
    data = seen.encode()
    if len(data) <= longest:
        return seen
    return f"{data[: longest - 9].decode(errors='ignore')}~{sha256(data).hexdigest()[:8]}"


@contextmanager
def writing(path: Path, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Open a text file that stands at ``path`` once the block is left without an exception. Raises OSError.

    What cannot be printed in ``encoding`` is replaced. A pipe or a device is written as it is.
    """
    with _beside(path) as place, open(place, "w", encoding=encoding, errors="replace", newline="\n") as out:
        yield out


def write(path: Path, content: str | bytes) -> None:
    """Write ``content`` (text: in UTF-8, what is no character replaced) at ``path``. Raises OSError."""
    data = content.encode(errors="replace") if isinstance(content, str) else content
    with _beside(path) as place, open(place, "wb") as out:
        out.write(data)


@contextmanager
def _beside(path: Path) -> Iterator[str | int]:
    """Where to write what is to stand at ``path``; nothing is left of it where that fails or is interrupted."""
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        yield target  # /dev/stdout, a pipe; of a folder open() says that it is one
        return
    place = os.path.join(os.path.dirname(target), f".yusuan-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        # As open() makes files: with the rights that the user's mask leaves.
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        yield handle
        os.replace(place, target)
    except OSError as error:
        # A disk that is full does not say which file is meant.
        if error.filename not in (None, place):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        with suppress(OSError):
            os.unlink(place)
