"""Exactly where frames end, against the plainest way to find out."""

from __future__ import annotations

from collections.abc import Generator

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import PoemProtocol
from poetrygui.plugins import shipped_protocol
from poetrygui.recordings.chunk_frames import FramingRun
from poetrygui.recordings.drip import Drip, Dripped
from tests.recordings.tapes import MemoryTape
from tests.recordings.test_comparison import cut, exact

names = st.sampled_from(["netstring", "lines", "jsonl", "cobs", "slip"])
streams = st.lists(st.sampled_from([b"3:one,", b"0:,", b"\r\n", b"[1]\n", b"\0", b"\xc0", b"12:", b"5"]), max_size=8)


def through(dripping: Generator[None, None, Dripped]) -> Dripped:
    """Let it come to its end."""
    while True:
        try:
            next(dripping)
        except StopIteration as end:
            found: Dripped = end.value
            return found


@given(
    names,
    streams,
    st.lists(st.integers(1, 9), max_size=6),
    st.lists(st.booleans(), min_size=8, max_size=8),
    st.booleans(),
)
def test_each_frame_ends_where_its_last_byte_came(
    name: str, stream: list[bytes], sizes: list[int], dripped: list[bool], learns: bool
) -> None:
    protocol, data = shipped_protocol(name), b"".join(stream)
    tape = MemoryTape(cut(data, sizes))
    ends = exact(protocol, data).ends
    drip = Drip(tape, protocol, learns=learns)
    position = 0
    for number, values in enumerate(FramingRun(tape, protocol).chunks()):
        size = len(cut(data, sizes)[number]) if number < len(cut(data, sizes)) else 0
        if dripped[number % len(dripped)] and size:
            found = through(drip.drip(values))
            assert found.depends == ""
            if learns and not found.is_exact:
                return
            assert list(found.ends) == [end for end in ends if position < end <= position + size]
        else:
            drip.skip()
        position += size


def test_what_was_learned_saves_pieces_and_where_it_is_wrong_that_is_told() -> None:
    netstrings, alike = shipped_protocol("netstring"), [b"abcde"] * 9
    pieces = [
        sum(1 for _ in Drip(MemoryTape([b"5:abcde," * 9]), netstrings, learns=learns).drip(alike))
        for learns in (False, True)
    ]
    assert pieces[1] * 3 < pieces[0] * 2
    lines, mixed = shipped_protocol("lines"), MemoryTape([b"abc\r\n" * 3 + b"abc\n"])
    assert not through(Drip(mixed, lines, learns=True).drip([b"abc"] * 4)).is_exact
    plain = through(Drip(mixed, lines).drip([b"abc"] * 4))
    assert (list(plain.ends), plain.is_exact) == ([5, 10, 15, 19], True)


class Longer(PoemProtocol):
    """Makes of each line a frame that may be longer than what came, as one does that tells a reading in words."""

    rest = b""

    def dataReceived(self, data: bytes) -> None:
        *lines, self.rest = (self.rest + data).split(b"\n")
        self.deliver_many([line.replace(b"t", b" degrees") for line in lines])


@given(
    st.lists(st.sampled_from([b"t\n", b"tt\n", b"a\n", b"a" * 30 + b"\n", b"t" * 9 + b"\n", b"\n"]), max_size=9),
    st.lists(st.integers(1, 12), max_size=6),
    st.booleans(),
)
def test_one_that_makes_more_of_it_than_came_is_exact_as_well(
    lines: list[bytes], sizes: list[int], learns: bool
) -> None:
    data = b"".join(lines)
    tape = MemoryTape(cut(data, sizes))
    drip, position = Drip(tape, Longer, learns=learns), 0
    for values, chunk in zip(FramingRun(tape, Longer).chunks(), cut(data, sizes), strict=False):
        found = through(drip.drip(values))
        assert found.depends == ""
        if not learns or found.is_exact:
            ends = [at + 1 for at in range(position, position + len(chunk)) if data[at : at + 1] == b"\n"]
            assert list(found.ends) == ends
        elif learns:
            return
        position += len(chunk)


class Echoes(PoemProtocol):
    """Says a chunk's size, which is nothing that a stream has."""

    def dataReceived(self, data: bytes) -> None:
        self.deliver(b"%d" % len(data))


def test_one_that_gives_other_frames_in_pieces_is_told_exactly_so() -> None:
    tape = MemoryTape([b"abc", b"defg"])
    drip = Drip(tape, Echoes)
    drip.skip()
    assert through(drip.drip([b"4"])).depends == (
        "its frames depend on where chunks end: of bytes 3 to 7 of the wire it makes 1 frames at once, "
        "and 2 others in pieces"
    )
