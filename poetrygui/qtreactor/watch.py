"""The two Qt objects that drive a reactor: a notifier on its poller and a timer for all else."""

from __future__ import annotations

import math
from collections.abc import Callable

from PyQt6.QtCore import QObject, QSocketNotifier, Qt, QTimer, pyqtSlot
from PyQt6.sip import voidptr
from twisted.logger import Logger

_log = Logger()

# The longest time that a QTimer takes, in milliseconds.
_LONGEST_MILLISECONDS = 2**31 - 1


class PollerWatch(QObject):
    """Calls a reactor when its poller is readable or its time has come.

    An object of its own, beside the reactor: Twisted's tests give reactors another __class__, which
    an object of Qt does not survive.

    descriptor: the poller's. ready, timed_out: called in Qt's thread, for the one and the other.
    """

    def __init__(self, descriptor: int, ready: Callable[[], None], timed_out: Callable[[], None]) -> None:
        super().__init__()
        self._ready = ready
        self._timed_out = timed_out
        self._gives_way = False
        self._notifier = QSocketNotifier(voidptr(descriptor), QSocketNotifier.Type.Read)
        self._notifier.setEnabled(False)
        self._notifier.activated.connect(self._on_activated)
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Watch the poller."""
        self._gives_way = False
        self._notifier.setEnabled(True)

    def stop(self) -> None:
        """Watch nothing and wait for nothing."""
        self._notifier.setEnabled(False)
        self._timer.stop()

    def fire_in(self, seconds: float) -> None:
        """Set the one timer; rounded up, as a timer that fires early makes the reactor spin."""
        self._timer.start(min(math.ceil(seconds * 1000), _LONGEST_MILLISECONDS))

    def stop_timer(self) -> None:
        """Wait for the poller only, for as long as it takes."""
        self._timer.stop()

    def give_way(self) -> None:
        """Let Qt have a whole turn before the reactor's next.

        Qt's dispatchers differ in what they let wait; GLib's lets timers wait for descriptors. So the
        notifier, which may be ready always, rests until our own timer fires, and with it, in the
        same turn, every other timer that is due.
        """
        self._gives_way = True
        self._notifier.setEnabled(False)
        self._timer.start(0)

    def resume(self) -> None:
        """End what give_way() began."""
        if self._gives_way:
            self._gives_way = False
            self._notifier.setEnabled(True)

    @pyqtSlot()
    def _on_activated(self) -> None:
        try:
            self._ready()
        except BaseException:  # noqa: BLE001  # PyQt aborts the process if a slot raises
            _log.failure("Unexpected error in the reactor")

    @pyqtSlot()
    def _on_timeout(self) -> None:
        try:
            self.resume()
            self._timed_out()
        except BaseException:  # noqa: BLE001  # PyQt aborts the process if a slot raises
            _log.failure("Unexpected error in the reactor")
