"""Errors that a protocol raises outside the core's calls: in a timed call or a Deferred of its own.

Twisted catches these and writes them to its log, where nobody looks. The traceback still knows the protocol whose
method was running, and that protocol knows its connection; so the connection ends for it, as for any other fault.
Of an error in a Deferred only the names of files are left: they tell the connection where just one runs that file.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from twisted.internet.protocol import Protocol
from twisted.logger import ILogObserver, LogEvent
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core import connection
from poetrygui.core.guard.hang_guard import GUARD, HangError
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
        if failure is None and event.get("log_namespace") == _DEFERRED:
            # Only a heading: the failure itself comes as the next event.
            return
        if isinstance(failure, Failure) and is_told(failure):
            return
        is_ours = threading.current_thread() is threading.main_thread()
        if is_ours and isinstance(failure, Failure) and failure.value is not None:
            connection = _guarded_look(failure.getTracebackObject()) or self._only_one_from(failure)
            if connection is not None:
                outcome, describe = _MEANINGS[isinstance(failure.value, HangError)]
                reason = describe("timed call or Deferred", failure.value)
                details = author_traceback(failure.value) or failure.getTraceback()
                connection.end(Verdict(outcome, reason, details))
                return
        self._rest(event)

    def _only_one_from(self, failure: Failure) -> connection.Connection | None:
        files = {frame[1] for frame in failure.frames}
        running = [each for each in self._connections() if _file_of(each.wrappedProtocol) in files]
        return running[0] if len(running) == 1 else None


def _file_of(protocol: object) -> str:
    module = sys.modules.get(type(protocol).__module__)
    return getattr(module, "__file__", None) or ""


def _guarded_look(trace: Any) -> connection.Connection | None:
    # To look at an author's objects may be to run their code.
    try:
        return GUARD.call(_connection_in, trace)
    except BaseException:  # noqa: BLE001 - of what cannot be looked at, the file may still tell whose it is
        return None


def _connection_in(trace: Any) -> connection.Connection | None:
    found: connection.Connection | None = None
    # A failure that was cleaned has a stand-in for its traceback, without local variables.
    while isinstance(trace, TracebackType):
        for value in trace.tb_frame.f_locals.values():
            # The protocol itself, or in a closure of its own the connection that is its transport.
            candidate: object = value.transport if isinstance(value, Protocol) else None
            if isinstance(candidate, connection.Connection):
                found = candidate
            elif isinstance(value, connection.Connection):
                found = value
        trace = trace.tb_next
    return found
