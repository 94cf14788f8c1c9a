"""Giving the same frames to two sinks."""

from __future__ import annotations

from collections.abc import Sequence

from poetrygui.api import FrameSink


class TwoSinks:
    """Passes everything on to two sinks, in their order."""

    def __init__(self, first: FrameSink, second: FrameSink) -> None:
        """Pass everything to both."""
        self._sinks = first, second

    def frame(self, data: bytes) -> None:
        """Pass a frame on."""
        for sink in self._sinks:
            sink.frame(data)

    def part(self, data: bytes) -> None:
        """Pass a piece of a frame on."""
        for sink in self._sinks:
            sink.part(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Pass many frames on."""
        for sink in self._sinks:
            sink.frames(frames)

    def fail(self, reason: str) -> None:
        """Pass the notice on."""
        for sink in self._sinks:
            sink.fail(reason)

    def remark(self, text: str) -> None:
        """Pass the remark on."""
        for sink in self._sinks:
            sink.remark(text)
