"""The borders of what Counted takes, and how it hands that on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from poetrygui.api import Counted
from tests.api.recorded import recorded
from tests.protocols.framing import dripped


class Short(Counted):
    header_size = 2
    limit = 6
    WHOLE = 3

    def length_of(self, header: bytes) -> int:
        return int(header)


def at_once(data: bytes) -> list[bytes]:
    return [data]


@pytest.mark.parametrize("split", [at_once, dripped])
def test_a_frame_of_exactly_the_limit_is_taken_and_one_byte_more_is_not(split: Callable[[bytes], list[bytes]]) -> None:
    assert recorded(Short(), *split(b"06abcdef")).received == [b"abcdef"]
    sink = recorded(Short(), *split(b"07abcdefg"))
    assert (sink.received, sink.parts) == ([], [])
    assert "a frame of 7 bytes is announced, over the limit of 6 bytes" in str(sink.failure)


def test_frames_of_up_to_sixteen_mebibytes_are_taken_where_nobody_names_a_limit() -> None:
    class Long(Counted):
        header_size = 9

        def length_of(self, header: bytes) -> int:
            return int(header)

    assert recorded(Long(), b"016777216").failure is None
    assert "over the limit of 16,777,216 bytes" in str(recorded(Long(), b"016777217").failure)


def test_a_frame_comes_in_parts_only_where_it_is_longer_than_what_is_held_whole() -> None:
    sink = recorded(Short(), *dripped(b"03abc"))
    assert (sink.received, sink.parts) == ([b"abc"], [])
    sink = recorded(Short(), *dripped(b"04abcd"))
    assert (sink.received, sink.parts) == ([b"abcd"], [b"a", b"b", b"c"])


def test_a_header_alone_hands_nothing_on() -> None:
    assert recorded(Short(), b"05").parts == []


def test_an_error_is_told_once_whatever_comes_after_it() -> None:
    assert len(recorded(Short(), b"01axx", b"more", b"01b").failures) == 1


def test_what_is_not_delivered_begins_with_the_frame_of_which_nothing_came() -> None:
    poem = Short()
    recorded(poem, b"02ab04")
    assert poem.undelivered_from(6) == 4
    poem.dataReceived(b"cd")
    assert poem.undelivered_from(8) == 8, "what came of a frame is handed on at the end"


def test_nothing_is_taken_of_a_frame_without_a_header_that_is_too_long() -> None:
    class Headless(Counted):
        limit = 2

        def length_of(self, header: bytes) -> int:
            return 3

    poem = Headless()
    sink = recorded(poem, b"abc")
    assert "over the limit of 2 bytes" in str(sink.failure)
    assert poem.undelivered_from(3) == 0
    poem.connectionLost()
    assert sink.parts == []
