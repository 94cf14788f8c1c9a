"""One connection to a server, and any number who watch what comes on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.core.outcomes import Verdict
from poetrygui.relay.side import Side


class Tee:
    """Passes what the server sends to every watcher, as fast as the slowest takes it; and what they say to the server.

    The connection stays as long as the server wants, whoever watches.
    """

    def __init__(
        self,
        reactor: Any,
        *,
        on_unheard: Callable[[Side, Verdict | None], object],
        on_over: Callable[[], object],
        on_alone: Callable[[], object],
    ) -> None:
        """Begin with nobody.

        ``on_unheard`` is told which side is heard no more, ``on_over`` that the server is gone, ``on_alone`` that
        nobody watches any more.
        """
        self.server = Side(reactor, "server", self)
        self.watchers: list[Side] = []
        self._reactor = reactor
        self._on_unheard = on_unheard
        self._on_over = on_over
        self._on_alone = on_alone
        self._is_connected = False

    def watcher(self) -> Side:
        """Return one more who watches."""
        side = Side(self._reactor, "client", self)
        if not self._is_connected:
            side.pause(self)
        if self.server.is_full:
            side.pause(self.server)
        self.watchers.append(side)
        return side

    @property
    def sides(self) -> tuple[Side, ...]:
        """All."""
        return *self.watchers, self.server

    def connected(self, side: Side) -> None:
        """Have the watchers read, once there is a server."""
        if side is self.server:
            self._is_connected = True
            for watcher in self.watchers:
                watcher.resume(self)

    def came(self, side: Side, data: bytes) -> None:
        """Pass it on."""
        for other in self._others(side):
            other.write(data)

    def half_closed(self, side: Side) -> None:
        """Pass it on to the watchers; of one watcher, the server hears nothing."""
        if side is self.server:
            for watcher in tuple(self.watchers):
                if not watcher.finish_writing():
                    watcher.close("the server closed its connection first")
            self._close_if_done()

    def filled(self, side: Side, is_full: bool) -> None:
        """Have the others wait."""
        for other in self._others(side):
            (other.pause if is_full else other.resume)(side)

    def unheard(self, side: Side, verdict: Verdict | None) -> None:
        """Tell it."""
        self._on_unheard(side, verdict)

    def lost(self, side: Side, is_clean: bool) -> None:
        """Let a watcher go; or all, in the same way as the server went."""
        if side is not self.server:
            self.watchers.remove(side)
            self.server.resume(side)
            self._close_if_done()
            if not self.watchers:
                self._on_alone()
            return
        for watcher in tuple(self.watchers):
            if is_clean:
                watcher.close("the server closed its connection first")
            else:
                watcher.break_off("broken off, as the server's connection was")
        self._on_over()

    def unreachable(self, why: str = "") -> None:
        """Let everybody go: there is no server, and ``why``, if that is known."""
        for watcher in tuple(self.watchers):
            watcher.break_off(f"broken off, since there is no connection to the server{why and ': '}{why}")
        self._on_over()

    def abort(self) -> None:
        """Break all off now."""
        for side in self.sides:
            side.abort()

    def _close_if_done(self) -> None:
        if not self.watchers and not self.server.reads:
            self.server.close("nobody watches it any more")

    def _others(self, side: Side) -> tuple[Side, ...]:
        return tuple(self.watchers) if side is self.server else (self.server,)
