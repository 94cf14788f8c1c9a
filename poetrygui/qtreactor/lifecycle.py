"""The life of a reactor inside Qt's event loop, the same for every reactor of this package.

Starting, stopping in order, and running what is due, in a way that survives nested Qt loops.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections import deque
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from time import monotonic
from typing import Any

from twisted.internet.base import DelayedCall, ReactorBase
from twisted.logger import Logger

from poetrygui.qtreactor.application import (
    ApplicationLoop,
    ensure_application,
    wait_for_qt_events,
)

_log = Logger()

# Twisted weeds out cancelled calls when they are more than this many and more than half of all.
_CANCELLED_CALLS_KEPT = 50


class QtLifecycle(ReactorBase):
    """What a Twisted reactor needs, beside polling, to live in Qt's loop.

    Start it with runReturn() and then run the application's loop, or with run(), which does both.
    stop() runs the shutdown triggers, waiting for their Deferreds, and then ends the loop;
    when the application quits first, the reactor is stopped in the same order before exec() returns.
    """

    def __init__(self) -> None:
        self._thread_calls: deque[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = deque()
        self._application_loop: ApplicationLoop | None = None
        self._returned = False
        super().__init__()

    # What a reactor of this package adds.

    @abstractmethod
    def _attach(self) -> None:
        """Let Qt drive the reactor from now on. The application exists."""

    @abstractmethod
    def _detach(self) -> None:
        """Leave nothing behind in Qt that would call the reactor."""

    @abstractmethod
    def _wake(self) -> None:
        """See to it that Qt soon gives the reactor a turn; nothing while it is not attached."""

    # Starting and stopping.

    def runReturn(self, installSignalHandlers: bool = True) -> None:  # noqa: N803  # Twisted
        """Start the reactor and return; Qt's loop drives it as soon as it runs.

        Raises twisted.internet.error.ReactorAlreadyRunning and ReactorNotRestartable as run() does.
        """
        ensure_application()
        self.startRunning(installSignalHandlers)
        self._returned = True
        self._enter_loop()

    def run(self, installSignalHandlers: bool = True) -> None:  # noqa: N803  # Twisted
        """Start the reactor, run Qt's loop, and return when the reactor has stopped."""
        ensure_application()
        self.startRunning(installSignalHandlers)
        self._returned = False
        try:
            self.mainLoop()
        finally:
            self._signals.uninstall()

    def mainLoop(self) -> None:
        """Run Qt's loop until the reactor has stopped."""
        loop = self._enter_loop()
        if self._started:
            loop.run()
        self._shut_down()
        self._leave_loop()

    def stop(self) -> None:
        """Begin the orderly shutdown, whether called by the reactor or from one of Qt's slots."""
        super().stop()
        self._wake()

    def crash(self) -> None:
        """End the loop at once, without shutdown triggers."""
        super().crash()
        self._wake()

    def _enter_loop(self) -> ApplicationLoop:
        if self._application_loop is None:
            self._application_loop = ApplicationLoop(self._shut_down)
        self._application_loop.watch()
        self._attach()
        return self._application_loop

    def _leave_loop(self) -> None:
        if self._application_loop is not None:
            self._application_loop.unwatch()
        self._detach()

    def _finish(self) -> None:
        """End Qt's loop, as the reactor has stopped."""
        self._leave_loop()
        if self._returned:
            self._signals.uninstall()
        if self._application_loop is not None:
            self._application_loop.end()

    def _shut_down(self) -> None:
        """Stop the reactor, if it runs, and serve it until its last trigger has been called."""
        if self._started and not self._stopped:
            self.stop()
        while self._started:
            wait_for_qt_events()

    # Running what is due.

    def callFromThread(self, f: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Run f in the reactor's thread, soon; the one method that any thread may call."""
        assert callable(f), f"{f} is not callable"
        # Not Twisted's own queue: that keeps a call in it while the call runs, so that a Qt loop
        # opened in the call would run it again, and lose as many of those behind it.
        self._thread_calls.append((f, args, kwargs))
        self.wakeUp()

    def runUntilCurrent(self, deadline: float = math.inf) -> None:  # noqa: N802  # Twisted
        """Run the calls from threads and the timed calls that are due.

        deadline: on time.monotonic's clock; at least one call of each kind is run before it counts.
        """
        if self._thread_calls:
            self._run_thread_calls(deadline)
        self._insertNewDelayedCalls()
        if self._pendingTimedCalls:
            self._run_timed_calls(deadline)
        if self._justStopped:
            self._justStopped = False
            self.fireSystemEvent("shutdown")

    def _delay_to_next_call(self) -> float | None:
        """Return the seconds until a timed call is due; None if none will be."""
        self._insertNewDelayedCalls()
        pending = self._pendingTimedCalls
        while pending and pending[0].cancelled:
            # The timeouts of connections that were made in time must not wake the process later.
            heappop(pending)
            self._cancellations -= 1
        return self.timeout()

    def _run_thread_calls(self, deadline: float) -> None:
        calls = self._thread_calls
        if len(calls) > 1:
            # Should the first open a Qt loop, the second must be able to run in that loop.
            self._wake()
        for _ in range(len(calls)):
            if not calls:
                break
            f, args, kwargs = calls.popleft()
            try:
                f(*args, **kwargs)
            except BaseException:  # noqa: BLE001  # logged; the calls behind it must run
                _log.failure("Unhandled error in a call from a thread")
            if monotonic() >= deadline:
                break
        if calls:
            self._wake()

    def _run_timed_calls(self, deadline: float) -> None:
        pending = self._pendingTimedCalls
        now = self.seconds()
        while pending and pending[0].time <= now:
            call = heappop(pending)
            if call.cancelled:
                self._cancellations -= 1
                continue
            if call.delayed_time > 0.0:
                call.activate_delay()
                heappush(pending, call)
                continue
            call.called = 1
            try:
                call.func(*call.args, **call.kw)
            except BaseException:  # noqa: BLE001  # logged; the calls behind it must run
                _report_timed_call(call)
            if monotonic() >= deadline:
                break
        if self._cancellations > _CANCELLED_CALLS_KEPT and self._cancellations > len(pending) // 2:
            # In place: an outer turn may be going through this very list.
            pending[:] = [call for call in pending if not call.cancelled]
            heapify(pending)
            self._cancellations = 0


def _report_timed_call(call: DelayedCall) -> None:
    origin = "".join(call.creator or ()).rstrip()
    _log.failure(
        "Unhandled error in a timed call{origin}",
        origin=f", created here:\n{origin}" if origin else "",
    )
