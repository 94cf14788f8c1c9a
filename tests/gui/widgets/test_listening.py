"""Listening for as long as a widget is there: one that is gone hears nothing, and keeps nothing."""

from __future__ import annotations

from PyQt6.QtCore import QObject
from PyQt6.sip import delete

from poetrygui.core.library.listeners import Listeners
from poetrygui.gui.widgets.listening import listen


def test_it_hears_all_that_is_told_until_it_stops() -> None:
    listeners: Listeners[int, str] = Listeners()
    heard: list[tuple[int, str]] = []
    widget = QObject()
    stop = listen(widget, listeners, lambda number, word: heard.append((number, word)))
    listeners.tell(1, "one")
    stop()
    stop()
    listeners.tell(2, "two")
    assert heard == [(1, "one")]


def test_a_widget_that_is_gone_hears_nothing_and_others_do() -> None:
    listeners: Listeners[int] = Listeners()
    heard: list[str] = []
    gone, there = QObject(), QObject()
    listen(gone, listeners, lambda number: heard.append(f"gone {number}"))
    listen(there, listeners, lambda number: heard.append(f"there {number}"))
    delete(gone)
    listeners.tell(1)
    listeners.tell(2)
    assert heard == ["there 1", "there 2"]


def test_one_that_goes_while_it_hears_may() -> None:
    listeners: Listeners[()] = Listeners()
    widget = QObject()
    heard: list[str] = []

    def hear() -> None:
        heard.append("heard")
        delete(widget)

    listen(widget, listeners, hear)
    listeners.tell()
    listeners.tell()
    assert heard == ["heard"]
