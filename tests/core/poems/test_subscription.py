"""Listening to a poem that grows: from the beginning to the first of two ends."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.poems.subscription import Subscription


def test_it_ends_when_it_is_called_and_may_be_ended_twice() -> None:
    callbacks: list[Callable[[], None]] = []
    told: list[str] = []
    first = Subscription(callbacks, lambda: told.append("first"))
    Subscription(callbacks, lambda: told.append("second"))
    for callback in tuple(callbacks):
        callback()
    first()
    first()
    for callback in callbacks:
        callback()
    assert told == ["first", "second", "second"]
