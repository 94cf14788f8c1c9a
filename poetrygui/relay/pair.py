"""A client and a server, and all that goes from the one to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.core.outcomes import Verdict
from poetrygui.relay.side import Side

FOR_AN_ANSWER = 5.0
"""Seconds in which a server that cannot be told that nothing more comes may answer what came."""


class Pair:
    """Passes everything on: bytes, that nothing more comes, an end or a break, and that one side takes no more now."""

    def __init__(
        self, reactor: Any, *, on_unheard: Callable[[Side, Verdict | None], object], on_over: Callable[[], object]
    ) -> None:
        """Read nothing from the one before there is the other.

        ``on_unheard`` is told which side is heard no more, ``on_over`` that both are gone.
        """
        self.client = Side(reactor, "client", self)
        self.server = Side(reactor, "server", self)
        self._on_unheard = on_unheard
        self._on_over = on_over
        for side in self.sides:
            side.pause(self)

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both."""
        return self.client, self.server

    def connected(self, side: Side) -> None:
        """Have the other side read; end this one, where that is gone already."""
        if side is self.client and self.server.is_lost:
            self.unreachable()
        elif self.client.is_lost:
            side.close("the client has gone")
        else:
            self._other(side).resume(self)

    def came(self, side: Side, data: bytes) -> None:
        """Pass it on."""
        self._other(side).write(data)

    def half_closed(self, side: Side) -> None:
        """Pass it on; where that cannot be, as with TLS, most probably nothing more is wanted either."""
        other = self._other(side)
        if other.finish_writing():
            return
        if side is self.server:
            other.close("the server closed its connection first")
        else:
            other.close_later(FOR_AN_ANSWER, "the client sends no more, which cannot be passed on this way")

    def filled(self, side: Side, is_full: bool) -> None:
        """Have the other side wait."""
        (self._other(side).pause if is_full else self._other(side).resume)(side)

    def unheard(self, side: Side, verdict: Verdict | None) -> None:
        """Tell it."""
        self._on_unheard(side, verdict)

    def lost(self, side: Side, is_clean: bool) -> None:
        """End the other side in the same way."""
        other = self._other(side)
        if is_clean:
            other.close(f"the {side.name} closed its connection first")
        else:
            other.break_off(f"broken off, as the {side.name}'s connection was")
        if other.transport is None:
            self._on_over()

    def unreachable(self, why: str = "") -> None:
        """Let the client go: there is no server, and ``why``, if that is known."""
        self.server.is_lost = True
        self.client.break_off(f"broken off, since there is no connection to the server{why and ': '}{why}")
        if self.client.transport is None:
            self._on_over()

    def abort(self) -> None:
        """Break both off now."""
        for side in self.sides:
            side.abort()

    def _other(self, side: Side) -> Side:
        return self.server if side is self.client else self.client
