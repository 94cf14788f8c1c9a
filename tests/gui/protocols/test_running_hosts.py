"""The processes in which protocols receive are found, and ended with their connections, which say so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.protocols.running_hosts import ENDED_BY_USER, RunningHosts
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.hosts.warm import CAN_FORK
from tests.gui.scripted import LoopbackServers, holds, sends, tabs_of
from tests.gui.window.test_window_hosts import fetched, put, shown
from tests.plugins.files import Files

Until = Callable[[Callable[[], bool]], None]
pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")


def named(window: MainWindow, name: str) -> PoemTab:
    """Return the tab of a server: one whose protocol is read first comes later."""
    return next(tab for tab in tabs_of(window) if tab.poem.info.name == name)


def test_each_is_known_by_its_file_and_its_connections(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    put(window, files, "good")
    running = RunningHosts(window.workspace.library, window.workspace.hosts.jobs.file_hosts)
    assert running.now() == []
    other = servers.listen(holds(b"of ours"), "other", "lines")
    window.workspace.fetch([servers.listen(holds(b"verse\n"), "one", "good"), other])
    wait_until(lambda: len(tabs_of(window)) == 2 and "verse" in shown(named(window, "one")))
    (found,) = running.now()
    assert found.source == str(files.folder / "good.py")
    assert found.names == "one"
    assert f"in {found.host.pid}" == shown(named(window, "one"))[0]
    running.end(found)
    wait_until(lambda: isinstance(named(window, "one").poem.state, Ended))
    state = named(window, "one").poem.state
    assert isinstance(state, Ended)
    assert (state.outcome, state.reason) == (Outcome.STOPPED, ENDED_BY_USER)
    assert not isinstance(named(window, "other").poem.state, Ended)
    wait_until(lambda: running.now() == [])


def test_one_that_waits_for_its_next_connection_is_there_too(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    put(window, files, "good")
    jobs = window.workspace.hosts.jobs
    running = RunningHosts(window.workspace.library, jobs.file_hosts)
    (tab,) = fetched(window, wait_until, servers.listen(sends(b"verse\n"), "one", "good"))
    assert shown(tab)[-1] == "verse"
    (found,) = running.now()
    assert (found.names, found.poems, found.source) == ("none just now", [], str(files.folder / "good.py"))
    running.end(found)
    wait_until(lambda: running.now() == [])
