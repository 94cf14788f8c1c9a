"""Telling of what was sent in one go, where it was sent in many pieces at a time."""

from __future__ import annotations

from typing import Any

from poetrygui.commands.wires import Wire
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.poems.event_kind import EventKind

_TOGETHER = 0.01
"""Seconds for which what was sent may wait to be told of."""
_MOST = 16
"""Pieces that may wait, since each is kept until then."""


class SentTogether(WireListener):
    """Tells a wire of everything in its order and with its time; of what is sent at once, or with what follows it.

    To have each piece of a flood written down by itself takes a fifth of the time that a relay has for it.
    """

    def __init__(self, reactor: Any, wire: Wire, *, has_it_written: bool = True) -> None:
        """Tell ``wire``; that all is delivered only if that ``has_it_written``, where nobody else does."""
        self._timers = Timers(reactor)
        self._wire = wire
        self._waiting: list[tuple[int, bytes]] = []
        self._has_it_written = has_it_written

    def sent(self, data: bytes) -> None:
        """Tell of it, unless something was told just now."""
        if not self._timers.is_set("tell"):
            self._wire.sent(data)
            self._timers.set("tell", _TOGETHER, self._tell)
            return
        self._waiting.append((self._wire.clock.now(), data))
        if len(self._waiting) >= _MOST:
            self._tell()

    def received(self, chunk: bytes) -> None:
        """Tell of a chunk, which comes after what was sent."""
        self._tell()
        self._wire.received(chunk)

    def delivered(self) -> None:
        """Tell that all is delivered."""
        if self._has_it_written:
            self._wire.delivered()

    def event(self, kind: EventKind, text: str = "") -> None:
        """Tell of what else happened, which comes after what was sent."""
        self._tell()
        if kind is EventKind.LOST:
            self._timers.cancel_all()
        self._wire.event(kind, text)

    def _tell(self) -> None:
        waiting, self._waiting = self._waiting, []
        for time, data in waiting:
            self._wire.sent(data, time)
