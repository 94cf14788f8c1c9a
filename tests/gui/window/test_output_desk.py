"""What protocols print, in the window: opened and left by keyboard, and the current tab's protocol is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QComboBox, QPlainTextEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.protocols.output_dock import OutputDock
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.hosts.warm import CAN_FORK
from tests.core.transports.datagrams.udp_sockets import other_end, port_of
from tests.gui.hands import press
from tests.gui.protocol_files import child, entry_of, registry_of, text
from tests.gui.scripted import LoopbackServers, holds, open_window, sends, tabs_of
from tests.plugins.files import Files, good

Until = Callable[[Callable[[], bool]], None]


# Each test opens its window itself: between a fixture and the test standard output is pytest's anew.
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def printing(statements: str) -> str:
    return good().replace("self.deliver(data)", f"{statements}; self.deliver(data)")


def fetch(window: MainWindow, files: Files, servers: LoopbackServers, until: Until, name: str, source: str) -> None:
    path = files.put(f"{name}.py", source)
    until(lambda: entry_of(window, name) is not None)
    registry_of(window).trust(registry_of(window).entry(name))
    assert path.exists()
    count = len(tabs_of(window))
    window.workspace.fetch([servers.listen(sends(b"verse"), name, name)])
    until(lambda: len(tabs_of(window)) == count + 1 and not window.workspace.library.is_busy)


def test_what_a_command_says_beside_its_poem_is_shown(files: Files, wait_for: Any, wait_until: Until) -> None:
    with open_window(files.root, wait_for) as window:
        child(window, QAction, "actionOutput").trigger()
        dock = child(window, OutputDock, "outputDock")
        program = Server("a program", "command:sh -c 'echo verse; echo oops >&2'")
        window.workspace.panel.acts.typed(None, program)
        window.workspace.fetch([program])
        wait_until(lambda: dock.text().endswith("oops"))
        assert child(dock, QComboBox, "outputFile").currentText() == "command:sh -c 'echo verse; echo oops >&2'"
        wait_until(lambda: not window.workspace.library.is_busy)
        (tab,) = tabs_of(window)
        assert tab.view.text_between(0, 0) == "verse"


def test_who_sent_a_datagram_is_shown_beside_it(files: Files, wait_for: Any, wait_until: Until) -> None:
    with other_end() as sender, open_window(files.root, wait_for) as window:
        with other_end() as free:
            port = port_of(free)
        child(window, QAction, "actionOutput").trigger()
        dock = child(window, OutputDock, "outputDock")
        window.workspace.fetch([Server("datagrams", f"udp-listen:{port}")])

        def is_told() -> bool:
            sender.sendto(b"verse\nof two lines", ("127.0.0.1", port))
            return dock.text().endswith(f"from 127.0.0.1:{port_of(sender)}")

        wait_until(is_told)
        (tab,) = tabs_of(window)
        wait_until(lambda: tab.view.text_between(0, 1) == "verse\nof two lines")
        window.workspace.library.stop(tab.poem)
        wait_until(lambda: not window.workspace.library.is_busy)


def test_each_protocol_has_its_own_and_the_current_tabs_is_shown(
    files: Files, servers: LoopbackServers, wait_for: Any, wait_until: Until
) -> None:
    with open_window(files.root, wait_for) as window:
        child(window, QAction, "actionOutput").trigger()
        dock = child(window, OutputDock, "outputDock")
        for name in ("one", "two"):
            fetch(window, files, servers, wait_until, name, printing(f"print('this is {name}')"))
        wait_until(lambda: dock.text().endswith("this is two"))
        window.workspace.tabs.setCurrentIndex(0)
        wait_until(lambda: dock.text().endswith("this is one"))
        assert "two" not in dock.text()


def test_all_by_keyboard(
    files: Files, servers: LoopbackServers, wait_for: Any, wait_until: Until, qtbot: QtBot
) -> None:
    with open_window(files.root, wait_for) as window:
        fetch(window, files, servers, wait_until, "own", printing("print('came')"))
        with qtbot.waitActive(window):
            window.activateWindow()
        press(window, Qt.Key.Key_O, CONTROL | SHIFT)
        text = child(window, QPlainTextEdit, "outputText")
        wait_until(text.hasFocus)
        press(text, Qt.Key.Key_Escape)
        wait_until(tabs_of(window)[0].view.hasFocus)
        press(window, Qt.Key.Key_O, CONTROL | SHIFT)
        assert not child(window, OutputDock, "outputDock").isVisible()


def test_where_something_listens_is_said_and_not_that_it_prints(files: Files, wait_for: Any, wait_until: Until) -> None:
    """The status said of an address that it prints."""
    with open_window(files.root, wait_for) as window:
        notes: list[str] = []
        bar = window.statusBar()
        assert bar is not None
        bar.messageChanged.connect(notes.append)
        window.workspace.fetch([Server("others", "listen:tcp:0", "lines")])
        wait_until(lambda: any("listening at" in note for note in notes))
        child(window, QAction, "actionStop").trigger()
        wait_until(lambda: not window.workspace.is_busy)
    (note,) = [note for note in notes if "Ctrl+Shift+O" in note]
    assert note.startswith("listen:tcp:0: listening at 127.0.0.1:")
    assert note.endswith(". Ctrl+Shift+O shows it (View, What protocols print).")


def test_what_a_protocol_prints_is_announced_once_and_not_where_it_is_seen(
    files: Files, servers: LoopbackServers, wait_for: Any, wait_until: Until
) -> None:
    with open_window(files.root, wait_for) as window:
        notes: list[str] = []
        bar = window.statusBar()
        assert bar is not None
        bar.messageChanged.connect(notes.append)
        source = printing("print('one'); print('two')")
        fetch(window, files, servers, wait_until, "own", source)
        fetch(window, files, servers, wait_until, "own", source)
        child(window, QAction, "actionOutput").trigger()
        fetch(window, files, servers, wait_until, "seen", source)
        dock = child(window, OutputDock, "outputDock")
        wait_until(lambda: dock.text().endswith("two"))
        announced = [note for note in notes if "Ctrl+Shift+O shows it" in note]
        assert announced == ["own.py prints: Ctrl+Shift+O shows it (View, What protocols print)."]


def test_a_crash_is_told_as_a_fault_and_its_stack_is_no_print(
    files: Files, servers: LoopbackServers, wait_for: Any, wait_until: Until
) -> None:
    """The status said of a file that had printed nothing that it prints: what it meant was the crash's stack."""
    if not CAN_FORK:
        pytest.skip("this system has no fork")
    with open_window(files.root, wait_for) as window:
        notes: list[str] = []
        bar = window.statusBar()
        assert bar is not None
        bar.messageChanged.connect(notes.append)
        child(window, QAction, "actionOutput").trigger()
        dock = child(window, OutputDock, "outputDock")
        dock.hide()
        fetch(window, files, servers, wait_until, "own", "import ctypes\n" + printing("ctypes.string_at(0)"))
        dock.show()
        wait_until(lambda: "✕" in dock.text())
        assert "✕ own: Protocol's fault: its process ended with SIGSEGV (line " in dock.text()
        assert "Where it was, the innermost call first:" in dock.text()
        assert ", 1 fault" in text(dock, "outputCount")
        assert not [note for note in notes if "prints" in note]


def test_its_processes_are_shown_beside_and_nobody_is_woken_up_while_they_are_not_seen(
    files: Files, servers: LoopbackServers, wait_for: Any, wait_until: Until
) -> None:
    if not CAN_FORK:
        pytest.skip("this system has no fork")
    with open_window(files.root, wait_for) as window:
        files.put("own.py", good())
        registry_of(window).scan()
        registry_of(window).trust(registry_of(window).entry("own"))
        child(window, QAction, "actionOutput").trigger()
        dock = child(window, OutputDock, "outputDock")
        window.workspace.fetch([servers.listen(holds(b"verse"), "a server", "own")])
        tree = child(dock, QTreeWidget, "hosts")
        wait_until(lambda: tree.isVisible() and tree.topLevelItemCount() == 1)
        timers = [timer for timer in dock.findChildren(QTimer) if timer.isActive()]
        assert timers
        dock.hide()
        assert not any(timer.isActive() for timer in timers)
        dock.show()
        assert any(timer.isActive() for timer in timers)
        tree.setFocus()
        press(tree, Qt.Key.Key_Delete)
        wait_until(lambda: not tree.isVisible() and not window.workspace.is_busy)
        (tab,) = tabs_of(window)
        assert isinstance(tab.poem.state, Ended)
        assert tab.poem.state.outcome is Outcome.STOPPED
        wait_until(lambda: not any(timer.isActive() for timer in timers))
