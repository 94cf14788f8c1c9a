"""A trigger for what is selected is set up by keys, kept, and acts in the next window as well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.core.reading import triggers
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.triggers import Trigger, read_triggers
from poetrygui.errors import SaveError
from poetrygui.gui.reading.trigger_dialog import TriggerDialog
from poetrygui.gui.window.away_desk import AwayDesk
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press
from tests.gui.reading.bars import part
from tests.gui.scripted import LoopbackServers, add, all_ended, open_window, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def asked(window: MainWindow) -> TriggerDialog:
    press(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    (dialog,) = [each for each in window.findChildren(TriggerDialog) if each.isVisible()]
    return dialog


def listed(window: MainWindow) -> list[str]:
    (desk,) = window.findChildren(AwayDesk)
    return [each.sentence for each in desk.log.since(0) if each.sentence.startswith("Trigger ")]


def test_a_trigger_for_what_is_selected(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until, qtbot: QtBot
) -> None:
    server = servers.listen(sends(b"fine\nan error here\n"), protocol="lines")
    with open_window(profile, wait_for) as window:
        add(window, server)
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, 1))
        with qtbot.waitActive(window):
            window.activateWindow()
        tabs_of(window)[0].view.select(8, 13)
        text = part(asked(window), QLineEdit, "triggerText")
        assert text.text() == "error"
        press(text, Qt.Key.Key_Return)
        assert read_triggers(profile / "triggers.json") == ((Trigger(Condition("error")),), "")
        assert listed(window) == [], "it is about what comes from now on"
        action(window, "actionFetchAll").trigger()
        wait_until(lambda: listed(window) == ["Trigger “error”: an error here"])
        wait_until(all_ended(window, 1))
    with open_window(profile, wait_for) as window:
        action(window, "actionFetchAll").trigger()
        wait_until(lambda: bool(listed(window)))
        wait_until(all_ended(window, 1))


def test_triggers_that_cannot_be_kept_act_all_the_same(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: Path, _data: bytes) -> None:
        raise SaveError("There is no room.")

    monkeypatch.setattr(triggers, "write_atomically", fail)
    dialog = asked(window)
    dialog.add("x")
    dialog.accept()
    assert "There is no room." in [problem.sentence for problem in window.report.problems]
