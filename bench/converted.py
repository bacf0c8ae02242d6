"""Files through LibreOffice, many in one go."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from yusuan.read.convert import installed

#: What LibreOffice is to write, where its own choice for the ending is not meant.
_FILTERS = {"html": "html:HTML (StarWriter)", "xls": "xls:MS Excel 97", "doc": "doc:MS Word 97"}


def convert(paths: Sequence[Path], to: str, name: str) -> None:
    """Write each of ``paths``, ``stem.format``, as ``stem.name`` beside it. Nothing where LibreOffice is missing."""
    program = installed()
    there = [p for p in paths if p.is_file()]
    if program is None or not there:
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        # LibreOffice names what it writes after the file's stem: a plain number is one without dots.
        for i, path in enumerate(there):
            (home / f"{i}{path.suffix}").write_bytes(path.read_bytes())
        command = [
            program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", _FILTERS.get(to, to), "--outdir", str(home / "out"),
            *(str(home / f"{i}{path.suffix}") for i, path in enumerate(there)),
        ]  # fmt: skip
        subprocess.run(command, check=False, capture_output=True, timeout=1800)
        for i, (path, source) in enumerate(zip(there, _suffixes(there), strict=True)):
            made = home / "out" / f"{i}.{to}"
            if made.is_file():
                path.with_name(path.name.removesuffix(source) + name).write_bytes(made.read_bytes())


def _suffixes(paths: Sequence[Path]) -> list[str]:
    """The name of the format at the end of each path: all share the longest one that begins with a dot."""
    return [str(p.name).split(".", 1)[1] for p in paths]
