"""What a slow or a full disk means for the connection whose poem it is to hold."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.connection.connection import Connection
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.files.disk import Disk
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.core.poems.keeper import PoemKeeper

# Seconds between two looks whether a full disk has room again.
RETRY_INTERVAL = 2.0


class DiskPressure:
    """Stops a connection's reading while the disk is behind, and where it may wait, while the disk is full.

    ``on_change`` is called when :attr:`waiting` has changed; the connection is passed in by whoever knows it.
    """

    __slots__ = ("_disk", "_may_wait", "_on_change", "_store", "_timers", "connection", "waiting")

    def __init__(
        self, disk: Disk, store: PoemKeeper, timers: Timers, *, may_wait: bool, on_change: Callable[[], None]
    ) -> None:
        """Watch ``disk`` for the connection whose poem goes to ``store``; later looks are timed by ``timers``.

        ``may_wait`` is whether a full disk pauses the connection, or ends it.
        """
        self.connection: Connection | None = None
        self.waiting = ""
        """Why nothing is read just now, in a sentence, where that is for want of room."""
        self._disk = disk
        self._store = store
        self._timers = timers
        self._may_wait = may_wait
        self._on_change = on_change

    def connected(self, connection: Connection) -> None:
        """Count the connection among those that bring something."""
        self.connection = connection
        self._disk.producer_came()

    def disconnected(self) -> None:
        """Count it off."""
        self._disk.producer_left()

    def regulate(self, connection: Connection) -> None:
        """Have as much read at a time as is its share, and nothing while the disk is behind."""
        connection.reading.make_room(self._disk.share)
        if self._disk.congested and not connection.reading.is_paused_by("disk"):
            connection.reading.pause("disk")
            self._disk.when_relieved(lambda: connection.reading.resume("disk"))

    def give_up(self) -> None:
        """Wait for room no longer."""
        self._may_wait = False

    @property
    def verdict(self) -> Verdict | None:
        """The end that the disk's error means; None where there is none, or where that is waited for."""
        error = self._store.error
        if error is None or self._waits:
            return None
        cause = (error.strerror or str(error)).lower()
        if self._store.disk_is_full:
            return Verdict(
                Outcome.DISK_FULL, f"there is no room to keep what arrived ({cause}): free some and fetch again"
            )
        return Verdict(Outcome.DISK_ERROR, f"what arrived could not be written to {self._store.where}: {cause}")

    @property
    def is_waiting(self) -> bool:
        """Whether there is an error of the disk that is waited for."""
        return self._store.error is not None and self._waits

    def failed(self, _error: OSError | None = None) -> None:
        """Wait until there is room, or end the connection: writing has failed."""
        if self._waits:
            self._say("the disk is full: the connection waits until there is room")
            if self.connection is not None:
                self.connection.reading.pause("room")
            self._timers.set("retry", RETRY_INTERVAL, self._retry)
        elif self.connection is not None and (verdict := self.verdict) is not None:
            self.connection.end(verdict)

    @property
    def _waits(self) -> bool:
        return self._may_wait and self._store.disk_is_full

    def _retry(self) -> None:
        self._store.retry()
        self._store.when_written(self._after_retry)

    def _after_retry(self) -> None:
        if self._store.error is None and self.waiting:
            if self.connection is not None:
                self.connection.reading.resume("room")
            self._say("")

    def _say(self, waiting: str) -> None:
        self.waiting = waiting
        self._on_change()
