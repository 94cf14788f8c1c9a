"""What an author's class that derives from Delimited or Counted may do wrong, and what it is told."""

from __future__ import annotations

import pytest

from poetrygui.api import CollectedFrames, Counted, Delimited


class Lengths(Counted):
    header_size = 1

    def length_of(self, header: bytes) -> int:
        length = int(header)  # ValueError where it is no digit
        return -1 if length == 9 else length


class Nothing(Counted):
    def length_of(self, header: bytes) -> int:
        return 0


class Digits(Delimited):
    def decode(self, piece: bytes) -> bytes | None:
        return b"%d" % int(piece) if piece else None


def sink_of(protocol: Counted | Delimited) -> CollectedFrames:
    assert isinstance(protocol.sink, CollectedFrames)
    return protocol.sink


@pytest.mark.parametrize("split", [1, 9])
@pytest.mark.parametrize(
    "protocol,data,frames,failure",
    [
        (Lengths, b"1a2bcx1d", [b"a", b"bc"], "begins at byte 5 of the stream: invalid literal for int()"),
        (Lengths, b"1a09xx", [b"a", b""], "begins at byte 3 of the stream: a frame of -1 bytes cannot be"),
        (Nothing, b"abc", [], "begins at byte 0 of the stream: a frame of 0 bytes cannot be"),
        (Digits, b"1\n\n02\nx\n3\n", [b"1", b"2"], "frame 4, which begins at byte 6 of the stream: invalid literal"),
    ],
)
def test_what_is_wrong_is_told_by_its_byte_and_nothing_follows(
    protocol: type[Counted] | type[Delimited], data: bytes, frames: list[bytes], failure: str, split: int
) -> None:
    poem = protocol()
    for start in range(0, len(data), split):
        poem.dataReceived(data[start : start + split])
    poem.dataReceived(data)
    assert sink_of(poem).received == frames
    assert failure in str(sink_of(poem).failure)
    assert poem.unfinished() is None


def test_a_class_that_says_no_length_is_told_which() -> None:
    with pytest.raises(NotImplementedError, match="Counted does not say how long a frame is"):
        Counted().dataReceived(b"abc")
