"""From a user's text to an option's value, and which value an option takes: the refusal says what would do."""

from __future__ import annotations

import enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.options.declared_option import DeclaredOption, format_option
from poetrygui.core.options.option_text import checked_value, value_of
from poetrygui.errors import OptionError


class Shape(enum.Enum):
    ROUND = "round"
    FOUR = 4


def option(kind: type, **more: Any) -> DeclaredOption:
    return DeclaredOption("size", kind, "Size", **more)


SHAPE = option(Shape, values=tuple(Shape))
FLAG = option(bool, values=(True, False))


@pytest.mark.parametrize(
    "declared, text, value",
    [
        (option(bytes), r"\0;", b"\0;"),
        (option(bytes), "", b""),
        (option(str), r" \n ", r" \n "),
        (option(int), " -0x1f ", -31),
        (option(int), "+007", 7),
        (option(float), "1", 1.0),
        (option(float), "-2.5e-1", -0.25),
        (option(object), "'1'", "1"),
        (option(object), " print ", print),
        (SHAPE, " round ", Shape.ROUND),
        (SHAPE, "4", Shape.FOUR),
        (FLAG, "ON", True),
        (FLAG, " 0 ", False),
        (option(bytes, values=(b"\n", b"\0")), r"\x00", b"\0"),
    ],
)
def test_what_a_user_types(declared: DeclaredOption, text: str, value: object) -> None:
    found = value_of(declared, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "declared, text, said",
    [
        (option(bytes), "\\", r"takes bytes, such as .* not '\\\\': \\ is no escape"),
        (option(object), "two", "takes a Python literal .* not 'two': a text is written in quotes, 'two'"),
        (option(int), "1.5", r"takes a whole number, not '1\.5'\.$"),
        (option(int), "1_0", "takes a whole number"),
        (option(int), "٣", "takes a whole number"),
        (option(int), "", r"takes a whole number, not ''\.$"),
        (option(int, minimum=1), "0", r"takes a whole number, 1 or more, not 0\.$"),
        (option(float), "nan", r"takes a number, not nan\.$"),
        (option(float), "soon", "takes a number, not 'soon'"),
        (option(str, maximum=2), "abc", "takes a text, at most 2 characters, not 'abc'"),
        (option(bytes, minimum=1), "", "takes bytes, such as .*, 1 bytes or more, not b''"),
        (SHAPE, "ROUND", r"takes one of round, 4, not 'ROUND'\.$"),
        (FLAG, "maybe", "takes one of yes, no, not 'maybe'"),
    ],
)
def test_another_text_is_refused_by_the_options_name(declared: DeclaredOption, text: str, said: str) -> None:
    with pytest.raises(OptionError, match=f"^The option size {said}"):
        value_of(declared, text)


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(OptionError) as refused:
        value_of(option(int), "9" * 5000)
    assert "99…" in str(refused.value)
    assert len(str(refused.value)) < 150


@pytest.mark.parametrize(
    "declared, value, taken",
    [
        (option(int, minimum=1, maximum=9), 1, 1),
        (option(int, minimum=1, maximum=9), 9, 9),
        (option(bytes, minimum=1, maximum=2), b"ab", b"ab"),
        (option(float), 2, 2.0),
        (option(object), [None], [None]),
        (SHAPE, Shape.FOUR, Shape.FOUR),
        (option(int, values=(1, 2)), 2, 2),
    ],
)
def test_a_value_that_it_takes_is_as_the_attribute_has_it(
    declared: DeclaredOption, value: object, taken: object
) -> None:
    found = checked_value(declared, value)
    assert found == taken
    assert type(found) is type(taken)


@pytest.mark.parametrize(
    "declared, value",
    [
        (option(int, minimum=1, maximum=9), 0),
        (option(int, minimum=1, maximum=9), 10),
        (option(int), True),
        (option(int), 1.0),
        (option(int, values=(1, 2)), True),
        (option(bytes, maximum=1), b"ab"),
        (option(bytes), "a"),
        (option(str), b"a"),
        (option(float), float("inf")),
        (option(float), "1"),
        (option(float, maximum=1), 2),
        (SHAPE, "square"),
        (FLAG, 1),
    ],
)
def test_another_value_is_refused(declared: DeclaredOption, value: object) -> None:
    with pytest.raises(OptionError, match="The option size takes"):
        checked_value(declared, value)


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.binary() | st.booleans())
def test_any_value_comes_back_from_how_it_is_shown(value: object) -> None:
    declared = FLAG if isinstance(value, bool) else option(type(value))
    assert value_of(declared, format_option(value)) == value
