"""What is within the limits of a fetch is let through, and nothing after it, however it comes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.testing import MemoryReactorClock

from poetrygui.api import CollectedFrames
from poetrygui.core.fetching.frame_pattern import FramePattern
from poetrygui.core.fetching.limits import Limited, Limits

FRAME = st.binary(max_size=4)


def reference(limits: Limits, frames: list[bytes]) -> tuple[list[bytes], str]:
    """Return what is let through of whole frames, and the limit that ends it."""
    passed: list[bytes] = []
    for data in frames:
        size = sum(map(len, passed)) + len(data)
        if limits.bytes is not None and size > limits.bytes:
            return passed, "max-bytes"
        passed.append(data)
        if limits.until is not None and limits.until.search(data):
            return passed, "until"
        if len(passed) == limits.frames:
            return passed, "frames"
        if size == limits.bytes:
            return passed, "max-bytes"
    return passed, ""


@given(
    st.lists(st.lists(FRAME, max_size=4), max_size=6),
    st.none() | st.integers(1, 8),
    st.none() | st.integers(1, 20),
    st.sampled_from([None, r"\x00", "^.$"]),
)
def test_whole_frames_pass_up_to_the_first_limit(
    calls: list[list[bytes]], frames: int | None, size: int | None, until: str | None
) -> None:
    limits = Limits(None, frames, size, None if until is None else FramePattern(until))
    limited, behind, told = Limited(MemoryReactorClock(), limits), CollectedFrames(), list[str]()
    sink = limited.before(behind, told.append)
    for call in calls:
        if len(call) == 1:
            sink.frame(call[0])
        else:
            sink.frames(call)
    passed, reached = reference(limits, [data for call in calls for data in call])
    assert (behind.received, limited.reached, len(told)) == (passed, reached, bool(reached))


@given(st.lists(st.binary(min_size=1, max_size=5), min_size=1, max_size=8), st.integers(1, 20))
def test_of_a_frame_in_parts_so_many_bytes_pass_as_fit(parts: list[bytes], size: int) -> None:
    limited, behind = Limited(MemoryReactorClock(), Limits(bytes=size)), CollectedFrames()
    sink = limited.before(behind, len)
    for data in parts:
        sink.part(data)
    sink.frame(b"")
    all_of_it = b"".join(parts)
    assert b"".join([*behind.received, behind.unfinished]) == all_of_it[:size]
    assert len(behind.received) == (len(all_of_it) < size)
    assert limited.reached == ("max-bytes" if len(all_of_it) >= size else "")


@given(st.lists(st.integers(1, 19), max_size=4, unique=True))
def test_what_is_waited_for_is_found_across_parts_and_is_the_last(cuts: list[int]) -> None:
    limited, behind = Limited(MemoryReactorClock(), Limits(until=FramePattern("login: "))), CollectedFrames()
    sink, data = limited.before(behind, len), b"welcome\nlogin: guest"
    for low, high in zip([0, *sorted(cuts)], [*sorted(cuts), len(data)], strict=True):
        sink.part(data[low:high])
    sink.frames([b"", b"another"])
    assert (behind.received, behind.unfinished, limited.reached) == ([], b"welcome\nlogin: ", "until")


def test_a_frame_in_parts_counts_as_one() -> None:
    limited, behind = Limited(MemoryReactorClock(), Limits(frames=2)), CollectedFrames()
    sink = limited.before(behind, len)
    sink.part(b"a")
    sink.frames([b"b", b"c", b"d"])
    sink.remark("one more")
    sink.fail("no frame")
    assert (behind.received, behind.remarks, behind.failure) == ([b"ab", b"c"], ["one more"], "no frame")
