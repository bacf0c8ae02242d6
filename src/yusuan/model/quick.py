"""Values by the hundred thousand: a shorter way to make them, and none of them searched for cycles again and again.

Reading and checking make up to a million values a document, all frozen. Half of the time went into Python's way of
making a frozen value (a call for each field) and into its searches for cycles among values that never form any.
"""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, fields
from typing import Any, TypeVar

Value = TypeVar("Value")

#: How many values are made before the youngest are searched for cycles, and so many searches before the older ones are.
_SEARCHES = (200_000, 1_000, 1_000)
_lock = threading.Lock()
_depth = 0
_before = (0, 0, 0)


def quick(cls: type[Value]) -> type[Value]:
    """Give a frozen, slotted dataclass an ``__init__`` that takes a third of the time.

    While a value is being made it is of a twin class that has the same slots and is not frozen; nobody sees it before
    it is what it should be. Raises TypeError for a dataclass with ``__post_init__`` or factories, which it would skip.
    """
    own = fields(cls)  # type: ignore[arg-type]
    if hasattr(cls, "__post_init__") or any(f.default_factory is not MISSING or not f.init for f in own):
        raise TypeError(f"{cls.__name__} needs its own __init__")
    twin = type(f"_{cls.__name__}", (), {"__slots__": tuple(f.name for f in own)})
    scope: dict[str, Any] = {f"_{f.name}": f.default for f in own if f.default is not MISSING}
    scope |= {"_turn_into": object.__dict__["__class__"].__set__, "_twin": twin, "_cls": cls}
    given = ", ".join(f.name if f.default is MISSING else f"{f.name}=_{f.name}" for f in own)
    lines = ["_turn_into(self, _twin)", *(f"self.{f.name} = {f.name}" for f in own), "self.__class__ = _cls"]
    exec(f"def __init__(self, {given}):\n " + "\n ".join(lines), scope)  # noqa: S102 - names of fields, nothing else
    init: Callable[..., None] = scope["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = cls.__init__.__annotations__
    cls.__init__ = init  # type: ignore[method-assign]
    return cls


@contextmanager
def many_values() -> Iterator[None]:
    """While many values are made: only the youngest are searched for cycles, and rarely. May be nested."""
    global _depth, _before  # noqa: PLW0603 - the collector is one for the process, and so is what it was set to
    with _lock:
        if not _depth:
            _before = gc.get_threshold()
            if _before[0]:
                gc.set_threshold(*_SEARCHES)
        _depth += 1
    try:
        yield
    finally:
        with _lock:
            _depth -= 1
            if not _depth:
                gc.set_threshold(*_before)
