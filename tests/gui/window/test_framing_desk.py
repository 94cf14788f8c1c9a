"""Framing recordings anew in the window, by keys: a tab beside, judged on the recorded end, and its differences."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QMessageBox

from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.poem_info import read_info
from poetrygui.gui.poems import poem_tabs
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.recordings import workers
from poetrygui.recordings.difference import Hunk, HunkKind
from tests.gui.framed_anew import choose, fetch, frame_with, is_through, open_dialog, pair_of
from tests.gui.hands import action, press, said
from tests.gui.poems.tabs import label
from tests.gui.scripted import LoopbackServers, holds, open_window, outcomes, tabs_of
from tests.recordings.shortened_folder import netstrings, shortened_by

POEM = "20260101-000000-000000-aaaaaaa1"
"""The name of a poem's folder, as an earlier run leaves it."""

Until = Callable[[Callable[[], bool]], None]

FEED = b"one;two\nthree;four\nfive\n"
MIXED = b"one\ntwo\r\nthree\nfour\r\nfive\n"
"""Lines in which a protocol that knows of CRLF, and one that does not, differ twice."""
SHIFT = Qt.KeyboardModifier.ShiftModifier


def selects(tab: PoemTab, rows: tuple[int, int]) -> bool:
    return tab.view.selection() == rows


def selected(tab: PoemTab) -> bytes:
    store, rows = tab.poem.store, tab.view.selection()
    return b"" if store is None or rows is None else store.read(*rows)


def test_a_recording_is_framed_anew_in_a_tab_beside(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    fetch(window, servers, wait_until, FEED, "lines")
    source = fetch(window, servers, wait_until, FEED, "lines")
    window.workspace.tabs.setCurrentIndex(0)
    tab = frame_with(window, "delimited", delimiter=";")
    assert tabs_of(window)[1:] == [tab, source]
    assert window.workspace.tabs.tabText(1) == "feed · delimited (delimiter=;)"
    wait_until(is_through(window))
    assert tab.has_recording
    assert "what arrived is kept with its recording, of what was sent times and sizes" in label(tab, "poemOrigin")
    assert tab.view.text_between(0, 9) == "one\ntwo\nthree\nfour\nfive"
    assert outcomes(window) == [Outcome.COMPLETE, Outcome.CUT, Outcome.COMPLETE]
    source = tabs_of(window)[0]
    assert (tab.poem.directory / "wire.000").samefile(source.poem.directory / "wire.000")
    info = read_info(tab.poem.directory)
    assert info is not None
    assert (info.name, info.protocol, info.server_id) == ("feed · framed with delimited (delimiter=;)", "delimited", "")
    press(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert len(tabs_of(window)) == 2
    action(window, "actionReopenTab").trigger()
    wait_until(lambda: len(tabs_of(window)) == 3)


def test_among_many_tabs_it_is_made_in_turns_of_its_own_and_marked_once_it_is_seen(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(window, servers, wait_until, MIXED, "lines")
    monkeypatch.setattr(poem_tabs, "BUILT_AT_ONCE", 1)
    source = frame_with(window, "delimited", delimiter="\\n")
    assert tabs_of(window)[0] is source
    tab = tabs_of(window)[1]
    assert not tab.is_built, "not in the turn of the answer"
    wait_until(lambda: window.workspace.tabs.current() is tab)
    wait_until(is_through(window))
    assert tab.differences.rows is not None
    assert source.differences.rows is not None


def test_differences_are_gone_to_by_keys_in_both_tabs(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    source = fetch(window, servers, wait_until, MIXED, "lines")
    press(window, Qt.Key.Key_F8)
    assert said(window).startswith("Nothing is compared here")
    tab = frame_with(window, "delimited", delimiter="\\n")
    wait_until(is_through(window))
    differences = pair_of(window).differences
    assert [differences[number] for number in range(len(differences))] == [
        Hunk(HunkKind.VALUE, (4, 9), (1, 2), (1, 2)),
        Hunk(HunkKind.VALUE, (15, 21), (3, 4), (3, 4)),
    ]
    for keys, number, ours, theirs in (
        ((Qt.Key.Key_F8,), 1, (4, 9), (4, 8)),
        ((Qt.Key.Key_F8,), 2, (15, 21), (14, 19)),
        ((Qt.Key.Key_F8,), 1, (4, 9), (4, 8)),  # round
        ((Qt.Key.Key_F8, SHIFT), 2, (15, 21), (14, 19)),
        ((Qt.Key.Key_F8, SHIFT), 1, (4, 9), (4, 8)),
    ):
        press(window, *keys)
        assert said(window).startswith(f"Difference {number} of 2: same cut, other value, bytes ")
        assert tab.view.selection() == ours
        assert tab.differences.chosen == source.differences.chosen == number - 1
        window.workspace.tabs.setCurrentWidget(source)
        wait_until(partial(selects, source, theirs))
        window.workspace.tabs.setCurrentWidget(tab)


def test_the_list_leads_to_a_difference_and_says_where_there_is_none(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    source = fetch(window, servers, wait_until, MIXED, "lines")
    press(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    dock = window.workspace.framings.dock
    assert dock.isVisible()
    assert dock.summary.startswith("Nothing is compared here")
    tab = frame_with(window, "delimited", delimiter="\\n")
    wait_until(is_through(window))
    wait_until(lambda: dock.summary == "2 differences between delimited and lines.")
    dock.table.setFocus()
    press(dock.table, Qt.Key.Key_Down)
    press(dock.table, Qt.Key.Key_Down)
    press(dock.table, Qt.Key.Key_Return)
    assert tab.view.selection() == (15, 21)
    press(dock.table, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is tab.view
    window.workspace.tabs.setCurrentWidget(source)
    same = frame_with(window, "lines")
    wait_until(is_through(window))
    wait_until(lambda: dock.summary == "No difference: lines makes the same frames as lines as it was.")
    press(window, Qt.Key.Key_F8)
    assert said(window) == "No difference: lines makes the same frames as lines as it was."
    assert same.differences.rows is not None
    assert tab.differences.rows is None, "the marks are those of what is compared now"
    press(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not dock.isVisible()


def test_a_running_recording_is_followed_to_its_end(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    window.workspace.fetch([servers.listen(holds(b"3:one,3:t"), name="feed")])
    wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
    wait_until(lambda: tabs_of(window)[0].parts.has_recording and tabs_of(window)[0].view.line_count() == 1)
    tab = frame_with(window, "netstring")
    wait_until(lambda: tab.view.line_count() == 1)
    state = tab.poem.state
    assert isinstance(state, Receiving)
    assert "followed as it grows" in state.waiting
    transport: Any = servers.connections[0].transport
    transport.write(b"wo,5:three,")
    wait_until(lambda: tab.view.line_count() == 3)
    assert not isinstance(tab.poem.state, Ended)
    transport.loseConnection()
    wait_until(is_through(window))
    assert outcomes(window) == [Outcome.COMPLETE, Outcome.COMPLETE]
    assert tab.view.text_between(0, 9) == "one\ntwo\nthree"
    assert pair_of(window).differences.count == 1


def test_what_was_framed_is_framed_again_from_its_recording(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    source = fetch(window, servers, wait_until, FEED, "lines")
    frame_with(window, "delimited", delimiter=";")
    wait_until(is_through(window))
    frame_with(window, "raw")
    assert pair_of(window).framing.source is source.poem
    names = [window.workspace.tabs.tabText(index) for index in range(3)]
    assert names == ["feed", "feed · raw", "feed · delimited (delimiter=;)"]
    wait_until(is_through(window))


def test_two_framings_by_one_protocol_are_told_apart_by_its_options(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    fetch(window, servers, wait_until, FEED, "lines")
    for delimiter in (";", "o"):
        frame_with(window, "delimited", delimiter=delimiter)
        wait_until(is_through(window))
    names = [window.workspace.tabs.tabText(index) for index in range(3)]
    assert names == ["feed", "feed · delimited (delimiter=o)", "feed · delimited (delimiter=;)"]


def test_closing_the_tab_of_either_ends_what_still_runs(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    window.workspace.fetch([servers.listen(holds(b"3:one,"), name="feed")])
    wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].view.line_count() == 1)
    own = frame_with(window, "netstring")
    wait_until(lambda: own.view.line_count() == 1)
    window.workspace.tabs.close_current_tab()
    assert own.poem.state == Ended(Outcome.STOPPED, "stopped, because its tab was closed", 3, 1)
    window.workspace.tabs.setCurrentIndex(0)
    other = frame_with(window, "netstring")
    wait_until(lambda: other.view.line_count() == 1)
    window.workspace.tabs.close_tab(0)
    assert other.poem.state == Ended(Outcome.STOPPED, "stopped, because the recording's tab was closed", 3, 1)


def test_quitting_ends_what_runs_and_notes_it(
    profile: Path, servers: LoopbackServers, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        window.workspace.fetch([servers.listen(holds(b"3:one,"), name="feed")])
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].view.line_count() == 1)
        tab = frame_with(window, "netstring")
        wait_until(lambda: tab.view.line_count() == 1)
    info = read_info(tab.poem.directory)
    assert info is not None
    assert info.ended is not None
    assert info.ended.reason == "stopped, because the program was quit"


def test_where_the_beginning_was_not_kept_they_are_compared_from_the_first_frame_on(
    profile: Path, wait_for: Any, wait_until: Until
) -> None:
    strings, where = netstrings()
    shortened_by(profile / "poems" / POEM, "netstring", b"".join(strings))
    with open_window(profile, wait_for) as window:
        wait_until(lambda: len(tabs_of(window)) == 1 and tabs_of(window)[0].has_recording)
        (source,) = tabs_of(window)
        tab = frame_with(window, "delimited", delimiter="y,")
        wait_until(is_through(window))
        begins = pair_of(window).framing.begins
        assert begins is not None
        byte, frames = begins
        assert byte == where[frames] > 100_000
        press(window, Qt.Key.Key_F8)
        assert said(window).startswith("Difference 1 of ")
        _, stop = pair_of(window).differences[0].theirs
        told = [string.partition(b":")[2].removesuffix(b",") for string in strings[frames:stop]]
        assert selected(tab).startswith(strings[frames][:9])
        window.workspace.tabs.setCurrentWidget(source)
        wait_until(lambda: selected(source).splitlines() == told)


def test_where_no_frame_is_known_to_begin_it_is_framed_and_that_is_said(
    profile: Path, wait_for: Any, wait_until: Until
) -> None:
    shortened_by(profile / "poems" / POEM, "raw", b"verse\n" * 50_000)
    with open_window(profile, wait_for) as window:
        wait_until(lambda: len(tabs_of(window)) == 1 and tabs_of(window)[0].has_recording)
        tab = frame_with(window, "lines")
        wait_until(is_through(window))
        assert tab.view.line_count() > 5000
        press(window, Qt.Key.Key_F8)
        assert said(window).startswith("They are not compared: where a frame begins is not known. The first ")


def test_where_the_recorded_protocol_is_not_known_it_says_so(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    source = fetch(window, servers, wait_until, FEED, "lines")
    (source.poem.directory / "protocol.py").write_text("raise SystemExit\n")
    frame_with(window, "delimited", delimiter=";")
    wait_until(is_through(window))
    press(window, Qt.Key.Key_F8)
    assert said(window).startswith("There is nothing to compare with. The protocol in ")


def test_a_protocol_that_may_not_run_any_more_is_refused_in_the_dialog(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(window, servers, wait_until, FEED, "lines")
    dialog = open_dialog(window)
    choose(dialog, "delimited", delimiter=";")
    monkeypatch.setattr(type(window.protocols.registry), "entries", ())
    dialog.accept()
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert box.text().startswith("There is no protocol")
    assert len(tabs_of(window)) == 1
    box.accept()
    dialog.reject()


def test_a_machine_without_fork_frames_anew_in_slices(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "HAS_HOSTS", False)
    made: list[workers.SliceWorkers] = []

    class Counted(workers.SliceWorkers):
        def __init__(self, reactor: Any) -> None:
            super().__init__(reactor)
            made.append(self)

    monkeypatch.setattr(workers, "SliceWorkers", Counted)
    fetch(window, servers, wait_until, MIXED * 500, "lines")
    tab = frame_with(window, "delimited", delimiter="\\n")
    wait_until(is_through(window))
    assert made
    assert tab.poem.info.ended is not None
    assert (tab.poem.info.ended.outcome, tab.poem.info.ended.frames) == (Outcome.COMPLETE, 2_500)
    assert tab.view.line_count() == 2_500
    assert pair_of(window).differences.count == 1000
