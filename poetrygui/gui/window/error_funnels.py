"""The ways on which errors come that nobody caught, all led into the one report."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from twisted.logger import ILogObserver, LogEvent, LogLevel, globalLogPublisher
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core import connection
from poetrygui.core.connection.stray_errors import StrayErrors
from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.core.guard.stray_words import stray_sentence
from poetrygui.gui.widgets.error_report import ErrorReport


@implementer(ILogObserver)
class ErrorFunnels:
    """Leads errors of Qt's slots, of threads and of Twisted's callbacks to a report, and to standard error.

    ``on_interrupt`` is called for a KeyboardInterrupt that was raised in a slot. PyQt would abort the process for any
    exception that leaves a slot while ``sys.excepthook`` is Python's own; where somebody else has set another hook,
    such as a test runner, that one stays.
    """

    def __init__(
        self,
        reactor: Any,
        report: ErrorReport,
        on_interrupt: Callable[[], object],
        connections: Callable[[], Iterable[connection.Connection]] = tuple,
    ) -> None:
        """Begin to listen. An error of one of the ``connections``' protocols ends that connection and is told there."""
        self._reactor = reactor
        self._report = report
        self._on_interrupt = on_interrupt
        self._replaced_hook = sys.excepthook in (sys.__excepthook__, _print_error)
        if self._replaced_hook:
            sys.excepthook = self._slot_raised
        self._replaced_thread_hook = threading.excepthook is threading.__excepthook__
        if self._replaced_thread_hook:
            threading.excepthook = self._thread_raised
        self._observer = StrayErrors(self, connections)
        globalLogPublisher.addObserver(self._observer)

    def close(self) -> None:
        """Cease to listen; an error in a slot is then printed, and still does not abort the process."""
        if self._replaced_hook and sys.excepthook == self._slot_raised:
            sys.excepthook = _print_error
        if self._replaced_thread_hook and threading.excepthook == self._thread_raised:
            threading.excepthook = threading.__excepthook__
        globalLogPublisher.removeObserver(self._observer)

    def _slot_raised(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._on_interrupt()
            return
        if issubclass(kind, SystemExit):
            sys.__excepthook__(kind, error, where)
            return
        self._tell(error, "".join(traceback.format_exception(kind, error, where)))

    def _thread_raised(self, raised: threading.ExceptHookArgs) -> None:
        error = raised.exc_value
        if error is None or isinstance(error, SystemExit):
            return
        details = "".join(traceback.format_exception(error))
        self._reactor.callFromThread(self._tell, error, details)

    def __call__(self, event: LogEvent) -> None:
        """Take an event of Twisted's log."""
        if event.get("log_level", LogLevel.info) < LogLevel.error:
            return
        failure = event.get("log_failure")
        if isinstance(failure, Failure) and failure.value is not None:
            arguments: tuple[Any, str, Failure | None] = failure.value, failure.getTraceback(), failure
        else:
            arguments = RuntimeError(str(event.get("log_format") or "an error without a message")), "", None
        if threading.current_thread() is threading.main_thread():
            self._tell(*arguments)
        else:
            self._reactor.callFromThread(self._tell, *arguments)

    def _tell(self, error: BaseException, details: str, failure: Failure | None = None) -> None:
        if sys.stderr is not None:
            sys.stderr.write(details or describe_error(error) + "\n")
        sentence = stray_sentence(error, failure) or f"An error inside the program: {describe_error(error)}"
        self._report.add(sentence, details)


def _print_error(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """Do what Python's own hook does, without being it: PyQt looks at which of them is set."""
    sys.__excepthook__(kind, error, where)
