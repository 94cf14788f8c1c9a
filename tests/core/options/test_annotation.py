"""What an annotation says that an option can be, and annotations that say nothing an option could be."""

from __future__ import annotations

import enum
from typing import Any, Literal

import pytest

from poetrygui.core.options.annotation import kind_and_values


class Shape(enum.Enum):
    ROUND = "round"
    SQUARE = 4


class Level(enum.IntEnum):
    LOW = 1


class Count(int):
    """A whole number of somebody's own."""


@pytest.mark.parametrize("kind", [bytes, str, int, float])
def test_a_plain_type_lists_no_values(kind: type) -> None:
    assert kind_and_values(kind) == (kind, ())


@pytest.mark.parametrize(
    "annotation, kind, values",
    [
        (bool, bool, (True, False)),
        (Shape, Shape, (Shape.ROUND, Shape.SQUARE)),
        (Level, Level, (Level.LOW,)),
        (Literal["big", "little"], str, ("big", "little")),
        (Literal[1, 2, 4], int, (1, 2, 4)),
        (Literal[b"\n"], bytes, (b"\n",)),
    ],
)
def test_what_lists_its_values_has_them_in_their_order(annotation: Any, kind: type, values: tuple[object, ...]) -> None:
    assert kind_and_values(annotation) == (kind, values)


@pytest.mark.parametrize(
    "annotation",
    [
        Literal[1, "a"],
        Literal[1, True],
        Literal[True],
        Literal[None],
        Literal[Shape.ROUND, "a"],
        enum.Enum("Nothing", ()),
        Count,
        list,
        list[int],
        int | None,
        "int",
        None,
        Any,
    ],
)
def test_what_no_option_can_be(annotation: Any) -> None:
    assert kind_and_values(annotation) == (None, ())
