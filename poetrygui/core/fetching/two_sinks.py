"""Giving the same frames to two sinks."""

from __future__ import annotations

from collections.abc import Sequence

from twisted.logger import Logger

from poetrygui.api import FrameSink

_log = Logger()


class TwoSinks:
    """Passes everything on to two sinks, in their order.

    An error of the first is its caller's; the second is let go at its first error, which is logged.
    """

    def __init__(self, first: FrameSink, second: FrameSink) -> None:
        """Pass everything to both."""
        self._first = first
        self._second: FrameSink | None = second

    def frame(self, data: bytes) -> None:
        """Pass a frame on."""
        self._first.frame(data)
        self._pass_on("frame", data)

    def part(self, data: bytes) -> None:
        """Pass a piece of a frame on."""
        self._first.part(data)
        self._pass_on("part", data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Pass many frames on."""
        self._first.frames(frames)
        self._pass_on("frames", frames)

    def fail(self, reason: str) -> None:
        """Pass the notice on."""
        self._first.fail(reason)
        self._pass_on("fail", reason)

    def remark(self, text: str) -> None:
        """Pass the remark on."""
        self._first.remark(text)
        self._pass_on("remark", text)

    def _pass_on(self, method: str, argument: object) -> None:
        if self._second is None:
            return
        try:
            getattr(self._second, method)(argument)
        except Exception:  # noqa: BLE001 - it came from whoever listens, and would pass for the protocol's error
            self._second = None
            _log.failure("a sink failed, and gets no more frames")
