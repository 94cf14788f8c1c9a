"""What a connection reads: so much at a time, and nothing as long as anybody wants that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.core.connection.read_size import ReadSize
from poetrygui.core.connection.wire_listener import NobodyListens, WireListener
from poetrygui.core.poems.event_kind import EventKind

_NOBODY: frozenset[str] = frozenset()  # of all connections: a set takes 200 bytes, and there are thousands


class Reading:
    """Stops a transport's reading as long as anybody wants that: the disk, a lack of room, the protocol itself."""

    __slots__ = ("_pausing", "_resumed", "_size", "_told", "_wire", "read_now", "transport")

    def __init__(self, resumed: Callable[[], None], wire: WireListener | None = None) -> None:
        """Begin with nobody who pauses; ``resumed`` is called before the transport reads again.

        ``wire`` hears who stops the reading, and that it goes on.
        """
        self._size = ReadSize()
        self.transport: Any = None
        """What is read from; None before there is a connection, and when nothing more comes on it."""
        self.read_now: Callable[[], object] | None = None
        """Called when it may be read from again, before it is resumed: what has come by then need not be waited for."""
        self._resumed = resumed
        self._wire: WireListener = wire or NobodyListens()
        self._pausing = _NOBODY
        self._told = _NOBODY  # those of them of whom the wire has heard

    @property
    def bytes(self) -> int:
        """The most to read next."""
        return self._size.bytes

    def begin(self, transport: Any) -> None:
        """Read from ``transport``, as much at a time as is known to be of use."""
        self.transport = transport
        transport.bufferSize = self._size.bytes  # where Twisted's transports look before each read

    def handled(self, transport: Any, size: int, seconds: float) -> None:
        """Have ``transport`` read as much at a time as a chunk of ``size`` bytes allows, handled in so many seconds."""
        self._size.handled(size, seconds)
        transport.bufferSize = self._size.bytes

    def follow(self, size: int) -> None:
        """Read so much at a time from now on, as it was learned where chunks are handled, in another process."""
        self._size.follow(size)

    def make_room(self, size: int) -> None:
        """Read no more than ``size`` bytes at a time from now on: there is room for so many."""
        self._size.limit = size

    @property
    def is_paused(self) -> bool:
        """Whether anybody has stopped the reading."""
        return bool(self._pausing)

    def is_paused_by(self, who: str) -> bool:
        """Tell whether this one has stopped the reading."""
        return who in self._pausing

    def is_paused_beside(self, *who: str) -> bool:
        """Tell whether anybody else than these has stopped the reading."""
        return not self._pausing <= {*who}

    def half_close(self) -> bool:
        """Take notice that nothing more comes, though something may still be sent; return whether that is news."""
        transport, self.transport = self.transport, None
        if transport is not None:
            self._wire.event(EventKind.HALF_CLOSED)
        return transport is not None

    def pause(self, who: str, *, is_told: bool = True) -> None:
        """Stop reading until everyone who paused has resumed.

        With ``is_told`` false, the wire does not hear of it: it is no event, but how each chunk is handled.
        """
        # Not every transport of somebody else's making can pause, nor can None.
        can_pause = hasattr(self.transport, "pauseProducing")
        if not self._pausing and can_pause:
            self.transport.pauseProducing()
        self._pausing |= {who}
        if is_told:
            if not self._told and can_pause:
                self._wire.event(EventKind.PAUSED, who)
            self._told |= {who}

    def resume(self, who: str) -> None:
        """Take a pause back; the last one to do so has the transport read again."""
        if who not in self._pausing:
            return
        was_told = who in self._told
        self._pausing = self._pausing - {who} or _NOBODY
        self._told = self._told - {who} or _NOBODY
        if self.transport is None:
            return
        if not self._pausing:
            self._resumed()
        if hasattr(self.transport, "resumeProducing"):
            if was_told and not self._told:
                self._wire.event(EventKind.RESUMED)
            if not self._pausing and self.read_now is not None:
                self.read_now()
            # What came may have had somebody stop it anew, or be the last.
            if not self._pausing and self.transport is not None:
                self.transport.resumeProducing()
