"""What is logged in a host: an error of a Deferred ends the connection whose it is, any other is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import cast

from twisted.logger import ILogObserver, LogEvent, LogLevel, formatEvent, globalLogBeginner
from twisted.python.failure import Failure

from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.stray_errors import StrayErrors
from poetrygui.core.guard.plugin_faults import describe_error


def begin_logging(connections: Callable[[], Iterable[Connection]]) -> None:
    """Look at what is logged from now on; ``connections`` gives those that stand."""
    # What Twisted logs is otherwise kept for somebody who never comes.
    observer = StrayErrors(cast("ILogObserver", tell_error), connections)
    globalLogBeginner.beginLoggingTo([observer], redirectStandardIO=False, discardBuffer=True)


def tell_error(event: LogEvent) -> None:
    """Print what is an error."""
    if event.get("log_level", LogLevel.info) >= LogLevel.error:
        failure = event.get("log_failure")
        error = failure.value if isinstance(failure, Failure) else None
        what = formatEvent(event) if error is None else describe_error(error)
        sys.stderr.write(f"An error inside the program or a protocol: {what}\n")
        sys.stderr.flush()
