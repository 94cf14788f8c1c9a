"""Whether a server is connected to again is chosen by keys."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.gui.servers.reconnect_field import ReconnectField
from tests.gui.hands import press, write


@pytest.mark.parametrize("how", Reconnect)
def test_it_begins_with_how_it_is(qtbot: QtBot, how: Reconnect) -> None:
    field = ReconnectField(how, 7, resumes=True)
    qtbot.addWidget(field)
    assert (field.how, field.limit, field.resumes) == (how, 7, True)
    assert field.most.isEnabled() == (how is not Reconnect.OFF)


def test_all_of_it_is_chosen_by_keys(qtbot: QtBot) -> None:
    field = ReconnectField(Reconnect.OFF, None, resumes=False)
    qtbot.addWidget(field)
    field.show()
    combo, most, resume = field.fields()
    press(combo, Qt.Key.Key_Down)
    assert field.how is Reconnect.AFTER_FAILURE
    press(combo, Qt.Key.Key_End)
    assert (field.how, field.limit) == (Reconnect.ALWAYS, None)
    field.most.selectAll()
    write(most, "12")
    press(most, Qt.Key.Key_Return)
    press(resume, Qt.Key.Key_Space)
    assert (field.limit, field.resumes) == (12, True)
