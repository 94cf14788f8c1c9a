"""Frames as JSON lines, from a recording: each with its time and where it came, as they are told while they come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.frames_with_times import timed_frames
from tests.recordings.framed_folder import CLOCK, record_lines, record_netstrings, record_raw


def told_of(folder: Path) -> list[dict[str, Any]]:
    poem = StoredPoem.existing(folder)
    assert poem.recording is not None
    lines = b"".join(timed_frames(poem, poem.recording, poem.recording.info.ended))
    told = [json.loads(line) for line in lines.splitlines()]
    places = FramePlaces(poem, poem.recording)
    frames = [each for each in told if each["event"] == "frame"]
    assert len(frames) == poem.frame_count
    for number, each in enumerate(frames):
        time = places.time_of_frame(number)
        assert time is not None
        assert each["time"] == pytest.approx(CLOCK + time / 1e6, abs=1e-6)
        wire = places.wire_of_frame(number)
        if "wire" in each:
            assert wire is not None
            assert (each["wire"], wire.is_exact) == ([wire.start, wire.stop], True)
    poem.recording.close()
    poem.close()
    return told


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_lines(tmp_path: Path, ending: bytes) -> None:
    chunks = [b"one" + ending + ending + b"t", b"wo" + ending]
    *frames, end = told_of(record_lines(tmp_path / "poem", chunks, waits=[500, 250_000], ending=ending))
    assert [each["text"] for each in frames] == ["one", "", "two"]
    assert [each["delta"] for each in frames] == [0.0005, 0.0, 0.25]
    size = len(ending)
    assert [each["wire"] for each in frames] == [[0, 3 + size], [3 + size, 3 + 2 * size], [3 + 2 * size, 6 + 3 * size]]
    assert (end["event"], end["outcome"], end["address"]) == ("end", "complete", "127.0.0.1:7")


def test_a_frame_in_parts(tmp_path: Path) -> None:
    told = told_of(record_raw(tmp_path / "poem", [b"on", b"e\ntw", b"o\n"]))
    assert [(each["event"], each["size"], each["delta"], each["wire"]) for each in told] == [
        ("part", 2, 0.001, [0, 2]),
        ("part", 4, 0.001, [2, 6]),
        ("part", 2, 0.001, [6, 8]),
        ("frame", 8, 0.004, [0, 8]),
    ]


def test_one_line_alone_shows_no_end_and_two_show_both(tmp_path: Path) -> None:
    assert "wire" not in told_of(record_lines(tmp_path / "one", [b"abc\n"]))[0]
    two = told_of(record_lines(tmp_path / "two", [b"abc\n", b"d\n"]))
    assert [each["wire"] for each in two[:2]] == [[0, 4], [4, 6]]


def test_where_frames_are_no_stretch_of_the_wire_only_the_time_is_told(tmp_path: Path) -> None:
    told = told_of(record_netstrings(tmp_path / "poem", [b"3:one,3:t", b"wo,"]))
    assert [each["text"] for each in told] == ["one", "two"]
    assert not any("wire" in each for each in told)


def test_who_sent_a_frame_stands_beside_it(tmp_path: Path) -> None:
    chunks = [b"one\ntwo\n", b"three\n", b"four\n"]
    frames = told_of(record_lines(tmp_path / "poem", chunks, senders={0: "127.0.0.1:1", 2: "127.0.0.1:2"}))[:-1]
    assert [each["sender"][-1] for each in frames] == ["1", "1", "1", "2"]
