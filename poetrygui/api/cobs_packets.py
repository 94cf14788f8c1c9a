"""Many COBS packets decoded together, by the cobs package's C where that is installed."""

from __future__ import annotations

from types import BuiltinFunctionType

import stringzilla

from poetrygui.api.frame_block import FrameBlock

try:
    from cobs.cobs import DecodeError, decode
except ImportError:
    IS_COMPILED = False
else:
    IS_COMPILED = isinstance(decode, BuiltinFunctionType)  # what it has in Python takes longer than what is here

_ONE_FOR_ZERO = bytes([1, *range(1, 256)])
_NEWLINE_FOR_ZERO = b"\n" + bytes(range(1, 256))
_ONE_FOR_ALL_BUT_ZERO = bytes([0, *[1] * 255])


def cobs_block(block: bytes) -> FrameBlock | list[bytes] | None:
    """Return the packets in a run of them, each with a zero behind it; in a list where some are empty.

    None where one is faulty, or where the cobs package's C is not installed.
    """
    if not (IS_COMPILED and block):
        return None
    try:
        return _decoded_as_one(block) or [*map(decode, filter(None, block.split(b"\0")))]
    except DecodeError:
        return None


def _decoded_as_one(block: bytes) -> FrameBlock | None:
    """Return the packets of a block, or None where one is empty, holds a zero, or ends where its code does not say.

    Also where it holds what could be taken for a code of nothing but a zero, or for one of no zero.
    """
    if not block[0] == block.find(0) > 0 or b"\1" in block or b"\xff" in block or stringzilla.find(block, b"\0\0") >= 0:
        return None
    # With ones for the zeros behind them, the packets are one: each of the ones is a code, and gives a zero, unless
    # the code before it points beyond it. The packets' own codes give one each.
    together: bytes = decode(stringzilla.translate(block, _ONE_FOR_ZERO))
    if b"\1" in together or _zeros_in(together) + 1 != 2 * _zeros_in(block):
        return None
    rows: bytes = decode(block.replace(b"\0", b"")) + b"\0"
    return FrameBlock(rows, b"\0") if b"\n" in rows else FrameBlock(stringzilla.translate(rows, _NEWLINE_FOR_ZERO))


def _zeros_in(data: bytes) -> int:
    return len(data) - int(stringzilla.bytesum(stringzilla.translate(data, _ONE_FOR_ALL_BUT_ZERO)))
