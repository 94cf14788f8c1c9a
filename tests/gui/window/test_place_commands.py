"""Lines are gone to and marked by keys in the tab that is seen."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.go_to_line import GoToLine
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, said, write
from tests.gui.scripted import LoopbackServers, add, all_ended, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_keys_go_to_lines_and_mark_them(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    assert not any(action(window, name).isEnabled() for name in ("actionGoToLine", "actionMark", "actionNextMark"))
    add(window, servers.listen(sends(b"".join(b"line %d\n" % number for number in range(1, 301))), protocol="lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    with qtbot.waitActive(window):
        window.activateWindow()
    view = tabs_of(window)[0].view
    press(window, Qt.Key.Key_F4)
    assert said(window).startswith("No line of this stream is marked")
    press(window, Qt.Key.Key_G, _CONTROL | _SHIFT)
    question = window.findChild(GoToLine)
    assert question is not None
    field = question.findChild(QLineEdit)
    assert field is not None
    write(field, "120")
    press(field, Qt.Key.Key_Return)
    assert view.reader.read(*view.selection()) == b"line 120\n"
    press(window, Qt.Key.Key_M, _CONTROL)
    assert said(window).startswith("Marked line 120")
    view.follow()
    view.select(0, 0)
    press(window, Qt.Key.Key_M, _CONTROL)
    assert view.marks.lines == [119, 299]
    for line in (b"line 300\n", b"line 120\n", b"line 300\n"):
        press(window, Qt.Key.Key_F4, _SHIFT)
        assert view.reader.read(*view.selection()) == line
    press(window, Qt.Key.Key_F4)
    assert view.reader.read(*view.selection()) == b"line 120\n"
