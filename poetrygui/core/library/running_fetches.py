"""What runs: who has it fetched, when each fetch begins, and how all of them are ended."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, TypeVar

from twisted.internet.defer import Deferred, succeed

from poetrygui.core import connection, fetching
from poetrygui.core.bound import Bound
from poetrygui.core.files.open_files import OpenFiles
from poetrygui.core.library.fetch_queue import FetchQueue
from poetrygui.core.outcomes import Ended

Owner = TypeVar("Owner", bound=Hashable)


BY_THE_USER = "stopped by the user"


class RunningFetches(Generic[Owner]):
    """Owns the fetches of a program, each of which is somebody's: a poem of a window, a task of a command.

    A fetch is running from when it is added until it has ended; it is over once what was to become of it is done, too.
    """

    def __init__(
        self, reactor: Any, free: Callable[[], int] | None = None, open_files: OpenFiles | None = None
    ) -> None:
        """Begin with none; ``free`` and ``open_files`` are a :class:`FetchQueue`'s."""
        self._queue = FetchQueue(reactor, free, open_files)
        self._fetches: dict[Owner, fetching.Fetch[Any]] = {}  # until they are over
        self._running: dict[Owner, fetching.Fetch[Any]] = {}  # those of them that have not ended
        self._by_server: dict[str, dict[Owner, None]] = {}  # the same, by the ids of their servers
        self._when_over: list[Deferred[None]] = []

    @property
    def running(self) -> list[Owner]:
        """Those whose fetches have not ended, in the order in which they were added."""
        return [*self._running]

    def running_of(self, server_ids: Iterable[str]) -> list[Owner]:
        """Return those that fetch servers with these ids, server by server."""
        return [owner for server_id in server_ids for owner in self._by_server.get(server_id, ())]

    @property
    def is_busy(self) -> bool:
        """Whether any fetch has not ended."""
        return bool(self._running)

    @property
    def waiting(self) -> int:
        """How many of those that run have not been started yet, for want of descriptors."""
        return self._queue.waiting

    def connections(self) -> list[connection.Connection]:
        """Return the connections that stand."""
        return [fetch.connection for fetch in self._running.values() if fetch.connection is not None]

    def add(self, owner: Owner, fetch: fetching.Fetch[Any], over: Deferred[Any] | None = None) -> None:
        """Own a fetch, which is ``owner``'s; of one before that has ended, nothing more is to come.

        ``over`` fires when all is done that its end asks for; without it, nothing is but to tell the end.
        """
        self._fetches[owner] = fetch
        if not isinstance(fetch.state, Ended):
            self._running[owner] = fetch
            self._by_server.setdefault(fetch.server.id, {})[owner] = None
            fetch.notices.before_end = Bound(RunningFetches._ends, self, owner, fetch)
        (fetch.done if over is None else over).addCallback(self._is_over, owner, fetch)

    def start(self, owner: Owner) -> bool:
        """Start the fetch that was added for ``owner``, now or as others end; return whether it was started now."""
        fetch = self._fetches.get(owner)
        # Whoever heard that it is about to begin may have stopped it.
        return fetch is None or self._queue.start(fetch)

    def stop(self, owner: Owner, reason: str = BY_THE_USER) -> None:
        """End the fetch that was added for ``owner``, whatever it is doing; one that is over stays as it is."""
        if (fetch := self._fetches.get(owner)) is not None:
            fetch.stop(reason)

    def stop_all(self, reason: str = BY_THE_USER) -> None:
        """End every fetch, whatever it is doing; what has arrived is kept."""
        for owner in tuple(self._fetches):
            self.stop(owner, reason)

    def when_over(self) -> Deferred[None]:
        """Return what fires once every fetch is over: now, where none is left."""
        if not self._fetches:
            return succeed(None)
        over: Deferred[None] = Deferred()
        self._when_over.append(over)
        return over

    def _ends(self, owner: Owner, fetch: fetching.Fetch[Any]) -> None:
        server_id = fetch.server.id
        self._queue.drop(fetch)
        del self._running[owner]
        of_server = self._by_server[server_id]
        del of_server[owner]
        if not of_server:
            del self._by_server[server_id]

    def _is_over(self, result: Any, owner: Owner, fetch: fetching.Fetch[Any]) -> Any:
        if self._fetches.get(owner) is fetch:  # and no other one of the same owner's
            del self._fetches[owner]
        if not self._fetches:
            waiting, self._when_over = self._when_over, []
            for over in waiting:
                over.callback(None)
        return result
