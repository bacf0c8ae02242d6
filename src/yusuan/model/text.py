"""A sentence for a person, in Chinese and in English."""

from dataclasses import dataclass
from typing import Literal

from yusuan.model.quick import quick

Language = Literal["zh", "en"]


@quick
@dataclass(frozen=True, slots=True)
class Text:
    """One message in both languages; Chinese is what users see by default."""

    zh: str
    en: str

    def say(self, language: Language) -> str:
        """The message in ``language``."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.zh
