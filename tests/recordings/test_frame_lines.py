"""What a fetch tells as JSON: read back it is what was told, and read by a terminal it does nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import Connecting, Ended, Outcome
from poetrygui.recordings.frame_lines import FrameLines, Moment


def told(frames: list[bytes], address: str = "here", reason: str = "so") -> list[bytes]:
    written: list[bytes] = []
    lines = FrameLines(1, address, written.append)
    lines.state(Connecting())
    lines.frames(frames, Moment(0))
    lines.ended(Ended(Outcome.COMPLETE, reason))
    return b"".join(written).split(b"\n")


@given(st.lists(st.text().map(str.encode)), st.text(st.characters(exclude_categories=[])))
def test_each_line_is_utf_8_without_a_control_and_reads_back(frames: list[bytes], address: str) -> None:
    *lines, rest = told(frames, address)
    assert rest == b""
    for line in lines:
        assert all(char.isprintable() or char in "\u3000\u00a0" or char > "\xa0" for char in line.decode("utf-8"))
    events = [json.loads(line) for line in lines]
    assert [event["text"].encode() for event in events if event["event"] == "frame"] == frames
    assert events[0]["address"] == events[-1]["address"]
    assert events[0]["address"].encode("utf-16", "surrogatepass") == address.encode("utf-16", "surrogatepass")


@pytest.mark.parametrize("acting", ["\x9b31m", "\x7f", "\u202e", "\x1b]52;c;\x07", "\udcff", "\u2028", "\U000e0041"])
def test_what_acts_is_escaped(acting: str) -> None:
    _, line, _ = told([], address="unix:/" + acting, reason=acting)
    assert line.isascii()
    event = json.loads(line)
    assert (event["address"], event["reason"]) == ("unix:/" + acting, acting)


def test_other_writing_stays_readable() -> None:
    line = told(["Größe 你好".encode()])[1]
    assert "Größe 你好" in line.decode()


def events_of(*deliveries: tuple[str, bytes, Moment], began_at: float = 0.0) -> list[dict[str, Any]]:
    written: list[bytes] = []
    lines = FrameLines(1, "here", written.append, began_at=began_at)
    for event, data, moment in deliveries:
        getattr(lines, event)(data, moment)
    lines.flush()
    return [json.loads(line) for line in b"".join(written).splitlines()]


def test_each_frame_has_its_time_and_that_since_the_one_before() -> None:
    together = Moment(1_500_000)
    told = events_of(
        ("frame", b"a", Moment(20)),
        ("frame", b"b", together),
        ("frame", b"c", together),
        ("part", b"d", Moment(1_500_007)),
        ("part", b"e", Moment(1_500_010)),
        ("frame", b"", Moment(2_500_000)),
        ("frame", b"f", Moment(2_500_000)),
        began_at=1_764_412_345.25,
    )
    assert [each["time"] - 1_764_412_345 for each in told] == pytest.approx(
        [0.25002, 1.75, 1.75, 1.750007, 1.75001, 2.75, 2.75], abs=5e-7
    )
    assert [each["delta"] for each in told] == [2e-05, 1.49998, 0.0, 7e-06, 3e-06, 1.0, 0.0]
    assert not any("wire" in each for each in told)


def test_each_frame_has_its_bytes_of_the_wire_where_they_are_known() -> None:
    lines = Moment(0, wire=10, without_cr=True)
    told = events_of(
        ("frame", b"a", lines),
        ("part", b"b\nc", lines),
        ("frame", b"", lines),
        ("part", b"d", lines),
        ("frame", b"\n", lines),
        ("part", b"e", lines),
        ("frame", b"", Moment(0)),
        ("part", b"f", Moment(0, wire=40)),
        ("part", b"g", Moment(0)),
        ("part", b"h", Moment(0, wire=42)),
        ("frame", b"", Moment(0, wire=43)),
    )
    wires = [(each["event"], each.get("wire")) for each in told]
    assert wires == [
        ("frame", [10, 13]),
        ("part", [13, 17]),
        ("frame", [13, 19]),
        ("part", [19, 20]),
        ("part", [20, 22]),
        ("frame", [19, 22]),
        ("part", [22, 23]),
        # The newline after it did not come on the wire.
        ("frame", [22, 23]),
        ("part", [40, 41]),
        ("part", None),
        ("part", [42, 43]),
        # Where a piece of it came is not known, and so not where all of it did.
        ("frame", None),
    ]
