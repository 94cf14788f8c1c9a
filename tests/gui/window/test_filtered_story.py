"""A stream that is filtered by keys: its lines, their bytes and their frames are those that they were."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QFileDialog, QLineEdit

from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, write
from tests.gui.reading.bars import part
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


def test_frames_are_filtered_by_a_field_and_saved(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    log = [b'{"level": "%s", "ms": %d}\n' % ((b"INFO", b"ERROR")[n % 3 == 0], n) for n in range(300)]
    errors = b"".join(line for line in log if b"ERROR" in line)
    add(window, servers.listen(sends(b"".join(log)), protocol="jsonl"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    action(window, "actionFilter").trigger()
    tab = tabs_of(window)[0]
    text = part(tab, QLineEdit, "filterText")
    write(text, "level = error")
    press(part(tab, QCheckBox, "filterField"), Qt.Key.Key_Space)
    press(text, Qt.Key.Key_Return)
    wait_until(lambda: tab.view.line_count() == 100)
    assert tab.view.reader.read(0, tab.view.reader.size) == errors
    action(window, "actionFilter").trigger()
    press(part(tab, QCheckBox, "filterField"), Qt.Key.Key_Space)
    offered = text.completer()
    assert offered is not None
    model = offered.model()
    assert model is not None
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["level", "ms"]
    press(text, Qt.Key.Key_Escape)
    assert tab.lines.words() == "100 of 300 lines"
    action(window, "actionSavePoem").trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "errors.txt"))
    dialog.close()
    wait_until((tmp_path / "errors.txt").exists)
    assert (tmp_path / "errors.txt").read_bytes() == errors


def test_a_field_of_a_protocol_that_tells_none_is_said(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, servers.listen(sends(b"one\n"), protocol="lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    tab = tabs_of(window)[0]
    tab.lines.set_conditions((Condition("level = ERROR", is_field=True),))
    wait_until(lambda: tab.lines.words() == "Not filtered: the protocol lines tells no fields of frames.")
    assert tab.view.line_count() == 1
