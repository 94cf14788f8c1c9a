"""A recording of a command's own connection, in a folder of the profile."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred

from poetrygui.commands.outlet import Outlet
from poetrygui.commands.recorded_poem import RecordedPoem
from poetrygui.commands.standard_streams import StandardStream
from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo, read_info
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.plugins.pinned import RECORDED_SOURCE
from tests.conftest import WaitFor

INFO = PoemInfo("a", "a:1", "lines", "2026-01-01T00:00:00", kept=WhatIsKept.ARRIVALS)


@pytest.fixture
def outlet(reactor: Any) -> Outlet:
    out: Any = StandardStream(os.dup(1), None)
    os.close(out.descriptor)
    return Outlet(reactor, out, lambda: None)


def ended(recorded: RecordedPoem, wait_for: WaitFor) -> Ended:
    over: Deferred[Ended] = Deferred()
    recorded.end(Ended(Outcome.COMPLETE, "it was all"), over.callback)
    return wait_for(over)


def test_what_came_is_there_with_its_end(outlet: Outlet, wait_for: WaitFor, tmp_path: Path) -> None:
    recorded = RecordedPoem(tmp_path / "poem", INFO, RecordingClock(), outlet, source=b"# its source")
    recorded.event(EventKind.CONNECTED, "a:2")
    recorded.received(b"one\n")
    recorded.store.frames([b"one"])
    recorded.delivered()
    recorded.sent(b"unknown")
    assert ended(recorded, wait_for).outcome is Outcome.COMPLETE
    info = read_info(tmp_path / "poem")
    assert info is not None
    assert (info.peer, info.ended) == ("a:2", Ended(Outcome.COMPLETE, "it was all"))
    recording = Recording.existing(tmp_path / "poem")
    assert recording.wire(0, 9) == b"one\n"
    recording.close()
    assert (tmp_path / "poem" / RECORDED_SOURCE).read_bytes() == b"# its source"
    recorded.store.close()


def test_nothing_is_left_of_what_did_not_come_about(outlet: Outlet, wait_for: WaitFor, tmp_path: Path) -> None:
    recorded = RecordedPoem(tmp_path / "poem", INFO, RecordingClock(), outlet, only_connected=True)
    assert (tmp_path / "poem").is_dir()
    ended(recorded, wait_for)
    assert not (tmp_path / "poem").exists()


def test_an_end_that_cannot_be_noted_is_told(
    outlet: Outlet, wait_for: WaitFor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = RecordedPoem(tmp_path / "poem", INFO, RecordingClock(), outlet)

    def bring() -> None:
        raise OSError("no room")

    monkeypatch.setattr(recorded, "bring", bring)
    told = ended(recorded, wait_for)
    assert told.outcome is Outcome.DISK_ERROR
    assert told.reason.endswith(f"but what came is in {tmp_path / 'poem'} still: no room")
