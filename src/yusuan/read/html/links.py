"""The files that a web page links to: many sites publish a page with a sentence and the disclosure as an attachment."""

import re
from dataclasses import dataclass

from yusuan.read.html.tree import Element

_SUFFIX = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|txt)(?:$|[?#&\"'\s)）])", re.IGNORECASE)
_MOST = 50


@dataclass(frozen=True, slots=True)
class Link:
    """One link to a file: its ``text`` as shown and where it leads."""

    text: str
    href: str

    def __str__(self) -> str:
        return f"{self.text}（{self.href}）" if self.href and self.href != self.text else self.text


def attachments(body: Element) -> tuple[Link, ...]:
    """The links on the page that lead to a file, by their address or by the name they show; each address once."""
    found: dict[str, Link] = {}
    for element in body.elements():
        if element.tag != "a" or len(found) >= _MOST:
            continue
        href = element.attributes.get("href", "").strip()[:400]
        text = " ".join(element.text().replace("\u00a0", " ").split())[:120]
        named = (
            element.attributes.get("title", "").strip()[:120] or element.attributes.get("download", "").strip()[:120]
        )
        if href.lower().startswith(("javascript:", "mailto:", "#")) and not _SUFFIX.search(text):
            continue
        if _SUFFIX.search(href) or _SUFFIX.search(text) or _SUFFIX.search(named):
            found.setdefault(href or text, Link(text or named or href, href))
    return tuple(found.values())
