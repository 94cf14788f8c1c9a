"""A tab of a library, and what is seen in it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QLabel

from poetrygui.core.outcomes import Ended
from poetrygui.gui.poems.poem_tab import PoemTab


def label(tab: PoemTab, name: str) -> str:
    found = tab.findChild(QLabel, name)
    assert found is not None
    return found.text()


def active_timers(tab: PoemTab) -> list[QTimer]:
    return [timer for timer in tab.findChildren(QTimer) if timer.isActive()]


def has_ended(tab: PoemTab) -> Callable[[], bool]:
    return lambda: isinstance(tab.poem.state, Ended)
