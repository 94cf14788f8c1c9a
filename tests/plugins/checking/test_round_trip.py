"""What a protocol encodes is what it decodes, or the frame at fault is told."""

from __future__ import annotations

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.paths import shipped_protocols
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.checking.check import check_protocol, load_file
from poetrygui.plugins.checking.check_report import Deadline
from poetrygui.plugins.checking.round_trip import RoundTrip, try_round_trip
from tests.plugins.checking.mistakes import (
    EncodesText,
    HangsInEncode,
    Lines,
    RaisesInEncode,
    Refuses,
    Upper,
    WithoutNewline,
    found,
)


@pytest.mark.parametrize(
    "protocol,told",
    [
        (WithoutNewline, "frames one after the other: frame 1 is "),
        (Upper, "b'one' is sent as b'ONE\\n': frame 1 is b'ONE' instead of b'one', other from its byte 0 on"),
        (Refuses, "encode takes none of the frames tried"),
        (EncodesText, "b'one': encode returned str, not bytes"),
        (RaisesInEncode, "b'one': the protocol's encode raised AttributeError"),
        (HangsInEncode, "b'one': the protocol's encode was interrupted: it did not return within 0.5 s (line "),
    ],
)
def test_what_encode_does_wrong_is_told(protocol: type[PoemProtocol], told: str) -> None:
    problems = found(protocol)
    assert list(problems) == ["encode and decode"]
    assert told in problems["encode and decode"]


def test_where_the_close_ends_a_frame_frames_need_not_follow_each_other() -> None:
    raw = load_file(shipped_protocols() / "raw.py")
    report = check_protocol(raw, [])
    assert report.passed
    assert "a frame ends with the connection" in str(report)


class Odd(Lines):
    """Carries frames of an odd length only."""

    def encode(self, frame: bytes) -> bytes:
        if len(frame) % 2 == 0:
            raise ValueError("an even one")
        return super().encode(frame)


def tried(protocol: type[PoemProtocol], *frames: bytes, seconds: float = 60.0, ends_early: bool = True) -> RoundTrip:
    return try_round_trip(protocol, frames, b"\n", ends_early, Deadline(seconds))


def test_what_was_carried_and_what_was_refused_is_counted() -> None:
    whole = tried(shipped_protocol("netstring"), b"one")
    assert (whole.problem, whole.refused, whole.at_close) == ("", 0, False)
    odd = tried(Odd, b"one", b"four")
    assert odd.problem == ""
    assert odd.refused > 0
    assert odd.carried < whole.carried
    assert odd.stream is not None
    assert odd.stream.whole.frames


def test_frames_that_end_with_the_connection_go_one_at_a_time() -> None:
    raw = tried(shipped_protocol("raw"), b"one", ends_early=False)
    assert (raw.problem, raw.at_close) == ("", True)


def test_a_check_that_has_no_time_says_what_there_was_time_for() -> None:
    assert tried(Lines, b"one", seconds=0.0).problem == "there was time for 0 frames only, within 0 s"
