"""What was sent is forgotten after a question, and the tab shows it at once."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve
from PyQt6.QtWidgets import QMessageBox, QPushButton

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import Sent
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.forget_sent import NOTHING_SENT
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.recordings.ruler_picture import WireView
from tests.gui.hands import click
from tests.gui.poems.tabs import has_ended, label
from tests.gui.scripted import LoopbackServers, holds

Until = Callable[[Callable[[], bool]], None]
LINES = b"line\n" * 200


def box(tab: PoemTab) -> QMessageBox:
    (found,) = [each for each in tab.findChildren(QMessageBox) if each.isVisible()]
    return found


def choose(question: QMessageBox, words: str) -> None:
    (button,) = [each for each in question.findChildren(QPushButton) if each.text().replace("&", "") == words]
    click(button, button.rect().center())


def fetched(servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, send: str) -> PoemTab:
    tab = open_tab(evolve(servers.listen(holds(LINES), protocol="lines"), send=send))
    tab.show_recording(RecordingLook(hides_sent=True))
    wait_until(lambda: tab.view.line_count() == 200 and (not send or servers.connections[0].received != b""))
    servers.connections[0].transport.loseConnection()  # type: ignore[union-attr]  # it stands
    wait_until(has_ended(tab))
    return tab


def sent_in(tab: PoemTab) -> list[bytes]:
    assert tab.poem.store is not None
    assert tab.poem.store.recording is not None
    return [each.data for each in tab.poem.store.recording.records() if isinstance(each, Sent)]


def test_after_the_question_the_tab_and_its_ruler_show_how_much_it_was(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = fetched(servers, open_tab, wait_until, "password")
    tab.show_recording(RecordingLook(ruler=True, hides_sent=True))
    tab.view.show_offset(250)
    tab.view.select(255, 260)
    model = tab.parts.ruler.model
    assert model is not None
    assert model.picture(WireView(0, 1000, 900)).sent
    assert tab.may_hold_sent
    tab.forget_sent()
    assert "“a poem”" in box(tab).text()
    choose(box(tab), "Forget")
    wait_until(lambda: not tab.may_hold_sent)
    assert label(tab, "poemOrigin").endswith("only what arrives is kept")
    model = tab.parts.ruler.model
    assert model is not None
    picture = model.picture(WireView(0, 1000, 900))
    assert not picture.sent
    assert "9 bytes, forgotten later" in [each.text for each in picture.events if each.kind is EventKind.SENT_NOT_KEPT]
    assert sent_in(tab) == []
    assert tab.view.line_count() == 200
    wait_until(lambda: tab.view.selection() == (255, 260))
    assert not tab.view.following


def test_it_stays_where_the_question_is_not_answered_so(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = fetched(servers, open_tab, wait_until, "password")
    tab.forget_sent()
    choose(box(tab), "Cancel")
    assert sent_in(tab) == [b"password\n"]


def test_where_nothing_was_sent_that_is_said(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = fetched(servers, open_tab, wait_until, "")
    tab.forget_sent()
    choose(box(tab), "Forget")
    wait_until(lambda: any(each.text() == NOTHING_SENT for each in tab.findChildren(QMessageBox)))
    assert tab.may_hold_sent


def test_while_it_runs_it_says_to_stop_it_first(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(holds(LINES), protocol="lines"))
    wait_until(lambda: tab.view.line_count() == 200)
    tab.forget_sent()
    assert "stop it first" in box(tab).text()


def test_why_it_cannot_be_is_said(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = fetched(servers, open_tab, wait_until, "password")
    (tab.poem.directory / "log.000").write_bytes(b"\x7f" * 10_000)
    tab.forget_sent()
    choose(box(tab), "Forget")
    wait_until(lambda: any("log is damaged" in each.text() for each in tab.findChildren(QMessageBox)))
