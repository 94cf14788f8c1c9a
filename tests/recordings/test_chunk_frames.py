"""The frames that each chunk completes, as a protocol gives them: whole, in parts, or by their digests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import Outcome
from poetrygui.plugins import shipped_protocol
from poetrygui.recordings.chunk_frames import FrameValues, FramingRun, digest_of, digests_of, standing_in
from poetrygui.recordings.virtual_time import VirtualReactor
from tests.recordings.tapes import MemoryTape

Deliveries = list[tuple[str, Any]]
deliveries: st.SearchStrategy[Deliveries] = st.lists(
    st.one_of(
        st.tuples(st.just("frame"), st.binary(max_size=5)),
        st.tuples(st.just("part"), st.binary(max_size=5)),
        st.tuples(st.just("frames"), st.lists(st.binary(max_size=5), max_size=3)),
    ),
    max_size=10,
)


def whole_frames(given_deliveries: Deliveries) -> tuple[list[bytes], bytes]:
    """Return the frames, and what is left of one, kept in the plainest way."""
    frames, rest = [], b""
    for method, argument in given_deliveries:
        if method == "part":
            rest += argument
        else:
            for frame in argument if method == "frames" else [argument]:
                frames.append(rest + frame)
                rest = b""
    return frames, rest


@given(deliveries)
def test_frames_in_parts_are_known_by_the_digest_that_they_have_as_a_whole(given_deliveries: Deliveries) -> None:
    values = FrameValues()
    for method, argument in given_deliveries:
        getattr(values, method)(argument)
    frames, rest = whole_frames(given_deliveries)
    assert (values.frame_count, values.exact_size) == (len(frames), len(b"".join(frames) + rest))
    taken = values.take()
    assert digests_of(taken) == digests_of(frames)
    assert all(value == frame for value, frame in zip(taken, frames, strict=True) if isinstance(value, bytes))
    assert values.take() == []


def test_a_digest_tells_frames_apart_by_length_and_by_what_is_in_them() -> None:
    frames = [b"", b"\0", b"\0\0", b"a", b"b", b"ab", b"ba"]
    assert len({digest_of(frame) for frame in frames}) == len(frames)
    assert digest_of(digest_of(b"ab")) == digest_of(b"ab")


def test_a_keeper_of_frames_never_fails_and_never_waits() -> None:
    values, called = FrameValues(), list[str]()
    values.when_written(lambda: called.append("written"))
    values.subscribe(lambda: called.append("grown"))()
    values.fail("odd")
    values.remark("odd")
    values.flush()
    values.retry()
    values.close_writing()
    assert (called, values.error, values.disk_is_full) == (["written"], None, False)


def chunks_of(tape: MemoryTape, protocol: str) -> tuple[FramingRun, list[Sequence[bytes | int]]]:
    run = FramingRun(tape, shipped_protocol(protocol))
    return run, list(run.chunks())


def test_what_each_chunk_completed_is_told_and_what_the_end_did_last() -> None:
    run, chunks = chunks_of(MemoryTape([b"3:one,3:t", b"wo", b",0:,", b""]), "netstring")
    assert chunks[:3] == [[b"one"], [], [b"two", b""]]
    assert [value for chunk in chunks[3:] for value in chunk] == []
    assert (run.result.ended.outcome, run.result.ended.frames) == (Outcome.COMPLETE, 3)


def test_what_comes_behind_the_last_chunk_is_told_last() -> None:
    _, chunks = chunks_of(MemoryTape([b"one\ntw", b"o"]), "lines")
    assert chunks[0] == [b"one"] or chunks[0] == [b"one\n"]
    assert len(chunks) == 3


def test_a_recording_in_which_nothing_came_has_no_frames() -> None:
    run, chunks = chunks_of(MemoryTape(), "netstring")
    assert [value for chunk in chunks for value in chunk] == []
    assert run.result.ended.outcome is Outcome.COMPLETE


def test_whoever_asks_the_programs_reactor_is_answered_by_the_recordings(reactor: Any) -> None:
    played = VirtualReactor(1_000_000.0)
    with standing_in(played):
        assert reactor.seconds() == played.seconds()
    assert reactor.seconds() != pytest.approx(played.seconds())
