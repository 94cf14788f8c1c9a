"""The reactor for every other platform: the package qt-reactor, given the same life as our own."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import qreactor
from PyQt6.QtCore import QCoreApplication, QSocketNotifier, Qt, QTimer
from twisted.internet.base import DelayedCall
from twisted.internet.error import ConnectionFdescWentAway
from twisted.logger import Logger
from twisted.python.runtime import platform

from poetrygui.qtreactor.application import ensure_application, wait_for_qt_events
from poetrygui.qtreactor.lifecycle import QtLifecycle

_log = Logger()

# How soon a Qt loop that a timed call opens is served in turn, in milliseconds.
_NESTED_TURN_MILLISECONDS = 4

_LOST = ConnectionFdescWentAway("File descriptor lost")

# qt-reactor has a class of its own for the events of Windows.
_QtReactor: Any = qreactor.QtEventReactor if platform.isWindows() else qreactor.QtReactor


class _Unwatched:
    """Stands for a notifier while Qt does not drive the reactor."""

    def shutdown(self) -> None:
        """Do nothing: nothing is watched."""


class _Notifier(qreactor.TwistedSocketNotifier):  # type: ignore[misc]  # qt-reactor has no types
    """qt-reactor's notifier, which also sees that a descriptor has been closed behind its back."""

    def read(self, fd: int) -> None:
        """Have the descriptor read."""
        self._guarded(super().read, fd)

    def write(self, sock: int) -> None:
        """Have the descriptor written."""
        self._guarded(super().write, sock)

    def _guarded(self, act: Callable[[int], None], descriptor: int) -> None:
        try:
            if self.watcher and not _is_open(self.watcher):
                self.reactor._disconnectSelectable(self.watcher, _LOST, False)
            else:
                act(descriptor)
        except BaseException:  # noqa: BLE001  # PyQt aborts the process if a slot raises
            _log.failure("Unexpected error in the reactor")


def _is_open(watcher: Any) -> bool:
    try:
        return bool(watcher.fileno() != -1)
    except OSError:
        return False


class _LateQtReactor(_QtReactor):  # type: ignore[misc]  # qt-reactor has no types
    """qt-reactor's reactor without the QCoreApplication that it makes at once.

    With that one there, no QApplication could be made after install().
    """

    def __init__(self) -> None:
        self._reads: dict[Any, Any] = {}
        self._writes: dict[Any, Any] = {}
        self._events: dict[Any, Any] = {}
        self._blockApp = None
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.iterate_qt)
        # The initialiser that is stepped over makes the application.
        super(qreactor.QtReactor, self).__init__()


class FallbackReactor(QtLifecycle, _LateQtReactor):
    """qt-reactor's reactor: a notifier for each descriptor, and one timer."""

    # Whoever starts a child with the same reactor calls install() in the module named here.
    __module__ = "poetrygui.qtreactor"

    def __init__(self) -> None:
        self._attached = False
        self._watching = False
        self._rounds = 0
        super().__init__()

    # Qt's side.

    def _attach(self) -> None:
        self.qApp = ensure_application()
        self._attached = True
        self._watch_descriptors()
        self._wake()

    def _detach(self) -> None:
        self._attached = False
        self._timer.stop()
        self._unwatch_descriptors()

    def _watch_descriptors(self) -> None:
        self._watching = True
        for watched, kind in (
            (self._reads, QSocketNotifier.Type.Read),
            (self._writes, QSocketNotifier.Type.Write),
        ):
            for descriptor, notifier in watched.items():
                if isinstance(notifier, _Unwatched):
                    watched[descriptor] = _Notifier(None, self, descriptor, kind)

    def _unwatch_descriptors(self) -> None:
        self._watching = False
        for watched in (self._reads, self._writes):
            for descriptor, notifier in watched.items():
                notifier.shutdown()
                watched[descriptor] = _Unwatched()

    def _add(self, xer: Any, primary: dict[Any, Any], type: Any) -> None:
        if xer not in primary:
            primary[xer] = _Notifier(None, self, xer, type) if self._watching else _Unwatched()

    def getReaders(self) -> list[Any]:
        """Return the descriptors that are read; a list, as of every other reactor."""
        return list(self._reads)

    def getWriters(self) -> list[Any]:
        """Return the descriptors that are written."""
        return list(self._writes)

    def _wake(self) -> None:
        self.reactorInvocation()

    def reactorInvocation(self) -> None:  # noqa: N802  # qt-reactor calls it
        """Have Qt's timer fire at once."""
        if self._attached:
            super().reactorInvocation()

    def _moveCallLaterSooner(self, delayedCall: DelayedCall) -> None:  # noqa: N802, N803  # Twisted
        super()._moveCallLaterSooner(delayedCall)
        self._wake()

    # Turns.

    def iterate_qt(self, delay: float | None = None) -> None:
        """Run what is due, as Qt's timer has fired."""
        try:
            # A Qt loop that one of the calls opens must find the timer running.
            self._timer.start(_NESTED_TURN_MILLISECONDS)
            _LateQtReactor.iterate(self, fromqt=True)
        except BaseException:  # noqa: BLE001  # PyQt aborts the process if a slot raises
            _log.failure("Unexpected error in the reactor")

    def iterate(self, delay: float = 0.0) -> None:
        """Run what is due, then wait up to delay seconds for descriptors, and handle them."""
        self.runUntilCurrent()
        self.doIteration(delay)

    def doIteration(self, delay: float | None = None, fromqt: bool = False) -> None:
        """Wait for descriptors; with fromqt, which qt-reactor says after its work, do not."""
        if not fromqt:
            self._wait_for_descriptors(delay)
            return
        self._rounds += 1
        if self._attached and not self._started:
            self._finish()
            return
        delay = self._delay_to_next_call()
        if delay is None or not self._attached:
            self._timer.stop()
        else:
            # Rounded up, which qt-reactor does not do: a timer that fires early makes it spin.
            self._timer.start(math.ceil(delay * 1000))

    def _wait_for_descriptors(self, delay: float | None) -> None:
        self.qApp = ensure_application()
        was_watching = self._watching
        self._watch_descriptors()
        end = QTimer()
        end.setSingleShot(True)
        if delay is not None:
            end.start(math.ceil(delay * 1000))
        before = self._rounds
        QCoreApplication.processEvents()
        while self._rounds == before and (delay is None or end.isActive()):
            wait_for_qt_events()
        if not was_watching:
            self._unwatch_descriptors()
