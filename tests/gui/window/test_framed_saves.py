"""A protocol that is being written here: each save frames the recording anew, and one that is broken says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt

from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.text.wording import state_word
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.hosts import warm
from poetrygui.recordings import differences, jobs, workers
from tests.gui.framed_anew import fetch, frame_with, is_through, pair_of
from tests.gui.hands import press, said
from tests.gui.poems.tabs import label
from tests.gui.protocol_files import all_read, entry_of, registry_of
from tests.gui.scripted import LoopbackServers, open_window, tabs_of
from tests.hosts.sooner import end_hosts_sooner
from tests.plugins.files import Files

Until = Callable[[Callable[[], bool]], None]

OWN = """
import itertools, os, time
from poetrygui.api import PoemProtocol
API = 1
TITLE = "My own"
class Own(PoemProtocol):
    rest, total = b"", 0
    def dataReceived(self, data):
        self.total += len(data)
        *frames, self.rest = (self.rest + data).split({delimiter!r})
        {statement}
        self.deliver_many(frames)
"""
HANG = "any(itertools.repeat(0))"
# More than 20,000 bytes: half of it is less than 15,000.
FEED = b"".join(b"%d;%d\n" % (number, number * number) for number in range(2000))


def own(delimiter: bytes, statement: str = "pass") -> str:
    return OWN.format(delimiter=delimiter, statement=statement)


@pytest.fixture
def slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a window that comes after this do without other processes, as on a system that has no hosts."""
    for module in (warm, workers):
        monkeypatch.setattr(module, "HAS_HOSTS", False)


@pytest.fixture
def window(servers: LoopbackServers, files: Files, wait_for: Any, wait_until: Until) -> Iterator[MainWindow]:
    with open_window(files.root, wait_for) as window:
        files.put("own.py", own(b"\n"))
        wait_until(lambda: entry_of(window, "own") is not None)
        registry_of(window).trust(registry_of(window).entry("own"), being_written=True)
        wait_until(lambda: all_read(window))
        yield window


@pytest.fixture
def tab(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> PoemTab:
    """What the file makes of a recording at first: two thousand frames, those of the recording."""
    fetch(window, servers, wait_until, FEED, "lines")
    tab = frame_with(window, "own")
    wait_until(is_through(window))
    assert pair_of(window).differences.count == 0
    return tab


def frames_of(tab: PoemTab) -> int:
    return tab.poem.state.frames if isinstance(tab.poem.state, Ended) else -1


def test_each_save_frames_the_recording_anew_at_the_same_place(
    window: MainWindow, files: Files, tab: PoemTab, wait_until: Until
) -> None:
    folder = tab.poem.directory
    tab.view.show_offset(len(FEED) // 2)
    line = tab.view.text_between(tab.view.first_visible_line(), tab.view.first_visible_line())
    files.put("own.py", own(b";"))
    wait_until(lambda: frames_of(tab) == 2000 and "\n" in tab.view.reader.read(0, 99).decode())
    wait_until(lambda: tab.poem.directory != folder and is_through(window)())
    assert pair_of(window).differences.count
    assert tabs_of(window)[1] is tab
    assert len(tabs_of(window)) == 2
    number = line.split(";")[0]
    wait_until(lambda: number in tab.view.text_between(*(tab.view.first_visible_line() + step for step in (-3, 3))))
    assert not tab.view.following
    wait_until(lambda: not folder.exists())
    files.put("own.py", own(b"\n"))
    wait_until(lambda: is_through(window)() and pair_of(window).differences.count == 0)


def test_what_is_seen_is_compared_after_a_save_however_far_the_rest_comes(
    slices: None,
    window: MainWindow,
    servers: LoopbackServers,
    files: Files,
    wait_until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "FAR", 1000)
    monkeypatch.setattr(differences, "MOST_SECONDS", 0.0)
    feed = FEED * 12  # in many chunks, of which the first alone is compared from the beginning on
    fetch(window, servers, wait_until, feed, "lines")
    tab = frame_with(window, "own")
    wait_until(is_through(window))
    folder = tab.poem.directory
    tab.view.show_offset(len(FEED) * 6)
    files.put("own.py", own(b"\n", "frames = [each.replace(b'7', b'seven') for each in frames]"))
    wait_until(lambda: tab.poem.directory != folder and is_through(window)())
    found = pair_of(window).differences
    assert found.sentence.endswith(", which were seen. Frame it anew to have all of it compared.")
    press(window, Qt.Key.Key_F8)
    store, rows = tab.poem.store, tab.view.selection()
    assert store is not None
    assert rows is not None
    assert b"seven" in store.read(*rows)
    assert rows[1] > tab.view.top_offset() > len(FEED)


def test_a_save_that_cannot_be_loaded_leaves_what_there_was_and_says_why_once(
    window: MainWindow, files: Files, tab: PoemTab, wait_until: Until
) -> None:
    folder, state = tab.poem.directory, tab.poem.state
    files.put("own.py", own(b";") + "\nthis is no Python\n")
    wait_until(lambda: "cannot be used" in said(window))
    assert said(window) == "The newest save of own.py cannot be used: the frames of the one before stay."
    assert "own.py cannot be used: line 14 of own.py: invalid syntax." in label(tab, "poemNotice")
    assert (tab.poem.directory, tab.poem.state) == (folder, state)
    window.workspace.tabs.setCurrentIndex(0)
    files.put("own.py", own(b";") + "\nnor is this\n")
    wait_until(lambda: "line 14" in said(window))
    assert said(window).endswith(". Until then the last good version is used.")
    files.put("own.py", own(b";"))
    wait_until(lambda: tab.poem.directory != folder)


def test_a_save_that_hangs_is_ended_and_leaves_what_there_was(
    window: MainWindow, files: Files, tab: PoemTab, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_hosts_sooner(monkeypatch)
    folder, state = tab.poem.directory, tab.poem.state
    files.put("own.py", own(b";", HANG))
    wait_until(lambda: "came to no end" in said(window))
    assert said(window).startswith("own: it computed for 0.5 s")
    assert "own.py, in dataReceived" in said(window)
    assert said(window).endswith("what the version before has made stays.")
    assert (tab.poem.directory, tab.poem.state) == (folder, state)
    wait_until(lambda: len(list((files.root / "poems").iterdir())) == 2)


def test_one_that_fails_at_a_byte_shows_how_far_it_came(
    window: MainWindow, files: Files, tab: PoemTab, wait_until: Until
) -> None:
    files.put("own.py", own(b";", "raise ValueError('not yet')"))
    wait_until(lambda: isinstance(tab.poem.state, Ended) and tab.poem.state.outcome is Outcome.PLUGIN_FAULT)
    assert isinstance(tab.poem.state, Ended)
    assert "not yet" in tab.poem.state.reason


def test_one_that_is_not_being_written_is_left_alone(
    window: MainWindow, files: Files, tab: PoemTab, wait_until: Until
) -> None:
    registry_of(window).trust(registry_of(window).entry("own"))
    folder = tab.poem.directory
    files.put("own.py", own(b";"))
    wait_until(lambda: (entry := entry_of(window, "own")) is not None and entry.is_changed)
    assert tab.poem.directory == folder
    assert pair_of(window).framing.is_for == pair_of(window).framing.protocol


def test_the_visible_stretch_is_framed_first_and_marked_provisional(
    window: MainWindow, files: Files, tab: PoemTab, wait_until: Until, tmp_path: Path
) -> None:
    """All of it takes as long as it takes; what is seen does not wait for that."""
    gate = tmp_path / "all of it waits while this is there"
    gate.touch()
    tab.view.show_offset(len(FEED) // 2)
    number = tab.view.text_between(tab.view.first_visible_line(), tab.view.first_visible_line()).split(";")[0]
    seen: list[tuple[str, str, str]] = []
    had_recording: list[bool] = []
    shown: list[Path] = []

    def previewed(rows: StoredPoem) -> None:
        state = tab.poem.state
        assert isinstance(state, Receiving)
        seen.append((state_word(state), state.waiting, tab.view.text_between(0, 1)))
        had_recording.append(tab.has_recording)
        shown.append(tab.poem.directory)

    pair_of(window).framing.news.previewed.subscribe(previewed)
    folder = tab.poem.directory
    files.put("own.py", own(b";", f"while self.total > 15_000 and os.path.exists({str(gate)!r}): time.sleep(0.001)"))
    wait_until(lambda: bool(seen))
    gate.unlink()
    assert shown == [folder], "all of it is not framed yet"
    ((word, waiting, rows),) = seen
    assert (word, rows.split("\n")[0]) == ("Provisional", number)
    assert waiting.startswith("the visible stretch alone")
    assert had_recording == [False], "nothing of the recording belongs to these rows"
    wait_until(lambda: tab.poem.directory != folder and is_through(window)())
    assert tab.has_recording
    wait_until(lambda: number in tab.view.text_between(*(tab.view.first_visible_line() + step for step in (-3, 3))))


def test_what_was_seen_provisionally_of_a_save_that_hangs_goes_again(
    window: MainWindow, files: Files, tab: PoemTab, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_hosts_sooner(monkeypatch, 1.0)  # what is seen is framed by then
    tab.view.show_offset(len(FEED) // 2)
    line = tab.view.text_between(tab.view.first_visible_line(), tab.view.first_visible_line())
    state = tab.poem.state
    seen: list[StoredPoem] = []
    pair_of(window).framing.news.previewed.subscribe(seen.append)
    files.put("own.py", own(b";", f"if self.total > 15_000: {HANG}"))
    wait_until(lambda: "came to no end" in said(window))
    assert len(seen) == 1
    assert tab.poem.state == state
    assert tab.has_recording
    wait_until(lambda: line == tab.view.text_between(tab.view.first_visible_line(), tab.view.first_visible_line()))
