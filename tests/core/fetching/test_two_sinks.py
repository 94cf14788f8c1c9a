"""Two sinks: both get everything, in their order, and an error of the second is not the protocol's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from poetrygui.core.fetching.two_sinks import TwoSinks
from tests.conftest import LoggedErrors

Told = list[tuple[str, object]]


class Sink:
    """Tells a common list what it was given; fails from the ``failing``-th call on."""

    def __init__(self, told: Told, name: str, failing: int | None = None) -> None:
        self._told, self._name, self._left = told, name, failing

    def _note(self, argument: object) -> None:
        if self._left == 0:
            raise ValueError("full")
        if self._left is not None:
            self._left -= 1
        self._told.append((self._name, argument))

    def frame(self, data: bytes) -> None:
        self._note(data)

    def part(self, data: bytes) -> None:
        self._note(b"part " + data)

    def frames(self, frames: Sequence[bytes]) -> None:
        self._note(frames)

    def fail(self, reason: str) -> None:
        self._note("fail " + reason)

    def remark(self, text: str) -> None:
        self._note("remark " + text)


CALLS: list[tuple[Callable[[TwoSinks], None], Any]] = [
    (lambda sinks: sinks.frame(b"a"), b"a"),
    (lambda sinks: sinks.part(b"b"), b"part b"),
    (lambda sinks: sinks.frames([b"c", b"d"]), [b"c", b"d"]),
    (lambda sinks: sinks.remark("slow"), "remark slow"),
    (lambda sinks: sinks.fail("broken"), "fail broken"),
]


def test_both_get_everything_the_first_first() -> None:
    told: Told = []
    sinks = TwoSinks(Sink(told, "first"), Sink(told, "second"))
    for call, _ in CALLS:
        call(sinks)
    assert told == [(name, argument) for _, argument in CALLS for name in ("first", "second")]


@pytest.mark.parametrize("call, argument", CALLS)
def test_the_second_is_let_go_at_its_first_error_which_is_logged_once(
    call: Callable[[TwoSinks], None], argument: object, logged_errors: LoggedErrors
) -> None:
    told: Told = []
    sinks = TwoSinks(Sink(told, "first"), Sink(told, "second", failing=0))
    call(sinks)
    call(sinks)
    assert told == [("first", argument)] * 2
    (error,) = logged_errors.take()
    assert "full" in error


@pytest.mark.parametrize("call, argument", CALLS)
def test_an_error_of_the_first_is_its_callers_and_keeps_the_second_out(
    call: Callable[[TwoSinks], None], argument: object
) -> None:
    told: Told = []
    sinks = TwoSinks(Sink(told, "first", failing=1), Sink(told, "second"))
    call(sinks)
    with pytest.raises(ValueError, match="full"):
        call(sinks)
    assert told == [("first", argument), ("second", argument)]
