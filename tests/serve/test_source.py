"""What a server sends: a file's lines as a protocol puts them on the wire, or a sentence that names the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.internet.protocol import Protocol

from poetrygui.api import PoemProtocol
from poetrygui.errors import ServeError
from poetrygui.plugins import shipped_protocol
from poetrygui.serve import source
from poetrygui.serve.source import BLOCK_SIZE, Blocks, check_file, cut_evenly, speaker, wire_blocks

POEM = b"abcdefghij"


def blocks() -> Blocks:
    yield POEM[:4]
    yield POEM[4:]


@pytest.mark.parametrize("size", [1, 3, 4, 9, 10, 11])
def test_pieces_are_even_and_complete(size: int) -> None:
    pieces = list(cut_evenly(blocks(), size))
    assert b"".join(pieces) == POEM
    assert {len(piece) for piece in pieces[:-1]} <= {size}


class Loud(PoemProtocol):
    def encode(self, frame: bytes) -> bytes:
        if frame == b"quiet":
            raise ValueError("nobody whispers here")
        return b"<" + frame.upper() + b">"


class Unmade(Loud):
    def __init__(self) -> None:
        raise RuntimeError("not today")


def poem(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "poem.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data, wire",
    [(b"", b""), (b"a\nb\n", b"<A><B>"), (b"a\r\nb", b"<A><B>"), (b"\n\r\n", b"<><>"), (b"a\rb\n", b"<A\rB>")],
)
def test_each_line_is_a_frame_without_its_ending(tmp_path: Path, data: bytes, wire: bytes) -> None:
    assert b"".join(wire_blocks(poem(tmp_path, data), Loud)) == wire


def test_a_protocol_that_adds_nothing_sends_the_file_as_it_is(tmp_path: Path) -> None:
    data = b"a\r\nb\0" * 30_000
    blocks = list(wire_blocks(poem(tmp_path, data), shipped_protocol("raw")))
    assert b"".join(blocks) == data
    assert len(blocks[0]) == BLOCK_SIZE


def test_small_frames_go_together(tmp_path: Path) -> None:
    blocks = list(wire_blocks(poem(tmp_path, b"verse\n" * 30_000), Loud))
    assert b"".join(blocks) == b"<VERSE>" * 30_000
    assert all(BLOCK_SIZE <= len(block) < BLOCK_SIZE + 10 for block in blocks[:-1])


def test_a_line_that_cannot_be_sent_is_named_after_those_before_it(tmp_path: Path) -> None:
    blocks = wire_blocks(poem(tmp_path, b"one\ntwo\nquiet\n"), Loud)
    with pytest.raises(ServeError, match=r"Line 3 of .*poem\.txt cannot be sent with this protocol: nobody whispers"):
        list(blocks)


def test_a_line_that_is_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LONGEST_FRAME", 5)
    assert b"".join(wire_blocks(poem(tmp_path, b"12345\r\n"), Loud)) == b"<12345>"
    with pytest.raises(ServeError, match=r"Line 2 of .* is longer than 5 bytes and was not sent"):
        list(wire_blocks(poem(tmp_path, b"ok\n123456\n"), Loud))


def test_a_file_that_cannot_be_served_is_told(tmp_path: Path) -> None:
    check_file(poem(tmp_path, b"verse"))
    with pytest.raises(ServeError, match="is not a file: name a file to serve"):
        check_file(tmp_path)
    for attempt in (lambda: check_file(tmp_path / "none"), lambda: list(wire_blocks(tmp_path / "none", Loud))):
        with pytest.raises(ServeError, match="none cannot be read: No such file"):
            attempt()


@pytest.mark.parametrize(
    "protocol, said",
    [
        (PoemProtocol, "PoemProtocol cannot be served with: it has no encode"),
        (Protocol, "Protocol cannot be served with"),
        (Unmade, "Unmade cannot be built: RuntimeError: not today"),
    ],
)
def test_a_protocol_that_does_not_speak_is_told(protocol: Any, said: str) -> None:
    with pytest.raises(ServeError, match=said):
        speaker(protocol)
    assert speaker(Loud).encode(b"a") == b"<A>"


def test_the_file_is_closed_when_nobody_reads_on(tmp_path: Path) -> None:
    blocks = wire_blocks(poem(tmp_path, b"verse\n" * 100_000), Loud)
    next(blocks)
    blocks.close()
    with pytest.raises(StopIteration):
        next(blocks)
