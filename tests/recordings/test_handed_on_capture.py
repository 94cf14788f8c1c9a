"""What was handed on as a capture becomes a recording again, as far as the capture goes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Received
from poetrygui.recordings.capture_import import import_capture
from poetrygui.recordings.captured_packet import CaptureError
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.pcapng_export import write_pcapng
from poetrygui.recordings.told_info import NO_END
from tests.recordings.handed_on import INFO, exported, imported, told
from tests.recordings.random_recordings import Told


def test_one_that_still_runs_comes_back_as_interrupted(tmp_path: Path) -> None:
    recording = Told(INFO, [(Received(10, 3), b"abc")]).write(tmp_path / "recording")
    (made,) = imported(exported(recording), tmp_path / "poems")
    assert made.info.ended == Ended(Outcome.INTERRUPTED, NO_END, 3, seconds=10 / 1e6, received=3)


def test_what_was_cut_off_gives_back_what_came_before(tmp_path: Path) -> None:
    chunks = [(Received(number, 50), bytes([number]) * 50) for number in range(10)]
    data = exported(told(*chunks).write(tmp_path / "recording"))
    made: list[Imported] = []
    with NewRecordings(tmp_path / "poems") as recordings, pytest.raises(CaptureError, match="the file ends within"):
        import_capture(io.BytesIO(data[: len(data) // 2]), "a capture", recordings, made.append)
    again = Recording.existing(made[0].folder)
    wire = b"".join(chunk for _, chunk in chunks)
    assert 100 < again.wire_size < 400
    assert again.wire(0, again.wire_size) == wire[: again.wire_size]


def test_a_packet_that_was_lost_on_the_way_is_what_is_missing(tmp_path: Path) -> None:
    chunks = [(Received(number, 50), bytes([number]) * 50) for number in range(10)]
    recording = told(*chunks).write(tmp_path / "recording")
    packets: list[bytes] = []
    write_pcapng(recording, packets.append)
    recording.close()
    (made,) = imported(b"".join(packet for packet in packets if bytes([4]) * 50 not in packet), tmp_path / "poems")
    assert made.missing == ("50 bytes missing at byte 200",)
    assert made.size == 450
