"""The form of a .poemrec file: blocks, each with its length and a checksum, so that a cut or damage is known.

A block is its kind, of one byte, the length of its content, of four, the content, and a CRC-32 of all of that. The
files of a recording lie in it in pieces, each behind those that it tells of: what came before a cut is a recording.
"""

from __future__ import annotations

import enum
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from attrs import field, frozen

from poetrygui.core.text.wording import counted
from poetrygui.errors import RecordingError

MAGIC = b"\x89POEMREC\r\n\x1a\n"
"""The first bytes; whoever takes the file for text changes them."""

LARGEST_BLOCK = 1024 * 1024
"""Bytes of content."""

_HEAD = struct.Struct(">BI")
_CHECKSUM = struct.Struct(">I")


class BlockKind(enum.IntEnum):
    """What a block has."""

    INFO = 1  # what is noted of the recording, as JSON: the first
    PROTOCOL = 2  # the source by which it was framed
    WIRE = 3  # these, a piece of the file that is called so
    ROWS = 4
    BORDERS = 5
    LOG = 6
    END = 7  # how it ended, as JSON: the last


@frozen
class Block:
    """One block."""

    kind: BlockKind
    content: bytes = field(repr=False)


def write_block(write: Callable[[bytes], object], kind: BlockKind, content: bytes) -> None:
    """Write a block of this kind; its content has at most LARGEST_BLOCK bytes. Raises what ``write`` does."""
    head = _HEAD.pack(kind, len(content))
    write(b"".join((head, content, _CHECKSUM.pack(zlib.crc32(content, zlib.crc32(head))))))


def read_blocks(file: BinaryIO) -> Iterator[Block]:
    """Yield the blocks of a file, which is read once; no more than one is held.

    Raises RecordingError for what is none, and where it is cut off or damaged; and OSError.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise RecordingError("This is no recording: its first bytes are not those of one.")
    position = len(MAGIC)
    while head := file.read(_HEAD.size):
        kind, length = _HEAD.unpack(head) if len(head) == _HEAD.size else (0, 0)
        if length > LARGEST_BLOCK:
            raise _damaged(position)
        rest = file.read(length + _CHECKSUM.size)
        if len(head) < _HEAD.size or len(rest) < length + _CHECKSUM.size:
            raise RecordingError(f"The recording is cut off after {counted(position, 'byte')}: the rest is missing.")
        content = rest[:length]
        if _CHECKSUM.unpack(rest[length:])[0] != zlib.crc32(content, zlib.crc32(head)):
            raise _damaged(position)
        position += len(head) + len(rest)
        try:
            yield Block(BlockKind(kind), content)
        except ValueError as error:
            raise RecordingError("It was written by a later version of this program: use that one.") from error


def _damaged(position: int) -> RecordingError:
    return RecordingError(f"The recording is damaged at byte {position:,}: what came before is there.")
