"""An OFD's ZIP: its parts found by the places that other parts name; no name in it is ever a path on disk."""

import posixpath

from yusuan.model.text import Text
from yusuan.read.archive import Archive, Element
from yusuan.read.limits import Limits

_WHAT = Text("OFD 文件", "The OFD")


class Package:
    """The parts of one OFD. Raises DamagedError where it is no ZIP, TooLargeError beyond its limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = Archive(data, _WHAT, limits)
        self._parts = {_plain(name): name for name in self._archive.names}
        self._lower = {name.lower(): name for name in self._parts}

    def find(self, *names: str) -> str | None:
        """The first of ``names`` (from the package's root) that there is, by any case of letters."""
        for name in names:
            plain = _plain(name)
            if plain in self._parts:
                return plain
            if plain.lower() in self._lower:
                return self._lower[plain.lower()]
        return None

    def at(self, location: str, home: str, root: str = "") -> str | None:
        """The part that ``location`` names in the part ``home``: from the package's root, from there, or ``root``.

        The standard has relative places begin at the part that names them; some producers begin at the document's.
        """
        location = location.strip().replace("\\", "/")
        if not location:
            return None
        if location.startswith("/"):
            return self.find(location)
        beside = posixpath.join(posixpath.dirname(home), location)
        return self.find(beside, posixpath.join(posixpath.dirname(root), location), location)

    def xml(self, name: str) -> Element:
        """The root element of a part. Raises DamagedError, EncryptedError or TooLargeError."""
        return self._archive.xml(self._parts[name])


def _plain(name: str) -> str:
    """A part's name without a leading slash, without ``.`` and ``..``."""
    return posixpath.normpath("/" + name.replace("\\", "/").lstrip("/")).lstrip("/")


__all__ = ["Element", "Package"]
