"""Many whole frames in one run of bytes: where they are tiny, an object for each would cost more than all else."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import stringzilla


class FrameBlock(NamedTuple):
    """Frames as they follow one another in ``data``, each with its ending behind it, the last one, too."""

    data: bytes
    ending: bytes = b"\n"
    """What stands behind each frame, and is none of it; the first such bytes behind the frame before end the next."""
    drop_cr: bool = False
    """Whether a carriage return that stands right before an ending is none of the frame either."""

    @property
    def is_whole(self) -> bool:
        """Whether the last frame has its ending, too."""
        return not self.data or self.data.endswith(self.ending)

    def frames(self) -> list[bytes]:
        """Return them one by one. Raises ValueError where the last one has no ending."""
        data, ending, drop_cr = self
        if drop_cr and ending == b"\n":
            data = data.replace(b"\r\n", b"\n")
        frames = data.split(ending)
        if drop_cr and ending != b"\n":
            frames = [*(frame.removesuffix(b"\r") for frame in frames[:-1]), frames[-1]]
        if frames.pop():
            raise ValueError(f"a block of frames ends with the ending of the last one, {self.ending!r}")
        return frames

    def are_within(self, limit: int) -> bool:
        """Tell whether no frame has more than ``limit`` bytes, among which a dropped carriage return counts here."""
        data, ending, size = self.data, self.ending, len(self.ending)
        last = len(data) - size - limit
        if last <= 0:
            return True
        if size > 1:
            return max(map(len, data.split(ending))) <= limit
        at = 0
        # From one ending to the last that the next frames may have: most of them are not looked at.
        while at < last:
            at = data.rfind(ending, at, at + limit + 1) + 1
            if not at:
                return False
        return True


def without_empty(block: FrameBlock) -> FrameBlock:
    """Return the frames of a block that have a byte, where endings are of one byte and no carriage return is dropped.

    Each that is left out makes the data a byte shorter.
    """
    data, ending, _ = block
    if not data.startswith(ending) and stringzilla.find(data, 2 * ending) < 0:
        return block
    return FrameBlock(ending.join([*filter(None, data.split(ending)), b""]), ending)


def ended_by_newlines(block: FrameBlock) -> bytes:
    """Return the data with a newline for each ending; where frames hold newlines, what ends them is told no more."""
    data, ending, _ = block
    if len(ending) > 1:
        return data.replace(ending, b"\n")
    # As fast however many they are: the library's own replacement goes from one to the next.
    rows: bytes = stringzilla.translate(data, _newline_for(ending))
    return rows


@lru_cache(32)
def _newline_for(ending: bytes) -> bytes:
    return bytes(range(256)).replace(ending, b"\n")
