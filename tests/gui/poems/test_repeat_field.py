"""Something is done again and again while a box is checked, and while it can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.repeat_field import SHORTEST, RepeatField

Until = Callable[[Callable[[], bool]], None]


class Done:
    """Counts how often something was done; it can be until ``limit``."""

    def __init__(self) -> None:
        self.count, self.limit = 0, 1_000_000

    def __call__(self) -> bool:
        self.count += 1
        return self.count < self.limit


@pytest.fixture
def done() -> Done:
    return Done()


@pytest.fixture
def field(done: Done, qtbot: QtBot) -> RepeatField:
    field = RepeatField(done)
    qtbot.addWidget(field)
    field.every.setValue(SHORTEST)
    return field


def test_it_is_done_at_once_and_again_until_it_is_stopped(field: RepeatField, done: Done, wait_until: Until) -> None:
    assert done.count == 0
    field.box.click()
    assert done.count == 1
    wait_until(lambda: done.count >= 3)
    field.stop()
    assert not field.box.isChecked()
    assert not any(timer.isActive() for timer in field.findChildren(QTimer))


def test_it_stops_where_it_cannot_be_done(field: RepeatField, done: Done, wait_until: Until) -> None:
    done.limit = 2
    field.box.click()
    wait_until(lambda: not field.box.isChecked())
    assert done.count == 2
