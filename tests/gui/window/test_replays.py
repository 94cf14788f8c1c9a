"""Recordings that are played in the window: real ones, of servers on loopback, by actions, keys and clicks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QLabel, QMessageBox, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.recording.played_poem import PlayedPoem
from poetrygui.gui.recording.replay_bar import SPEEDS
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.recordings.player import AS_FAST_AS_IT_GOES
from tests.gui.hands import action, click, press, said
from tests.gui.protocol_files import all_read, child
from tests.gui.scripted import LoopbackServers, Script, all_ended, holds, open_window, sends, tabs_of
from tests.recordings.framed_folder import record_lines

Until = Callable[[Callable[[], bool]], None]
SECOND = 1_000_000


def choose_speed(tab: PoemTab, speed: float) -> None:
    """Choose a speed in a replay's bar, by keys."""
    speeds = child(tab, QComboBox, "replaySpeed")
    press(speeds, Qt.Key.Key_Home)
    for _ in range(SPEEDS.index(speed)):
        press(speeds, Qt.Key.Key_Down)


def replay_of(tab: PoemTab) -> Any:
    assert isinstance(tab.poem, PlayedPoem)
    return tab.poem.replay


def rows(tab: PoemTab) -> bytes:
    assert tab.poem.store is not None
    return tab.poem.store.read(0, tab.poem.store.size)


@pytest.fixture
def fetched(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> Callable[[Script, str], PoemTab]:
    """Return a function that fetches a server and waits for its end."""

    def fetch(script: Script, protocol: str) -> PoemTab:
        window.workspace.fetch([servers.listen(script, "a feed", protocol)])
        wait_until(all_ended(window, 1))
        return tabs_of(window)[0]

    return fetch


@pytest.fixture
def slow(profile: Path, wait_for: Any, wait_until: Until, servers: LoopbackServers) -> Any:
    """A window on a profile with a recording of a hundred lines, of which one came each second; it is played."""
    (profile / "poems").mkdir(parents=True)
    chunks = [b"%03d\n" % number for number in range(100)]
    record_lines(profile / "poems" / "2026-01-01T00-00-00-aaaa", chunks, waits=[SECOND] * 100)
    with open_window(profile, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        action(window, "actionReplay").trigger()
        yield window


def test_the_key_for_stop_ends_a_replay_in_the_tab_that_is_seen(slow: MainWindow, wait_until: Until) -> None:
    assert action(slow, "actionStop").isEnabled()
    press(slow, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: isinstance(tabs_of(slow)[1].poem.state, Ended))
    state = tabs_of(slow)[1].poem.state
    assert isinstance(state, Ended)
    assert (state.outcome, state.reason) == (Outcome.STOPPED, "stopped by the user")
    assert not action(slow, "actionStop").isEnabled()


def test_the_keyboard_leads_from_the_text_back_to_the_bar_above_it(slow: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(slow):
        slow.activateWindow()
    tab = tabs_of(slow)[1]
    for name in ("replaySpeed", "replaySlider", "replayStop", "replayPlay"):
        press(slow.focusWidget() or tab.view, Qt.Key.Key_Backtab)
        assert slow.focusWidget() is child(tab, QWidget, name)


def test_a_recording_is_played_in_a_tab_beside_and_ends_as_it_did(
    window: MainWindow, fetched: Callable[[Script, str], PoemTab], wait_until: Until, profile: Path
) -> None:
    assert not action(window, "actionReplay").isEnabled()
    original = fetched(sends(b"3:one,3:two,5:th"), "netstring")
    wait_until(lambda: action(window, "actionReplay").isEnabled())
    action(window, "actionReplay").trigger()
    assert len(tabs_of(window)) == 2
    tab = tabs_of(window)[1]
    assert window.workspace.current() is tab
    wait_until(all_ended(window, 2))
    assert isinstance(original.poem.state, Ended)
    assert isinstance(tab.poem.state, Ended)
    assert (tab.poem.state.outcome, tab.poem.state.reason) == (original.poem.state.outcome, original.poem.state.reason)
    assert tab.poem.state.outcome is Outcome.CUT
    assert rows(tab) == rows(original) == b"one\ntwo\nth"
    assert child(tab, QLabel, "poemName").text() == "Replay of a feed"
    assert [path.name for path in (profile / "poems").iterdir()] == [original.poem.directory.name]
    assert window.workspace.model.index(0, 0).data() is None, "a replay is no server's"


def test_what_was_recorded_is_not_written_a_second_time(
    window: MainWindow, fetched: Callable[[Script, str], PoemTab], wait_until: Until, profile: Path
) -> None:
    data = b"".join(b"line %d\n" % number for number in range(20_000))
    original = fetched(sends(data), "lines")
    wait_until(lambda: action(window, "actionReplay").isEnabled())
    action(window, "actionReplay").trigger()
    wait_until(all_ended(window, 2))
    tab = tabs_of(window)[1]
    assert hashlib.sha256(rows(tab)).digest() == hashlib.sha256(data).digest()
    assert tab.has_recording, "ruler, bytes and times are there, too"
    files = [path for path in (profile / "replays").rglob("*") if path.is_file()]
    assert {path.name for path in files} == {"wire.000", "log.000"}
    written = [path for path in files if not path.samefile(original.poem.directory / path.name)]
    assert sum(path.stat().st_size for path in written) < len(data) / 100


def test_it_is_paused_and_played_by_space(slow: MainWindow, wait_until: Until) -> None:
    tab = tabs_of(slow)[1]
    replay = replay_of(tab)
    assert replay.is_playing
    assert tab.view.hasFocus()
    button = child(tab, QToolButton, "replayPlay")
    assert button.toolTip() == "Pause (Space)"
    press(tab.view, Qt.Key.Key_Space)
    assert not replay.is_playing
    assert (button.toolTip(), button.accessibleName()) == ("Play (Space)", "Play the replay")
    press(child(tab, QSlider, "replaySlider"), Qt.Key.Key_Space)
    assert replay.is_playing
    click(button, button.rect().center())
    assert not replay.is_playing


def test_it_is_wound_by_keys_forward_and_back(slow: MainWindow, wait_until: Until) -> None:
    tab = tabs_of(slow)[1]
    slider = child(tab, QSlider, "replaySlider")
    place = child(tab, QLabel, "replayPlace")
    press(tab.view, Qt.Key.Key_Space)
    press(slider, Qt.Key.Key_Home)  # it has played for as long as it took to come here
    press(slider, Qt.Key.Key_PageUp)
    wait_until(lambda: tab.view.line_count() == 10 and "of 1:40.0" in place.text())
    first = replay_of(tab).time
    assert 10 * SECOND <= first < 11 * SECOND
    # No rate: its pace is no server's.
    wait_until(lambda: child(tab, QLabel, "poemState").text() == "30 bytes  ·  10 frames")
    press(slider, Qt.Key.Key_Right)
    wait_until(lambda: tab.view.line_count() == 11)
    press(slider, Qt.Key.Key_Left)
    wait_until(lambda: tab.view.line_count() == 10)
    assert tab.view.text_between(0, 10).splitlines()[-1] == "009"
    press(slider, Qt.Key.Key_Home)
    wait_until(lambda: tab.view.line_count() == 0)
    assert place.text() == "0:00.0 of 1:40.0  ·  0 bytes of 400 bytes"
    press(slider, Qt.Key.Key_End)
    wait_until(lambda: isinstance(tab.poem.state, Ended))
    assert tab.view.line_count() == 100
    assert place.text() == "1:40.0 of 1:40.0  ·  400 bytes of 400 bytes"


def test_it_goes_as_fast_as_it_goes_and_plays_again(slow: MainWindow, wait_until: Until) -> None:
    tab = tabs_of(slow)[1]
    choose_speed(tab, AS_FAST_AS_IT_GOES)
    wait_until(lambda: isinstance(tab.poem.state, Ended))
    assert tab.poem.state.outcome is Outcome.COMPLETE  # type: ignore[union-attr]  # it has ended
    assert tab.view.line_count() == 100
    assert not child(tab, QToolButton, "replayStop").isEnabled()
    choose_speed(tab, 1.0)
    assert child(tab, QToolButton, "replayPlay").toolTip() == "Play again (Space)"
    press(tab.view, Qt.Key.Key_Space)
    wait_until(lambda: isinstance(tab.poem.state, Receiving) and tab.view.line_count() < 100)
    assert child(tab, QLabel, "poemBadge").text() == "Replay"


def test_it_is_stopped(slow: MainWindow, wait_until: Until) -> None:
    tab = tabs_of(slow)[1]
    choose_speed(tab, 10.0)
    wait_until(lambda: tab.view.line_count() > 3)
    stop = child(tab, QToolButton, "replayStop")
    click(stop, stop.rect().center())
    wait_until(lambda: isinstance(tab.poem.state, Ended))
    assert isinstance(tab.poem.state, Ended)
    assert (tab.poem.state.outcome, tab.poem.state.reason) == (Outcome.STOPPED, "stopped by the user")
    assert 3 < tab.poem.state.frames < 100


def test_closed_it_is_gone_and_the_recording_is_still_there(
    slow: MainWindow, wait_until: Until, profile: Path, wait_for: Any
) -> None:
    replay = replay_of(tabs_of(slow)[1])
    replay.seek(50 * SECOND)
    wait_until(lambda: replay.take.store.frame_count >= 50)
    slow.workspace.tabs.close_current_tab()
    assert "Closed" not in said(slow), "there is nothing to be brought back"
    assert len(tabs_of(slow)) == 1
    assert not action(slow, "actionReopenTab").isEnabled()
    wait_until(lambda: not list((profile / "replays").glob("*/*")))
    assert list((profile / "poems").iterdir())


def test_the_action_plays_a_replay_from_its_beginning(slow: MainWindow, wait_until: Until) -> None:
    replay = replay_of(tabs_of(slow)[1])
    replay.pause()
    replay.seek(50 * SECOND)
    wait_until(lambda: tabs_of(slow)[1].view.line_count() == 50)
    action(slow, "actionReplay").trigger()
    wait_until(lambda: tabs_of(slow)[1].view.line_count() < 50)
    assert len(tabs_of(slow)) == 2
    assert replay.is_playing


def test_what_is_still_running_is_played_as_far_as_it_has_come(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    window.workspace.fetch([servers.listen(holds(b"one\ntwo\n"), "a feed", "lines")])
    wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].view.line_count() == 2)
    action(window, "actionReplay").trigger()
    tab = tabs_of(window)[1]
    wait_until(lambda: isinstance(tab.poem.state, Ended))
    assert isinstance(tab.poem.state, Ended)
    assert (tab.poem.state.outcome, tab.poem.state.frames) == (Outcome.STOPPED, 2)
    assert "still running" in tab.poem.state.reason
    assert tabs_of(window)[0].poem.is_running


@pytest.mark.parametrize("is_trusted", [False, True])
def test_a_users_protocol_is_run_only_if_it_is_trusted(
    profile: Path, wait_for: Any, wait_until: Until, servers: LoopbackServers, tmp_path: Path, is_trusted: bool
) -> None:
    (profile / "poems").mkdir(parents=True)
    (profile / "protocols").mkdir()
    sentinel = tmp_path / "it ran"
    source = (
        "from pathlib import Path\nfrom poetrygui.api import Poem\nAPI = 1\nNEEDS = 'files'\n"
        f"Path({str(sentinel)!r}).touch()\n"
        "class Shouts(Poem):\n    def dataReceived(self, data):\n        self.deliver(data.strip().upper())\n"
    )
    path = profile / "protocols" / "shouts.py"
    path.write_text(source)
    folder = record_lines(profile / "poems" / "2026-01-01T00-00-00-aaaa", [b"one\n", b"two\n"])
    note = folder / "poem.json"
    note.write_text(note.read_text().replace('"protocol": "lines"', '"protocol": "shouts"'))
    with open_window(profile, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        registry = window.protocols.registry
        if is_trusted:
            registry.trust(next(entry for entry in registry.undecided() if entry.name == "shouts"))
            wait_until(lambda: all_read(window))
        action(window, "actionReplay").trigger()
        if is_trusted:
            wait_until(all_ended(window, 2))
            assert rows(tabs_of(window)[1]) == b"ONE\nTWO\n"
        else:
            box = window.findChild(QMessageBox)
            assert box is not None
            assert "shouts" in box.text()
            assert len(tabs_of(window)) == 1
        assert sentinel.exists() is is_trusted


def test_what_a_program_that_died_has_left_is_removed_and_what_plays_now_is_not(
    profile: Path, wait_for: Any, wait_until: Until
) -> None:
    left = profile / "replays" / "0123" / "4567"
    left.mkdir(parents=True)
    (left / "rows.000").write_bytes(b"rows")
    (profile / "poems").mkdir()
    record_lines(profile / "poems" / "2026-01-01T00-00-00-aaaa", [b"one\n"])
    with open_window(profile, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        action(window, "actionReplay").trigger()
        wait_until(lambda: all_ended(window, 2)() and not left.exists())
        assert rows(tabs_of(window)[1]) == b"one\n"
    assert not (profile / "replays").exists(), "at the end there is nothing left"
