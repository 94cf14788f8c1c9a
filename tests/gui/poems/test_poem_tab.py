"""A tab: what the header says while a poem runs and when it has ended, the send bar, and what is kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.rows.held_rows import HeldRows
from tests.gui.poems.tabs import has_ended, label
from tests.gui.scripted import LoopbackServers, holds, sends

HOSTILE = "<b>x</b><img src='file:///etc/hostname'> & \u202etxt.exe"

Until = Callable[[Callable[[], bool]], None]


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
    wait_until(lambda: not any((tmp_path / "poems").glob("*")))
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
    wait_until(lambda: not any((tmp_path / "poems").glob("*")))


def test_marks_of_a_tab_that_nobody_saw_make_no_pane_and_are_there_when_it_is_seen(
    servers: LoopbackServers, library: Library, open_tab: Callable[[Server], PoemTab], wait_until: Until, qtbot: QtBot
) -> None:
    running = open_tab(servers.listen(holds(b"one\ntwo\nthree\n"), "Sonnets", "lines"))
    wait_until(lambda: running.view.line_count() == 3)
    tab = PoemTab(running.poem, library, is_lazy=True, place=TabPlace(marks=((0, "mine"),)))
    qtbot.addWidget(tab)
    for begins, note in ((8, "third"), (8, "again"), (4, "second")):
        tab.mark(begins, note)
    assert not tab.is_built
    assert tab.place(3).marks == ((0, "mine"), (8, "third"), (4, "second")), "where it is closed unseen"
    tab.show()
    wait_until(lambda: tab.view.marks.lines == [0, 1, 2])
    assert [tab.view.marks.note_of(begins) for begins in (0, 4, 8)] == ["mine", "second", "third"]
    assert len(tab.place(3).marks) == 3, "each once"
    tab.mark(8, "later")
    assert tab.view.marks.note_of(8) == "third"


def test_rows_are_read_once_for_a_tab_that_is_seen_first_and_for_the_room_that_it_has(
    servers: LoopbackServers,
    library: Library,
    open_tab: Callable[[Server], PoemTab],
    wait_until: Until,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = open_tab(servers.listen(holds(b"verse\n" * 200), "Sonnets", "lines"))
    wait_until(lambda: running.view.line_count() == 200)
    running.hide()  # which has rows of its own
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.resize(700, 500)
    tab = PoemTab(running.poem, library, is_lazy=True)
    for each in (QWidget(), tab):
        tabs.addTab(each, "")
    tabs.show()
    read: list[QSize] = []
    load = HeldRows.load

    def count(rows: HeldRows, *asked: Any) -> None:
        read.append(tab.view.canvas.size())
        load(rows, *asked)

    monkeypatch.setattr(HeldRows, "load", count)
    tabs.setCurrentWidget(tab)
    for _ in range(3):
        QApplication.processEvents()
    assert read == [tab.view.canvas.size()]
    tab.release()
