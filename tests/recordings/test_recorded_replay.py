"""A recording on disk that is played: through its protocol, and on its own wire."""

from __future__ import annotations

from pathlib import Path

from twisted.internet.task import Clock

from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems.poem_info import PoemInfo, read_info
from poetrygui.plugins import shipped_protocol
from poetrygui.recordings.recorded_replay import RecordedReplay
from tests.recordings.framed_folder import record_lines

KEPT = PoemInfo("a replay", "", "lines", "", kept=WhatIsKept.ARRIVALS)


def test_each_take_has_a_folder_of_its_own_on_the_recordings_wire(tmp_path: Path) -> None:
    source = record_lines(tmp_path / "poem", [b"one\n", b"two\n"], waits=[1_000_000] * 2)
    info = read_info(source)
    assert info is not None
    clock = Clock()
    recorded = RecordedReplay(source, info, shipped_protocol("lines"), tmp_path / "played", KEPT)
    replay = recorded.replay(clock, InlineDisk(), lambda: None, clock.seconds)
    assert (replay.duration, replay.size) == (2_000_000, 8)
    replay.play()
    clock.pump([0, 1, 0.5])
    (folder,) = (tmp_path / "played").iterdir()
    store = replay.take.store
    assert store.read(0, store.size) == b"one\n"
    assert store.recording is not None
    assert [(chunk.time, chunk.stop) for chunk in store.recording.chunks()] == [(1_000_000, 4)]
    assert (folder / "wire.000").samefile(source / "wire.000")
    replay.seek(0)
    assert not folder.exists()
    clock.pump([0, 1, 1, 0])
    assert isinstance(replay.state, Ended)
    assert (replay.state.outcome, replay.state.frames) == (Outcome.COMPLETE, 2)
