"""A sink that keeps each call, for tests of how something is handed on, not only of what."""

from __future__ import annotations

from poetrygui.api import CollectedFrames, FrameBlock, PoemProtocol


class RecordedCalls(CollectedFrames):
    """Collects frames, and keeps every part and every reason that it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[bytes] = []
        self.failures: list[str] = []

    def part(self, data: bytes) -> None:
        self.parts.append(data)
        super().part(data)

    def fail(self, reason: str) -> None:
        self.failures.append(reason)
        super().fail(reason)


def recorded(poem: PoemProtocol, *chunks: bytes) -> RecordedCalls:
    """Feed the chunks to a protocol; return what its sink was called with."""
    poem.sink = sink = RecordedCalls()
    for chunk in chunks:
        poem.dataReceived(chunk)
    return sink


class Blocks(CollectedFrames):
    """Collects frames, and keeps the bytes of every block apart."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[bytes] = []

    def frame_block(self, block: FrameBlock) -> int:
        self.blocks.append(block.data)
        return len(block.frames())
