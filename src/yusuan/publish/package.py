"""ZIP packages with the same bytes every time, and text made fit for XML."""

import io
import re
import zipfile
from collections.abc import Iterable
from html import escape

#: The earliest time that a ZIP can tell: the same document is to have the same bytes on every day.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: What XML 1.0 has no way to hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MINDED = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def xml_text(text: str) -> str:
    """``text`` for an element or a quoted attribute, without the characters that XML forbids."""
    # Most texts are figures and names with nothing in them to mind.
    return escape(shown(text)) if _MINDED.search(text) else text


def shown(text: str) -> str:
    """``text`` without what no format can show: control characters, halves of pairs."""
    return _FORBIDDEN.sub("", text)


def zipped(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    """Pack ``parts`` (name, content) in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            made.writestr(entry, content)
    return out.getvalue()
