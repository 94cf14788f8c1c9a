"""The borders of what Counted takes, and how it hands that on."""

from __future__ import annotations

from collections.abc import Callable
from struct import Struct

import pytest

from poetrygui.api import Counted
from tests.api.recorded import recorded
from tests.protocols.framing import CountingSink, dripped


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


def test_the_place_of_a_frame_counts_all_chunks_before_it() -> None:
    poem = Short()
    recorded(poem, b"02ab", b"02cd01e", b"04")
    assert poem.undelivered_from(13) == 11


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


# Headers that tell themselves how long they are


class Digits(Counted):
    """Led by its length in digits and a colon, of which two at least are there."""

    header_size = 2
    limit = 6
    WHOLE = 3
    LONGEST_HEADER = 4

    def length_of(self, header: bytes) -> int | None:
        if header[-1:] == b":":
            return int(header[:-1])
        if not header.isdigit():
            raise ValueError(f"{header!r} is no length")
        return None


class WholeDigits(Digits):
    with_header = True


@pytest.mark.parametrize("split", [at_once, dripped])
def test_a_header_goes_on_until_its_length_is_told(split: Callable[[bytes], list[bytes]]) -> None:
    data = b"1:a003:bcd0:00:2:ef"
    assert recorded(Digits(), *split(data)).received == [b"a", b"bcd", b"", b"", b"ef"]
    assert recorded(WholeDigits(), *split(data)).received == [b"1:a", b"003:bcd", b"0:", b"00:", b"2:ef"]


@pytest.mark.parametrize("split", [at_once, dripped])
def test_a_header_that_does_not_end_is_refused_at_its_longest(split: Callable[[bytes], list[bytes]]) -> None:
    sink = recorded(Digits(), *split(b"1:a003:bcd0001:x"))
    assert sink.received == [b"a", b"bcd"]
    assert sink.failure == "the frame that begins at byte 10 of the stream: its header does not end within 4 bytes"


@pytest.mark.parametrize("split", [at_once, dripped])
def test_what_is_wrong_with_a_longer_header_is_told_once(split: Callable[[bytes], list[bytes]]) -> None:
    sink = recorded(Digits(), *split(b"1:a00x1:b"))
    assert sink.received == [b"a"]
    assert sink.failures == ["the frame that begins at byte 3 of the stream: b'00x' is no length"]


def test_what_is_missing_of_a_longer_header_is_told() -> None:
    for data, told in [
        (b"1:a0", "1 of 2 bytes of a frame's header"),
        (b"1:a00", "inside a frame's header, after 2 bytes of it"),
        (b"1:a003", "inside a frame's header, after 3 bytes of it"),
        (b"1:a003:", "0 of 3 bytes of a frame"),
    ]:
        for chunks in (at_once(data), dripped(data)):
            poem = Digits()
            recorded(poem, *chunks)
            assert poem.unfinished() == told
            assert poem.undelivered_from(len(data)) == 3


def test_a_header_that_is_delivered_comes_before_the_first_part() -> None:
    poem = WholeDigits()
    sink = recorded(poem, *dripped(b"3:abc4:defg2:h"))
    assert (sink.received, sink.parts) == ([b"3:abc", b"4:defg"], [b"4:", b"d", b"e", b"f"])
    assert poem.undelivered_from(14) == 14, "what came of a frame is handed on at the end"
    poem.connectionLost()
    assert sink.parts[4:] == [b"2:h"]
    begun = WholeDigits()
    recorded(begun, b"1:a2:")
    assert begun.undelivered_from(5) == 5, "its header is"


def test_many_frames_with_headers_of_any_length_are_delivered_at_once() -> None:
    sink = CountingSink()
    poem = Digits()
    poem.sink = sink
    poem.dataReceived(b"1:a002:bc" * 1000)
    assert (sink.calls, sink.frame_count, sink.byte_count) == (1, 2000, 3000)


class Numbered(Counted):
    header_struct = Struct("<H")
    limit = 300


def test_a_header_that_is_one_number_is_read_as_it_is_packed() -> None:
    data = b"".join(len(frame).to_bytes(2, "little") + frame for frame in (b"", b"a", b"b" * 300, *[b"cd"] * 99))
    for chunks in ([data], dripped(data)):
        assert recorded(Numbered(), *chunks).received == [b"", b"a", b"b" * 300, *[b"cd"] * 99]
    for before in (b"", b"\1\0a"):
        assert recorded(Numbered(), before + b"\x2d\1b").failures == [
            f"the frame that begins at byte {len(before)} of the stream: "
            "a frame of 301 bytes is announced, over the limit of 300 bytes"
        ]


def test_a_header_is_kept_with_frames_that_are_all_alike() -> None:
    class Kept(Numbered):
        with_header = True

    for count in range(1, 50, 4):
        assert recorded(Kept(), b"\2\0ab" * count).received == [b"\2\0ab"] * count


def test_a_negative_number_is_no_length() -> None:
    class Signed(Counted):
        header_struct = Struct(">b")

    sink = recorded(Signed(), b"\1a\xff")
    assert sink.received == [b"a"]
    assert sink.failures == ["the frame that begins at byte 2 of the stream: a frame of -1 bytes cannot be"]


def test_a_length_of_that_is_overridden_is_asked_all_the_same() -> None:
    class Twice(Numbered):
        header_size = 2

        def length_of(self, header: bytes) -> int:
            return 2 * int.from_bytes(header, "little")

    assert recorded(Twice(), b"\1\0ab" * 9).received == [b"ab"] * 9


class Long(Counted):
    header_size = 1

    def length_of(self, header: bytes) -> int | None:
        return int(header) if len(header) == 2 else None


class LongKept(Long):
    with_header = True


@pytest.mark.parametrize("protocol", [Long, LongKept])
def test_frames_alike_with_a_longer_header_are_taken_one_after_the_other(protocol: type[Counted]) -> None:
    data = b"02ab" * 60 + b"03abc" + b"01a"
    expected = [b"02ab"] * 60 + [b"03abc", b"01a"]
    if protocol is Long:
        expected = [frame[2:] for frame in expected]
    assert recorded(protocol(), data).received == recorded(protocol(), *dripped(data)).received == expected


def test_frames_of_a_chunk_are_handed_on_together_up_to_its_last_byte() -> None:
    poem = Numbered()
    poem.sink = sink = CountingSink()
    poem.dataReceived(b"\1\0a\0\0\2\0ab")
    assert (sink.frame_count, sink.calls) == (3, 1)
