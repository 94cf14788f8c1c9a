"""Interrupting what a protocol does later: its timed calls, and its calls from threads, get a callback's limit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import CodeType
from typing import Any

from twisted.internet.defer import Deferred

from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.guard.own_code import Whose, whose
from poetrygui.core.guard.plugin_calls import RUNNING


class TimedCallGuard:
    """Has every timed call that is asked for within a guarded callback run guarded, too, until it is closed.

    So a call that such a call asks for is guarded as well, as with a LoopingCall. What a thread asks for is guarded if
    it may be an author's; the reactor logs what goes wrong there, which
    :class:`~poetrygui.core.connection.stray_errors.StrayErrors`
    leads to the connection.
    """

    def __init__(self, reactor: Any) -> None:
        """Stand between ``reactor.callLater`` and ``callFromThread`` and whoever calls them."""
        self._reactor = reactor
        self._call_later = reactor.callLater
        self._call_from_thread = reactor.callFromThread
        reactor.callLater = self._guarded_call_later
        reactor.callFromThread = self._guarded_call_from_thread

    def close(self) -> None:
        """Leave the reactor as it was, unless somebody else has changed it since."""
        if self._reactor.callLater == self._guarded_call_later:
            self._reactor.callLater = self._call_later
        if self._reactor.callFromThread == self._guarded_call_from_thread:
            self._reactor.callFromThread = self._call_from_thread

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

    def _guarded_call_from_thread(self, f: Callable[..., object], *args: object, **kw: object) -> None:
        if _may_be_authors(f):
            self._call_from_thread(GUARD.call, partial(f, *args, **kw))
        else:
            self._call_from_thread(f, *args, **kw)


def _may_be_authors(function: Callable[..., object]) -> bool:
    # A Deferred is how the results of deferToThread come.
    if isinstance(getattr(function, "__self__", None), Deferred):
        return True
    code = getattr(function, "__code__", None)
    return isinstance(code, CodeType) and whose(code.co_filename) in (Whose.AUTHOR, Whose.INSTALLED)
