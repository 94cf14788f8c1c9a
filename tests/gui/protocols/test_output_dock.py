"""What a protocol prints is shown in a pane of the window, with its time, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from PyQt6.QtGui import QAction, QGuiApplication
from PyQt6.QtWidgets import QComboBox, QLabel

from poetrygui.gui.protocols.output_dock import OutputDock
from poetrygui.gui.protocols.protocol_output import MOST_LINES
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import said
from tests.gui.protocol_files import child, click, entry_of, registry_of
from tests.gui.scripted import LoopbackServers, open_window, sends, tabs_of
from tests.plugins.files import Files, good

Until = Callable[[Callable[[], bool]], None]
# Each test opens its window itself: between a fixture and the test standard output is pytest's anew.


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


def test_a_print_is_shown_with_its_time_and_does_not_act(
    files: Files, servers: LoopbackServers, wait_for: Any, wait_until: Until, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_window(files.root, wait_for) as window:
        fetch(window, files, servers, wait_until, "own", printing("print('came', len(data), '\\x1b[2J\\u202e')"))
        wait_until(lambda: "own.py prints" in said(window))
        child(window, QAction, "actionOutput").trigger()
        dock = child(window, OutputDock, "outputDock")
        assert dock.isVisible()
        wait_until(lambda: bool(dock.text()))
        assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3}  came 5 .*", dock.text())
        assert not {"\x1b", "\u202e"} & set(dock.text())
        assert child(dock, QComboBox, "outputFile").currentText() == "own.py"
        assert child(dock, QLabel, "outputCount").text() == "1 line"
        assert tabs_of(window)[0].view.text_between(0, 0) == "verse"
        print("of the program")
        assert capsys.readouterr().out == "of the program\n"


def test_it_is_bounded_copied_and_cleared(
    files: Files, servers: LoopbackServers, wait_for: Any, wait_until: Until
) -> None:
    with open_window(files.root, wait_for) as window:
        child(window, QAction, "actionOutput").trigger()
        dock = child(window, OutputDock, "outputDock")
        many = MOST_LINES + 5
        fetch(window, files, servers, wait_until, "own", printing(f"print('\\n'.join(map(str, range({many}))))"))
        wait_until(lambda: dock.text().endswith(f"  {many - 1}"))
        assert len(dock.text().split("\n")) == MOST_LINES
        assert child(dock, QLabel, "outputCount").text() == f"{many:,} lines, the newest {MOST_LINES:,} shown"
        click(dock, "copyOutput")
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        assert clipboard.text() == dock.text()
        click(dock, "clearOutput")
        assert dock.text() == ""


def test_what_a_thread_prints_comes_too(
    files: Files, servers: LoopbackServers, wait_for: Any, wait_until: Until
) -> None:
    with open_window(files.root, wait_for) as window:
        child(window, QAction, "actionOutput").trigger()
        dock = child(window, OutputDock, "outputDock")
        source = printing("thread = threading.Thread(target=lambda: print('from afar')); thread.start(); thread.join()")
        fetch(window, files, servers, wait_until, "own", "import threading\n" + source)
        wait_until(lambda: dock.text().endswith("from afar"))
