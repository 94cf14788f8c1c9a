"""A rule for what is selected is made by keys in the window, seen at once, and there in the next window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.core.reading import highlight_rules
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.highlight_rules import Rule, read_rules
from poetrygui.errors import SaveError
from poetrygui.gui.reading.highlight_dialog import HighlightDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press
from tests.gui.reading.bars import part
from tests.gui.scripted import LoopbackServers, add, all_ended, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def asked(window: MainWindow) -> HighlightDialog:
    """Press the keys for the rules."""
    press(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [each for each in window.findChildren(HighlightDialog) if each.isVisible()]
    return dialog


def test_a_rule_for_what_is_selected(
    window: MainWindow, servers: LoopbackServers, profile: Path, wait_until: Until, qtbot: QtBot
) -> None:
    add(window, servers.listen(sends(b"fine\nan error here\nfine\n"), protocol="lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    with qtbot.waitActive(window):
        window.activateWindow()
    view = tabs_of(window)[0].view
    view.select(8, 13)
    dialog = asked(window)
    text = part(dialog, QLineEdit, "highlightText")
    assert text.text() == "error"
    assert view.extraSelections() != []
    press(text, Qt.Key.Key_Return)
    assert read_rules(profile / "highlights.json") == ((Rule(Condition("error")),), "")
    view.select(0, 0)
    dialog = asked(window)  # with no other rule: nothing is selected
    press(dialog, Qt.Key.Key_Escape)
    assert view.extraSelections() != []


def test_rules_that_cannot_be_kept_are_told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: Path, _data: bytes) -> None:
        raise SaveError("There is no room.")

    monkeypatch.setattr(highlight_rules, "write_atomically", fail)
    dialog = asked(window)
    dialog.add("x")
    dialog.accept()
    assert window.report.problems[-1].sentence == "There is no room."
