"""Ruler, bytes and times in the window, by the actions that menus and keys run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QMessageBox, QToolButton, QWidget

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended, Outcome, Undelivered, WhatIsKept
from poetrygui.core.poems.poem_info import read_info, write_info
from poetrygui.gui.recording.go_to_time import GoToTime
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.recording_commands import NO_RECORDING, NOT_WANTED
from poetrygui.recordings.ruler_picture import WireView
from tests.gui.hands import action, click, press, said
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, holds, open_window, tabs_of
from tests.recordings.framed_folder import record_lines

Until = Callable[[Callable[[], bool]], None]
NAMES = ("actionShowRuler", "actionShowBytes", "actionShowTimes", "actionGoToTime")


@pytest.fixture
def recorded(profile: Path, wait_for: Any, wait_until: Until, servers: LoopbackServers) -> Iterator[MainWindow]:
    """A window on a profile in which a poem was left with its recording."""
    (profile / "poems").mkdir(parents=True)
    record_lines(profile / "poems" / "2026-01-01T00-00-00-aaaa", [b"line\n"] * 300)
    with open_window(profile, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        yield window


def test_ruler_and_bytes_are_shown_and_hidden(recorded: MainWindow) -> None:
    for name, part in (("actionShowRuler", "ruler"), ("actionShowBytes", "hexView")):
        shows = action(recorded, name)
        assert shows.isEnabled()
        assert not shows.isChecked()
        shows.trigger()
        widget = recorded.findChild(QWidget, part)
        assert widget is not None
        assert widget.isVisible()
        assert widget.hasFocus() or widget.isAncestorOf(recorded.focusWidget())
        assert shows.isChecked()
        shows.trigger()
        assert not widget.isVisible()
        assert tabs_of(recorded)[0].view.hasFocus()
        assert not shows.isChecked()


def test_one_key_switches_the_times(recorded: MainWindow) -> None:
    times = action(recorded, "actionShowTimes")
    seen = []
    for _ in Times:
        times.trigger()
        seen.append((times.isChecked(), times.text()))
    assert seen == [
        (True, "Show &times (since the start)"),
        (True, "Show &times (of the day)"),
        (True, "Show &times (since the frame before)"),
        (False, "Show &times"),
    ]


def test_a_time_is_asked_for(recorded: MainWindow) -> None:
    action(recorded, "actionGoToTime").trigger()
    question = recorded.findChild(GoToTime)
    assert question is not None
    question.setTextValue("0.1")
    question.accept()
    assert tabs_of(recorded)[0].view.selection() == (99 * 5, 100 * 5)


def test_pauses_are_gone_to_and_where_there_is_none_that_is_said(
    recorded: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.recording.arrival_strip.AT_ONCE", 60.0)
    assert not action(recorded, "actionShowArrivals").isChecked()
    action(recorded, "actionNextPause").trigger()
    assert action(recorded, "actionShowArrivals").isChecked(), "whoever goes there wants to see them"
    assert said(recorded) == "There is no pause here: nowhere did nothing come for 10 s or longer."


def test_each_tab_shows_the_same(recorded: MainWindow) -> None:
    action(recorded, "actionShowRuler").trigger()
    assert recorded.workspace.tabs.recording_look == RecordingLook(ruler=True)
    poem = tabs_of(recorded)[0].poem
    recorded.workspace.tabs.close_current_tab()
    assert not action(recorded, "actionShowRuler").isEnabled()
    tab = recorded.workspace.tabs.add_poem(poem)
    assert tab.parts.ruler.model is not None


def test_after_a_protocol_error_a_click_leads_to_the_bytes_at_fault(
    profile: Path, wait_for: Any, wait_until: Until
) -> None:
    (profile / "poems").mkdir(parents=True)
    folder = record_lines(profile / "poems" / "2026-01-01T00-00-00-aaaa", [b"line\n"] * 300 + [b"\xff"])
    info = read_info(folder)
    assert info is not None
    ended = Ended(Outcome.PROTOCOL_ERROR, "it is no text", undelivered=Undelivered(1500, b"\xff"))
    write_info(folder, evolve(info, ended=ended))
    with open_window(profile, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        button = child(window, QToolButton, "showAllBytes")
        assert button.isVisible()
        click(button, button.rect().center())
        view = tabs_of(window)[0].parts.bytes_pane.view
        assert view.isVisible()
        assert view.marked == (1500, 1501)
        assert view.selected.span == (1500, 1500)
        assert action(window, "actionShowBytes").isChecked()
        assert not button.isVisible(), "the same bytes are not shown twice"


def test_a_feed_that_breaks_its_framing_is_seen_to_the_byte(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    server = servers.listen(holds(b"3:one,3:two,"), protocol="netstring")
    window.workspace.fetch([server])
    wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].view.line_count() == 2)
    for name in ("actionShowRuler", "actionShowBytes", "actionShowTimes"):
        assert action(window, name).isEnabled(), "while it runs"
        action(window, name).trigger()
    parts = tabs_of(window)[0].parts
    wait_until(lambda: parts.ruler.scale.size == 12)
    servers.connections[0].transport.write(b"5:hello;")  # type: ignore[union-attr]  # it stands
    wait_until(lambda: not window.workspace.library.is_busy)
    view, model = parts.bytes_pane.view, parts.ruler.model
    wait_until(lambda: view.marked == (12, 20) and view.selected.span == (12, 12))
    assert model is not None
    wait_until(
        lambda: [(bar.start, bar.stop) for bar in model.picture(WireView(0, 20, 900)).frames] == [(0, 6), (6, 12)]
    )
    assert model.picture(WireView(0, 20, 900)).unfinished == 12


def test_where_nothing_was_kept_it_says_why_not(window: MainWindow, wait_until: Until, tmp_path: Path) -> None:
    for name in NAMES:
        assert not action(window, name).isEnabled()
    assert action(window, "actionShowRuler").text() == "Show the &ruler"
    folder = record_lines(tmp_path / "poem", [b"line\n"])
    (folder / "log.000").unlink()
    (folder / "wire.000").rename(folder / "rows.000")
    info = read_info(folder)
    assert info is not None
    window.workspace.tabs.add_poem(KeptPoem(info, folder, info.ended))
    wait_until(lambda: tabs_of(window)[0].poem.store is not None)
    for name in NAMES:
        assert not action(window, name).isEnabled()
    assert action(window, "actionShowRuler").text() == f"Show the &ruler {NO_RECORDING}"


def test_where_the_server_is_not_recorded_the_poem_streams_and_the_tab_says_why_there_is_no_more(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    server = servers.listen(holds(b"one\n"), protocol="lines")
    window.workspace.fetch([evolve(server, recording=WhatIsKept.NOTHING)])
    wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].view.text_between(0, 0) == "one")
    why = child(window, QLabel, "notRecorded")
    assert not why.isVisible(), "before anybody asks"
    assert action(window, "actionGoToTime").text() == f"&Go to a time … {NOT_WANTED}"
    for name, key in (
        ("actionShowRuler", Qt.Key.Key_R),
        ("actionShowBytes", Qt.Key.Key_B),
        ("actionShowTimes", Qt.Key.Key_T),
    ):
        press(tabs_of(window)[0].view, key, Qt.KeyboardModifier.ControlModifier)
        assert action(window, name).isChecked()
        assert why.isVisible()
        assert why.text() == "Nothing was recorded, since this server's setting says so."
        while action(window, name).isChecked():
            action(window, name).trigger()
        assert not why.isVisible()
    servers.connections[0].transport.write(b"two\n")  # type: ignore[union-attr]  # it stands
    wait_until(lambda: tabs_of(window)[0].view.text_between(0, 1) == "one\ntwo")


def test_what_was_sent_can_be_forgotten_where_it_was_kept(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    assert not action(window, "actionForgetSent").isEnabled()
    server = servers.listen(holds(b"one\n"), protocol="lines")
    window.workspace.fetch([evolve(server, recording=WhatIsKept.ARRIVALS), server])
    wait_until(lambda: [tab.view.text_between(0, 0) for tab in tabs_of(window)] == ["one", "one"])
    assert not action(window, "actionForgetSent").isEnabled()
    window.workspace.tabs.setCurrentIndex(1)
    wait_until(action(window, "actionForgetSent").isEnabled)
    action(window, "actionForgetSent").trigger()
    assert "stop it first" in child(window, QMessageBox, "").text()
