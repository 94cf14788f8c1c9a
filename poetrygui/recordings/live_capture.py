"""Telling connections as a capture while they go on, for a pipe into Wireshark."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.wire_records import Event
from poetrygui.recordings.made_up_capture import MadeUpCapture
from poetrygui.recordings.pcapng_writer import PcapngWriter


class LiveCaptures:
    """Writes any number of connections into one file."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        """Begin the file; ``write`` is given all of it, a packet a call."""
        self._writer = PcapngWriter(write)
        self._count = 0

    def begin(self, info: PoemInfo, clock: RecordingClock) -> LiveCapture:
        """Return what hears one of them; it is told by ``clock``."""
        self._count += 1
        return LiveCapture(self._writer, info, clock, self._count - 1)


class LiveCapture(WireListener):
    """Hears one connection. Its packets begin when it is known to whom it is, or that it is to nobody."""

    def __init__(self, writer: PcapngWriter, info: PoemInfo, clock: RecordingClock, number: int) -> None:
        """Write into the file of ``writer``, as the connection of that ``number``, what ``info`` tells whom it is to.

        Times are those of ``clock``.
        """
        self._writer = writer
        self._info = evolve(info, clock=clock.began_at)
        self._clock = clock
        self._number = number
        self._capture: MadeUpCapture | None = None

    def received(self, chunk: bytes) -> None:
        """Tell a chunk."""
        self._begun().received(chunk, self._clock.now())

    def delivered(self) -> None:
        """Let it pass: a capture has no frames."""

    def sent(self, data: bytes) -> None:
        """Tell what was sent."""
        self._begun().sent(data, self._clock.now())

    def event(self, kind: EventKind, text: str = "") -> None:
        """Tell what else happened."""
        if kind is EventKind.CONNECTED and self._capture is None:
            self._info = evolve(self._info, peer=text)
        self._begun().happened(Event(self._clock.now(), kind, text))

    def end(self, ended: Ended) -> None:
        """Tell how it ended."""
        self._begun().end(ended, self._clock.now())

    def _begun(self) -> MadeUpCapture:
        if self._capture is None:
            self._capture = MadeUpCapture(self._writer, self._info, self._number)
        return self._capture
