"""Interrupting what a protocol does later: its timed calls, and its calls from threads, get a callback's limit."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from types import CodeType
from typing import Any

from twisted.internet.defer import Deferred

from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.guard.own_code import Whose, whose
from poetrygui.core.guard.plugin_calls import current_calls


class TimedCallGuard:
    """Has every timed call that is asked for within a guarded callback run guarded, too, until it is closed.

    So a call that such a call asks for is guarded as well, as with a LoopingCall; each is one of the calls of the
    connection whose callback has begun it. What a thread asks for is guarded if it may be an author's: of a thread of
    the reactor's it is known whose callback has begun it, and of another
    :class:`~poetrygui.core.connection.stray_errors.StrayErrors` finds it where it goes wrong.
    """

    def __init__(self, reactor: Any) -> None:
        """Stand between ``reactor`` and whoever asks it for a timed call, a thread or a call from one."""
        self._reactor = reactor
        own: dict[str, Callable[..., Any]] = {
            "callLater": self._guarded_call_later,
            "callFromThread": self._guarded_call_from_thread,
            "getThreadPool": self._get_thread_pool,
        }
        self._before: dict[str, Callable[..., Any]] = {name: getattr(reactor, name) for name in own}
        self._own = own
        for name, call in own.items():
            setattr(reactor, name, call)

    def close(self) -> None:
        """Leave the reactor as it was, unless somebody else has changed it since."""
        for name, own in self._own.items():
            if getattr(self._reactor, name) is own:
                setattr(self._reactor, name, self._before[name])

    def _guarded_call_later(
        self,
        delay: float,
        callable: Callable[..., object],
        *args: object,
        **kw: object,
    ) -> Any:
        calls = current_calls()
        if calls is not None:
            return self._before["callLater"](delay, calls.call_later, partial(callable, *args, **kw))
        if GUARD.is_running:
            return self._before["callLater"](delay, GUARD.call, partial(callable, *args, **kw))
        return self._before["callLater"](delay, callable, *args, **kw)

    def _guarded_call_from_thread(self, f: Callable[..., object], *args: object, **kw: object) -> None:
        if not _may_be_authors(f):
            self._before["callFromThread"](f, *args, **kw)
            return
        calls = current_calls()
        guarded = GUARD.call if calls is None else calls.call_later
        self._before["callFromThread"](guarded, partial(f, *args, **kw))

    def _get_thread_pool(self) -> Any:
        pool = self._before["getThreadPool"]()
        return pool if current_calls() is None else _TellingPool(pool)


class _TellingPool:
    """A thread pool whose jobs know of whose callback they are a part, and so does what they tell the reactor."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    def callInThread(self, func: Callable[..., object], *args: object, **kw: object) -> None:
        """Run a job."""
        self.callInThreadWithCallback(None, func, *args, **kw)

    def callInThreadWithCallback(  # noqa: N802 - Twisted's name
        self, on_result: Callable[..., object] | None, func: Callable[..., object], *args: object, **kw: object
    ) -> None:
        """Run a job, and tell ``on_result`` in its thread what came of it."""
        context = copy_context()
        told = None if on_result is None else partial(context.run, on_result)
        self._pool.callInThreadWithCallback(told, context.run, func, *args, **kw)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)


def _may_be_authors(function: Callable[..., object]) -> bool:
    # A Deferred is how the results of deferToThread come.
    if isinstance(getattr(function, "__self__", None), Deferred):
        return True
    code = getattr(function, "__code__", None)
    return isinstance(code, CodeType) and whose(code.co_filename) in (Whose.AUTHOR, Whose.INSTALLED)
