"""A server that drops is read in one tab for as long as it is wanted, and nobody presses a key for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PyQt6.QtCore import QEventLoop, QTimer
from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from twisted.internet.task import Clock

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, Pausing, Receiving
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.poems.save_ways import EXACT, ROWS, saved_pieces, ways_for
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.shown_poems import ShownPoems
from poetrygui.paths import shipped_protocols
from poetrygui.recordings.joined_rows import JoinedRows
from tests.gui.hands import action, write
from tests.gui.libraries import configured_from
from tests.gui.poems.saved import all_of
from tests.gui.scripted import LoopbackServers, add, holds, open_window, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]

HOUR = 3600.0
STANDS = 10.0


class SimulatedTime:
    """The reactor, but for its time, which is a clock's: what it reads and writes is real."""

    def __init__(self, reactor: Any) -> None:
        self.clock = Clock()
        self.seconds = self.clock.seconds
        self.callLater = self.clock.callLater
        self._reactor = reactor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)


@pytest.fixture
def time(reactor: Any) -> SimulatedTime:
    return SimulatedTime(reactor)


@pytest.fixture
def library(time: SimulatedTime, tmp_path: Path, wait_for: Any) -> Iterator[Library]:
    library = Library(time, tmp_path / "poems", tmp_path / "closed", configured_from(shipped_protocols()))
    yield library
    wait_for(library.shut_down())


@pytest.fixture
def tabs(library: Library, qtbot: QtBot) -> PoemTabs:
    """The tabs of a window that nobody looks at."""
    tabs = PoemTabs(library)
    qtbot.addWidget(tabs)
    ShownPoems(tabs, library)
    return tabs


def until(condition: Callable[[], bool]) -> None:
    """Run the loop until something is so; three hundred connections are not looked at a hundred times a second."""
    tick = QTimer()  # where nothing else comes; with a longest time, the call would not wait
    tick.start(20)
    for _ in range(100_000):
        if condition():
            return
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    pytest.fail("it did not come to that")


def stands(poem: KeptPoem, size: int) -> Callable[[], bool]:
    return lambda: isinstance(poem.state, Receiving) and poem.store is not None and poem.store.exact_size == size


def whole(data: bytes) -> int:
    """How many bytes of whole lines there are, without their ends: the rest is delivered at the end."""
    return len(data[: data.rfind(b"\n") + 1].replace(b"\n", b""))


def test_an_hour_of_a_server_that_drops_each_ten_seconds_is_one_tab_and_nothing_of_it_is_lost(
    library: Library, tabs: PoemTabs, time: SimulatedTime, servers: LoopbackServers
) -> None:
    sent: list[bytes] = []

    def drops(connection: Any) -> None:
        lines = b"".join(b"connection %d, second %d\n" % (len(sent), second) for second in range(10))
        sent.append(lines + b"and half of a line")
        connection.transport.write(sent[-1])

    server = evolve(servers.listen(drops, "a feed", "lines"), reconnect=Reconnect.ALWAYS)
    library.start([server])
    (tab,) = tabs.tabs()
    poem = tab.poem
    while time.seconds() < HOUR:
        until(lambda: stands(poem, whole(sent[-1]))() if sent else False)
        time.clock.advance(STANDS)
        broken: Any = servers.connections[0].transport
        broken.abortConnection()
        until(lambda: isinstance(poem.state, Pausing))
        assert isinstance(poem.state, Pausing)
        time.clock.advance(poem.state.due - time.seconds())
    until(stands(poem, whole(sent[-1])))
    assert [each is tab for each in tabs.tabs()] == [True]
    assert len(sent) > 300
    library.stop(poem)
    until(lambda: isinstance(poem.state, Ended))
    assert all_of(saved_pieces(EXACT, poem)) == b"".join(sent).replace(b"\n", b"")
    assert poem.reader is not None
    rows = poem.reader.read(0, poem.reader.size).decode().splitlines(keepends=True)
    between = [row for row in rows if row.startswith("──")]
    assert tab.view.line_count() == len(rows)
    others = "".join(row for row in rows if row not in between).encode()
    assert others == b"".join(each + b"\n" for each in sent).removesuffix(b"\n")
    assert len(between) == len(sent) - 1
    assert all("Connection reset: " in row and "connected again" in row for row in between)
    assert tab.view.following
    assert poem.store is not None
    table = JoinedRows(poem.store, poem.stream.joined)
    while table.look(1):
        pass
    lines = [
        table.read(row, row.start, row.stop) for row in table.between(table.start, table.count) if row.frame is not None
    ]
    assert b"".join(lines) == b"".join(sent).replace(b"\n", b"").replace(b"and half of a line", b"")


def label(tabs: PoemTabs, name: str) -> str:
    tab = tabs.current()
    found = None if tab is None else tab.findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_the_countdown_and_the_attempts_are_seen_and_stopping_is_possible(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    server = evolve(servers.listen(sends(b"one\n"), "a feed", "lines"), reconnect=Reconnect.ALWAYS, reconnect_limit=5)
    add(window, server)
    work = window.workspace
    work.panel.select_row(0)
    action(window, "actionFetch").trigger()
    wait_until(lambda: "Connects again in 1 s (attempt 1 of 5) …" in label(work.tabs, "poemState"))
    assert label(work.tabs, "poemBadge") == "Reconnecting"
    assert work.model.index(0, 3).data() in ("Again in 1 s", "Again in 2 s")
    assert work.running() == (1, 0)
    wait_until(lambda: tabs_of(window)[0].view.line_count() >= 3)
    wait_until(lambda: isinstance(tabs_of(window)[0].poem.state, Pausing))
    action(window, "actionStop").trigger()
    wait_until(lambda: not work.is_busy)
    assert label(work.tabs, "poemBadge") == "Stopped"
    (tab,) = tabs_of(window)
    rows = tab.view.text_between(0, 9).splitlines()
    assert (rows[0], rows[2], len(rows) % 2) == ("one", "one", 1)
    ended = tab.poem.info.ended
    assert ended is not None
    assert ended.outcome is Outcome.COMPLETE, "that is how the last connection ended"


def test_what_is_shown_of_each_connection_is_found_copied_saved_and_has_its_times(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    numbers = count()

    def script(connection: Any) -> None:
        number = next(numbers)
        (holds if number else sends)(b"verse %d\nand more\n" % number)(connection)

    add(window, evolve(servers.listen(script, "a feed", "lines"), reconnect=Reconnect.ALWAYS))
    work = window.workspace
    work.panel.select_row(0)
    action(window, "actionFetch").trigger()
    wait_until(lambda: tabs_of(window)[0].view.line_count() == 5)
    (tab,) = tabs_of(window)
    work.library.stop(tab.poem)
    wait_until(lambda: not work.is_busy)
    work.tabs.show_recordings(RecordingLook(ruler=True, bytes=True, times=Times.SINCE_START))
    window.grab()
    text = tab.view.text_between(0, 9)
    assert text.startswith("verse 0\nand more\n── ")
    assert text.endswith(" ──\nverse 1\nand more")
    tab.view.selectAll()
    tab.view.copy()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text().rstrip("\n") == text
    saved = {way.name: all_of(saved_pieces(way, tab.poem)).decode() for way in ways_for(tab.poem.store)}
    assert saved.pop(EXACT.name) == "verse 0and moreverse 1and more"
    assert saved.pop(ROWS.name) == text + "\n"
    assert {each.count("verse 1") for each in saved.values()} == {1}
    assert saved["Frames with times, as JSON lines"].count('"event": "end"') == 2
    # The ruler and the bytes are those of the connection that is looked at.
    for offset, wire in ((3, b"verse 0\nand more\n"), (tab.view.reader.size - 3, b"verse 1\nand more\n")):
        tab.view.select(offset, offset + 1)
        ruler = tab.parts.ruler.model
        assert ruler is not None
        assert tab.parts.bytes_pane.view.source is not None
        assert tab.parts.bytes_pane.view.source.read(0, 99) == wire
    # Whoever looks at an earlier one goes on with that as another connection comes.
    tab.view.select(3, 4)
    work.library.start(work.model.servers, behind={work.model.servers[0].id: tab.poem})
    wait_until(lambda: tab.poem.stream.count == 3 and isinstance(tab.poem.state, Receiving))
    source = tab.parts.bytes_pane.view.source
    assert source is not None
    assert source.read(0, 9) == b"verse 0\na"
    tab.view.select(0, 0)
    tab.view.follow()
    wait_until(lambda: tab.poem.store is not None and tab.poem.store.size > 0)
    tab.show_find_bar()
    find = tab.find_bar.findChild(QLineEdit, "findText")
    assert find is not None
    write(find, "verse 2")
    wait_until(lambda: tab.view.selection()[0] == tab.view.reader.size - len("verse 2\nand more\n"))


def test_the_name_of_its_server_follows_and_so_does_a_change_of_mind(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, evolve(servers.listen(holds(b"one\n"), "a feed"), reconnect=Reconnect.ALWAYS))
    work = window.workspace
    work.panel.select_row(0)
    action(window, "actionFetch").trigger()
    (tab,) = tabs_of(window)
    wait_until(lambda: tab.view.line_count() == 1)
    work.model.replace(evolve(work.model.servers[0], name="another name", reconnect=Reconnect.OFF))
    assert work.tabs.tabText(0) == "another name"
    assert label(work.tabs, "poemName") == "another name"
    work.tabs.close_current_tab()
    wait_until(lambda: not work.is_busy)
    work.model.replace(evolve(work.model.servers[0], name="a third name"))
    action(window, "actionReopenTab").trigger()
    wait_until(lambda: len(tabs_of(window)) == 1)
    assert work.tabs.tabText(0) == "a third name"
    action(window, "actionFetch").trigger()
    wait_until(lambda: tabs_of(window)[0].poem.stream.count == 2)
    (tab,) = tabs_of(window)
    closing: Any = servers.connections[0].transport
    closing.loseConnection()
    wait_until(lambda: not work.is_busy)
    assert isinstance(tab.poem.state, Ended)


def test_what_nobody_has_agreed_to_is_not_gone_on_with(
    window: MainWindow, servers: LoopbackServers, profile: Path, wait_until: Until
) -> None:
    server = evolve(servers.listen(holds(b"one\n"), "a feed", "lines"), reconnect=Reconnect.ALWAYS)
    add(window, server)
    work = window.workspace
    work.panel.select_row(0)
    action(window, "actionFetch").trigger()
    (tab,) = tabs_of(window)
    wait_until(lambda: tab.view.line_count() == 1)
    ran = profile / "ran"
    # As another program writes it into the list, which this window takes on.
    ServerBook(profile / "servers.json").replace(evolve(server, address=f"command:touch '{ran}'"))
    work.refresh_servers()
    assert work.model.servers[0].address.startswith("command:")
    closing: Any = servers.connections[0].transport
    closing.loseConnection()
    wait_until(lambda: tab.view.line_count() == 3)
    assert not ran.exists()
    assert tab.poem.fetch is not None
    assert tab.poem.fetch.server == server


def test_a_tab_that_is_closed_comes_back_with_all_connections_and_so_does_it_at_the_next_start(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    server = evolve(servers.listen(sends(b"one\n"), "a feed", "lines"), reconnect=Reconnect.ALWAYS)
    with open_window(profile, wait_for) as window:
        add(window, server)
        work = window.workspace
        work.panel.select_row(0)
        action(window, "actionFetch").trigger()
        wait_until(lambda: tabs_of(window)[0].view.line_count() >= 3)
        action(window, "actionStop").trigger()
        wait_until(lambda: not work.is_busy)
        rows = tabs_of(window)[0].view.text_between(0, 99)
        action(window, "actionCloseTab").trigger()
        wait_until(lambda: not any((profile / "poems").iterdir()))
        action(window, "actionReopenTab").trigger()
        wait_until(lambda: len(tabs_of(window)) == 1 and tabs_of(window)[0].view.line_count() >= 3)
        assert tabs_of(window)[0].view.text_between(0, 99) == rows
    with open_window(profile, wait_for) as window:
        (tab,) = tabs_of(window)
        wait_until(lambda: tab.view.line_count() >= 3)
        assert tab.view.text_between(0, 99) == rows
        action(window, "actionCloseTab").trigger()
        wait_until(lambda: not any((profile / "poems").iterdir()))
    with open_window(profile, wait_for) as window:
        assert not tabs_of(window)
        action(window, "actionReopenTab").trigger()
        wait_until(lambda: len(tabs_of(window)) == 1 and tabs_of(window)[0].view.line_count() >= 3)
        assert not action(window, "actionReopenTab").isEnabled(), "it was one tab"


def test_the_dialog_keeps_what_was_chosen(window: MainWindow) -> None:
    add(window, Server("nobody", "127.0.0.1:1", reconnect=Reconnect.AFTER_FAILURE, reconnect_limit=9, resumes=True))
    window.workspace.panel.select_row(0)
    action(window, "actionEditServer").trigger()
    dialog = window.findChild(QPushButton, "guessProtocol")
    assert dialog is not None
    dialog.window().accept()  # type: ignore[union-attr]
    (server,) = window.workspace.model.servers
    assert (server.reconnect, server.reconnect_limit, server.resumes) == (Reconnect.AFTER_FAILURE, 9, True)
