"""Whether a server is connected to again when a connection has ended, and after which pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.core import connection, fetching, transports
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.library.notice import ProtocolNews
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.outcomes import Ended, Outcome, Pausing
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.wording import counted


class GoingOn:
    """Decides for one poem, and counts. ``server`` is as its user has it now, ``factory`` made the last protocol."""

    __slots__ = ("_attempts", "_made_for", "_pauses", "_timers", "endpoint", "factory", "is_stopped", "server")

    def __init__(self, reactor: Any, server: Server, factory: connection.PoemFactory) -> None:
        """Begin with the first connection to ``server``; pauses are the reactor's."""
        self.server = server
        self.factory = factory
        self._made_for = server.protocol, server.options
        self.endpoint: fetching.Listening | fetching.Peer | None = None
        """What connects, where others do to us."""
        self.is_stopped = False
        """Whether its user has had enough, however the connection ends that stands."""
        self._timers = Timers(reactor)
        self._pauses: fetching.Pauses | None = None
        self._attempts = 0  # in a row that brought nothing, but for the first connection

    def renew(self, factories: SharedFactories, news: ProtocolNews) -> None:
        """Have the next protocol made by one of ``factories`` where that is not as the server says now.

        So it is where ``news`` are that there is a newer version of it. Raises AddressError and PluginError.
        """
        transports.check_for_window(self.server.address)
        wanted = self.server.protocol, self.server.options
        if news.is_old or self._made_for != wanted:
            self.factory, self._made_for = factories.factory_for(self.server), wanted
            news.is_old = False

    def pause_after(self, ended: Ended) -> Pausing | None:
        """Return how long is waited after a connection that ``ended``; None where it was the last one."""
        how = self.server.reconnect
        if (
            self.is_stopped
            or how is Reconnect.OFF
            or (how is Reconnect.AFTER_FAILURE and ended.outcome is Outcome.COMPLETE)
        ):
            return None
        if self._pauses is None:
            self._pauses = fetching.Pauses()
        pause = self._pauses.after(ended)
        self._attempts = 0 if ended.received else self._attempts
        if pause is None or self.is_at_limit:
            return None
        self._attempts += 1
        most = "" if self.server.reconnect_limit is None else f" of {self.server.reconnect_limit:,}"
        which = f"attempt {self._attempts:,}{most}" if self._attempts > 1 or most else ""
        return Pausing(ended.reason, self._timers.seconds() + pause, which, ended=ended)

    @property
    def is_at_limit(self) -> bool:
        """Whether there were as many attempts in a row that brought nothing as there may be."""
        return self.server.reconnect_limit is not None and self._attempts >= self.server.reconnect_limit

    def why_no_more(self, ended: Ended) -> str:
        """Return the reason of the last of several ends, with why it is the last."""
        if not self._attempts or not self.is_at_limit or self.server.reconnect is Reconnect.OFF:
            return ended.reason
        return f"{ended.reason.rstrip('.')}; given up after {counted(self._attempts, 'attempt')} in a row"

    def when_due(self, pausing: Pausing, begin: Callable[[], None], fetch: fetching.Fetch[Any]) -> None:
        """Call ``begin`` when what is ``pausing`` is due, unless ``fetch``, which stands for it, was stopped before."""
        self._timers.set("pause", max(pausing.due - self._timers.seconds(), 0), begin)
        fetch.done.addBoth(self._over)

    def _over(self, result: Any) -> Any:
        self._timers.cancel("pause")
        return result
