"""What a fetch tells as JSON: read back it is what was told, and read by a terminal it does nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.commands.json_lines import JsonLines, json_line
from poetrygui.core.outcomes import Connecting, Ended, Outcome


def told(frames: list[bytes], address: str = "here", reason: str = "so") -> list[bytes]:
    written: list[bytes] = []
    lines = JsonLines(1, address, written.append)
    lines.state(Connecting())
    lines.frames(frames)
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


def test_what_is_told_on_one_line_is_ascii_and_reads_back() -> None:
    told = {"event": "difference", "said": "Ä\u2028\n\x1b", "wire": [0, 7]}
    line = json_line(told)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) == told
