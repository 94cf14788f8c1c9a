"""A second chance for a connection that another one of its file has taken its host from: it begins anew in a new one.

That is told all that came, from the first byte on. The rows that were shown are not shown again, and what was written
is not sent again; then the connection goes on.
"""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.hosts.live.came_before import CameBefore
from poetrygui.hosts.live.hosted_calls import HostedCalls
from poetrygui.hosts.live.repeated_rows import RepeatedRows

MOST_AHEAD = 512 * 1024
"""Bytes that are with the host at a time."""
MOST_CHUNKS = 256
"""Chunks that are."""


class FramedAgain:
    """Tells a host all that the one before was told, a chunk at a time."""

    def __init__(
        self,
        before: CameBefore,
        calls: HostedCalls,
        rows: RepeatedRows,
        *,
        over: Callable[[], None],
        failed: Callable[[str], None],
    ) -> None:
        """Hand what was ``before`` to the new host by ``calls``, whose ``rows`` are let go that were shown.

        ``over`` is called when it has heard all, and ``failed`` with why it cannot.
        """
        self.is_paused = False
        """Whether the protocol wants nothing more to be read, as far as it was told."""
        self._before = before
        self._calls = calls
        self._rows = rows
        self._over = over
        self._failed = failed
        self._is_there = False
        self._is_over = False

    def begin(self) -> None:
        """Begin when all of it can be read."""
        self._before.when_there(self._begin)

    def came(self, data: bytes) -> None:
        """Take what comes meanwhile."""
        self._before.came(data)

    def note(self, again: Callable[[], object]) -> None:
        """Take what else is to be told meanwhile, in its turn."""
        self._before.note(again)

    def go_on(self) -> None:
        """Hand on what is next: the host has made of all before what it can, or has just begun."""
        if self._is_over or not self._is_there:
            return
        handed = count = 0
        try:
            # Many small ones at once: to wait for each would take longer than all that it makes of them.
            while handed < MOST_AHEAD and count < MOST_CHUNKS and (chunk := self._before.next()):
                self._calls.chunk(chunk)
                handed += len(chunk)
                count += 1
        except OSError as error:
            self._is_over = True
            self._failed(error.strerror or str(error))
            return
        if not handed and not self._calls.owes:
            self._is_over = True
            self._rows.all_told()
            self._over()

    def _begin(self) -> None:
        self._is_there = True
        if not self._calls.owes:
            self.go_on()
