"""One option: what it takes is told in words, and values are shown as they are typed."""

from __future__ import annotations

import enum
from typing import Any

import pytest

from poetrygui.core.options.declared_option import DeclaredOption, format_option, unused_options
from poetrygui.core.options.details import Details
from poetrygui.core.options.literals import FreshDeferred


class Shape(enum.Enum):
    ROUND = "round"
    FOUR = 4


def option(kind: type, **more: Any) -> DeclaredOption:
    return DeclaredOption("size", kind, "Size", **more)


@pytest.mark.parametrize(
    "value, text",
    [
        (b"\r\n", r"\r\n"),
        (b"", ""),
        ("a\\n é", "a\\n é"),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (-1.5, "-1.5"),
        (Shape.ROUND, "round"),
        (Shape.FOUR, "4"),
    ],
)
def test_how_a_value_is_shown(value: object, text: str) -> None:
    assert format_option(value) == text


@pytest.mark.parametrize(
    "kind, bounds, takes",
    [
        (int, {}, "a whole number"),
        (int, {"minimum": 1000}, "a whole number, 1,000 or more"),
        (int, {"maximum": 0}, "a whole number, at most 0"),
        (float, {"minimum": 0, "maximum": 0.5}, "a number, from 0 to 0.5"),
        (str, {"minimum": 0}, "a text, 0 characters or more"),
        (bytes, {"minimum": 1, "maximum": 4}, r"bytes, such as ; or \r\n or \x00, from 1 to 4 bytes"),
        (bool, {"values": (True, False)}, "one of yes, no"),
        (Shape, {"values": tuple(Shape)}, "one of round, 4"),
    ],
)
def test_what_it_takes_is_told_in_words(kind: type, bounds: dict[str, Any], takes: str) -> None:
    assert option(kind, **bounds).takes == takes


def test_one_without_a_default_is_required_and_none_is_a_default() -> None:
    assert option(int).required
    assert option(int).default_text == ""
    assert not option(int, default=0).required
    assert option(int, default=0).default_text == "0"
    assert not option(object, default=None).required


def test_one_that_is_written_as_in_python_shows_its_default_so() -> None:
    assert option(object, default="a").default_text == "'a'"
    assert option(str, default="a").default_text == "a"
    assert option(object, default=FreshDeferred()).default_text == "Deferred()"
    assert option(object).is_literal
    assert not option(str).is_literal
    assert option(object).takes.startswith("a Python literal")


def test_a_user_reads_the_words_for_its_choices_where_there_are_some() -> None:
    plain = option(Shape, values=tuple(Shape))
    assert plain.words == plain.choices == ("round", "4")
    named = option(Shape, values=tuple(Shape), details=Details(words=("like a ball", "like a box")))
    assert named.words == ("like a ball", "like a box")
    assert named.choices == ("round", "4")


def test_what_has_a_meaning_beside_one_value_alone_is_unused_beside_another() -> None:
    check = DeclaredOption("check", str, "Check", "look")
    file = DeclaredOption("file", str, "File", "", details=Details(only_with=("check", "file")))
    backup = DeclaredOption("backup", str, "Backup", "", details=Details(only_with=("check", "look")))
    options = [check, file, backup]
    assert unused_options(options, {}) == {"file"}
    assert unused_options(options, {"check": ""}) == {"file"}  # an empty field is the default
    assert unused_options(options, {"check": "file"}) == {"backup"}
    assert unused_options(options, {"check": "else"}) == {"file", "backup"}
    assert unused_options([check], {"check": "else"}) == set()
    assert unused_options([], {}) == set()
