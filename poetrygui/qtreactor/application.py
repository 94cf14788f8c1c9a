"""Qt's side of a reactor's life: the application, its quit signal, the loop that they end."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PyQt6.QtCore import QCoreApplication, QEventLoop, QObject, QThread, pyqtSlot
from twisted.logger import Logger

_log = Logger()

# Qt destroys an application that Python no longer refers to, and every timer and notifier with it.
_own_applications: list[QCoreApplication] = []


def ensure_application() -> QCoreApplication:
    """Return the process's Qt application; make one without a display if there is none."""
    application = QCoreApplication.instance()
    if application is None:
        application = QCoreApplication(sys.argv[:1])
        _own_applications.append(application)
    return application


def wait_for_qt_events() -> None:
    """Let Qt handle what has happened; block until something has."""
    QCoreApplication.processEvents(
        QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    )


class ApplicationLoop(QObject):
    """Tells a reactor that Qt's application quits, and ends Qt's loop when the reactor has stopped.

    application_quits: called, in Qt's thread, when the application's loop has ended.
    """

    def __init__(self, application_quits: Callable[[], None]) -> None:
        super().__init__()
        self._application_quits = application_quits
        self._end_own_loop: Callable[[], None] | None = None
        self._watched: QCoreApplication | None = None

    def watch(self) -> None:
        """Notice from now on when the application quits."""
        if self._watched is None:
            self._watched = ensure_application()
            self._watched.aboutToQuit.connect(self._about_to_quit)

    def unwatch(self) -> None:
        """Care no longer whether the application quits."""
        if self._watched is not None:
            self._watched.aboutToQuit.disconnect(self._about_to_quit)
            self._watched = None

    def run(self) -> None:
        """Run Qt's loop until end() or until the application quits."""
        application = ensure_application()
        if QThread.currentThread().loopLevel():  # type: ignore[union-attr]  # this thread exists
            # Qt refuses a second exec(); a loop of our own can stand inside the one that runs.
            loop = QEventLoop()
            self._end_own_loop = loop.quit
            run: Callable[[], int] = loop.exec
        else:
            # The application's own, because quit() and closing the last window end only that.
            self._end_own_loop = application.exit
            run = application.exec
        try:
            run()
        finally:
            self._end_own_loop = None

    def end(self) -> None:
        """End the loop that run() is in; without one, quit the application if its loop runs."""
        if self._end_own_loop is not None:
            self._end_own_loop()
        else:
            QCoreApplication.quit()

    @pyqtSlot()
    def _about_to_quit(self) -> None:
        try:
            self._application_quits()
        except BaseException:  # noqa: BLE001  # PyQt aborts the process if a slot raises
            _log.failure("The reactor could not be stopped as the application quits.")
