"""Errors that a protocol raises outside the core's calls: in a Deferred, or in what it has had Twisted call.

Twisted catches these and writes them to its log, where nobody looks. What is logged within a call into a protocol, or
in what such a call has begun, is that connection's. Of a Deferred, which tells of its error when it is collected, only
the names of files are left: they tell the connection where just one runs that file.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable

from twisted.logger import ILogObserver, LogEvent
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core import connection
from poetrygui.core.guard.hang_guard import HangError
from poetrygui.core.guard.plugin_calls import current_calls
from poetrygui.core.guard.plugin_faults import author_traceback, describe_fault, describe_hang
from poetrygui.core.guard.told_errors import is_told
from poetrygui.core.outcomes import Outcome, Verdict

_MEANINGS = {True: (Outcome.PLUGIN_HANG, describe_hang), False: (Outcome.PLUGIN_FAULT, describe_fault)}
_DEFERRED = "twisted.internet.defer"


@implementer(ILogObserver)
class StrayErrors:
    """A log observer that ends the connection of a protocol whose error was logged.

    ``rest`` gets every event that is no such error; ``connections`` gives those that are running.
    """

    def __init__(self, rest: ILogObserver, connections: Callable[[], Iterable[connection.Connection]]) -> None:
        """Pass on to ``rest`` what belongs to no connection."""
        self._rest = rest
        self._connections = connections

    def __call__(self, event: LogEvent) -> None:
        """Take one event."""
        failure = event.get("log_failure")
        is_deferreds = event.get("log_namespace") == _DEFERRED
        if failure is None and is_deferreds:
            # Only a heading: the failure itself comes as the next event.
            return
        if isinstance(failure, Failure) and is_told(failure):
            return
        is_ours = threading.current_thread() is threading.main_thread()
        if is_ours and isinstance(failure, Failure) and failure.value is not None:
            lines = author_traceback(failure.value)
            # A Deferred is collected in the midst of anybody's call.
            calls = current_calls() if lines and not is_deferreds else None
            blame = self._blame_for(failure) if calls is None else calls.blame
            if blame is not None:
                outcome, describe = _MEANINGS[isinstance(failure.value, HangError)]
                reason = describe("timed call or Deferred", failure.value)
                blame(Verdict(outcome, reason, lines or failure.getTraceback()))
                return
        self._rest(event)

    def _blame_for(self, failure: Failure) -> Callable[[Verdict], None] | None:
        """Return what ends the one connection whose protocol's file the error has come through."""
        files = {frame[1] for frame in failure.frames}
        running = [each for each in self._connections() if _file_of(each.wrappedProtocol) in files]
        return running[0].end if len(running) == 1 else None


def _file_of(protocol: object) -> str:
    module = sys.modules.get(type(protocol).__module__)
    return getattr(module, "__file__", None) or ""
