"""No frame is told before it is where it belongs, and after a full disk what is told is what is there."""

from __future__ import annotations

import json
from base64 import b64decode

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.commands.frame_moments import FrameMoments
from poetrygui.commands.frames_told import FramesTold
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.recordings.frame_lines import FrameLines
from tests.core.reference_rows import Delivery, deliveries, reference_of


class _File:
    """Takes so many bytes, and then is full; meanwhile notes how many bytes had been told of when it got more."""

    def __init__(self, room: int) -> None:
        self.data = b""
        self._room = room

    def write(self, data: memoryview) -> int:
        taken = bytes(data[: self._room - len(self.data)])
        if not taken:
            raise OSError(28, "No space left on device")
        self.data += taken
        return len(taken)


def _bytes_of(event: dict[str, str]) -> bytes:
    return b64decode(event["base64"]) if "base64" in event else event.get("text", "").encode()


@given(deliveries, st.integers(0, 60))
def test_what_is_told_is_in_the_file(given_deliveries: list[Delivery], room: int) -> None:
    file = _File(room)
    keeper = PassedPoem(file.write, exact=True, where="a file")
    told = b""
    counts = {"frame": 0, "part": 0}

    def hear(lines: bytes) -> None:
        nonlocal told
        for line in lines.splitlines():
            event = json.loads(line)
            counts[event["event"]] += 1
            told += _bytes_of(event)
        assert file.data.startswith(told)

    frames = FramesTold(keeper, FrameLines(1, "here", hear), FrameMoments(RecordingClock()))
    for delivery in [*given_deliveries, Delivery("flush")]:
        delivery.to(keeper)
        delivery.to(frames)
        if delivery.method == "flush":
            keeper.flush()
    assert told == file.data == reference_of(given_deliveries).exact[:room]
    assert counts["frame"] == keeper.frame_count
