"""What a protocol's author gives for frames, as a list of bytes: none of his code is in it any more."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from poetrygui.api import FrameBlock
from poetrygui.core.guard.hang_guard import run_foreign

MOST = 1 << 20
"""Frames that are taken at once from anything but a list: it may have no end."""


def plain_frames(frames: Iterable[bytes]) -> list[bytes]:
    """Return the frames in a list, each plain bytes.

    Raises TypeError for too many and for what is no frame, and whatever is raised by going through them.
    """
    taken: list[bytes] = frames if type(frames) is list else _listed(frames)
    if {*map(type, taken)} != {bytes}:
        return [plain_bytes(data) for data in taken]
    return taken


def _listed(frames: Iterable[bytes]) -> list[bytes]:
    taken: list[bytes] = run_foreign(list, islice(frames, MOST + 1))
    if len(taken) > MOST:
        raise TypeError(f"deliver_many takes a list; of anything else it takes {MOST:,} frames at most")
    return taken


def plain_bytes(data: object) -> bytes:
    """Return a frame as bytes that nobody changes. Raises TypeError for what is none."""
    if type(data) is bytes:
        return data
    # A buffer that the protocol goes on using would change under the hands of whoever keeps it.
    if issubclass(type(data), (bytes, bytearray, memoryview)):
        return memoryview(data).tobytes()  # type: ignore[arg-type]
    raise TypeError(f"a frame is bytes, not {type(data).__name__}")


def plain_block(block: FrameBlock) -> FrameBlock:
    """Return a block of which all is plain. Raises TypeError for what is no bytes, ValueError for one without end."""
    data, ending, drop_cr = block
    plain = FrameBlock(plain_bytes(data), plain_bytes(ending), drop_cr is True)
    if not plain.ending:
        raise ValueError("frames in a block need an ending")
    if not plain.is_whole:
        raise ValueError(f"a block of frames ends with the ending of the last one, {plain.ending!r}")
    return plain
