"""What a document is about, where it is not the whole disclosure: some publish 三公经费 in a file of its own."""

import re

from yusuan.catalog.normal import plain
from yusuan.model.disclosure import Disclosure

#: The title of a document about 三公经费 alone, and how long a title may be.
_THREE_PUBLIC = re.compile(
    r"^(?!.*(?:及|和|与|、|暨)三公).*三公经费(?:[预决]算|支出|财政拨款|公开|信息|汇总|执行|的)*(?:情况|公开|说明|信息|表)*$"
)
_LONGEST_TITLE = 60


def is_of_three_public(disclosure: Disclosure) -> bool:
    """Whether the document's own title says that it is about 三公经费 and nothing else."""
    for section in disclosure.sections:
        first = (*section.path[:1], *(p.text for p in section.paragraphs[:2]))
        if first:
            return any(_THREE_PUBLIC.search(plain(words)) for words in first if len(words) <= _LONGEST_TITLE)
    return False
