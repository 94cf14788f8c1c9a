"""What an author is told where they look: that their newest save does not run, or that nothing of their file does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.gui.servers.server_cells import Column
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.protocol_files import child, click, current_row, dialog_of, entry_of, registry_of, state_of, text
from tests.gui.scripted import LoopbackServers, holds, open_window, sends, tabs_of
from tests.plugins.files import Files, good

Until = Callable[[Callable[[], bool]], None]
BROKEN = good("two") + "\nthis is no Python\n"
UNUSABLE = {
    "broken": (BROKEN, f"line {BROKEN.splitlines().index('this is no Python') + 1} of own.py: "),
    "incompatible": (good("two").replace("API = 1", "API = 2"), "own.py is written for API 2; this program has API 1."),
}


@pytest.fixture
def window(servers: LoopbackServers, files: Files, wait_for: Any) -> Iterator[MainWindow]:
    files.put("own.py", good("one"))
    with open_window(files.root, wait_for) as window:
        yield window


def write_here(window: MainWindow, wait_until: Until) -> None:
    wait_until(lambda: entry_of(window, "own") is not None and child(window, QFrame, "protocolBar").isVisible())
    registry_of(window).trust(registry_of(window).entry("own"), being_written=True)
    wait_until(lambda: state_of(window, "own") == "ready")


def fetch(window: MainWindow, server: Server) -> None:
    window.workspace.fetch([server])


def notice(window: MainWindow, index: int) -> str:
    return child(tabs_of(window)[index], QLabel, "poemNotice").text()


@pytest.mark.parametrize("save, why", UNUSABLE.values(), ids=UNUSABLE)
def test_a_save_that_cannot_be_used_is_said_on_its_tabs_and_at_fetch_until_it_is_mended(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until, save: str, why: str
) -> None:
    write_here(window, wait_until)
    running = servers.listen(holds(b"x"), "running", "own")
    other = servers.listen(sends(b"y"), "other", "raw")
    for server in (running, other):
        fetch(window, server)
    wait_until(lambda: len(tabs_of(window)) == 2 and tabs_of(window)[0].view.line_count() == 1)
    assert notice(window, 0) == ""
    bar = child(window, QFrame, "protocolBar")
    assert not bar.isVisible()
    files.put("own.py", save)
    wait_until(lambda: bool(notice(window, 0)))
    assert f"The newest save of own.py cannot be used: {why}" in notice(window, 0)
    assert window.workspace.tabs.tabText(0) == "⚠ running"
    assert (notice(window, 1), window.workspace.tabs.tabText(1)) == ("", "other")
    assert not bar.isVisible()
    window.workspace.shown.show_next()
    window.workspace.library.start([running])
    wait_until(lambda: len(tabs_of(window)) == 3)
    assert why in notice(window, 2)
    assert bar.isVisible()
    assert why in text(bar, "protocolBarText")
    click(tabs_of(window)[2], "lookAtPoemsProtocol")
    assert current_row(dialog_of(window)) == "own"
    dialog_of(window).close()
    files.put("own.py", good("three"))
    wait_until(lambda: not notice(window, 0) and not notice(window, 2))
    assert not bar.isVisible()
    assert window.workspace.tabs.tabText(0) == "running"
    assert not child(tabs_of(window)[2], QPushButton, "lookAtPoemsProtocol").isVisible()


def test_what_is_not_trusted_says_so_and_leads_to_where_it_can_be(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    wait_until(child(window, QFrame, "protocolBar").isVisible)
    server = servers.listen(sends(b"verse"), "a poem", "own")
    window.workspace.model.add(server)
    fetch(window, server)
    wait_until(lambda: len(tabs_of(window)) == 1)
    (tab,) = tabs_of(window)
    assert isinstance(tab.poem.state, Ended)
    assert tab.poem.state.outcome is Outcome.PLUGIN_FAULT
    assert text(tab, "poemBadge") == "Not trusted"
    assert "poetrygui protocols trust" not in text(tab, "poemState")
    assert window.workspace.model.index(0, Column.STATE).data() == "Not trusted"
    click(tab, "lookAtPoemsProtocol")
    dialog = dialog_of(window)
    assert current_row(dialog) == "own"
    click(dialog, "trustProtocol")
    assert not child(tab, QPushButton, "lookAtPoemsProtocol").isVisible()
    dialog.close()
    fetch(window, server)
    wait_until(lambda: tab.view.line_count() > 0 and not window.workspace.library.is_busy)
    assert tab.view.text_between(0, tab.view.line_count() - 1) == "verse"
    assert tabs_of(window) == [tab]


def test_a_new_file_is_trusted_from_the_dialog_of_a_server_and_can_then_be_chosen(
    window: MainWindow, wait_until: Until
) -> None:
    wait_until(child(window, QFrame, "protocolBar").isVisible)
    child(window, QAction, "actionProtocols").trigger()  # a list that is open already would be held up
    child(window, QAction, "actionAddServer").trigger()
    dialog = child(window, ServerDialog, "serverDialog")
    click(dialog, "lookAtNewProtocol")
    protocols = child(dialog, ProtocolsDialog, "protocolsDialog")
    assert current_row(protocols) == "own"
    click(protocols, "trustProtocol")
    protocols.close()
    assert not child(dialog, QPushButton, "lookAtNewProtocol").isVisible()
    assert child(dialog, QComboBox, "serverProtocol").findData("own") >= 0
    dialog.reject()
