"""The calls into a protocol that are with its host: what came, and what else it is to be told."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

from poetrygui.core.poems.store import PoemStore
from poetrygui.core.text.wording import counted
from poetrygui.hosts.live.came_before import Beside, CameBefore
from poetrygui.hosts.live.hosted_tls import Encrypted, HearsOfTls, HostedTls
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.live.shared_pages import FOR_CHUNK
from poetrygui.hosts.live.wire_window import FEW_KEPT, KEPT, WireWindow
from poetrygui.hosts.messages import Message

MOST_ORPHANED = 3
"""How often a connection begins again as what its host came from has gone: what has ended that may be in here."""
LARGEST = 1024 * 1024
"""Bytes that go in one message."""


class HostedCalls:
    """Hands calls to a host, and counts those that it has not made yet."""

    def __init__(self, start: Callable[[], Seat]) -> None:
        """Have ``start`` give a place in the host. Raises OSError where the system lets there be none."""
        self.beside: list[Beside] = []
        """What it was told beside the chunks, in their order."""
        self.tls: HostedTls | None = None
        """What is encrypted by the host, if something is."""
        self._chances = {False: 1, True: MOST_ORPHANED}
        self._start = start
        self._begin()

    def _begin(self) -> None:
        self._owed = 0
        self._has_begun = False
        self._last: Message = b""
        self._chunk = 0  # bytes of the last one
        self.host = self._start()
        """The place in the host."""
        self.pages = self.host.pages
        """What both see, where there is such memory."""
        self.window = WireWindow(FEW_KEPT if self.pages is None else KEPT)
        """The last of what came."""

    def is_all_there(self, kept: PoemStore | None) -> bool:
        """Tell whether all that came is at hand, or ``kept`` in a recording."""
        return CameBefore(self.window, (), kept).is_there

    def has_chance(self, *, is_orphan: bool) -> bool:
        """Tell whether it may begin again, where a host ended for another one, or with what all come from."""
        return self._chances[is_orphan] > 0

    def begin_again(self, kept: PoemStore | None, *, is_orphan: bool) -> CameBefore:
        """Have another host in the place of one that has ended; return what that was told, with what is ``kept`` of it.

        That one ended with what all come from if it ``is_orphan``. Raises OSError.
        """
        before, self.beside = CameBefore(self.window, self.beside, kept), []
        self._chances[is_orphan] -= 1
        self.close()
        self._begin()
        return before

    @property
    def is_at_chunk(self) -> bool:
        """Whether what it has not answered is a chunk."""
        return self._owed > 0 and not isinstance(self._last, dict)

    @property
    def given(self) -> str:
        """In a few words, what it has not answered."""
        if not self._has_begun:
            return "its start, by its file and connectionMade"
        if not self._owed:
            return "nothing; it ended in a timed call, in a thread or in what it sends"
        if self.is_at_chunk:
            start = self.window.end - self._chunk
            return f"{counted(self._chunk, 'byte')} from byte {start:,} of the stream on, in dataReceived"
        return "that TLS stands, in handshakeCompleted" if "handshake" in self._last else "half a close"

    @property
    def owes(self) -> bool:
        """Whether the host has not made all of them."""
        return self._owed > 0

    def chunk(self, data: bytes) -> None:
        """Hand a chunk to it."""
        self._chunk = len(data)
        for start in range(0, len(data), LARGEST):
            piece = data[start : start + LARGEST]
            self.window.add(piece)
            if self._owed or self.pages is None or len(piece) > FOR_CHUNK:
                self._call(piece)
            else:
                # The one before has been taken out: the host has made of it what it can.
                self.pages.put_chunk(piece)
                self._call(array("Q", [len(piece), self.pages.taken]))

    def begin_tls(self, connection: Any, facing: Encrypted, wire: HearsOfTls, wait: Callable[[], None]) -> None:
        """Have the host decrypt what comes from now on; all are as :class:`HostedTls` takes them.

        These are ``connection``, ``facing``, ``wire`` and ``wait``.
        """
        if self.tls is None:
            self.tls = HostedTls(connection, facing, self, wire, wait)

    def encrypted(self, data: bytes) -> None:
        """Hand it what it is to decrypt."""
        for start in range(0, len(data), LARGEST):
            piece = data[start : start + LARGEST]
            self.host.send({"encrypted": len(piece)})
            self._call(piece)

    def other(self, message: Callable[[], Message]) -> None:
        """Hand it the message of a call of its own, which is the same each time."""
        self.note(lambda: self.other(message))
        self._call(message())

    def note(self, again: Callable[[], object]) -> None:
        """Note what is to be done ``again`` where another host is to hear all, and this call is not the same there."""
        self.beside.append((self.window.end, again))

    def _call(self, message: Message) -> None:
        self._owed += 1
        self._last = message
        self.host.send(message)

    def made(self, calls: int, heard: int) -> bool:
        """Take notice that it has made so many, and heard so much; return whether that is all.

        Raises ValueError where there were not so many.
        """
        self._has_begun = True
        self._owed -= calls
        if self._owed < 0:
            raise ValueError("more calls than there were")
        self.host.answered(heard)
        if self._owed:
            return False
        self.window.trim()
        if self.tls is not None:
            self.tls.all_made()
        return True

    def close(self) -> None:
        """Give the memory back, and leave the host."""
        if self.pages is not None:
            self.pages.close()
        self.host.leave()
