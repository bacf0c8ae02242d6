"""What a process does while it reads one input: files opened, programs started, addresses asked, memory taken.

Python's audit hooks see what Python does. What native code does is seen from outside: a file with a word in it that
must never turn up, an address that must never be asked, a folder in which nothing may appear.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

#: The word in the file that no input may make anyone read.
CANARY = "金丝雀禁读"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = re.compile(
    r"socket\.(?!gethostname)|subprocess\.|urllib\.|http\.|ftplib\.|smtplib\.|webbrowser\.|shutil\.|tempfile\.|pty\."
    r"|os\.(system|exec|posix_spawn|spawn|fork|forkpty|startfile|mkdir|rename|remove|rmdir|link|symlink|chmod|chown"
    r"|truncate|utime|kill)$"
)
#: Where an interpreter and its libraries may be read from at any time.
_HERE = Path(__file__).resolve()
_LIBRARIES = (
    *(os.path.realpath(p) for p in (sys.prefix, sys.base_prefix, _HERE.parents[2] / "src", _HERE.parents[1])),
    *("/usr/share/zoneinfo", "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/sys/"),
    *("/etc/localtime", "/etc/os-release", "/usr/lib/os-release"),
)


@dataclass
class _Watch:
    """What the hook, which cannot be taken off again, is told to look for; ``seen`` is what it found."""

    on: bool = False
    installed: bool = False
    home: str = ""
    #: Where files may be made and removed; none where this is ''.
    writes: str = ""
    seen: list[str] = field(default_factory=list)


_WATCH = _Watch()


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _WATCH.on:
        return
    if event == "open":
        _opened(*arguments[:3])
    elif _FORBIDDEN.match(event) and not _allowed(event, arguments):
        _WATCH.seen.append(f"{event} {str(arguments)[:200]}")


def _allowed(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether files are made or removed where they may be; what a folder's own handle names is where that is."""
    if not _WATCH.writes or not event.startswith(("os.", "shutil.", "tempfile.")):
        return False
    paths = [a for a in arguments if isinstance(a, str | bytes | os.PathLike)]
    by_handle = any(isinstance(a, int) and not isinstance(a, bool) and 2 < a < 4096 for a in arguments[-1:])
    return by_handle or (bool(paths) and all(_within(p, _WATCH.writes) for p in paths))


def _within(name: str | bytes | os.PathLike[str], folder: str) -> bool:
    """Whether a path, which need not be there, lies in ``folder``."""
    path = os.path.realpath(os.fsdecode(name))
    return path == folder or path.startswith(f"{folder}/")


def _opened(name: object, _mode: object = None, flags: object = 0) -> None:
    if not isinstance(name, str | bytes | os.PathLike):
        return
    path = os.path.realpath(os.fsdecode(name))
    if _WATCH.writes and _within(path, _WATCH.writes):
        return
    if isinstance(flags, int) and flags & _WRITING:
        _WATCH.seen.append(f"opened to write: {path}")
    elif not path.startswith((_WATCH.home, *_LIBRARIES)):
        _WATCH.seen.append(f"opened outside: {path}")


@contextmanager
def watched(home: Path, writes: Path | None = None) -> Iterator[list[str]]:
    """Watch this process; what it should not have done is in the list.

    It may read in ``home`` and its libraries, and do as it likes in ``writes``.
    """
    if not _WATCH.installed:
        sys.addaudithook(_hook)
        _WATCH.installed = True
    before = _listed(home.parent)
    _WATCH.home, _WATCH.seen = os.path.realpath(home), []
    _WATCH.writes = os.path.realpath(writes) if writes else ""
    _WATCH.on = True
    try:
        yield _WATCH.seen
    finally:
        _WATCH.on = False
        more = {n for n in _listed(home.parent) - before if not (writes and _within(n, _WATCH.writes))}
        _WATCH.seen.extend(f"new file: {name}" for name in sorted(more))


def _listed(folder: Path) -> set[str]:
    """What is in the folder of this process and in its parts."""
    return {os.path.join(home, name) for home, folders, files in os.walk(folder) for name in (*folders, *files)}


def forget_peak() -> int:
    """Begin to measure the peak anew; the bytes that the process has in memory now."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:  # not Linux: the peak is then that of the process's life
        return peak()
    return _status("VmRSS")


def peak() -> int:
    """The most bytes that the process had in memory since ``forget_peak``."""
    found = _status("VmHWM")
    if found:
        return found
    import resource  # noqa: PLC0415 - not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _status(key: str) -> int:
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(rf"^{key}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) * 1024 if found else 0
