"""The calls into one connection's protocol: guarded and timed, and what they raise is caught, in this one place."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from poetrygui.core.guard.hang_guard import GUARD, HangError, run_foreign
from poetrygui.core.guard.never_run import describe_never_run, is_never_run
from poetrygui.core.guard.plugin_faults import author_traceback, describe_fault, describe_hang
from poetrygui.core.guard.slow_calls import SlowCall, SlowCalls
from poetrygui.core.outcomes import Outcome, Verdict

T = TypeVar("T")


def _nothing() -> None:
    pass


class PluginCalls:
    """Calls the protocol's own code, and tells ``blame`` what to make of a call that raised or did not return.

    Whatever a protocol raises ends its own connection and no more. ``returned`` is called after each call that was not
    made within another.
    """

    __slots__ = ("_depth", "_on_stop", "_returned", "_slow", "blame")

    def __init__(
        self,
        blame: Callable[[Verdict], None],
        returned: Callable[[], None] = _nothing,
        on_stop: Callable[[], None] = _nothing,
    ) -> None:
        """Have ``on_stop`` hear that the protocol asked for the whole program to stop, which it does not."""
        self._slow: SlowCalls | None = None  # which most have no use for
        self.blame = blame
        self._returned = returned
        self._on_stop = on_stop
        self._depth = 0

    @property
    def is_inside(self) -> bool:
        """Whether a callback that :meth:`call` made has not returned yet."""
        return self._depth > 0

    def call(self, name: str, function: Callable[..., T], *arguments: object) -> T | None:
        """Return what the callback ``name`` returns, or None where it failed.

        ``function`` is :func:`run_foreign` or :func:`call_method` where the author's own code stands next, which is
        then in ``arguments``; else it is the core's, which calls such code through these two.
        """
        self._depth += 1
        before = _CURRENT.set(self)
        result: T | None = None
        try:
            is_guarded = GUARD.begin(self, name)
            try:
                result = function(*arguments)
            finally:
                if is_guarded:
                    GUARD.end()
        except HangError as error:
            self.blame(Verdict(Outcome.PLUGIN_HANG, describe_hang(name, error), author_traceback(error)))
            result = None
        except BaseException as error:  # noqa: BLE001 - whatever a protocol raises ends its own connection, no more
            self.blame(Verdict(Outcome.PLUGIN_FAULT, describe_fault(name, error), author_traceback(error)))
        finally:
            _CURRENT.reset(before)
            self._depth -= 1
        if result is not None and is_never_run(result):
            self.blame(Verdict(Outcome.PLUGIN_FAULT, describe_never_run(result)))
            result = None
        if not self._depth:
            self._returned()
        return result

    def was_slow(self, callback: str, seconds: float) -> None:
        """Take notice of a callback that has held the event loop for long."""
        if self._slow is None:
            self._slow = SlowCalls()
        self._slow.note(callback, seconds)

    @property
    def slowest(self) -> SlowCall | None:
        """The one that did so longest, where several have of late."""
        return None if self._slow is None else self._slow.worst

    def call_later(self, function: Callable[[], object]) -> None:
        """Call what a callback has asked to be called at a later time."""
        self.call("timed call", run_foreign, function)

    def asked_to_stop(self) -> None:
        """Take notice that the callback that is running asked for the program to stop."""
        self._on_stop()


_CURRENT: ContextVar[PluginCalls | None] = ContextVar("the calls of one of which this is a part", default=None)


def current_calls() -> PluginCalls | None:
    """Return the calls into the protocol of whose callback this is a part.

    That is the innermost callback that is running, and what it has begun: a coroutine that goes on later, a job in a
    thread of the reactor's.
    """
    return _CURRENT.get()
