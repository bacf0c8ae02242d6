"""What counts as one numeric token, everywhere in the product."""

import re

#: A maximal run of digits with separators: 1,234.50, 2024, 30.5%, 2022-2025 is two. Full-width digits count too.
TOKEN = re.compile(r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?")

#: A row of a table in a text whose columns are parted by one blank: a code, a name, figures; or figures alone.
PARTED_ROW = re.compile(
    r"(?:(?:(?P<code>[0-9]{3,7}) )?[^\s0-9]\S{0,80}(?: -?[0-9][0-9,.]{0,20}){2,20}"
    r"|-?[0-9][0-9,.]{0,20}(?: -?[0-9][0-9,.]{0,20}){3,20})"
)


def count(text: str) -> int:
    """How many numeric tokens ``text`` has."""
    return len(TOKEN.findall(text))


def tokens(text: str) -> list[tuple[int, int, str]]:
    """The numeric tokens of ``text`` as (start, end, token)."""
    return [(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text)]
