"""What watches over the whole process for as long as a window is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from poetrygui.core import connection
from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.gui.widgets.error_report import ErrorReport
from poetrygui.gui.window.error_funnels import ErrorFunnels


class ProcessGuards:
    """Gathers errors that nobody caught, and keeps protocols from holding up, or ending, the process."""

    def __init__(
        self,
        reactor: Any,
        report: ErrorReport,
        on_interrupt: Callable[[], object],
        connections: Callable[[], Iterable[connection.Connection]],
    ) -> None:
        """Begin. Errors go to ``report``, or to that one of the ``connections`` whose protocol raised them.

        ``on_interrupt`` is called for a KeyboardInterrupt in a slot of Qt.
        """
        self._funnels = ErrorFunnels(reactor, report, on_interrupt, connections)
        self._timed_calls = TimedCallGuard(reactor)
        self._kept_running = KeptRunning(reactor)

    def close(self) -> None:
        """End, and leave the process as it was."""
        self._funnels.close()
        self._kept_running.close()
        self._timed_calls.close()
