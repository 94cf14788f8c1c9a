"""The delimited protocol: any delimiter, also where it is cut, and the same for every split."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.framing import CountingSink, cut, dripped, held_bytes, load, result_of, started

AnyDelimiter = load("delimited")
LIMIT = 6
delimiters = st.sampled_from([b"\n", b"\0", b"ab", b"aa", b"aab", b"aba", b"\r\n\r\n"])
points = st.lists(st.integers(min_value=0), max_size=8)
streams = st.one_of(
    st.lists(st.sampled_from([b"a", b"b", b"\r", b"\n", b"\0", b"x"]), max_size=40).map(b"".join),
    st.binary(max_size=40),
)


def of(delimiter: bytes, **limits: Any) -> type[Any]:
    return type("AnyDelimiter", (AnyDelimiter,), {"delimiter": delimiter, **limits})


def reference(data: bytes, delimiter: bytes, ends_open: bool) -> tuple[list[bytes], bytes, int | None]:
    """Return the frames, the rest of one, and the number of the one that is too long."""
    *pieces, rest = data.split(delimiter)
    for number, piece in enumerate(pieces, 1):
        if len(piece) > LIMIT:
            return pieces[: number - 1], piece[:LIMIT], number
    # A delimiter may still come of the last bytes.
    most = max(size for size in range(len(delimiter)) if rest.endswith(delimiter[:size]))
    if len(rest) - (0 if ends_open else most) > LIMIT:
        return pieces, rest[:LIMIT], len(pieces) + 1
    return ([*pieces, rest], b"", None) if rest and ends_open else (pieces, rest, None)


@given(delimiters, st.sampled_from([2, 100]), st.booleans(), streams, points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(
    delimiter: bytes, whole: int, ends_open: bool, data: bytes, at: list[int]
) -> None:
    protocol = of(delimiter, limit=LIMIT, WHOLE=whole, ends_open=ends_open)
    frames, rest, too_long = reference(data, delimiter, ends_open)
    result = result_of(protocol, cut(data, at))
    assert (result.frames, result.rest) == (frames, rest)
    assert (result.unfinished is None) == (not rest or too_long is not None)
    if too_long is None:
        assert result.failure is None
    else:
        begin = sum(map(len, frames)) + len(frames) * len(delimiter)
        assert result.failure == (
            f"frame {too_long}, which begins at byte {begin} of the stream: it is longer than the limit of 6 bytes"
        )
    assert result == result_of(protocol, [data]) == result_of(protocol, dripped(data))


@given(delimiters, st.lists(st.one_of(st.binary(max_size=9), streams), max_size=6), points)
def test_what_is_encoded_is_decoded(delimiter: bytes, frames: list[bytes], at: list[int]) -> None:
    protocol = of(delimiter)
    carried = [frame for frame in frames if (frame + delimiter).find(delimiter) == len(frame)]
    wire = b"".join(protocol().encode(frame) for frame in carried)
    result = result_of(protocol, cut(wire, at))
    assert (result.frames, result.unfinished) == (carried, None)


@pytest.mark.parametrize("delimiter,frame", [(b"\n", b"a\nb"), (b"aa", b"ba"), (b"ab", b"ab"), (b"\r\n", b"\r\n")])
def test_what_would_end_too_soon_is_not_encoded(delimiter: bytes, frame: bytes) -> None:
    with pytest.raises(ValueError, match="cannot hold the delimiter"):
        of(delimiter)().encode(frame)


def test_a_frame_over_the_limit_is_not_encoded() -> None:
    assert of(b";", limit=3)().encode(b"abc") == b"abc;"
    with pytest.raises(ValueError, match="at most 3 bytes, not 4"):
        of(b";", limit=3)().encode(b"abcd")


@pytest.mark.parametrize("clean", [True, False])
def test_what_has_no_delimiter_is_cut_or_by_choice_the_last_frame(clean: bool) -> None:
    for whole in (1, 100):
        strict = result_of(of(b";", WHOLE=whole), [b"a;", b"bcd"], clean=clean)
        assert (strict.frames, strict.rest, strict.unfinished) == ([b"a"], b"bcd", "3 bytes without the delimiter b';'")
        lenient = result_of(of(b";", WHOLE=whole, ends_open=True), [b"a;", b"bcd"], clean=clean)
        assert (lenient.frames, lenient.unfinished is None) == (([b"a", b"bcd"], True) if clean else ([b"a"], False))
        assert lenient.remarks == (["the last frame has no delimiter"] if clean else [])


def test_a_long_frame_is_seen_before_its_end_and_hardly_held() -> None:
    poem, sink = started(of(b"--end--"))
    poem.dataReceived(b"x" * 70_000 + b"--en")
    assert sink.unfinished == b"x" * 70_000
    assert held_bytes(poem) == 4
    poem.dataReceived(b"d-y--end--z--end--")
    assert sink.received == [b"x" * 70_000 + b"--end-y", b"z"]


def test_nothing_is_delivered_after_the_first_error() -> None:
    result = result_of(of(b";", limit=3), [b"a;bcdef;g;", b"h;"])
    assert (result.frames, result.rest) == ([b"a"], b"bcd")
    poem, _ = started(of(b";"))
    poem.sink = sink = CountingSink()
    for _ in range(1024):
        poem.dataReceived(b"x" * 65536)
        assert held_bytes(poem) <= 65536
    assert sink.byte_count == AnyDelimiter.limit
    assert sink.failure is not None


@pytest.mark.parametrize("delimiter", [b"\n", b"ab"])
def test_a_read_of_tiny_frames_is_delivered_by_one_call(delimiter: bytes) -> None:
    poem, _ = started(of(delimiter))
    poem.sink = sink = CountingSink()
    poem.dataReceived(delimiter * 65536)
    assert (sink.frame_count, sink.calls) == (65536, 1)
