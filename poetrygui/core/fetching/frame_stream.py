"""Frames one after the other, for other programs: as fast as they are taken, and kept nowhere."""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.protocol import Protocol

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.outcomes import Ended, State
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.servers.server_book import Server

MOST_WAITING = 256 * 1024
"""Bytes that wait to be taken, with those that Python needs beside them, before the connection is paused."""
_BESIDE_EACH = 64


class FrameStream:
    """The frames of one connection, for ``async for``: whole, or with ``parts`` each part of one as it comes.

    It ends with the connection, however that ends: :attr:`ended` tells then. A reader that takes its time pauses the
    connection; one that goes away ends it.
    """

    def __init__(
        self,
        reactor: Any,
        server: Server,
        protocol: type[Protocol],
        on_state: Callable[[State], None] | None = None,
        *,
        parts: bool = False,
    ) -> None:
        """Ask for the connection to ``server``; ``protocol`` cuts the frames, and ``on_state`` hears how it stands."""
        queue = _Queue(reactor, parts=parts)
        keeper = PassedPoem(len, exact=True, where="memory")
        self._fetch = fetch = Fetch(reactor, server, protocol, keeper, disk=_NoDisk(), on_state=on_state, also=queue)
        queue.pause = lambda is_full: _pause(fetch, is_full=is_full)
        self._queue = queue
        fetch.done.addCallback(queue.end)
        # Nobody is left to take anything.
        weakref.finalize(self, fetch.stop, "nobody reads it any more").atexit = False
        fetch.start()

    @property
    def ended(self) -> Ended | None:
        """How the connection ended; None until then."""
        return self._queue.ended

    def send(self, frame: bytes) -> None:
        """Send a frame. Raises SendError where the protocol cannot, or there is no connection."""
        self._fetch.send(frame)

    def stop(self) -> None:
        """End the connection; what was delivered by then can still be taken."""
        self._fetch.stop()

    def __aiter__(self) -> FrameStream:
        """Return itself: there is one connection."""
        return self

    async def __anext__(self) -> bytes:
        """Return the next one."""
        while not self._queue.has_some:
            if self._queue.ended is not None:
                raise StopAsyncIteration
            await self._queue.when_changed()
        return self._queue.take()


def frames(
    reactor: Any,
    server: Server,
    protocol: type[Protocol],
    *,
    on_state: Callable[[State], None] | None = None,
    parts: bool = False,
) -> FrameStream:
    """Connect to ``server`` and return what comes, cut into frames by ``protocol``, for ``async for``.

    That is a class, as :func:`poetrygui.plugins.protocol_in` gives for a file. The reactor is only used, never stopped;
    nothing is kept on disk. ``on_state`` gets each state, at most 60 a second.
    With ``parts``, what a protocol delivers of a frame that is still coming is given at once, as of raw bytes, whose
    one frame lasts as long as the connection; else it is put together, and given once it is whole.
    """
    return FrameStream(reactor, server, protocol, on_state, parts=parts)


class _NoDisk(InlineDisk):
    """Has little read at a time: all that it makes may have to wait for the reader, the smallest frames, too."""

    share = 64 * 1024


class _Queue:
    """A sink that holds what was delivered until it is taken."""

    def __init__(self, reactor: Any, *, parts: bool) -> None:
        self.ended: Ended | None = None
        self.pause: Callable[[bool], object] = bool
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._frame: list[bytes] | None = None if parts else []  # of the one that comes in parts
        self._timers = Timers(reactor)
        self._changed: Deferred[None] | None = None

    @property
    def has_some(self) -> bool:
        return bool(self._waiting)

    def take(self) -> bytes:
        data = self._waiting.popleft()
        before, self._size = self._size, self._size - len(data) - _BESIDE_EACH
        if before > MOST_WAITING // 2 >= self._size:
            self.pause(False)
        return data

    def when_changed(self) -> Deferred[None]:
        self._changed = Deferred()
        return self._changed

    def end(self, ended: Ended) -> None:
        self.ended = ended
        self._tell()

    def frame(self, data: bytes) -> None:
        self.frames((data,))

    def part(self, data: bytes) -> None:
        if self._frame is None:
            self.frames((data,))
        else:
            self._frame.append(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        if self._frame:
            frames = [b"".join([*self._frame, frames[0]]), *frames[1:]]
            self._frame.clear()
        self._waiting.extend(frames)
        self._size += sum(map(len, frames)) + _BESIDE_EACH * len(frames)
        if self._size > MOST_WAITING:
            self.pause(True)
        self._tell()

    def fail(self, reason: str) -> None:
        """Do nothing: the outcome tells."""

    def remark(self, text: str) -> None:
        """Do nothing: the outcome tells."""

    def _tell(self) -> None:
        # In a turn of its own: whoever takes it is no part of the protocol, in the midst of whose call this is.
        if self._changed is not None:
            self._timers.set_once("tell", 0, self._tell_now)

    def _tell_now(self) -> None:
        changed, self._changed = self._changed, None
        if changed is not None and not changed.called:
            changed.callback(None)


def _pause(fetch: Fetch[PassedPoem], *, is_full: bool) -> None:
    if (connection := fetch.connection) is not None:
        if is_full:
            connection.reading.pause("reader")
        else:
            connection.reading.resume("reader")
