"""Whoever listens is told in order, whatever another does, and not any more once he has had enough."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.library.listeners import Listeners
from tests.conftest import LoggedErrors


def test_all_are_told_in_the_order_in_which_they_came() -> None:
    listeners: Listeners[str, int] = Listeners()
    heard: list[tuple[str, str, int]] = []
    listeners.subscribe(lambda word, number: heard.append(("first", word, number)))
    listeners.subscribe(lambda word, number: heard.append(("second", word, number)))
    listeners.tell("x", 1)
    assert heard == [("first", "x", 1), ("second", "x", 1)]


def test_one_that_fails_keeps_nobody_from_being_told(logged_errors: LoggedErrors) -> None:
    listeners: Listeners[()] = Listeners()
    heard: list[int] = []
    listeners.subscribe(lambda: 1 // 0)
    listeners.subscribe(lambda: heard.append(1))
    listeners.tell()
    assert heard == [1]
    (error,) = logged_errors.take()
    assert "ZeroDivisionError" in error


def test_who_has_unsubscribed_is_not_told_and_may_say_so_twice() -> None:
    listeners: Listeners[()] = Listeners()
    heard: list[int] = []
    unsubscribe = listeners.subscribe(lambda: heard.append(1))
    unsubscribe()
    unsubscribe()
    listeners.tell()
    assert heard == []


def test_the_same_callback_may_listen_twice_and_leave_once() -> None:
    listeners: Listeners[()] = Listeners()
    heard: list[int] = []

    def note() -> None:
        heard.append(1)

    listeners.subscribe(note)
    leave = listeners.subscribe(note)
    leave()
    leave()
    listeners.tell()
    assert heard == [1]


def test_who_leaves_while_all_are_told_leaves_the_others_told() -> None:
    listeners: Listeners[()] = Listeners()
    heard: list[str] = []
    leaving: list[Callable[[], None]] = []

    def leave() -> None:
        heard.append("leaves")
        leaving[0]()

    leaving.append(listeners.subscribe(leave))
    listeners.subscribe(lambda: heard.append("stays"))
    listeners.tell()
    listeners.tell()
    assert heard == ["leaves", "stays", "stays"]
