"""The tabs as a whole: what is seen where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.gui.poems.parts_area import PartsArea
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.poems.tab_bar import TabBar
from poetrygui.gui.widgets.empty_state import EmptyState
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, drag, press
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, holds, open_window, tabs_of


def test_what_the_place_is_for_is_told_while_it_is_empty(
    reactor: Any,
    tmp_path: Path,
    servers: LoopbackServers,
    wait_for: Callable[..., Any],
    wait_until: Callable[[Callable[[], bool]], None],
) -> None:
    with open_window(tmp_path, wait_for) as window:
        tabs = window.workspace.tabs
        (empty,) = tabs.findChildren(EmptyState)
        assert empty.isVisible()
        window.workspace.library.start([servers.listen(holds(b"verse\n"))])
        wait_until(lambda: tabs.count() == 1)
        assert not empty.isVisible()
        assert tabs.elideMode() is Qt.TextElideMode.ElideMiddle, "addresses differ in their ends"
        tabs.close_tab(0)
        assert empty.isVisible()
        wait_until(lambda: not window.workspace.library.is_busy)


def test_the_bytes_are_as_high_in_each_tab_as_somebody_has_dragged_them_in_one(
    window: MainWindow, servers: LoopbackServers, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    window.workspace.fetch([servers.listen(holds(b"verse\n"), protocol="lines") for _ in range(2)])
    wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [1, 1])
    tabs = window.workspace.tabs
    action(window, "actionShowRuler").trigger()
    action(window, "actionShowBytes").trigger()
    area = child(tabs_of(window)[0], PartsArea, "")
    handle = area.handle(1)
    assert handle is not None
    wait_until(handle.isVisible)
    before = area.sizes()
    drag(handle, handle.rect().center(), handle.rect().center() - QPoint(0, 60))
    assert area.sizes() == [before[0] - 60, before[1] + 60]
    tabs.setCurrentIndex(1)
    assert child(tabs_of(window)[1], PartsArea, "").sizes() == area.sizes()
    action(window, "actionShowBytes").trigger()
    action(window, "actionShowBytes").trigger()
    assert child(tabs_of(window)[1], PartsArea, "").sizes() == area.sizes()
    window.workspace.fetch([servers.listen(holds(b"verse\n"), protocol="lines")])
    wait_until(lambda: len(tabs_of(window)) == 3 and tabs_of(window)[2].parts.shows_bytes)
    tabs.setCurrentIndex(2)
    wait_until(lambda: child(tabs_of(window)[2], PartsArea, "").sizes() == area.sizes())


def test_the_tab_beside_has_the_keyboard_once_the_one_that_had_it_is_closed(
    window: MainWindow, servers: LoopbackServers, wait_until: Callable[[Callable[[], bool]], None], qtbot: QtBot
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.workspace.fetch([servers.listen(holds(b"verse\n"), protocol="lines") for _ in range(3)])
    wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [1, 1, 1])
    last = tabs_of(window)[-1]
    window.workspace.tabs.setCurrentWidget(last)
    last.view.setFocus()
    press(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    seen = window.workspace.current()
    assert seen is not None
    assert QApplication.focusWidget() is seen.view
    window.workspace.panel.list.setFocus()
    press(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is window.workspace.panel.list, "it had it, and has it"


def test_a_tab_comes_with_its_words_for_which_the_bar_measures_no_tabs_anew(
    library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[int] = []
    monkeypatch.setattr(TabBar, "tabLayoutChange", lambda bar: measured.append(bar.count()), raising=False)
    tabs = PoemTabs(library)
    qtbot.addWidget(tabs)
    tabs.show()
    poems = [KeptPoem(PoemInfo("", name, "tcp:a:1", "lines"), Path()) for name in ("one", "two")]
    tabs.add_poem(poems[0], is_lazy=True)
    measured.clear()
    tab = tabs.add_poem(poems[1], is_lazy=True)
    assert (tabs.tabText(1), "tcp:a:1" in tabs.tabToolTip(1)) == ("two", True)
    added = len(measured)
    measured.clear()
    tabs.insertTab(2, QWidget(), "three")
    assert (added, added > 0) == (len(measured), True)
    tabs.removeTab(2)
    tab.release()
