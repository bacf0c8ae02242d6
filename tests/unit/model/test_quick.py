"""Values made the short way are what a frozen dataclass is, and the collector is left as it was."""

import copy
import gc
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from yusuan.model.coordinate import Coordinate
from yusuan.model.place import Place, Source
from yusuan.model.quick import many_values, quick

SOURCE = Source("0" * 64, "a.pdf", "pdf")


def test_a_quick_value_is_as_frozen_as_any() -> None:
    place = Place(SOURCE, 3, cell=(1, 2))
    assert type(place) is Place
    with pytest.raises(FrozenInstanceError):
        place.page = 4  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        place.other = 4  # type: ignore[attr-defined]


def test_it_takes_defaults_keywords_and_refuses_what_it_has_not() -> None:
    assert Place(source=SOURCE) == Place(SOURCE, None, None, None, None, None, None)
    assert [getattr(Place(SOURCE, page=1), f.name) for f in fields(Place)] == [SOURCE, 1, None, None, None, None, None]
    with pytest.raises(TypeError):
        Place(SOURCE, pages=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Place()  # type: ignore[call-arg]


def test_it_is_copied_packed_replaced_hashed_and_ordered() -> None:
    point = Coordinate(year="2024", function="201")
    assert pickle.loads(pickle.dumps(point)) == copy.copy(point) == point
    assert replace(point, year="2023") == Coordinate(year="2023", function="201") < point
    assert {point: 1}[Coordinate(year="2024", function="201")] == 1


def test_a_class_that_needs_its_own_way_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Factory:
        many: list[int] = field(default_factory=list)

    with pytest.raises(TypeError, match="Factory"):
        quick(Factory)


def test_the_collector_is_put_back_also_after_an_error_and_when_nested() -> None:
    before = gc.get_threshold()
    with many_values():
        with pytest.raises(ZeroDivisionError):
            _fails()
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before


@many_values()
def _fails() -> float:
    return 1 / 0
