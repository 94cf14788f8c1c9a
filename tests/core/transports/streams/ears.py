"""Ears that remember what a reader told."""

from __future__ import annotations

from poetrygui.core.transports.streams.reader import Ears


class Heard:
    """What came, and how it ended: ``ends`` holds None for an end, else the error."""

    def __init__(self, size: int = 64) -> None:
        self.chunks: list[bytes] = []
        self.ends: list[OSError | None] = []
        self.size = size

    @property
    def data(self) -> bytes:
        return b"".join(self.chunks)

    @property
    def ears(self) -> Ears:
        return Ears(lambda: self.size, self.chunks.append, self.ends.append)
