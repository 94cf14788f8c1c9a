"""When a fetch has what it was asked for, before the server ends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from poetrygui.api import FrameSink
from poetrygui.core.fetching.frame_pattern import FramePattern
from poetrygui.core.fetching.limited_sink import Enough, LimitedSink
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.outcomes import Ended, Outcome, Receiving, State
from poetrygui.errors import PatternError


@frozen
class Limits:
    """What is asked for of one address: ``seconds``, whole ``frames``, their ``bytes``, one that ``until`` is found in.

    None is no limit; the first that is reached counts.
    """

    seconds: float | None = None
    frames: int | None = None
    bytes: int | None = None
    until: FramePattern | None = None


class Limited:
    """Counts what comes from one address, on one connection after the other, and ends the one on which it is enough."""

    def __init__(self, reactor: Any, limits: Limits) -> None:
        """Count from nothing; the seconds begin with the first state that is told, by the reactor's clock."""
        self.reached = ""
        """Which limit was: ``for``, ``frames``, ``max-bytes`` or ``until``; empty until then."""
        self.is_over = False
        """Whether a limit was reached, or can never be."""
        self._limits = limits
        self._frames = 0
        self._bytes = 0
        self._timers = Timers(reactor)
        self._has_begun = False
        self._was_connected = False
        self._stop: Callable[[str], object] = len
        self.stop_all: Callable[[str], object] | None = None
        """What ends all connections, where several stand at a time."""

    def before(self, sink: FrameSink, stop: Callable[[str], object]) -> FrameSink:
        """Return what lets through to ``sink`` what is within the limits, for one connection.

        ``stop`` is called with a sentence when that connection is to end.
        """
        self._stop = stop
        return LimitedSink(self, sink)

    def state(self, state: State) -> None:
        """Take note of how the connection stands."""
        self._was_connected |= isinstance(state, Receiving)
        if not self._has_begun:
            self._has_begun = True
            if self._limits.seconds is not None:
                self._timers.set("for", self._limits.seconds, self._time_is_over)

    def is_as_asked(self, ended: Ended) -> bool:
        """Tell whether a connection ended so because what was asked for had come."""
        return bool(self.reached) and self._was_connected and ended.outcome is Outcome.STOPPED

    def close(self) -> None:
        """Count no longer: there will be no more connection."""
        self._timers.cancel_all()

    # Called by the sink of a connection

    def room(self, size: int) -> int:
        """Return how many of so many bytes are within the limits."""
        return size if self._limits.bytes is None else min(size, self._limits.bytes - self._bytes)

    def count(self, size: int, frames: int) -> Enough | None:
        """Count bytes and whole frames that are let through; return why that is enough, if it is."""
        self._bytes += size
        self._frames += frames
        most = self._limits.frames
        if most is not None and self._frames >= most:
            return "frames", f"the limit of {most:,} frame{'' if most == 1 else 's'} was reached"
        if self._limits.bytes is not None and self._bytes >= self._limits.bytes:
            return "max-bytes", f"the limit of {self._limits.bytes:,} bytes was reached"
        return None

    def no_room(self) -> Enough:
        """Return why it is enough where the next frame would be too much."""
        return "max-bytes", f"the limit of {self._limits.bytes:,} bytes was reached: the next frame does not fit"

    def match(self, data: bytes) -> tuple[int, Enough] | None:
        """Return where in a frame, or in what came of it, that ends which was waited for, and why that is enough."""
        pattern = self._limits.until
        if pattern is None:
            return None
        try:
            found = pattern.search(data)
        except PatternError as error:
            return len(data), ("", str(error))
        return None if found is None else (found.end(), ("until", f"a frame matches {pattern.text!r}"))

    def end(self, enough: Enough) -> None:
        """End the connection that stands."""
        if not self.is_over:
            self.is_over = True
            self.reached, sentence = enough
            self._timers.cancel_all()
            (self.stop_all or self._stop)(sentence)

    def _time_is_over(self) -> None:
        came = "" if self._was_connected else ", and no connection had come about"
        self.end(("for", f"the limit of {self._limits.seconds:g} s was reached{came}"))
