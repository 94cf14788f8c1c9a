"""What is said of an error in a protocol's own code: one line, the place in the author's file, and his lines alone."""

from __future__ import annotations

import types
from collections.abc import Callable

import pytest

from poetrygui.core.guard.plugin_faults import author_traceback, describe_error, describe_fault

SOURCE = """
from twisted.internet.defer import maybeDeferred

def outer():
    return inner()

def inner():
    raise ValueError("a mistake")

def through_twisted():
    results = []
    maybeDeferred(inner).addErrback(results.append)
    results[0].raiseException()

def recursing():
    return recursing()
"""


class UnprintableError(Exception):
    def __str__(self) -> str:
        raise SystemExit


@pytest.fixture
def own_file() -> types.ModuleType:
    module = types.ModuleType("own_file")
    exec(compile(SOURCE, "/somewhere/own_file.py", "exec"), module.__dict__)
    return module


def raised_by(function: Callable[[], object]) -> BaseException:
    try:
        function()
    except BaseException as error:  # noqa: BLE001 - that is what is asked for
        return error
    raise AssertionError("it raised nothing")


@pytest.mark.parametrize(
    "error, said",
    [
        (ValueError("a mistake"), "ValueError: a mistake"),
        (ValueError("two\n  lines"), "ValueError: two lines"),
        (ValueError(), "ValueError"),
        (SystemExit(3), "SystemExit: 3"),
        (UnprintableError(), "UnprintableError: (its message cannot be read)"),
        (ValueError("x" * 1000), "ValueError: " + "x" * 300 + "…"),
    ],
)
def test_an_error_on_one_line(error: BaseException, said: str) -> None:
    assert describe_error(error) == said


def test_the_sentence_names_callback_error_and_place(own_file: types.ModuleType) -> None:
    sentence = describe_fault("dataReceived", raised_by(own_file.outer))
    assert sentence == "the protocol's dataReceived raised ValueError: a mistake (line 8 of own_file.py)"


def test_an_error_without_a_place() -> None:
    assert describe_fault("connectionMade", ValueError("x")) == "the protocol's connectionMade raised ValueError: x"


def test_the_traceback_has_the_authors_lines_alone(own_file: types.ModuleType) -> None:
    text = author_traceback(raised_by(own_file.through_twisted))
    assert "own_file.py" in text
    assert "twisted/internet" not in text
    assert text.endswith("ValueError: a mistake\n")


def test_an_endless_recursion_is_described_too(own_file: types.ModuleType) -> None:
    error = raised_by(own_file.recursing)
    assert "RecursionError" in describe_fault("dataReceived", error)
    assert "own_file.py" in author_traceback(error)
