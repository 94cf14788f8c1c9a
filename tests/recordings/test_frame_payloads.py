"""What of a frame is framing is told where all frames are led, or all ended, by as many bytes; else nothing is."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.recordings import frame_payloads
from poetrygui.recordings.frame_payloads import FramePayloads
from poetrygui.recordings.ruler_picture import FrameBar
from tests.core.poems.recorded_poem import RecordedPoem
from tests.core.reference_rows import Delivery

Told = list[tuple[int, int]]


def told_of(folder: Path, frames: Sequence[tuple[bytes, bytes]], asked: Sequence[int] | None = None) -> Told:
    """Return how many bytes lead and end each frame; a frame is given as it is on the wire, and its payload.

    Those that are ``asked`` for are told of by their numbers, in one go; by default all are.
    """
    poem = RecordedPoem(folder)
    for wire, payload in frames:
        poem.chunk(wire, Delivery("frames", [payload]))
    opened = poem.open()
    assert opened.recording is not None
    payloads = FramePayloads(opened, opened.recording, FramePlaces(opened, opened.recording))
    bars, start = [], 0
    for number, (wire, _) in enumerate(frames):
        bars.append(FrameBar(number, start, start + len(wire)))
        start += len(wire)
    bars = [bars[number] for number in (range(len(bars)) if asked is None else asked)]
    told = [(bar.header, bar.delimiter) for bar in payloads.told(bars)]
    assert told == [(bar.header, bar.delimiter) for bar in payloads.told(bars)], "the same when it is asked again"
    opened.recording.close()
    opened.close()
    return told


def netstring(payload: bytes) -> tuple[bytes, bytes]:
    return b"%d:%b," % (len(payload), payload), payload


def prefixed(payload: bytes) -> tuple[bytes, bytes]:
    return len(payload).to_bytes(4, "big") + payload, payload


payloads = st.lists(st.binary(max_size=30).map(lambda data: data.replace(b"\n", b"")), min_size=1, max_size=8)


@given(payloads, st.sampled_from(["netstring", "prefixed", "delimited"]))
@settings(max_examples=80, deadline=None)
def test_what_is_told_is_true(frames: list[bytes], kind: str) -> None:
    with tempfile.TemporaryDirectory() as room:
        if kind == "netstring":
            wires = [netstring(frame) for frame in frames]
            right = [(len(b"%d:" % len(frame)), 1) for frame in frames]
        elif kind == "prefixed":
            wires, right = [prefixed(frame) for frame in frames], [(4, 0)] * len(frames)
        else:
            wires, right = [(frame + b"::", frame) for frame in frames], [(0, 2)] * len(frames)
        found = told_of(Path(room) / "poem", wires)
    for (wire, payload), told, true in zip(wires, found, right, strict=True):
        # Of an empty frame all is framing, wherever the payload would stand.
        assert told in ([(len(wire), 0)] if not payload else [true, (0, 0)])


def test_the_length_is_not_taken_for_the_payload_once_another_frame_tells_them_apart(tmp_path: Path) -> None:
    assert told_of(tmp_path / "alone", [netstring(b"1")]) == [(0, 0)], "either 1 may be it"
    assert told_of(tmp_path / "two", [netstring(b"1"), netstring(b"two")]) == [(2, 1), (2, 1)]


def test_bytes_that_stand_there_by_chance_are_not_the_payload_where_others_do_not(tmp_path: Path) -> None:
    # In hexadecimal, "31" is 1 and holds a 1: the frame beside shows that payloads do not stand on the wire.
    frames = [(b"31\r", b"1"), (b"7477\r", b"tw")]
    assert told_of(tmp_path / "poem", frames) == [(0, 0), (0, 0)]


def test_framing_that_has_neither_a_fixed_beginning_nor_end_is_not_told(tmp_path: Path) -> None:
    frames = [(b"(a)", b"a"), (b"((bc))", b"bc")]
    assert told_of(tmp_path / "poem", frames) == [(0, 0), (0, 0)]


def test_an_empty_frame_is_framing_alone_and_says_nothing_of_others(tmp_path: Path) -> None:
    assert told_of(tmp_path / "poem", [netstring(b""), netstring(b"one")]) == [(3, 0), (2, 1)]


def test_long_frames_and_much_around_a_payload_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_payloads, "LONGEST", 20)
    monkeypatch.setattr(frame_payloads, "MOST_AROUND", 5)
    frames = [prefixed(b"x" * 30), (b"123456payload", b"payload"), prefixed(b"three")]
    assert told_of(tmp_path / "poem", frames) == [(0, 0), (0, 0), (4, 0)]


def test_a_frame_that_cannot_be_read_yet_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    poem = RecordedPoem(tmp_path / "poem")
    poem.chunk(prefixed(b"one")[0], Delivery("frames", [b"one"]))
    opened = poem.open()
    assert opened.recording is not None
    places = FramePlaces(opened, opened.recording)
    found, bar = FramePayloads(opened, opened.recording, places), FrameBar(0, 0, 7)
    with monkeypatch.context() as patched:
        patched.setattr(places, "payload_of_frame", lambda number: None)
        assert found.told([bar]) == [bar]
    assert found.told([bar]) == [FrameBar(0, 0, 7, header=4)]
    opened.recording.close()
    opened.close()


def test_what_is_not_exact_known_already_or_too_narrow_is_left_as_it_is(tmp_path: Path) -> None:
    poem = RecordedPoem(tmp_path / "poem")
    poem.chunk(prefixed(b"one")[0], Delivery("frames", [b"one"]))
    opened = poem.open()
    assert opened.recording is not None
    found = FramePayloads(opened, opened.recording, FramePlaces(opened, opened.recording))
    for bar in (FrameBar(0, 0, 7, exact=False), FrameBar(0, 0, 7, 2)):
        assert found.told([bar]) == [bar]
    assert found.told([FrameBar(0, 0, 7)], least=7.5) == [FrameBar(0, 0, 7)]
    assert found.told([FrameBar(0, 0, 7)], least=7) == [FrameBar(0, 0, 7, header=4)]
    opened.recording.close()
    opened.close()
