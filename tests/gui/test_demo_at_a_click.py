"""The empty window starts the demo at a click, and nothing of it is left in the list afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QPushButton

from poetrygui import demo
from poetrygui.core.servers.server_book import ServerBook
from poetrygui.demo import POEMS, DemoPoem
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.scripted import open_window, tabs_of

Until = Callable[[Callable[[], bool]], None]


def click_on_it(window: MainWindow) -> None:
    (button,) = (each for each in window.findChildren(QPushButton) if each.text() == "Try the demo")
    assert button.isVisible()
    mouse: Any = QTest  # its stubs give static methods a self
    mouse.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_streams_and_its_servers_go_with_the_window(
    profile: Path, wait_for: Any, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "POEMS", POEMS[:1])
    with open_window(profile, wait_for) as window:
        click_on_it(window)
        wait_until(lambda: len(tabs_of(window)) == 1 and tabs_of(window)[0].view.line_count() > 0)
        assert window.focusWidget() is window.workspace.panel.list
        assert [server.name for server in ServerBook(profile / "servers.json").servers] == [POEMS[0].title]
    assert ServerBook(profile / "servers.json").servers == ()


def test_one_that_does_not_start_is_told(
    window: MainWindow, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "POEMS", (DemoPoem("A poem", "raven.txt", "no protocol at all"),))
    click_on_it(window)
    wait_until(lambda: bool(window.report.problems))
    assert "“A poem” did not start" in window.report.problems[0].sentence
    assert not window.workspace.model.servers
