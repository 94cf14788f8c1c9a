"""Interrupting what a protocol does later: its timed calls get the same limit as its callbacks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from poetrygui.core.hang_guard import GUARD
from poetrygui.core.plugin_calls import RUNNING


class TimedCallGuard:
    """Has every timed call that is asked for within a guarded callback run guarded, too, until it is closed.

    So a call that such a call asks for is guarded as well, as with a LoopingCall. What hangs there is interrupted,
    and the reactor logs the error, which :class:`~poetrygui.core.stray_errors.StrayErrors` leads to the connection.
    """

    def __init__(self, reactor: Any) -> None:
        """Stand between ``reactor.callLater`` and whoever calls it."""
        self._reactor = reactor
        self._call_later = reactor.callLater
        reactor.callLater = self._guarded_call_later

    def close(self) -> None:
        """Leave the reactor as it was, unless somebody else has changed it since."""
        if self._reactor.callLater == self._guarded_call_later:
            self._reactor.callLater = self._call_later

    def _guarded_call_later(
        self,
        delay: float,
        callable: Callable[..., object],
        *args: object,
        **kw: object,
    ) -> Any:
        if not GUARD.is_running:
            return self._call_later(delay, callable, *args, **kw)
        # It belongs to the connection whose callback asks for it.
        call = RUNNING[-1].call_later if RUNNING else GUARD.call
        return self._call_later(delay, call, partial(callable, *args, **kw))
