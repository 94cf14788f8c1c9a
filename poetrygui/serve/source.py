"""What a poem server sends: a file's bytes as a protocol puts them on the wire, made while they are sent."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import BinaryIO
from typing import Protocol as StructuralType

from twisted.internet.protocol import Protocol

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.api.speaking import encode_frame
from poetrygui.core.connection.factory import encoder_of
from poetrygui.errors import ServeError

BLOCK_SIZE = 64 * 1024
"""About how many bytes a block of the wire's bytes has; a longer frame makes a longer block."""

LONGEST_FRAME = 16 * 1024 * 1024
"""Bytes of a line that a protocol is asked to encode at most, since a frame is held in memory."""

Blocks = Generator[bytes, None, None]


class LaterBlocks(StructuralType):
    """Blocks that are made elsewhere: an empty one says that the next is not there yet, ``on_more`` hears of it."""

    on_more: Callable[[], object]

    def __iter__(self) -> Iterator[bytes]:
        """Return itself."""

    def __next__(self) -> bytes:
        """Return the next block."""

    def close(self) -> None:
        """Have no more made."""


# Sent through a protocol's encode() to see whether the wire shows where a frame ends.
_PROBE = b"a\nb"


def check_file(path: Path) -> None:
    """Raise ServeError unless this is a file that can be read."""
    try:
        if not path.is_file() and path.exists():
            raise ServeError(f"{path} is not a file: name a file to serve.")
        with path.open("rb"):
            pass
    except OSError as error:
        raise ServeError(f"{path} cannot be read: {error.strerror or error}.") from error


def speaker(protocol: type[Protocol]) -> PoemProtocol:
    """Build a protocol to encode with; raises ServeError where it cannot be built or does not say how."""
    if not (can_speak(protocol) and issubclass(protocol, PoemProtocol)):
        raise ServeError(
            f"{protocol.__name__} cannot be served with: it has no encode() that says how a frame is sent."
        )
    try:
        return encoder_of(protocol)
    except Exception as error:
        raise ServeError(f"{protocol.__name__} cannot be built: {type(error).__name__}: {error}.") from error


def wire_blocks(path: Path, protocol: type[Protocol]) -> Blocks:
    """Yield what a reader of this file receives, in blocks; the file is open until the generator is closed.

    Each line, without its LF or CRLF, is a frame. A protocol that adds nothing to a frame has no frame borders, and
    sends the file as it is. Raises ServeError where the file cannot be read on, or a line cannot be sent.
    """
    encoder = speaker(protocol)
    try:
        with path.open("rb") as file:
            if _adds_nothing(encoder):
                yield from iter(lambda: file.read(BLOCK_SIZE), b"")
            else:
                yield from _joined(_encoded_lines(file, path, partial(encode_frame, encoder)))
    except OSError as error:
        raise ServeError(f"{path} cannot be read: {error.strerror or error}.") from error


def cut_evenly(blocks: Blocks | LaterBlocks, size: int) -> Blocks:
    """Yield the same bytes in pieces of ``size`` bytes; the last may be shorter.

    An empty one is yielded where an empty block says that the next is not there yet.
    """
    held = bytearray()
    with closing(blocks):
        for block in blocks:
            held += block
            while len(held) >= size:
                yield bytes(held[:size])
                del held[:size]
            if not block:
                yield b""
    if held:
        yield bytes(held)


def _adds_nothing(encoder: PoemProtocol) -> bool:
    try:
        return encode_frame(encoder, _PROBE) == _PROBE
    except Exception:  # noqa: BLE001 - an author's code may raise anything; lines will show what it can carry
        return False


def _encoded_lines(file: BinaryIO, path: Path, encode: Callable[[bytes], bytes]) -> Iterator[bytes]:
    number = 0
    while line := file.readline(LONGEST_FRAME + len(b"\r\n")):
        number += 1
        frame = line[:-1].removesuffix(b"\r") if line.endswith(b"\n") else line
        if len(frame) > LONGEST_FRAME:
            raise ServeError(f"Line {number:,} of {path} is longer than {LONGEST_FRAME:,} bytes and was not sent.")
        try:
            yield encode(frame)
        except Exception as error:
            raise ServeError(f"Line {number:,} of {path} cannot be sent with this protocol: {error}.") from error


def _joined(frames: Iterator[bytes]) -> Iterator[bytes]:
    gathered: list[bytes] = []
    size = 0
    for frame in frames:
        gathered.append(frame)
        size += len(frame)
        if size >= BLOCK_SIZE:
            yield b"".join(gathered)
            gathered.clear()
            size = 0
    if gathered:
        yield b"".join(gathered)
