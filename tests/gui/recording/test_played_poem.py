"""A poem that is played: it stands as its replay does."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve
from twisted.internet.task import Clock

from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.outcomes import Ended, Receiving, WhatIsKept
from poetrygui.core.poems.poem_info import read_info
from poetrygui.gui.recording.played_poem import PlayedPoem
from poetrygui.plugins import shipped_protocol
from tests.recordings.framed_folder import record_lines


def played(folder: Path, clock: Clock) -> PlayedPoem:
    """Return a recording of three lines, ready to be played by ``clock``."""
    source = record_lines(folder / "poem", [b"one\n", b"two\n", b"three\n"], waits=[1_000_000] * 3)
    info = read_info(source)
    assert info is not None
    poem = PlayedPoem(info, source)
    poem.begin(shipped_protocol("lines"), folder / "played", clock, InlineDisk(), clock.seconds)
    return poem


def test_it_stands_as_the_replay_does(tmp_path: Path) -> None:
    clock = Clock()
    poem = played(tmp_path, clock)
    assert (poem.info.name, poem.info.server_id, poem.info.ended) == ("Replay of lines", "", None)
    assert poem.info.kept is WhatIsKept.EVERYTHING
    phases: list[object] = []
    poem.phase_changed.subscribe(lambda: phases.append(poem.state))
    loaded: list[object] = []
    poem.loaded.subscribe(lambda: loaded.append(poem.store))
    poem.replay.play()
    clock.pump([0, 1, 1, 0.5])
    assert isinstance(poem.state, Receiving)
    assert poem.state.frames == 2
    clock.pump([1, 0])
    assert isinstance(poem.state, Ended)
    assert poem.info.ended == poem.state == phases[-1]
    poem.replay.seek(1_000_000)
    clock.pump([0, 0])
    assert isinstance(phases[-1], Receiving)
    assert poem.info == evolve(poem.info, ended=None)
    assert loaded == [poem.store]
    assert poem.store is poem.replay.take.store


def test_nothing_of_it_is_kept(tmp_path: Path) -> None:
    clock = Clock()
    poem = played(tmp_path, clock)
    assert not poem.is_kept
    poem.replay.play()
    clock.pump([0, 1, 1])
    assert list((tmp_path / "played").iterdir())
    poem.discard()
    assert not list((tmp_path / "played").iterdir())
    assert (tmp_path / "poem" / "wire.000").exists()
    assert not clock.getDelayedCalls()
