"""What a tab says of its protocol, and what the list of protocols hears of how poems ended."""

from __future__ import annotations

import re
from collections.abc import Callable

from PyQt6.QtGui import QAction

from poetrygui.core.outcomes import Ended, Receiving
from poetrygui.gui.poems.poem_header import PoemHeader
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.plugins.running_source import running_bytes
from tests.gui.protocol_files import (
    child,
    click,
    dialog_of,
    entry_of,
    registry_of,
    rows,
    text,
)
from tests.gui.scripted import LoopbackServers, holds, sends, tabs_of
from tests.plugins.files import Files, good

Until = Callable[[Callable[[], bool]], None]


def trust(window: MainWindow, name: str, *, being_written: bool = False) -> None:
    registry = registry_of(window)
    registry.trust(registry.entry(name), being_written=being_written)


def test_an_edit_is_used_by_the_next_fetch_and_the_running_one_says_that_it_is_older(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    files.put("own.py", good("one"))
    wait_until(lambda: entry_of(window, "own") is not None)
    trust(window, "own", being_written=True)
    server = servers.listen(holds(b"x"), protocol="own")
    window.workspace.model.add(server)
    child(window, QAction, "actionFetchAll").trigger()
    wait_until(lambda: len(tabs_of(window)) == 1 and isinstance(tabs_of(window)[0].poem.state, Receiving))
    old = tabs_of(window)[0]
    files.put("own.py", good("two"))
    wait_until(lambda: old.poem.protocol_news.is_old)
    old.findChildren(PoemHeader)[0].refresh()
    assert "keeps the version of its protocol" in text(old, "poemState")
    window.workspace.panel.select_row(0)
    child(window, QAction, "actionFetchAnew").trigger()
    wait_until(lambda: len(tabs_of(window)) == 2)
    sources = [running_bytes(tab.poem.protocol or object) for tab in tabs_of(window)]
    assert sources == [good("one").encode(), good("two").encode()]
    assert not tabs_of(window)[1].poem.protocol_news.is_old


def idle_with(window: MainWindow, tabs: int) -> Callable[[], bool]:
    return lambda: len(tabs_of(window)) == tabs and not window.workspace.library.is_busy


def test_three_faults_in_a_row_turn_it_off_and_a_click_turns_it_on(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    files.put("own.py", good().replace("self.deliver(data)", "raise ValueError(data)"))
    wait_until(lambda: entry_of(window, "own") is not None)
    trust(window, "own")
    window.workspace.model.add(servers.listen(holds(b"x"), protocol="own"))
    reasons = []
    for _ in range(4):
        child(window, QAction, "actionFetchAll").trigger()
        wait_until(idle_with(window, 1))
        state = tabs_of(window)[0].poem.state
        assert isinstance(state, Ended)
        reasons.append(state.reason)
    assert ["raised ValueError" in reason for reason in reasons] == [True, True, True, False]
    assert "suspended after 3 faults in a row" in reasons[3]
    child(window, QAction, "actionProtocols").trigger()
    dialog = dialog_of(window)
    dialog.choose(files.folder / "own.py")
    assert "suspended" in text(dialog, "protocolState")
    click(dialog, "turnOnProtocol")
    assert rows(dialog)["own"] == "ready"
    dialog.close()


SLOW = """
import time
from poetrygui.api import PoemProtocol
def compute():
    end = time.thread_time() + 0.1
    while time.thread_time() < end:
        pass
class Own(PoemProtocol):
    def connectionMade(self):
        compute()
    def dataReceived(self, data):
        compute()
    def connectionLost(self, reason):
        compute()
"""


def test_callbacks_that_are_slow_again_and_again_are_shown_in_the_tab_and_in_the_list(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    files.put("own.py", SLOW)
    wait_until(lambda: entry_of(window, "own") is not None)
    trust(window, "own")
    # One in a process of its own holds nothing up.
    registry_of(window).run_in_process(registry_of(window).entry("own"), wanted=True)
    window.workspace.model.add(servers.listen(sends(b"x"), protocol="own"))
    child(window, QAction, "actionFetchAll").trigger()
    wait_until(lambda: len(tabs_of(window)) == 1 and isinstance(tabs_of(window)[0].poem.state, Ended))
    assert re.search(r"Slow: the protocol's \w+ took .* the longest of \d slow", text(tabs_of(window)[0], "poemState"))
    child(window, QAction, "actionProtocols").trigger()
    dialog = dialog_of(window)
    dialog.choose(files.folder / "own.py")
    assert " slow calls" in text(dialog, "protocolSlow")
    dialog.close()
