"""In the window, frames have edges that the recording itself does not tell: the protocol is played it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.window_edges import WindowEdges
from poetrygui.gui.window.window_jobs import WindowJobs
from poetrygui.recordings.ruler_picture import WireView
from tests.gui.hands import action
from tests.gui.scripted import open_window, tabs_of
from tests.recordings.framed_folder import record_netstrings

Until = Callable[[Callable[[], bool]], None]
CHUNKS = [b"3:one,3:t", b"wo,"]
VIEW = WireView(0, 12, 900)


@pytest.fixture
def recorded(profile: Path, wait_for: Any, wait_until: Until) -> Iterator[MainWindow]:
    (profile / "poems").mkdir(parents=True)
    record_netstrings(profile / "poems" / "2026-01-01T00-00-00-aaaa", CHUNKS)
    with open_window(profile, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        yield window


def test_the_ruler_draws_each_frame_of_any_protocol(recorded: MainWindow, wait_until: Until) -> None:
    action(recorded, "actionShowRuler").trigger()
    model = tabs_of(recorded)[0].parts.ruler.model
    assert model is not None
    assert model.picture(VIEW).frames == ()
    wait_until(lambda: len(model.picture(VIEW).frames) == 2)
    assert [(bar.start, bar.stop) for bar in model.picture(VIEW).frames] == [(0, 6), (6, 12)]
    assert model.picture(VIEW).torn == (9,)


def test_who_waits_is_called_once_what_was_asked_for_is_found(recorded: MainWindow, wait_until: Until) -> None:
    edges, called = recorded.workspace.edges, list[str]()
    edges.once_found(lambda: called.append("at once, as nothing is looked for"))
    wait_until(lambda: len(called) == 1)
    action(recorded, "actionShowRuler").trigger()
    model = tabs_of(recorded)[0].parts.ruler.model
    assert model is not None
    model.picture(VIEW)
    assert edges.is_looking
    edges.once_found(lambda: called.append(f"{len(model.picture(VIEW).frames)} frames"))
    wait_until(lambda: len(called) == 2)
    assert called[1] == "2 frames"
    wait_until(lambda: not edges.is_looking)


def test_what_may_not_run_does_not_run(reactor: Any, tmp_path: Path, wait_until: Until) -> None:
    folder = record_netstrings(tmp_path / "poem", CHUNKS)
    ran = tmp_path / "ran"
    turns: list[bool] = []
    (folder / "protocol.py").write_text(f"open({str(ran)!r}, 'w')\n")
    edges = WindowEdges(reactor, WindowJobs(reactor, WindowProtocols(None)))
    recording = Recording.existing(folder)
    found, chunk = edges.of(recording), recording.chunk_at(0)
    assert chunk is not None
    assert found.ends_in(chunk, recording.sums.run) is None
    edges.once_found(lambda: turns.append(True))
    wait_until(lambda: bool(turns))
    assert not edges.is_looking
    assert found.ends_in(chunk, recording.sums.run) is None
    assert not ran.exists()
    edges.close()
    recording.close()


def test_nothing_begins_once_the_window_closes(reactor: Any, tmp_path: Path, wait_until: Until) -> None:
    edges = WindowEdges(reactor, WindowJobs(reactor, WindowProtocols(None)))
    turns: list[bool] = []
    recording = Recording.existing(record_netstrings(tmp_path / "poem", CHUNKS))
    found, chunk = edges.of(recording), recording.chunk_at(0)
    assert chunk is not None
    assert found.ends_in(chunk, recording.sums.run) is None
    edges.once_found(lambda: turns.append(False))
    edges.close()
    reactor.callLater(0, turns.append, True)
    wait_until(lambda: bool(turns))
    assert turns == [True]
    assert found.ends_in(chunk, recording.sums.run) is None
    recording.close()
