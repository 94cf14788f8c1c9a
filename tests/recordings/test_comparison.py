"""Two protocols over one recording: the difference is by the byte, wherever the chunks end."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import Delimited, PoemProtocol
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.checking.trial import try_protocol
from poetrygui.plugins.options import configured
from poetrygui.recordings import comparison as module
from poetrygui.recordings.chunk_frames import digests_of
from poetrygui.recordings.comparison import Comparison
from poetrygui.recordings.difference import Ends, Hunk, HunkKind, hunks
from tests.recordings.tapes import MemoryTape


class Semicolons(Delimited):
    """Ends frames as lines end, and at semicolons, too."""

    def dataReceived(self, data: bytes) -> None:
        super().dataReceived(data.replace(b";", b"\n"))


class Shouting(Delimited):
    def decode(self, piece: bytes) -> bytes:
        return piece.upper()


Newlines = configured(shipped_protocol("delimited"), {"delimiter": r"\n"})


def differences(tape: MemoryTape, ours: type[PoemProtocol], theirs: type[PoemProtocol]) -> list[Hunk]:
    return [*filter(None, Comparison(tape, ours, theirs).hunks())]


def cut(data: bytes, sizes: list[int]) -> list[bytes]:
    chunks = []
    for size in sizes:
        chunks.append(data[:size])
        data = data[size:]
    return [chunk for chunk in [*chunks, data] if chunk]


def exact(protocol: type[PoemProtocol], data: bytes) -> Ends:
    """Return where frames end, by the plainest way: of so many bytes, how many frames are there?"""
    ends: array[int] = array("Q")
    frames = try_protocol(protocol, [data]).frames
    for size in range(len(data) + 1):
        count = try_protocol(protocol, [data[:size]]).early
        ends.extend([size] * (count - len(ends)))
    return Ends(ends, digests_of(frames)[: len(ends)])


@given(st.text("ab;\n", max_size=40), st.lists(st.integers(1, 9), max_size=8))
def test_the_difference_is_the_same_wherever_the_chunks_end(text: str, sizes: list[int]) -> None:
    data = text.encode()
    found = differences(MemoryTape(cut(data, sizes)), Newlines, Semicolons)
    assert found == [*filter(None, hunks([exact(Newlines, data)], [exact(Semicolons, data)], len(data)))]


@given(st.text("aB\n", max_size=40), st.lists(st.integers(1, 9), max_size=8))
def test_other_values_are_found_wherever_the_chunks_end(text: str, sizes: list[int]) -> None:
    data = text.encode()
    found = differences(MemoryTape(cut(data, sizes)), Newlines, Shouting)
    assert found == [*filter(None, hunks([exact(Newlines, data)], [exact(Shouting, data)], len(data)))]
    assert {hunk.kind for hunk in found} <= {HunkKind.VALUE}


def test_a_protocol_does_not_differ_from_itself() -> None:
    tape = MemoryTape([b"3:one,", b"3:t", b"wo,3"])
    comparison = Comparison(tape, shipped_protocol("netstring"), shipped_protocol("netstring"))
    assert [*filter(None, comparison.hunks())] == []
    assert {result.ended.frames for result in comparison.results} == {2}


def test_one_that_fails_differs_from_there_on() -> None:
    tape = MemoryTape([b"3:one,", b"3:two,x", b"3:six,"])
    comparison = Comparison(tape, shipped_protocol("netstring"), shipped_protocol("raw"))
    assert [*filter(None, comparison.hunks())] == [Hunk(HunkKind.CUT, (0, 19), (0, 2), (0, 1))]
    assert [str(result.ended.outcome) for result in comparison.results] == ["protocol-error", "complete"]


class ChunkByChunk(PoemProtocol):
    """Takes each chunk for a frame, which it is not."""

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)


def test_one_whose_frames_depend_on_the_chunks_is_told_so() -> None:
    comparison = Comparison(MemoryTape([b"one\ntwo\n"]), Newlines, ChunkByChunk)
    assert [*filter(None, comparison.hunks())] != []
    ours, theirs = comparison.depends
    assert ours == ""
    assert theirs == (
        "its frames depend on where chunks end: of bytes 0 to 8 of the wire it makes 1 frames at once, "
        "and 2 others in pieces"
    )


class Unpacking(PoemProtocol):
    """Makes of each byte two frames that are longer than it."""

    def dataReceived(self, data: bytes) -> None:
        self.deliver_many([b"longer" for _ in data for _ in range(2)])


@pytest.mark.parametrize("size", [1, 3, 9])
def test_frames_that_are_longer_than_their_bytes_are_told_as_well(size: int) -> None:
    tape = MemoryTape(cut(b"\n" * 9, [size] * 9))
    (hunk,) = differences(tape, Unpacking, Newlines)
    assert hunk == Hunk(HunkKind.CUT, (0, 9), (0, 18), (0, 9))


def test_a_frame_that_the_end_brings_is_no_part_of_the_last_chunk() -> None:
    comparison = Comparison(MemoryTape([b"one\ntw", b"o"]), shipped_protocol("lines"), Newlines)
    assert [*filter(None, comparison.hunks())] == [Hunk(HunkKind.CUT, (4, 7), (1, 2), (1, 1))]
    assert comparison.depends == ["", ""]


def test_after_much_that_differs_the_rest_is_told_by_whole_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LOOKED_AT", 3)
    chunks = [b"a;b\n", b"same\n", b"c;d\n", b"same\n", b"e;f\n"]
    comparison = Comparison(MemoryTape(chunks), Newlines, Semicolons)
    assert [*filter(None, comparison.hunks())] == [
        Hunk(HunkKind.CUT, (0, 4), (0, 1), (0, 2)),
        Hunk(HunkKind.CUT, (9, 13), (2, 3), (3, 5)),
        Hunk(HunkKind.CUT, (18, 22), (4, 5), (6, 8)),
    ]
    assert comparison.coarse_from is not None


def test_where_one_has_failed_the_rest_of_the_other_is_not_looked_at_byte_by_byte() -> None:
    given_alone: list[int] = []

    class Counting(Delimited):
        def dataReceived(self, data: bytes) -> None:
            given_alone.append(len(data))
            super().dataReceived(data)

    chunks = [b"3:one,", *[b"verse\n" * 100] * 20]
    (hunk,) = differences(MemoryTape(chunks), shipped_protocol("netstring"), Counting)
    assert hunk == Hunk(HunkKind.CUT, (0, 12_006), (0, 1), (0, 2_000))
    assert len(given_alone) < 1_000


def test_one_that_is_stopped_tells_what_it_knows_up_to_there() -> None:
    tape = MemoryTape([b"a;b\nc\n"] * 9)
    comparison = Comparison(tape, Newlines, Semicolons)
    found: list[Hunk] = []
    for hunk in comparison.hunks():
        if hunk is None and comparison.compared_to is None:
            comparison.stop()
        elif hunk is not None:
            found.append(hunk)
    assert comparison.compared_to == 6
    assert found == [Hunk(HunkKind.CUT, (0, 4), (0, 1), (0, 2))]


def test_what_is_open_where_it_is_stopped_goes_up_to_there() -> None:
    comparison = Comparison(MemoryTape([b"a;b", b"cd", b"\n"]), Semicolons, Newlines)
    found: list[Hunk] = []
    for hunk in comparison.hunks():
        if hunk is None:
            comparison.stop()
        else:
            found.append(hunk)
    assert found == [Hunk(HunkKind.CUT, (0, 3), (0, 1), (0, 0))]


def test_one_that_is_through_cannot_be_stopped() -> None:
    comparison = Comparison(MemoryTape([b"a\n"]), Newlines, Newlines)
    assert [*filter(None, comparison.hunks())] == []
    comparison.stop()
    assert comparison.compared_to is None
