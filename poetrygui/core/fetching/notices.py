"""Telling whoever listens how a fetch stands: a change at once, what came in between at most sixty times a second."""

from __future__ import annotations

from collections.abc import Callable

from twisted.logger import Logger

from poetrygui.core.connection.connection import Connection
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.outcomes import Connecting, Ended, Receiving, State
from poetrygui.core.poems.keeper import PoemKeeper

# Seconds between two values of Receiving: nobody sees more than sixty a second.
_INTERVAL = 1 / 60

_log = Logger()


class Notices:
    """Holds how a fetch stands, and tells each value once.

    What whoever listens raises changes nothing of how the connection ends, or that it does: it is logged, as Twisted
    does with what nobody handles.
    """

    __slots__ = ("_on_chunk", "_on_state", "_store", "_timers", "_unsubscribe", "_waiting", "before_end", "state")

    def __init__(
        self,
        timers: Timers,
        store: PoemKeeper,
        *,
        on_state: Callable[[State], None] | None,
        on_chunk: Callable[[Connection, bytes], None] | None,
        waiting: Callable[[], str],
    ) -> None:
        """Tell ``on_state`` how the fetch stands, and ``on_chunk`` of each chunk; either may be None.

        What ``store`` has written is told with the sentence that ``waiting`` gives; ``timers`` holds the timed call,
        under the name ``notice``.
        """
        self.state: State = Connecting()
        self._timers = timers
        self._store = store
        self._on_state = on_state
        self._on_chunk = on_chunk
        self._waiting = waiting
        self.before_end: Callable[[], None] | None = None
        """Called as the fetch ends, before anybody is told."""
        self._unsubscribe = store.subscribe(self.schedule)

    def tell(self, state: State) -> None:
        """Tell that it stands like this from now on."""
        self.state = state
        if self.before_end is not None and isinstance(state, Ended):
            self.before_end()
        if self._on_state is not None:
            try:
                self._on_state(state)
            except Exception:  # noqa: BLE001 - whoever listens
                _log.failure("a listener of a fetch failed")

    def tell_chunk(self, connection: Connection, chunk: bytes) -> None:
        """Show a chunk that the protocol is about to get."""
        if self._on_chunk is not None:
            try:
                self._on_chunk(connection, chunk)
            except Exception:  # noqa: BLE001 - whoever listens
                _log.failure("a listener of a fetch failed")

    def schedule(self) -> None:
        """Tell soon how much was received."""
        if not self._timers.is_set("notice") and not isinstance(self.state, Ended):
            self._timers.set("notice", _INTERVAL, self._tell_progress)

    def close(self) -> None:
        """Listen to the store no more."""
        self._unsubscribe()

    def _tell_progress(self) -> None:
        if isinstance(self.state, Receiving):
            self.tell(Receiving(self._store.exact_size, self._store.frame_count, self._waiting()))
