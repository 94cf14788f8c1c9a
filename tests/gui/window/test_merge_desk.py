"""Tabs of several servers are seen in one, in the order in which their lines came, and copied and saved there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import evolve
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.reading.conditions import Condition
from poetrygui.gui import poems
from poetrygui.gui.frames.frame_table import FrameTable
from poetrygui.gui.poems.save_ways import ROWS, saved_pieces
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.recordings.table_rows import RowKind
from tests.gui.hands import action, said
from tests.gui.recording.test_time_margin import Written
from tests.gui.rows.views import clipboard_text
from tests.gui.scripted import LoopbackServers, add, all_ended, holds, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def merged_in(window: MainWindow) -> MergedPoem:
    tab = window.workspace.current()
    assert tab is not None
    assert isinstance(tab.poem, MergedPoem)
    return tab.poem


def names_beside(window: MainWindow) -> list[str]:
    tab = tabs_of(window)[-1]
    margin = poems.SourceMargin(merged_in(window), tab.view.palette)
    painter = Written()
    margin.paint(painter, QRect(0, 0, 300, 600), list(tab.view.row_map.visible_rows()), tab.view.reader)
    painter.end()
    assert margin.width(QFontMetrics(tab.view.font()), tab.view.reader) > 0
    return [text for text in painter.texts if ":" not in text]


def test_two_servers_are_one_view_that_goes_on(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    one, two = (
        servers.listen(sends(b"one a\none b\n"), "one", "lines"),
        servers.listen(holds(b"two a\n"), "two", "lines"),
    )
    add(window, one, two)
    assert not action(window, "actionMerge").isEnabled()
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [2, 1])
    action(window, "actionMerge").trigger()
    poem = merged_in(window)
    view = tabs_of(window)[-1].view
    wait_until(lambda: poem.merged.line_count == 3)
    assert poem.info.name == "one + two"
    assert sorted(view.text_between(0, 9).splitlines()) == ["one a", "one b", "two a"]
    transport = servers.connections[-1].transport
    assert transport is not None
    transport.write(b"two b\n")
    wait_until(lambda: poem.merged.line_count == 4)
    assert view.text_between(3, 3) == "two b"
    view.catch_up()
    assert set(names_beside(window)) == {"one", "two"}
    view.show_line(3)
    view.copy()
    assert clipboard_text() == "two b\n"
    saved = b"".join(piece for piece in saved_pieces(ROWS, poem) if isinstance(piece, bytes))
    assert saved == poem.merged.read(0, 99)
    store, row = poem.at(poem.merged.line_start(3))
    assert store is tabs_of(window)[1].poem.store
    assert store is not None
    assert store.read(row, row + 5) == b"two b"
    window.workspace.tabs.close_current_tab()
    assert len(tabs_of(window)) == 2
    assert not window.workspace.library.kept.can_reopen


def test_what_was_sent_stands_among_the_lines_with_its_server(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, *(servers.listen(holds(name + b"\n"), name.decode(), "lines") for name in (b"one", b"two")))
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [1, 1])
    poem_of_two = tabs_of(window)[1].poem
    action(window, "actionMerge").trigger()
    merged, tab = merged_in(window).merged, tabs_of(window)[-1]
    wait_until(lambda: merged.line_count == 2)
    assert poem_of_two.fetch is not None
    poem_of_two.fetch.send(b"PING")
    wait_until(lambda: tab.view.line_count() == 3)
    two = next(each for each in servers.connections if each.received)
    assert two.transport is not None
    two.transport.write(b"PONG\n")
    wait_until(lambda: tab.view.line_count() == 4)
    *_, sent, answer = tab.view.text_between(0, 9).splitlines()
    assert (sent.split(" ", 2)[2], answer) == ("sent PING\\n", "PONG")
    tab.lines.set_conditions((Condition("PONG"),))
    wait_until(lambda: tab.view.line_count() == 2 and not tab.lines.is_working)
    assert tab.view.text_between(1, 1) == "PONG"
    tab.view.catch_up()
    assert names_beside(window) == ["two"], "of what is filtered, and was sent, too"
    action(window, "actionShowTable").trigger()
    page = tab.findChildren(FrameTable)[0].page
    assert page is not None
    assert [(row.kind, row.origin and row.origin.name) for row in page.rows.between(0, 9)] == [
        (RowKind.SENT, "two"),
        (RowKind.FRAME, "two"),
    ]
    action(window, "actionNextSent").trigger()
    action(window, "actionSendAgain").trigger()
    wait_until(lambda: two.received == b"PING\nPING\n")
    wait_until(lambda: tab.view.line_count() == 3)
    action(window, "actionShowSent").trigger()
    assert tab.view.line_count() == 1
    action(window, "actionShowSent").trigger()


def test_the_tab_of_a_part_may_be_closed(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path
) -> None:
    verse = b"".join(b"line %d\n" % number for number in range(3000))
    add(window, *(servers.listen(sends(verse), name, "lines") for name in ("one", "two")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 2))
    action(window, "actionMerge").trigger()
    poem = merged_in(window)
    wait_until(lambda: poem.merged.line_count == 6000)
    view = tabs_of(window)[-1].view
    window.workspace.tabs.close_tab(0)
    view.show_offset(0)
    view.show_offset(poem.merged.size // 2)
    assert view.text_between(0, 0) == "line 0"
    saved = b"".join(piece for piece in saved_pieces(ROWS, poem) if isinstance(piece, bytes))
    assert len(saved) == 2 * len(verse)
    assert len([*(profile / "poems").iterdir()]) == 2
    window.workspace.tabs.close_current_tab()
    wait_until(lambda: len([*(profile / "poems").iterdir()]) == 1)
    action(window, "actionReopenTab").trigger()
    wait_until(lambda: [tab.poem.info.name for tab in tabs_of(window)] == ["one", "two"])
    assert not window.report.problems


def test_what_cannot_be_merged_is_said(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    unrecorded = evolve(servers.listen(sends(b"x\n"), "silent", "lines"), recording=WhatIsKept.NOTHING)
    add(window, servers.listen(sends(b"y\n"), "one", "lines"), unrecorded)
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 2))
    action(window, "actionMerge").trigger()
    assert "“silent”" in said(window)
    assert len(tabs_of(window)) == 2
