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

    def tell(*told: *Told) -> None:
        if isdeleted(widget):
            unsubscribe()
        else:
            callback(*told)

    unsubscribe = listeners.subscribe(tell)
    return unsubscribe
