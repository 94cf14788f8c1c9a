"""Listening to the library for as long as a widget is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVarTuple

from PyQt6.QtCore import QObject
from PyQt6.sip import isdeleted

from poetrygui.core.library.listeners import Listeners

Told = TypeVarTuple("Told")


def listen(widget: QObject, listeners: Listeners[*Told], callback: Callable[[*Told], object]) -> Callable[[], None]:
    """Have ``callback`` told by ``listeners`` until the widget is gone, or until the call that is returned is made.

    Qt ends its own connections with a widget, and knows of no others.
    """

    tell = _Tell(widget, callback)
    tell.unsubscribe = listeners.subscribe(tell)
    return tell.unsubscribe


class _Tell:
    """Tells for one widget; a fifth of the size of a function with what it knows, of which each connection has some."""

    __slots__ = ("_callback", "_widget", "unsubscribe")

    unsubscribe: Callable[[], None]

    def __init__(self, widget: QObject, callback: Callable[..., object]) -> None:
        self._widget = widget
        self._callback = callback

    def __call__(self, *told: object) -> None:
        if isdeleted(self._widget):
            self.unsubscribe()
        else:
            self._callback(*told)
