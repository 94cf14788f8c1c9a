"""A stream that is filtered by keys: its lines, their bytes and their frames are those that they were."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit

from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, write
from tests.gui.scripted import LoopbackServers, add, all_ended, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]
LINES = [b"line %d" % number for number in range(300)]


def test_bytes_and_places_of_lines_that_are_filtered(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, servers.listen(sends(b"\n".join([*LINES, b""])), protocol="lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    action(window, "actionShowBytes").trigger()
    action(window, "actionFilter").trigger()
    tab = tabs_of(window)[0]
    text = tab.findChild(QLineEdit, "filterText")
    assert text is not None
    write(text, "77")
    press(text, Qt.Key.Key_Return)
    wait_until(lambda: tab.view.line_count() == 3)
    start, whole = tab.view.reader.line_start(1), b"\n".join(LINES)
    tab.view.select_match(start, start + len("line 177"))
    at = whole.index(b"line 177")
    assert tab.parts.bytes_pane.view.selected.span == (at, at + len("line 177"))
    tab.parts.bytes_pane.view.select(whole.index(b"line 277"), whole.index(b"line 278"))
    assert tab.view.reader.read(*tab.view.selection()) == b"line 277\n"
    tab.go_to(at, at + 4)
    assert tab.view.reader.read(*tab.view.selection()) == b"line"
    assert tab.lines.place().anchor == at
