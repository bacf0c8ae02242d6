"""TOML written by people: whatever is wrong with it is a ValueError, also what the parser was not made for."""

import tomllib
from typing import Any


def parse_toml(text: str) -> dict[str, Any]:
    """The table that ``text`` says. Raises ValueError, also for what is nested too deep or a number of 5,000 digits."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("嵌套过深 / nested too deep") from error
