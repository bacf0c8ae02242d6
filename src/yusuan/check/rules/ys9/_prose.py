"""The sentences of a disclosure: paragraphs that people wrote, without lists of contents and without tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yusuan.check.rule import NotChecked
from yusuan.model.disclosure import Disclosure, Paragraph, Section
from yusuan.model.place import Place
from yusuan.model.text import Text

_KINDS = frozenset({"overview", "narrative", "glossary"})
#: A sign of a sentence, or an amount at the end: 经费预算为464.64万元 wants a full stop and has no sign at all.
_SENTENCE = re.compile(r"[。，；]|为[0-9.,]+万?元$")
_AROUND = 10


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph with its section, and the paragraph after it in the section, '' where it is the last."""

    paragraph: Paragraph
    section: Section
    after: str

    @property
    def text(self) -> str:
        """The words."""
        return self.paragraph.text

    def where(self, start: int) -> Place:
        """The place of the character at ``start``."""
        return self.paragraph.place_of(start)

    def key(self, words: str) -> str:
        """``words`` in their section: what outlives another layout of the pages."""
        return " > ".join((*self.section.path[-1:], words))

    def around(self, start: int, end: int) -> str:
        """The words from ``start`` to ``end`` with a little on either side."""
        head = "…" if start > _AROUND else ""
        tail = "…" if end + _AROUND < len(self.text) else ""
        return f"{head}{self.text[max(0, start - _AROUND) : end + _AROUND].strip()}{tail}"


def prose_of(disclosure: Disclosure) -> tuple[Prose, ...]:
    """Find the paragraphs that are sentences. Raises NotChecked where there is none."""
    found = tuple(_prose(disclosure))
    if not found:
        raise NotChecked(Text("没有读到文字说明", "no narrative was read"))
    return found


def _prose(disclosure: Disclosure) -> Iterator[Prose]:
    for section in disclosure.sections:
        if section.kind not in _KINDS:
            continue
        texts = [p.text.strip() for p in section.paragraphs] + [""]
        for n, paragraph in enumerate(section.paragraphs):
            if _SENTENCE.search(paragraph.text.rstrip()):
                yield Prose(paragraph, section, texts[n + 1])
