"""Joining what was split over packets because one has not room for it."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from poetrygui.recordings.conversation import Said
from poetrygui.recordings.stream_assembly import Hole, Piece

LARGEST = 16 * 1024 * 1024


@frozen
class Chunk:
    """Bytes that one end said at once, or a hole."""

    time: int
    by_client: bool
    what: bytes | Hole = field(repr=False)


class ChunkJoiner:
    """Takes what was said, and tells chunks: packets of one moment belong together up to one that says it is the last.

    Whoever writes at once what takes several packets marks the last of them, with PSH.
    """

    def __init__(self, tell: Callable[[Chunk], object]) -> None:
        """Tell ``tell`` each chunk."""
        self._tell = tell
        self._pieces: list[bytes] = []
        self._size = 0
        self._time = 0
        self._by_client = False

    def add(self, said: Said) -> None:
        """Take what comes next. Raises what is told does."""
        if self._pieces and (said.by_client != self._by_client or said.time != self._time):
            self.end()
        if isinstance(said.what, Piece):
            self._time, self._by_client = said.time, said.by_client
            self._pieces.append(said.what.data)
            self._size += len(said.what.data)
            if said.what.is_pushed or self._size >= LARGEST:
                self.end()
        else:
            self.end()
            self._tell(Chunk(said.time, said.by_client, said.what))

    def end(self) -> None:
        """Tell what is left."""
        if self._pieces:
            data = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
            self._pieces, self._size = [], 0
            self._tell(Chunk(self._time, self._by_client, data))
