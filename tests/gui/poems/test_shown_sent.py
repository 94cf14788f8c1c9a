"""What was sent stands in the stream's text with its time, is told apart, and is sent again from there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QContextMenuEvent, QCursor
from PyQt6.QtWidgets import QApplication, QMessageBox, QPushButton

from poetrygui.core import poems as stored
from poetrygui.core.library.letterings import clear, show_cleared
from poetrygui.core.outcomes import Receiving, WhatIsKept
from poetrygui.core.poems import sent_search
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.sent_line import SIGN
from poetrygui.gui.frames.frame_table import FrameTable
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.poems.save_ways import ROWS, saved_pieces
from poetrygui.gui.poems.shown_sent import ShownSent, sent_in
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.widgets.theme import sent_colours
from poetrygui.recordings.table_rows import RowKind
from tests.gui.poems.saved import all_of
from tests.gui.poems.tabs import has_ended
from tests.gui.rows.views import clipboard_text
from tests.gui.scripted import LoopbackServers, holds

Until = Callable[[Callable[[], bool]], None]
Open = Callable[[Server], PoemTab]


def lines(tab: PoemTab) -> list[str]:
    """Return what is shown, with the sign alone in the place of a time."""
    text = tab.view.text_between(0, tab.view.line_count())
    return [f"{SIGN} {line.split(' ', 2)[2]}" if line.startswith(SIGN) else line for line in text.split("\n")]


def connected(servers: LoopbackServers, open_tab: Open, wait_until: Until, server: Server) -> PoemTab:
    tab = open_tab(server)
    wait_until(lambda: isinstance(tab.poem.state, Receiving) and bool(servers.connections))
    return tab


def say(tab: PoemTab, data: bytes) -> None:
    assert tab.poem.fetch is not None
    tab.poem.fetch.send(data, is_raw=True, told=lambda _: None)


def shown(tab: PoemTab) -> ShownSent:
    found = sent_in(tab.view)
    assert found is not None
    return found


def test_it_stands_where_it_was_sent_and_is_sent_again(
    servers: LoopbackServers, open_tab: Open, wait_until: Until
) -> None:
    tab = connected(servers, open_tab, wait_until, servers.listen(holds(b"login: "), protocol="raw"))
    wait_until(lambda: tab.poem.store is not None and tab.poem.store.size == 7)
    notes: list[str] = []
    say(tab, b"joe\r\n")
    wait_until(lambda: lines(tab) == ["login: ", f"{SIGN} sent joe\\r\\n"])
    servers.connections[0].transport.write(b"hello joe\nready\n")  # type: ignore[union-attr]
    wait_until(lambda: lines(tab)[2:] == ["hello joe", "ready"])
    saved = saved_pieces(ROWS, tab.poem)
    assert all_of(saved) == b"login: hello joe\nready\n", "what is saved is what came"
    shown(tab).send_again(notes.append)
    assert notes.pop().startswith("Choose a message")
    assert shown(tab).go()
    start, stop = tab.view.selection()
    assert tab.view.reader.read(start, stop).decode().endswith("sent joe\\r\\n\n")
    shown(tab).send_again(notes.append)
    wait_until(lambda: servers.connections[0].received == b"joe\r\njoe\r\n")
    assert notes == ["Sent again: 5 bytes."]
    wait_until(lambda: lines(tab)[-1] == f"{SIGN} sent joe\\r\\n")
    assert tab.view.selection() == (start, stop), "what is chosen stays so"
    assert shown(tab).go()
    assert tab.view.selection()[0] > start
    assert shown(tab).go()
    assert shown(tab).go(backward=True)
    assert tab.view.selection()[0] > start, "behind the last comes the first, and before that the last"


def test_it_is_told_apart_copied_and_hidden(servers: LoopbackServers, open_tab: Open, wait_until: Until) -> None:
    tab = connected(servers, open_tab, wait_until, servers.listen(holds(b"one\ntwo\n"), protocol="lines"))
    wait_until(lambda: tab.poem.store is not None and tab.poem.store.line_count == 2)
    say(tab, b"PING\n")
    wait_until(lambda: len(lines(tab)) == 3)
    view = tab.view
    view.catch_up()
    text, ground = sent_colours(view.palette())
    marks = [each for each in view.extraSelections() if each.format.background().color() == ground]
    assert {each.cursor.block().text()[:1] for each in marks} == {SIGN}
    assert {each.format.foreground().color().name() for each in marks} == {text.name()}
    view.selectAll()
    view.copy()
    assert clipboard_text().splitlines()[2].endswith("sent PING\\n")
    view.copy_exact()
    assert clipboard_text() == "one\ntwo\n"
    view.select(0, 0)
    tab.show_recording(RecordingLook(hides_sent=True))
    assert lines(tab) == ["one", "two"]
    tab.show_recording(RecordingLook())
    assert lines(tab)[2] == f"{SIGN} sent PING\\n"
    clear(tab.poem)
    assert lines(tab) == [""], "what was sent before is cleared as well"
    say(tab, b"PONG\n")
    wait_until(lambda: lines(tab)[-1:] == [f"{SIGN} sent PONG\\n"])
    show_cleared(tab.poem)
    assert lines(tab)[2:4] == [f"{SIGN} sent PING\\n", f"{SIGN} sent PONG\\n"]


def test_filters_are_about_what_came_and_leave_it(servers: LoopbackServers, open_tab: Open, wait_until: Until) -> None:
    tab = connected(servers, open_tab, wait_until, servers.listen(holds(b"a1\nb2\na3\n"), protocol="lines"))
    wait_until(lambda: tab.poem.store is not None and tab.poem.store.line_count == 3)
    say(tab, b"PING\n")
    wait_until(lambda: len(lines(tab)) == 4)
    servers.connections[0].transport.write(b"b4\na5\n")  # type: ignore[union-attr]
    wait_until(lambda: lines(tab)[4:] == ["b4", "a5"])
    tab.lines.set_conditions((Condition("a"),))
    wait_until(lambda: lines(tab) == ["a1", "a3", f"{SIGN} sent PING\\n", "a5"])
    tab.lines.set_conditions((evolve(Condition("a"), is_on=False),))
    assert len(lines(tab)) == 6


def test_tables_have_it_too_of_all_lines_and_of_some(
    servers: LoopbackServers, open_tab: Open, wait_until: Until
) -> None:
    tab = connected(servers, open_tab, wait_until, servers.listen(holds(b"a1\nb2\na3\n"), protocol="lines"))
    wait_until(lambda: tab.poem.store is not None and tab.poem.store.line_count == 3)
    tab.resize(700, 600)
    tab.show_recording(RecordingLook(table=True))
    say(tab, b"PING\n")
    wait_until(lambda: servers.connections[0].received == b"PING\n")
    servers.connections[0].transport.write(b"b4\na5\n")  # type: ignore[union-attr]
    table = tab.findChild(FrameTable)
    assert table is not None

    def rows() -> list[str]:
        table.show_now()
        told = [(table.model.text(row, 4), table.model.text(row, 5)) for row in table.model.rows]
        return [f"{way} {text}" for way, text in told if way]

    came = ["in a1", "in b2", "in a3", "out PING␊", "in b4", "in a5"]
    wait_until(lambda: rows() == came and len(lines(tab)) == 6)
    sent = next(row.row for row in table.model.rows if row.row.kind is RowKind.SENT)
    table.place.choose(sent.number)
    found = shown(tab).here()
    assert found is not None
    assert found.message.head == b"PING\n", "what is chosen in the table is chosen in the text"
    assert shown(tab).go(backward=True)
    assert table.place.current == sent.number
    tab.lines.set_conditions((Condition("a"),))
    wait_until(lambda: rows() == ["in a1", "in a3", "out PING␊", "in a5"])
    tab.show_recording(RecordingLook(table=True, hides_sent=True))
    wait_until(lambda: rows() == ["in a1", "in a3", "in a5"])
    tab.lines.set_conditions(())
    wait_until(lambda: rows() == came)


def test_where_nothing_of_it_is_kept_nothing_is_shown(
    servers: LoopbackServers, open_tab: Open, wait_until: Until
) -> None:
    server = evolve(servers.listen(holds(b"one\n"), protocol="lines"), recording=WhatIsKept.ARRIVALS)
    tab = connected(servers, open_tab, wait_until, server)
    say(tab, b"PING\n")
    wait_until(lambda: servers.connections[0].received == b"PING\n" and tab.view.line_count() == 1)
    assert lines(tab) == ["one"]
    assert not shown(tab).go()


def test_a_menu_is_about_the_message_below_the_mouse(
    servers: LoopbackServers, open_tab: Open, wait_until: Until
) -> None:
    tab = connected(servers, open_tab, wait_until, servers.listen(holds(b"one\n"), protocol="lines"))
    say(tab, b"PING\n")
    wait_until(lambda: len(lines(tab)) == 2)
    view = tab.view
    row = next(each for each in view.row_map.visible_rows() if each.row.data.startswith(SIGN.encode()))
    point = view.canvas.mapToGlobal(QPoint(20, row.top + row.height // 2))
    QCursor.setPos(point)
    QApplication.sendEvent(
        view.canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, view.canvas.mapFromGlobal(point), point)
    )
    found = shown(tab).here()
    assert found is not None
    assert found.message.head == b"PING\n"


def test_of_very_many_the_first_are_shown_and_that_is_said(
    servers: LoopbackServers, open_tab: Open, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (stored, sent_search):
        monkeypatch.setattr(module, "MOST_SENT", 2, raising=False)  # the room has it once it was asked for
    tab = connected(servers, open_tab, wait_until, servers.listen(holds(b"one\n"), protocol="lines"))
    wait_until(lambda: tab.view.line_count() == 1)
    for message in (b"a", b"b", b"c"):
        say(tab, message)
    wait_until(lambda: len(lines(tab)) == 4)
    assert lines(tab)[1:3] == [f"{SIGN} sent a", f"{SIGN} sent b"]
    assert lines(tab)[3].endswith("was sent after the first 2 messages is in the ruler alone")
    assert shown(tab).go(backward=True)
    found = shown(tab).here()
    assert found is not None
    assert found.message.head == b"b"


def test_what_is_forgotten_is_not_shown_any_more(servers: LoopbackServers, open_tab: Open, wait_until: Until) -> None:
    tab = connected(servers, open_tab, wait_until, servers.listen(holds(b"one\n"), protocol="lines"))
    say(tab, b"secret")
    wait_until(lambda: lines(tab) == ["one", f"{SIGN} sent secret"])
    servers.connections[0].transport.loseConnection()  # type: ignore[union-attr]
    wait_until(has_ended(tab))
    place = tab.view.reader.read(0, tab.view.reader.size).index(b"secret")
    tab.view.select(place, place)  # as a click there does
    tab.forget_sent()
    (box,) = [each for each in tab.findChildren(QMessageBox) if each.isVisible()]
    (button,) = [each for each in box.findChildren(QPushButton) if each.text().replace("&", "") == "Forget"]
    button.click()
    wait_until(lambda: not tab.may_hold_sent)
    assert "secret" not in "".join(lines(tab)), "at once, and not when it is looked at again"
    wait_until(lambda: lines(tab)[-1].endswith("not kept: 6 bytes, forgotten later"))
    assert tab.view.following
    assert tab.view.selected.is_empty
