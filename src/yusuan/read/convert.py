"""Old and rare Office formats through LibreOffice, where it is installed: one file in, one file out, nothing left.

It runs with a profile of its own in a temporary folder, with macros and the updating of links switched off, in a
process group that is ended with it when its time is over.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from yusuan.model.text import Text
from yusuan.read.errors import DamagedError, TooLargeError, UnsupportedError
from yusuan.read.limits import Limits

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_KINDS = {
    "doc": ("旧版 Word 文档（doc、wps）", "an old Word document (doc, wps)"),
    "xls": ("旧版 Excel 工作簿（xls、et）", "an old Excel workbook (xls, et)"),
    "xlsb": ("二进制 Excel 工作簿（xlsb）", "a binary Excel workbook (xlsb)"),
    "ods": ("OpenDocument 电子表格（ods）", "an OpenDocument spreadsheet (ods)"),
    "odt": ("OpenDocument 文档（odt）", "an OpenDocument text (odt)"),
    "rtf": ("RTF 文档", "an RTF document"),
}
#: Seconds to wait for LibreOffice to say its version.
_ANSWER = 20
#: No macro runs (the highest level, and none at all), no link is followed, nothing is fetched.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}</oor:items>
"""
_ITEM = """<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>
"""
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)


def installed() -> str | None:
    """The path of LibreOffice's program, or None where it is not installed."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return found
    return next((p for p in _PLACES if os.access(p, os.X_OK)), None)


def version(program: str) -> str:
    """What LibreOffice's ``program`` says of itself ('LibreOffice 7.4.7.2'); '' where it does not answer."""
    with tempfile.TemporaryDirectory(prefix="yusuan-") as home:
        try:
            said = subprocess.run(  # noqa: S603 - a program of a fixed name
                [program, f"-env:UserInstallation={Path(home).as_uri()}", "--version"], stdin=subprocess.DEVNULL,
                capture_output=True, timeout=_ANSWER, check=False, cwd=home,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return ""
    return " ".join(said.stdout.decode(errors="replace").split()[:2])


def convert(data: bytes, kind: str, to: str, limits: Limits) -> bytes:
    """``data`` of the ``kind`` (doc, xls, ods …) as ``to`` (docx or xlsx).

    Raises UnsupportedError where LibreOffice is not installed, TooLargeError where it takes too long or its file is
    beyond the limits, DamagedError where it makes nothing of the file.
    """
    program = installed()
    zh, en = _KINDS[kind]
    if program is None:
        raise UnsupportedError(
            Text(
                f"文件内容是{zh}，读取它需要 LibreOffice，本机没有安装。请安装后重试，或另存为 {to} 或 PDF。",
                f"The file is {en}, which is read through LibreOffice, and that is not installed. Install it, or save "
                f"the file as {to} or PDF.",
            )
        )
    with tempfile.TemporaryDirectory(prefix="yusuan-") as folder:
        return _run(program, Path(folder), data, kind, to, limits)


def _run(program: str, home: Path, data: bytes, kind: str, to: str, limits: Limits) -> bytes:
    profile = home / "profile" / "user"
    profile.mkdir(parents=True)
    settings = _PROFILE.format("".join(_ITEM.format(*one) for one in _SETTINGS))
    (profile / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    (home / f"in.{kind}").write_bytes(data)
    out = home / "out"
    command = [
        program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--invisible", "--norestore",
        "--nolockcheck", "--nodefault", "--nofirststartwizard", "--convert-to", to, "--outdir", str(out),
        str(home / f"in.{kind}"),
    ]  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "WINDIR")}
    environment |= {"HOME": str(home), "TMPDIR": str(home)}
    process = subprocess.Popen(  # noqa: S603 - a program of a fixed name, and paths of our own
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
        cwd=home, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(limits.max_seconds)
    except subprocess.TimeoutExpired as error:
        seconds = f"{limits.max_seconds:.0f}"
        raise TooLargeError(
            Text(
                f"用 LibreOffice 转换超过 {seconds} 秒，已停止。请另存为 {to} 或 PDF 后再检查。",
                f"LibreOffice took more than {seconds} seconds and was stopped. Save the file as {to} or PDF.",
            )
        ) from error
    finally:
        _end(process)
    made = out / f"in.{to}"
    if not made.is_file():
        raise DamagedError(
            Text(
                f"LibreOffice 打不开这个文件，可能已损坏或有打开密码。请另存为 {to} 或 PDF 后再检查。",
                f"LibreOffice cannot open the file: it may be damaged or need a password. Save it as {to} or PDF.",
            )
        )
    if made.stat().st_size > limits.max_bytes:
        raise TooLargeError(Text("转换后的文件过大，未读取。", "The converted file is too large; it was not read."))
    return made.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it has started."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()
