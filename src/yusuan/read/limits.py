"""How much of a file is read before giving up: untrusted input must not eat the machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document; beyond one of them reading raises ``TooLarge``.

    ``max_bytes``: of the file. ``max_pages``: of a PDF. ``max_chars``: characters on one page.
    ``max_paths``: drawn objects on one page. ``max_stream``: bytes that one stream of a PDF unpacks to.
    ``max_seconds``: for the whole document, looked at between pages (a single page
    that hangs inside the PDF library is the business of whoever runs the process).
    ``max_ocr_seconds``: for recognising the pages that are pictures; those left over are named.
    """

    max_bytes: int = 200_000_000
    max_pages: int = 2_000
    max_chars: int = 200_000
    max_paths: int = 200_000
    max_stream: int = 200_000_000
    max_seconds: float = 120.0
    max_ocr_seconds: float = 140.0


DEFAULT = Limits()
