"""How an author's classes are built: each constructor gets the arguments that it knows, whatever way it takes them."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Factory, Protocol

from poetrygui.api import PoemProtocol
from poetrygui.core.authors.construction import Construction, built_by, construct, construction_of, parameters_of
from poetrygui.core.options.literals import FreshDeferred


class Plain:
    pass


class Base:
    def __init__(self, width: int, depth: int = 2) -> None:
        self.got: tuple[object, ...] = (width, depth)


class Handing(Base):
    def __init__(self, height: int, **more: Any) -> None:
        super().__init__(**more)
        self.got = (height, *self.got)


class Closed(Handing):
    def __init__(self, height: int) -> None:
        super().__init__(height, width=1)


class Positional:
    def __init__(self, first: int, second: int = 2, /, *rest: int, third: int = 3) -> None:
        self.got = (first, second, rest, third)


class Unreadable:
    def __init__(self, size: "Missing", width: int) -> None:  # type: ignore[name-defined]  # noqa: F821, UP037
        self.got = (size, width)


def names(built: type) -> list[str]:
    return [parameter.name for parameter in parameters_of(built)]


@pytest.mark.parametrize(
    "built, known",
    [
        (Plain, []),
        (Base, ["width", "depth"]),
        (Handing, ["height", "width", "depth"]),
        (Closed, ["height"]),
        (Positional, ["first", "second", "third"]),
        (Unreadable, ["size", "width"]),
        (dict, []),
    ],
)
def test_what_a_constructor_takes(built: type, known: list[str]) -> None:
    assert names(built) == known


def test_what_is_said_twice_is_the_nearest_classs() -> None:
    class Nearest(Base):
        def __init__(self, width: str = "wide", **more: Any) -> None: ...

    assert {parameter.name: parameter.default for parameter in parameters_of(Nearest)}["width"] == "wide"


@pytest.mark.parametrize(
    "built, arguments, got",
    [
        (Base, {"width": 5}, (5, 2)),
        (Base, {"width": 5, "depth": 6, "colour": 7}, (5, 6)),
        (Handing, {"depth": 3, "width": 2, "height": 1}, (1, 2, 3)),
        (Positional, {"third": 7, "first": 1}, (1, 2, (), 7)),
        (Positional, {"second": 5, "first": 4}, (4, 5, (), 3)),
    ],
)
def test_each_takes_the_arguments_that_it_knows(built: Any, arguments: dict[str, object], got: object) -> None:
    made: Any = construct(built, built, arguments)
    assert made.got == got


def test_a_missing_argument_is_the_constructors_own_error() -> None:
    with pytest.raises(TypeError, match="width"):
        construct(Base, Base, {"depth": 1})


def test_without_arguments_nothing_is_asked_of_a_constructor() -> None:
    assert type(construct(Plain, Plain, {})) is Plain


def test_a_deferred_is_new_for_each_object() -> None:
    made: list[Any] = [construct(Base, Base, {"width": FreshDeferred()}) for _ in range(2)]
    first, second = (each.got[0] for each in made)
    assert isinstance(first, Deferred)
    assert first is not second


def test_a_class_is_built_by_itself_unless_it_is_told_otherwise() -> None:
    assert construction_of(Protocol) == Construction(Protocol)


def test_a_class_that_is_built_in_a_way_keeps_its_name_and_its_subclasses_the_way() -> None:
    how = Construction(PoemProtocol, Factory, {"width": 1})
    built: Any = built_by(PoemProtocol, how, {"size": 7})
    assert issubclass(built, PoemProtocol)
    assert (built.__name__, built.__module__, built.size) == ("PoemProtocol", PoemProtocol.__module__, 7)
    assert construction_of(built) is how
    assert construction_of(type("Further", (built,), {})) is how
    assert construction_of(PoemProtocol).factory is None


def test_further_arguments_are_added_to_those_that_there_are() -> None:
    how = Construction(PoemProtocol, arguments={"width": 1, "depth": 2})
    assert how.with_arguments({"depth": 3}).arguments == {"width": 1, "depth": 3}
    assert how.arguments == {"width": 1, "depth": 2}
