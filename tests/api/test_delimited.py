"""The borders of what Delimited takes, and how it hands that on."""

from __future__ import annotations

import pytest
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.python.failure import Failure

from poetrygui.api import Delimited, FrameBlock
from tests.api.recorded import Blocks, recorded
from tests.protocols.framing import dripped


class Short(Delimited):
    delimiter = b"--"
    limit = 6
    WHOLE = 3


class Open(Short):
    ends_open = True


class Plain(Delimited):
    delimiter = b"--"
    limit = 6


class Letters(Short):
    """Has each piece whole, and refuses what is not made of letters."""

    def decode(self, piece: bytes) -> bytes | None:
        if not piece.isalpha():
            raise ValueError("these are no letters")
        return piece.upper()


def test_pieces_of_up_to_sixteen_mebibytes_are_taken_where_nobody_names_a_limit() -> None:
    class Long(Delimited):
        delimiter = b"-"

    longest = bytes(16 * 1024 * 1024)
    assert recorded(Long(), longest, b"-").received == [longest]
    assert recorded(Long(), longest, b"\0-").failures != []


def test_a_piece_comes_in_parts_only_where_it_is_longer_than_what_is_held_whole() -> None:
    assert recorded(Short(), b"abc").parts == []
    sink = recorded(Short(), b"abc", b"--")
    assert (sink.received, sink.parts) == ([b"abc"], [])
    sink = recorded(Short(), b"abcd", b"--")
    assert (sink.received, sink.parts) == ([b"abcd"], [b"abcd"])


def test_what_may_be_the_beginning_of_a_delimiter_hands_nothing_on() -> None:
    sink = recorded(Short(), b"abcd", b"-")
    assert sink.parts == [b"abcd"]
    assert recorded(Short(), b"abcd", b"-", b"e").parts == [b"abcd", b"-e"]


@pytest.mark.parametrize(
    "piece,is_taken", [(b"abcdef", True), (b"abcde-", True), (b"abcdefg", False), (b"abcdef-", False)]
)
def test_the_close_ends_a_piece_of_exactly_the_limit_and_none_of_one_byte_more(piece: bytes, is_taken: bool) -> None:
    poem = Open()
    sink = recorded(poem, piece)
    poem.connectionLost(Failure(ConnectionDone()))
    assert sink.received == ([piece] if is_taken else [])
    assert sink.remarks == (["the last frame has no delimiter"] if is_taken else [])
    if not is_taken:
        assert sink.unfinished == b"abcdef"
        assert sink.failure == ("frame 1, which begins at byte 0 of the stream: it is longer than the limit of 6 bytes")


def test_nothing_is_remarked_of_what_comes_after_an_error() -> None:
    poem = Open()
    sink = recorded(poem, b"abcd", b"efgh")
    assert sink.failure is not None
    poem.connectionLost(Failure(ConnectionDone()))
    assert sink.remarks == []


@pytest.mark.parametrize("protocol", [Short, Open, Letters])
def test_the_place_of_a_piece_counts_every_byte_of_the_delimiters(protocol: type[Delimited]) -> None:
    data = b"ab--cdef--gh--toolong--"
    for chunks in ([data], dripped(data)):
        sink = recorded(protocol(), *chunks)
        assert [frame.lower() for frame in sink.received] == [b"ab", b"cdef", b"gh"]
        assert sink.failure == (
            "frame 4, which begins at byte 14 of the stream: it is longer than the limit of 6 bytes"
        )


@pytest.mark.parametrize("reason", [ConnectionDone(), ConnectionLost()])
def test_what_was_not_decoded_is_never_handed_on(reason: Exception) -> None:
    poem = Letters()
    sink = recorded(poem, b"ab--cd")
    poem.connectionLost(Failure(reason))
    assert (sink.received, sink.parts) == ([b"AB"], [])
    assert poem.unfinished() == "2 bytes without the delimiter b'--'"


@pytest.mark.parametrize("chunks", [[b"toolong--"], [b"abcdef-", b"g"], [b"abcdef-"], [b"too", b"long"]])
def test_what_is_too_long_to_be_decoded_is_not_handed_on(chunks: list[bytes]) -> None:
    assert recorded(Letters(), *chunks).parts == []


def test_what_is_not_delivered_begins_behind_what_was_handed_on() -> None:
    poem = Short()
    recorded(poem, b"ab--a")
    assert poem.undelivered_from(5) == 4
    poem.dataReceived(b"bcd-")
    assert poem.undelivered_from(9) == 8, "what may begin a delimiter is held"


def test_a_long_piece_that_is_to_be_decoded_is_looked_at_while_it_comes() -> None:
    looked: list[bytes] = []

    class Watched(Letters):
        def look(self, held: bytearray) -> None:
            looked.append(bytes(held))

    assert recorded(Watched(), b"abc", b"d", b"e--").received == [b"ABCDE"]
    assert looked == [b"abcd"]


@pytest.mark.parametrize("delimiter", [b"-", b"->"])
def test_whole_pieces_of_a_chunk_are_handed_on_together(delimiter: bytes) -> None:
    class Plain(Delimited):
        limit = 6

    Plain.delimiter = delimiter
    poem = Plain()
    poem.sink = sink = Blocks()
    for chunk in (b"ab|cd|e", b"f|", b"|long", b"er|abcdefg|"):
        poem.dataReceived(chunk.replace(b"|", delimiter))
    assert sink.blocks == [each.replace(b"|", delimiter) for each in (b"ab|cd|", b"ef|", b"|")]
    assert sink.received == [b"longer"]
    begins = 12 + 5 * len(delimiter)
    assert sink.failure == (
        f"frame 6, which begins at byte {begins} of the stream: it is longer than the limit of 6 bytes"
    )


def test_pieces_whose_delimiters_may_overlap_are_handed_on_one_by_one() -> None:
    poem = Short()
    poem.sink = sink = Blocks()
    for chunk in (b"a---b--", b"-", b"--", b"c-", b"-"):
        poem.dataReceived(chunk)
    assert (sink.received, sink.blocks) == ([b"a", b"-b", b"", b"-c"], [])


def test_a_delimiter_in_two_chunks_ends_a_piece() -> None:
    poem = Delimited()
    poem.delimiter = b"=>"
    poem.sink = sink = Blocks()
    for chunk in (b"a=", b">b=", b"c", b"=", b">", b"=>"):
        poem.dataReceived(chunk)
    assert sink.blocks == [b"a=>", b"b=c=>", b"=>"]


def test_a_class_with_a_decode_of_its_own_has_each_piece_by_itself() -> None:
    poem = Letters()
    poem.sink = sink = Blocks()
    poem.dataReceived(b"ab--cd--")
    assert (sink.received, sink.blocks) == ([b"AB", b"CD"], [])


class Quick(Letters):
    """Has many pieces at a time, and leaves to decode what is wrong in one."""

    delimiter = b"-"
    limit = 100

    def decode_block(self, block: bytes) -> FrameBlock | list[bytes] | None:
        if not block.replace(b"-", b"").isalpha() or b"--" in block:
            return None
        return FrameBlock(block.upper(), b"-") if b"x" in block else block.upper().split(b"-")[:-1]


def test_many_pieces_may_be_decoded_at_once_and_what_is_wrong_in_one_is_told_with_its_place() -> None:
    for chunks in ([b"ab-cd-e", b"f-", b"x-y-", b"g-1-h-"], dripped(b"ab-cd-ef-x-y-g-1-h-")):
        poem = Quick()
        poem.sink = sink = Blocks()
        for chunk in chunks:
            poem.dataReceived(chunk)
        given_in_blocks = [frame for block in sink.blocks for frame in block.split(b"-")[:-1]]
        assert sorted(sink.received + given_in_blocks) == [b"AB", b"CD", b"EF", b"G", b"X", b"Y"]
        assert b"X" in given_in_blocks
        assert b"AB" in sink.received
        assert sink.failure == "frame 7, which begins at byte 15 of the stream: these are no letters"


def test_the_number_of_a_piece_counts_those_before_whose_delimiters_may_overlap() -> None:
    sink = recorded(Plain(), b"a--b--c--", b"toolong--")
    assert sink.failure == "frame 4, which begins at byte 9 of the stream: it is longer than the limit of 6 bytes"
