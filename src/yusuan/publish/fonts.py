"""Where the fonts of a PDF come from: a folder that is named, the package that brings them, or the system."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from yusuan.model.text import Text
from yusuan.publish.errors import FontsMissingError

#: The package of the extra ``publish``: Noto Sans SC and Noto Serif SC, under the SIL Open Font License.
_PACKAGE, _MODULE = "pylopdf-fonts-zh-cn", "pylopdf_fonts_zh_cn"
_SUFFIXES = frozenset({".otf", ".ttf", ".ttc", ".otc"})
#: Free families of Chinese type by the names of their files.
_FREE = ("noto", "sourcehan", "source-han")
_CHINESE = ("cjk", "sc-", "sc.", "sc[", "hansans", "hanserif", "han-sans", "han-serif")
_SERIF, _SANS = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN"), (
    "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN",
)  # fmt: skip
#: What GB/T 9704 asks for; used where the folder that was named holds it.
_FANGSONG = ("FangSong_GB2312", "FangSong", "STFangsong", "Zhuque Fangsong (technical preview)", "FandolFang R")
_KAI = ("KaiTi_GB2312", "KaiTi", "STKaiti", "LXGW WenKai", "FandolKai")
_HEI = ("SimHei", "FandolHei")
_TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")
_MOST_FILES = 20_000


@dataclass(frozen=True, slots=True)
class Fonts:
    """Where fonts are: the folders to hand to typst, and which of the three sources they are."""

    folders: tuple[Path, ...]
    source: Literal["folder", "package", "system"]
    about: str

    def families(self) -> dict[str, tuple[str, ...]]:
        """The families of each role, the first one that is there is used; the system's are the free ones alone."""
        own = self.source == "folder"
        return {
            "body": (*(_FANGSONG if own else ()), *_SERIF, *_SANS),
            "kai": (*(_KAI if own else ()), *_SERIF, *_SANS),
            "hei": (*(_HEI if own else ()), *_SANS, *_SERIF),
            "title": (*(_TITLE if own else ()), *_SERIF, *_SANS),
            "table": (*_SERIF, *_SANS, *(_FANGSONG if own else ())),
        }


def find_fonts(folder: Path | None = None) -> Fonts:
    """The fonts to embed: those of ``folder`` if one is named, else of the package, else of the system.

    Raises FontsMissingError, which says how to come by them.
    """
    if folder is not None:
        if any(_font_files(folder)):
            return Fonts((folder,), "folder", str(folder))
        raise FontsMissingError(
            Text(f"字体目录中没有字体文件（otf、ttf、ttc）：{folder}", f"no font files (otf, ttf, ttc) in {folder}")
        )
    spec = find_spec(_MODULE)
    if spec is not None and spec.submodule_search_locations:
        home = Path(spec.submodule_search_locations[0])
        if any(_font_files(home)):
            return Fonts((home,), "package", f"{_PACKAGE} {_version()}")
    found = tuple(sorted({p.parent for home in _system() for p in _font_files(home) if _is_free(p)}))
    if found:
        return Fonts(found, "system", "、".join(str(p) for p in found))
    raise FontsMissingError(
        Text(
            "没有找到可以嵌入的中文字体（思源或 Noto）。请安装：pip install 'yusuan[publish]'，"
            "或安装系统字体 fonts-noto-cjk，或用 --fonts 指出字体所在的目录",
            "no free Chinese fonts (Noto, Source Han) to embed: pip install 'yusuan[publish]', or install the system's "
            "fonts-noto-cjk, or name a folder of fonts by --fonts",
        )
    )


def _version() -> str:
    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return ""


def _font_files(home: Path) -> Iterator[Path]:
    if not home.is_dir():
        return
    for n, path in enumerate(home.rglob("*")):
        if n > _MOST_FILES:
            return
        if path.suffix.lower() in _SUFFIXES:
            yield path


def _is_free(path: Path) -> bool:
    name = path.name.lower()
    return any(f in name for f in _FREE) and any(c in name for c in _CHINESE)


def _system() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        return (Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/Library/Fonts"), home / "Library/Fonts", Path("/System/Library/Fonts"))
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")
