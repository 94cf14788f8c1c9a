"""The borders of what Scanned takes: ends, limits, errors and closes, the same for every split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure

from poetrygui.api import Scanned
from tests.api.recorded import recorded
from tests.protocols.framing import cut, dripped, result_of


class Shouted(Scanned):
    """Frames that end with a capital; a blank is in none, and # is wrong."""

    limit = 6
    noun = "shout"

    def end_of(self, held: bytearray, start: int, stop: int) -> int | None:
        for at in range(start + self.place, stop):
            if held[at] == ord("#"):
                raise ValueError(f"# at byte {self.offset + at - start}")
            if chr(held[at]).isupper():
                return at + 1
        self.place = stop - start
        return None

    def decode(self, piece: bytes) -> bytes | None:
        if b"!" in piece:
            raise ValueError("it is too loud")
        return None if b" " in piece else piece


class Open(Shouted):
    ends_open = True


def reference(data: bytes) -> tuple[list[bytes], str | None]:
    """Return the frames, and what is wrong with the one after them."""
    frames: list[bytes] = []
    begin = 0
    for at, letter in enumerate(data):
        if at - begin == 6:
            return frames, "it is longer than the limit of 6 bytes"
        if letter == ord("#"):
            return frames, f"# at byte {at}"
        if chr(letter).isupper():
            piece = data[begin : at + 1]
            if b"!" in piece:
                return frames, "it is too loud"
            frames += [] if b" " in piece else [piece]
            begin = at + 1
    return frames, None


@given(st.text("aab #!AB", max_size=40).map(str.encode), st.lists(st.integers(0), max_size=8))
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(data: bytes, at: list[int]) -> None:
    frames, wrong = reference(data)
    result = result_of(Shouted, cut(data, at))
    assert result.frames == frames
    assert (result.failure is not None) == (wrong is not None) == result.closed
    assert str(result.failure or "").endswith(wrong or "")
    assert result == result_of(Shouted, [data] if data else []) == result_of(Shouted, dripped(data))


@pytest.mark.parametrize("split", [lambda data: [data], dripped], ids=["at once", "dripped"])
def test_an_error_names_the_frame_and_where_it_begins_and_comes_once(split: object) -> None:
    assert callable(split)
    sink = recorded(Shouted(), *split(b"aA bBc#cCdD"), b"eE#")
    assert sink.received == [b"aA"]
    assert sink.failures == ["shout 2, which begins at byte 5 of the stream: # at byte 6"]


def test_a_frame_of_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    assert recorded(Shouted(), b"aaaaaA").received == [b"aaaaaA"]
    assert recorded(Shouted(), b"aaaaaa").failure is None
    sink = recorded(Shouted(), b"aaaaaaA")
    assert sink.received == []
    assert sink.failure == "shout 1, which begins at byte 0 of the stream: it is longer than the limit of 6 bytes"


def test_a_close_ends_the_last_frame_only_where_that_is_said_and_it_is_clean() -> None:
    assert result_of(Shouted, [b"aAb"]).unfinished == "1 byte of a shout"
    assert result_of(Shouted, [b"aAbb"]).unfinished == "2 bytes of a shout"
    whole = result_of(Open, [b"aAb"])
    assert (whole.frames, whole.unfinished) == ([b"aA", b"b"], None)
    assert result_of(Open, [b"aAb"], clean=False).frames == [b"aA"]
    assert result_of(Open, [b"a "]).frames == []
    loud = result_of(Open, [b"b!"])
    assert (loud.frames, loud.unfinished) == ([], "2 bytes of a shout")


def test_what_is_in_no_frame_begins_with_the_frame_at_hand() -> None:
    poem = Open()
    recorded(poem, b"aA bBcc")
    assert poem.undelivered_from(7) == 5
    poem.connectionLost()
    assert poem.undelivered_from(7) == 7
    lost = Open()
    recorded(lost, b"aAcc")
    lost.connectionLost(Failure(ConnectionLost()))
    assert lost.undelivered_from(4) == 2


def test_many_frames_are_delivered_at_once_and_none_is_kept() -> None:
    poem = Shouted()
    sink = recorded(poem, b"A" * 1000 + b"b")
    assert sink.received == [b"A"] * 1000
    assert poem.unfinished() == "1 byte of a shout"


def test_a_class_that_does_not_say_where_a_frame_ends_is_told_so() -> None:
    with pytest.raises(NotImplementedError, match="Scanned does not say where a frame ends"):
        Scanned().dataReceived(b"a")
