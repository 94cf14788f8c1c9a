"""In the window a user's own protocol receives in a host: what it does there is the end of its connection alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QLineEdit

from poetrygui.core import fetching
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.protocols.output_dock import OutputDock
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.window_jobs import WindowJobs
from poetrygui.hosts import warm
from poetrygui.hosts.confinement import missing_here
from poetrygui.hosts.warm import CAN_FORK
from tests.conftest import WaitFor
from tests.gui.hands import action, press, write
from tests.gui.protocol_files import all_read, child, click, dialog_of, entry_of, registry_of, text
from tests.gui.scripted import LoopbackServers, all_ended, holds, open_window, outcomes, sends, tabs_of
from tests.hosts.sooner import end_hosts_sooner
from tests.plugins.files import Files

Until = Callable[[Callable[[], bool]], None]

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
OWN = """
import ctypes, os
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def connectionMade(self):
        self.deliver(b"in %d" % os.getpid())
    def dataReceived(self, data):
        BODY
    def encode(self, frame):
        if b"!" in frame:
            raise ValueError("a poem does not shout")
        return frame + b"\\n"
"""
GOOD = "*lines, self.held = (vars(self).get('held', b'') + data).split(b'\\n'); self.deliver_many(lines)"
LINES = b"".join(b"line %d\n" % number for number in range(2000))


def put(window: MainWindow, files: Files, name: str, body: str = GOOD) -> None:
    """Put a protocol there that its user trusts."""
    files.put(f"{name}.py", OWN.replace("BODY", body))
    registry = registry_of(window)
    registry.scan()
    registry.trust(registry.entry(name))


def shown(tab: PoemTab) -> list[str]:
    return tab.view.text_between(0, tab.view.line_count()).splitlines()


def frames_of(tab: PoemTab) -> int:
    """Return how many frames one that receives has got."""
    return tab.poem.state.frames if isinstance(tab.poem.state, Receiving) else -1


def fetched(window: MainWindow, wait_until: Until, *servers: Server) -> list[PoemTab]:
    """Fetch servers and return their tabs once all have ended."""
    before = len(tabs_of(window))
    window.workspace.fetch([*servers])
    wait_until(all_ended(window, before + len(servers)))
    return tabs_of(window)[before:]


def test_what_hostile_files_do_ends_their_own_connections_and_no_others(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_hosts_sooner(monkeypatch)
    put(window, files, "good")
    hostile = {
        "leaves": ("os._exit(7)", Outcome.PLUGIN_FAULT, "its process ended with status 7"),
        "crashes": (
            "ctypes.string_at(0)",
            Outcome.PLUGIN_FAULT,
            "its process ended with SIGSEGV (line 8 of crashes.py",
        ),
        "loops": (
            "sum(iter(int, 1))",
            Outcome.PLUGIN_HANG,
            "it computed for 0.5 s and came to no end (line 8 of loops.py",
        ),
    }
    for name, (body, _, _) in hostile.items():
        put(window, files, name, body)
    wait_until(lambda: all_read(window))
    good = [servers.listen(sends(LINES), f"good {number}", "good") for number in range(4)]
    lasting = servers.listen(holds(LINES), "lasting", "good")
    bad = [servers.listen(holds(b"x\n"), name, name) for name in hostile]
    window.workspace.fetch([lasting, *bad, *good])
    wait_until(lambda: len(outcomes(window)) == 8 and outcomes(window).count(None) == 1)
    first, *others = tabs_of(window)
    wait_until(lambda: frames_of(first) == 2001)
    for tab, (_, outcome, reason) in zip(others, hostile.values(), strict=False):
        assert isinstance(tab.poem.state, Ended)
        assert tab.poem.state.outcome is outcome
        assert reason in tab.poem.state.reason
    hosts = {shown(tab)[0] for tab in tabs_of(window)}
    assert len(hosts) == 4, "each file has a process of its own"
    for tab in others[3:]:
        assert isinstance(tab.poem.state, Ended)
        assert (tab.poem.state.outcome, tab.poem.state.frames) == (Outcome.COMPLETE, 2001)
        assert shown(tab)[-1] == "line 1999"
    place = "own process, " + ("not confined here" if missing_here() else "confined")
    assert place in text(first, "poemOrigin")


def test_the_other_connections_of_a_file_go_on_where_one_ends_its_process(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    source = OWN.replace('self.deliver(b"in %d" % os.getpid())', "pass")
    files.put("good.py", source.replace("BODY", f"os._exit(7) if data == b'die\\n' else None; {GOOD}"))
    registry = registry_of(window)
    registry.scan()
    registry.trust(registry.entry("good"))
    much = LINES * 40  # more than is held in memory
    innocent: list[Any] = []

    def sends_much(connection: Any) -> None:
        innocent.append(connection)
        connection.transport.write(much)

    lasting = [servers.listen(sends_much, f"good {number}", "good") for number in range(3)]
    window.workspace.fetch(lasting)
    wait_until(lambda: [frames_of(tab) for tab in tabs_of(window)] == [80_000] * 3)
    tabs = tabs_of(window)
    window.workspace.fetch([servers.listen(holds(b"die\n"), "bad", "good")])
    wait_until(lambda: len(outcomes(window)) == 4 and outcomes(window).count(None) == 3)
    for connection in innocent:
        connection.transport.write(b"last\n")
        connection.transport.loseConnection()
    wait_until(all_ended(window, 4))
    for tab in tabs:
        assert isinstance(tab.poem.state, Ended)
        assert (tab.poem.state.outcome, tab.poem.state.frames) == (Outcome.COMPLETE, 80_001), tab.poem.state.reason
        store = tab.poem.store
        assert store is not None
        assert store.read(0, store.size) == much + b"last\n"
        assert store.recording is not None
        assert (store.recording.sums.frames, store.recording.wire_size) == (80_001, len(much) + 5)


def test_what_comes_is_recorded_as_it_came_with_the_source_that_framed_it(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    put(window, files, "good")
    (tab,) = fetched(window, wait_until, servers.listen(sends(LINES), protocol="good"))
    store = tab.poem.store
    assert store is not None
    recording = store.recording
    assert recording is not None
    assert recording.wire_size == len(LINES)
    assert (recording.directory / "protocol.py").read_text("utf-8") == OWN.replace("BODY", GOOD)


def test_what_it_prints_and_what_is_sent_by_it(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    put(window, files, "good", "print('heard', len(data)); self.deliver(data)")
    window.workspace.fetch([servers.listen(holds(b"verse"), protocol="good")])
    wait_until(lambda: len(tabs_of(window)) == 1 and isinstance(tabs_of(window)[0].poem.state, Receiving))
    (tab,) = tabs_of(window)
    action(window, "actionOutput").trigger()
    dock = child(window, OutputDock, "outputDock")
    wait_until(lambda: "heard 5" in dock.text())
    tab.show_send_bar(True)
    line = child(tab, QLineEdit, "sendLine")
    write(line, "hear!")
    press(line, Qt.Key.Key_Return)
    wait_until(lambda: "This cannot be sent: a poem does not shout." in text(tab, "sendProblem"))
    assert line.text() == "hear!", "what was typed stays beside the reason"
    press(line, Qt.Key.Key_Backspace)
    press(line, Qt.Key.Key_Return)
    wait_until(lambda: servers.connections[0].received == b"hear\n")
    wait_until(lambda: "Sent 4 bytes" in text(tab, "sendProblem"))
    wait_until(lambda: "sent " in tab.view.text_between(0, tab.view.line_count()))  # among the lines
    assert isinstance(tab.poem.state, Receiving)


def holds_all(servers: LoopbackServers, data: bytes) -> bool:
    """Tell whether a server has got all of it."""
    return servers.connections[0].received == data


def test_a_file_is_sent_by_it(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    put(window, files, "good")
    window.workspace.fetch([servers.listen(holds(b"verse\n"), protocol="good")])
    wait_until(lambda: len(tabs_of(window)) == 1 and "verse" in shown(tabs_of(window)[0]))
    (tab,) = tabs_of(window)
    assert tab.poem.fetch is not None
    connection, library = tab.poem.fetch.connection, window.workspace.library
    path = tmp_path / "file"
    for protocol, data in (("", LINES * 50), ("good", LINES[:1000].rpartition(b"\n")[0] + b"\n")):
        path.write_bytes(data)
        over: list[int] = []
        pieces = fetching.FilePieces(path, by_lines=bool(protocol))
        told = library.reactor, connection, pieces, partial(over.append, 1)
        sender = fetching.FileSender(*told, disk=library.disk, protocol=protocol)
        wait_until(lambda over=over: bool(over))  # type: ignore[misc]
        assert sender.problem == ""
        wait_until(partial(holds_all, servers, data))
        servers.connections[0].received = b""


def test_what_is_running_goes_on_without_what_it_came_from_and_an_idle_process_goes_with_its_version(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "SHORTEST", 0.0)
    put(window, files, "good")
    window.workspace.fetch([servers.listen(holds(b"one\n"), protocol="good")])
    wait_until(lambda: len(tabs_of(window)) == 1 and "one" in shown(tabs_of(window)[0]))
    (tab,) = tabs_of(window)
    jobs = window.workspace.hosts.jobs
    process, notes = jobs.warm(), list[str]()
    assert process is not None
    window.workspace.note.connect(notes.append)
    os.kill(process.pid, signal.SIGKILL)
    wait_until(lambda: notes == [warm.BEGUN_ANEW])
    transport: Any = servers.connections[0].transport
    transport.write(b"two\n")
    wait_until(lambda: "two" in shown(tab))
    transport.loseConnection()
    wait_until(all_ended(window, 1))
    assert outcomes(window) == [Outcome.COMPLETE]
    assert shown(tab)[-2:] == ["one", "two"]
    pool = jobs.file_hosts()
    assert pool is not None
    ((path, host),) = pool.running()
    put(window, files, "good", f"pass; {GOOD}")
    wait_until(lambda: not pool.running() and host.is_silent)
    assert path == str(files.folder / "good.py")


def test_its_user_may_have_it_in_the_windows_process(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    put(window, files, "good")
    wait_until(lambda: all_read(window))
    action(window, "actionProtocols").trigger()
    dialog = dialog_of(window)
    dialog.choose(files.folder / "good.py")
    assert text(dialog, "protocolReceives").startswith("In its own process, ")
    click(dialog, "receivesInProcess")
    assert text(dialog, "protocolReceives") == "In the window's process, not confined, as you have chosen."
    assert child(dialog, QCheckBox, "receivesInProcess").isChecked()
    dialog.close()
    (tab,) = fetched(window, wait_until, servers.listen(sends(LINES), protocol="good"))
    entry = entry_of(window, "good")
    assert entry is not None
    assert tab.poem.fetch is not None
    assert tab.poem.fetch.protocol is entry.protocol
    assert "window's process, not confined, as you have chosen" in text(tab, "poemOrigin")


def test_nothing_is_made_ready_but_for_a_server_that_would_wait(
    window: MainWindow, files: Files, monkeypatch: pytest.MonkeyPatch, wait_until: Until
) -> None:
    put(window, files, "good")
    wait_until(lambda: all_read(window))
    asked: list[None] = []
    monkeypatch.setattr(WindowJobs, "warm", lambda _: asked.append(None))
    work = window.workspace
    work.hosts.be_ready_for([Server("a", "127.0.0.1:1", "lines"), Server("a", "127.0.0.1:1", "no such")])
    assert not asked
    work.hosts.be_ready_for([Server("a", "127.0.0.1:1", "good")])
    assert asked


def test_where_nothing_can_fork_it_is_in_the_windows_process(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "HAS_HOSTS", False)
    put(window, files, "good")
    (tab,) = fetched(window, wait_until, servers.listen(sends(LINES), protocol="good"))
    assert "window's process, not confined, since on this system it can have none of its own" in text(tab, "poemOrigin")


def test_a_window_that_is_closed_waits_for_no_protocol_that_hangs(
    servers: LoopbackServers, files: Files, profile: Path, wait_for: WaitFor, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        put(window, files, "hangs", "sum(iter(int, 1))")
        window.workspace.fetch([servers.listen(holds(b"x"), protocol="hangs")])
        wait_until(lambda: bool(tabs_of(window)) and isinstance(tabs_of(window)[0].poem.state, Receiving))
    state = tabs_of(window)[0].poem.state
    assert isinstance(state, Ended)
    assert state.outcome is Outcome.STOPPED
