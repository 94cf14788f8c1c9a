"""Jobs of a window: by which protocol a recording was framed, and that nothing runs before it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.errors import PluginError
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.window.window_jobs import WindowJobs
from poetrygui.paths import shipped_protocols
from poetrygui.recordings import workers
from tests.recordings.framed_folder import record_lines


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    return Recording.existing(record_lines(tmp_path / "poem", [b"one\n"]))


def test_the_protocol_is_the_one_of_that_name_or_the_source_that_lies_there(reactor: Any, recording: Recording) -> None:
    jobs = WindowJobs(reactor, WindowProtocols(None))
    assert jobs.recorded(recording).name == "lines"
    source = (shipped_protocols() / "raw.py").read_bytes()
    (recording.directory / "protocol.py").write_bytes(source)
    assert jobs.recorded(recording).name == "raw"
    (recording.directory / "protocol.py").write_text("raise SystemExit\n")
    with pytest.raises(PluginError, match="not trusted"):
        jobs.recorded(recording)
    jobs.close()


def test_nothing_is_begun_before_it_is_needed(reactor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def begin(reactor: Any) -> workers.Workers:
        pytest.fail("nobody asked for it")

    monkeypatch.setattr(workers, "HostWorkers", begin)
    monkeypatch.setattr(workers, "SliceWorkers", begin)
    WindowJobs(reactor, WindowProtocols(None)).close()
