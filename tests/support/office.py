"""What LibreOffice makes of a file, for tests of what yusuan writes."""

import subprocess
from pathlib import Path

from yusuan.read.convert import installed


def resaved(data: bytes, suffix: str, to: str, folder: Path) -> bytes:
    """``data`` opened by LibreOffice as a file of ``suffix`` and saved as ``to``."""
    source = folder / f"in.{suffix}"
    source.write_bytes(data)
    command = [str(installed()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", to, "--outdir", str(folder), str(source)], check=True, timeout=120)
    return (folder / f"in.{to}").read_bytes()
