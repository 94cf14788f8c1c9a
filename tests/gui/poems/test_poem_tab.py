"""A tab: what the header says while a poem runs and when it has ended, the send bar, and what is kept on disk."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tab import PoemTab
from tests.gui.scripted import LoopbackServers, holds, sends

HOSTILE = "<b>x</b><img src='file:///etc/hostname'> & \u202etxt.exe"

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def open_tab(library: Library, qtbot: QtBot) -> Callable[[Server], PoemTab]:
    tabs: list[PoemTab] = []

    def started(poem: KeptPoem) -> None:
        tab = PoemTab(poem, library)
        qtbot.addWidget(tab)
        tab.show()
        tabs.append(tab)

    library.started.subscribe(started)

    def open_one(server: Server) -> PoemTab:
        library.start([server])
        return tabs[-1]

    return open_one


def label(tab: PoemTab, name: str) -> str:
    found = tab.findChild(QLabel, name)
    assert found is not None
    return found.text()


def active_timers(tab: PoemTab) -> list[QTimer]:
    return [timer for timer in tab.findChildren(QTimer) if timer.isActive()]


def has_ended(tab: PoemTab) -> Callable[[], bool]:
    return lambda: isinstance(tab.poem.state, Ended)


def test_a_poem_streams_in_and_its_end_is_told(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(holds(b"one\ntwo\n"), "Sonnets", "lines"))
    tab.resize(800, 400)
    assert label(tab, "poemState").startswith("Connecting to 127.0.0.1:")
    wait_until(lambda: tab.view.line_count() == 2)
    wait_until(lambda: "7 bytes" not in label(tab, "poemState") and "6 bytes" in label(tab, "poemState"))
    assert "2 frames" in label(tab, "poemState")
    assert label(tab, "poemBadge") == "Receiving"
    place = tab.view.geometry()
    (connection,) = servers.connections
    assert connection.transport is not None
    connection.transport.loseConnection()
    wait_until(has_ended(tab))
    QApplication.processEvents()
    assert tab.view.geometry() == place
    assert label(tab, "poemBadge") == "Complete"
    assert label(tab, "poemState").startswith("The server closed the connection.")
    assert tab.view.text_between(0, 5) == "one\ntwo"


def test_the_last_line_is_shown_when_the_end_is_told(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With refreshes this rare, nothing but the end brings the last line before the test gives up.
    monkeypatch.setattr("poetrygui.gui.rows.refresh_pacer.FRAME", 1000.0)
    tab = open_tab(servers.listen(holds(b"first\n"), protocol="lines"))
    wait_until(lambda: "first" in tab.view.toPlainText())
    shown: list[str] = []
    tab.poem.phase_changed.subscribe(lambda: shown.append(tab.view.toPlainText()))
    (connection,) = servers.connections
    assert connection.transport is not None
    connection.transport.write(b"last")
    connection.transport.loseConnection()
    wait_until(has_ended(tab))
    assert shown[-1].split("\n")[:2] == ["first", "last"]


def test_silence_is_said(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, reactor: Any
) -> None:
    tab = open_tab(servers.listen(holds(b"x\n"), protocol="lines"))
    wait_until(lambda: tab.view.line_count() == 1)
    assert tab.poem.fetch is not None
    wait_until(lambda: "1 byte " in label(tab, "poemState"))
    assert "silent" not in label(tab, "poemState")
    assert " B/s" in label(tab, "poemState")
    tab.poem.fetch.last_received = reactor.seconds() - 7.5
    wait_until(lambda: "silent since " in label(tab, "poemState"))
    assert " B/s" not in label(tab, "poemState")
    assert not active_timers(tab)
    servers.connections[0].transport.write(b"y\n")  # type: ignore[union-attr]  # it stands
    wait_until(lambda: "2 bytes" in label(tab, "poemState") and "silent" not in label(tab, "poemState"))


def test_silence_that_began_on_another_day_than_the_poem_has_a_date(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, reactor: Any
) -> None:
    tab = open_tab(servers.listen(holds(b"x\n"), protocol="lines"))
    wait_until(lambda: "1 byte " in label(tab, "poemState"))
    tab.poem.info = evolve(tab.poem.info, started="2001-02-03T04:05:06+00:00")
    assert tab.poem.fetch is not None
    tab.poem.fetch.last_received = reactor.seconds() - 7.5
    wait_until(lambda: "silent since " in label(tab, "poemState"))
    assert re.search(r"silent since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", label(tab, "poemState"))


def test_bytes_of_which_the_protocol_makes_nothing_yet_end_the_silence(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, reactor: Any
) -> None:
    tab = open_tab(servers.listen(holds(), protocol="netstring"))
    wait_until(lambda: isinstance(tab.poem.state, Receiving) and bool(servers.connections))
    assert tab.poem.fetch is not None
    tab.poem.fetch.last_received = reactor.seconds() - 7.5
    wait_until(lambda: "silent since " in label(tab, "poemState"))
    servers.connections[0].transport.write(b"1")  # type: ignore[union-attr]  # it stands
    wait_until(lambda: "silent" not in label(tab, "poemState"))
    assert label(tab, "poemState").startswith("0 bytes")


def test_a_tab_that_is_not_seen_wakes_nobody_up(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(holds(b"x\n"), protocol="lines"))
    wait_until(lambda: "1 byte " in label(tab, "poemState"))
    assert active_timers(tab)
    tab.hide()
    assert not active_timers(tab)
    tab.show()
    assert active_timers(tab)


@pytest.mark.parametrize(
    "protocol, data, outcome, word, reason",
    [
        ("raw", b"", Outcome.COMPLETE, "Complete", "closed the connection"),
        ("netstring", b"3:abc,10:xyz", Outcome.CUT, "Cut off", "3 of 10 bytes"),
        ("netstring", b"3:abcX", Outcome.PROTOCOL_ERROR, "Protocol error", "byte"),
        ("nonesuch", b"abc", Outcome.PLUGIN_FAULT, "Protocol's fault", "nonesuch"),
    ],
)
def test_the_outcome_is_told_with_its_reason(
    servers: LoopbackServers,
    open_tab: Callable[[Server], PoemTab],
    wait_until: Until,
    protocol: str,
    data: bytes,
    outcome: Outcome,
    word: str,
    reason: str,
) -> None:
    tab = open_tab(servers.listen(sends(data), protocol=protocol))
    wait_until(has_ended(tab))
    assert isinstance(tab.poem.state, Ended)
    assert tab.poem.state.outcome is outcome
    assert label(tab, "poemBadge") == word
    assert reason in label(tab, "poemState")


def test_hostile_names_are_shown_as_they_are(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(sends(b"x"), HOSTILE))
    assert label(tab, "poemName") == HOSTILE.replace("\u202e", "⟦U+202E⟧")
    wait_until(has_ended(tab))
    for found in tab.findChildren(QLabel):
        assert "\u202e" not in found.text()
        assert found.pixmap().isNull() is False or found.textFormat() is Qt.TextFormat.PlainText
        assert not Qt.mightBeRichText(found.toolTip())  # type: ignore[attr-defined]  # of QtGui, not in the stubs


def test_a_frame_is_sent_and_a_mistake_is_said_beside_it(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(holds(), protocol="netstring"))
    wait_until(lambda: isinstance(tab.poem.state, Receiving) and bool(servers.connections))
    assert not tab.send_bar.isVisible()
    tab.show_send_bar(True)
    assert tab.send_bar.isVisible()
    line = tab.findChild(QLineEdit, "sendLine")
    button = tab.findChild(QPushButton, "sendButton")
    assert line is not None
    assert button is not None
    line.setText("hello")
    button.click()
    wait_until(lambda: servers.connections[0].received == b"5:hello,")
    assert line.text() == ""
    tab.poem.fetch.factory.protocol.limit = 3  # type: ignore[union-attr]  # this protocol has it
    line.setText("too long")
    line.returnPressed.emit()
    assert "cannot be sent" in label(tab, "sendProblem")
    assert line.text() == "too long"


def test_a_protocol_that_cannot_speak_has_no_send_bar(
    servers: LoopbackServers, library: Library, open_tab: Callable[[Server], PoemTab], tmp_path: Path
) -> None:
    (tmp_path / "mute.py").write_text(
        "from poetrygui.api import PoemProtocol\nAPI = 1\nTITLE = 'Mute'\n\n\nclass Mute(PoemProtocol):\n"
        "    def dataReceived(self, data):\n        self.deliver(data)\n"
    )
    tab = open_tab(servers.listen(holds(), protocol="mute"))
    tab.show_send_bar(True)
    assert not tab.send_bar.isVisible()


def test_a_poem_is_noted_on_disk_and_goes_when_it_is_discarded(
    servers: LoopbackServers,
    library: Library,
    open_tab: Callable[[Server], PoemTab],
    wait_until: Until,
    tmp_path: Path,
) -> None:
    server = servers.listen(sends(b"some verse"), HOSTILE)
    tab = open_tab(server)
    wait_until(has_ended(tab))
    (folder,) = (tmp_path / "poems").iterdir()
    assert HOSTILE[:3] not in folder.name
    wait_until(lambda: (info := read_info(folder)) is not None and info.ended is not None)
    info = read_info(folder)
    assert info is not None
    assert info.ended == tab.poem.state
    assert (info.name, info.address, info.server_id) == (HOSTILE, server.address, server.id)
    place = tab.place(0)
    tab.release()
    library.close(tab.poem, place)
    wait_until(lambda: not folder.exists())


def test_a_poem_that_is_closed_while_it_runs_is_stopped_first_and_kept(
    servers: LoopbackServers,
    library: Library,
    open_tab: Callable[[Server], PoemTab],
    wait_until: Until,
    tmp_path: Path,
) -> None:
    tab = open_tab(servers.listen(holds(b"some verse")))
    wait_until(lambda: tab.view.line_count() == 1)
    library.close(tab.poem, tab.place(0))
    wait_until(has_ended(tab))
    wait_until(lambda: not list((tmp_path / "poems").iterdir()))
    wait_until(lambda: not servers.connections)
    (closed,) = (tmp_path / "closed").iterdir()
    info = read_info(closed)
    assert info is not None
    assert info.ended == tab.poem.state
    assert info.ended is not None
    assert info.ended.outcome is Outcome.STOPPED
    assert b"".join(StoredPoem.existing(closed).exact_pieces()) == b"some verse"


def test_nothing_is_left_on_disk_where_nothing_came(
    open_tab: Callable[[Server], PoemTab], wait_until: Until, tmp_path: Path
) -> None:
    tab = open_tab(Server("nobody", "127.0.0.1:1"))
    wait_until(has_ended(tab))
    assert isinstance(tab.poem.state, Ended)
    assert tab.poem.state.outcome is Outcome.REFUSED
    wait_until(lambda: not list((tmp_path / "poems").iterdir()))
