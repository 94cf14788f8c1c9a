"""The composition root: Qt's application, the reactor inside it, the window, and the one way to end.

Qt is imported in the functions only, so that a machine without it gets a sentence and not a traceback.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import FirstError
from twisted.internet.error import ReactorNotRunning
from twisted.logger import globalLogBeginner
from twisted.python.failure import Failure

from poetrygui import commands, display
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.wording import counted
from poetrygui.ending import ENDING
from poetrygui.errors import PoetryError
from poetrygui.gui import protocols, widgets, window
from poetrygui.paths import Profile

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QApplication


_SETTLING = 250  # milliseconds in which the last bytes come to be drawn
_LONGEST_SHUTDOWN = 1.5  # seconds that connections and disk have for ending in order
_LONGEST_DEMO = 90.0  # seconds that the demo may take where nobody can close it


def create_window(
    profile: Path, *, safe_mode: bool = False, in_process: bool = False, longest_shutdown: float = _LONGEST_SHUTDOWN
) -> window.MainWindow:
    """Return the whole window on a profile, not shown yet. A Qt reactor must be installed; it is left as it is.

    In ``safe_mode`` there are the shipped protocols only; with ``in_process`` the user's own receive in this process,
    too. What has not ended ``longest_shutdown`` seconds after the window is closed is left as it is.
    """
    kept = Profile(Path(profile))
    found = protocols.WindowProtocols(None if safe_mode else kept.protocols, in_process=in_process)
    made = window.MainWindow(commands.reactor, kept, found, longest_shutdown=longest_shutdown)
    made.workspace.panel.demo_wanted.connect(lambda: _start_demo(made))
    return made


def run_window(
    profile: Path,
    screenshot: Path | None = None,
    *,
    safe_mode: bool = False,
    in_process: bool = False,
    addresses: Sequence[str] = (),
    protocol: str = "",
) -> int:
    """Open the window on ``profile`` and run until it is closed; return the exit status.

    What is at ``addresses`` is fetched at once, by the ``protocol`` of that name, or as it comes where none is named.
    With ``screenshot``, save a picture there when all poems have ended, and end. In ``safe_mode`` there are the shipped
    protocols only; with ``in_process`` the user's own receive in this process, too. Raises DisplayError.
    """
    if screenshot is None:
        display.require_display()
    elif not display.has_display():
        display.use_offscreen()
    run = _Run()
    window = run.open(profile, safe_mode=safe_mode, in_process=in_process)
    for address in addresses:
        window.workspace.panel.quick.enter(address, protocol)
    if screenshot is not None:
        run.once_idle(lambda: run.take_screenshot(screenshot))
        if not window.workspace.is_busy:
            run.idle()
    return run.loop()


def run_demo(profile: Path | None = None, screenshot: Path | None = None, *, safe_mode: bool = False) -> int:
    """Start servers in processes of their own, fetch them all in the window, and tell of each poem.

    Poems are kept in ``profile``, or else in a temporary folder; in ``safe_mode`` there are the shipped protocols only.
    With no display, or with ``screenshot`` to be saved, end when all poems have ended; the exit status is 0 only if all
    are complete. Raises DisplayError.
    """
    from poetrygui import demo

    is_seen = display.has_display()
    if not is_seen:
        display.use_offscreen()
    with ExitStack() as stack:
        if profile is None:
            temporary = tempfile.TemporaryDirectory(prefix="poetrygui-demo-", ignore_cleanup_errors=True)
            profile = Path(stack.enter_context(temporary))
        run = _Run()
        window = run.open(profile, safe_mode=safe_mode)
        servers = demo.DemoServers(run.reactor)
        stack.callback(servers.end)

        def fetch(found: list[Server]) -> None:
            window.workspace.put(found)
            run.once_idle(tell)
            window.workspace.fetch(found)

        def tell() -> None:
            run.status = _print_poems(window.workspace.fetched(), len(demo.POEMS))
            if screenshot is not None:
                run.take_screenshot(screenshot)
            elif not is_seen:
                run.stop()

        def fail(failure: Failure) -> None:
            if isinstance(failure.value, FirstError):
                failure = failure.value.subFailure
            _say(str(failure.value) if isinstance(failure.value, PoetryError) else failure.getTraceback())
            run.end_with(1)

        def give_up() -> None:
            _say(f"The demo has not ended after {_LONGEST_DEMO:g} s.")
            run.end_with(1)

        run.status = 1  # until all poems are complete
        run.reactor.callWhenRunning(lambda: servers.start().addCallback(fetch).addErrback(fail))
        if not is_seen:
            run.end_after(_LONGEST_DEMO, give_up)
        status = run.loop()
        # Whoever closes the window has seen enough.
        return 0 if is_seen and screenshot is None else status


def _start_demo(made: window.MainWindow) -> None:
    """Fetch the demo's poems in a window; its servers end with that, and are in the list no longer."""
    from poetrygui import demo

    servers, work = demo.DemoServers(commands.reactor), made.workspace

    def fetch(found: list[Server]) -> None:
        work.put(found)
        work.fetch(found)
        made.closing.connect(lambda: drop({server.id for server in found}))

    def drop(ids: set[str]) -> None:
        with suppress(PoetryError):
            work.model.remove(ids)

    def fail(failure: Failure) -> None:
        reason = failure.value.subFailure.value if isinstance(failure.value, FirstError) else failure.value
        made.report.add(str(reason))

    made.closing.connect(lambda: servers.end())  # noqa: PLW0108 - a signal holds on to no object by its method
    servers.start().addCallback(fetch).addErrback(fail)


class _Run:
    """One run of the application: made, looped and ended in order."""

    def __init__(self) -> None:
        """Make the application, and right after it the reactor. Raises DisplayError."""
        display.require_qt()
        display.tell_nothing_of_letters()
        from PyQt6 import QtCore
        from PyQt6.QtWidgets import QApplication

        from poetrygui import qtreactor

        self.status = 0
        QtCore.qInstallMessageHandler(_print_unless_expected)
        self.application = QApplication(["poetrygui"])
        self._garbage = qtreactor.LoopGarbage()
        if self.application.platformName() != "offscreen":
            QtCore.qInstallMessageHandler(None)
        self.reactor: Any = qtreactor.install()
        # The window listens to Twisted's log; without this, it would be printed besides.
        globalLogBeginner.beginLoggingTo([], redirectStandardIO=False, discardBuffer=True)
        _describe(self.application)
        self.application.setWindowIcon(widgets.application_icon())
        self._window: window.MainWindow | None = None
        self._when_idle: Callable[[], None] | None = None

    def open(self, profile: Path, *, safe_mode: bool = False, in_process: bool = False) -> window.MainWindow:
        """Make the window and show it."""
        window = create_window(profile, safe_mode=safe_mode, in_process=in_process)
        self._window = window
        window.closed.connect(self.stop)
        window.workspace.fetches_ended.connect(self.idle)
        self.reactor.addSystemEventTrigger("before", "shutdown", window.shut_down)
        window.closing.connect(lambda: ENDING.begin(self.status))
        self.reactor.callWhenRunning(ENDING.watch, self.reactor)
        window.show()
        self._garbage.keep()
        if problem := display.font_problem():
            _say(problem)
        return window

    def loop(self) -> int:
        """Run until the window is closed or the process is told to end; return the exit status."""
        self.reactor.runReturn()
        self.application.exec()
        if self._window is not None and self._window.was_forced:
            # A thread that is stuck in the disk would keep the process.
            sys.stdout.flush()
            os._exit(self.status or 1)
        self._leave_windows_to_qt()
        return self.status

    def _leave_windows_to_qt(self) -> None:
        # At exit PyQt destroys what Python owns while it walks over a table of all there is. Where Python code runs
        # meanwhile, as it does when a window goes, that table may be moved, and the process crashes. What Qt owns goes
        # with the application, after that walk.
        from PyQt6 import sip

        for widget in self.application.topLevelWidgets():
            if sip.ispyowned(widget):
                sip.transferto(widget, None)  # type: ignore[arg-type]  # as it is documented

    def stop(self) -> None:
        """End the run, if it is not ending already."""
        with suppress(ReactorNotRunning):
            self.reactor.stop()

    def end_with(self, status: int) -> None:
        """End the run with an exit status."""
        self.status = status
        self.stop()

    def end_after(self, seconds: float, give_up: Callable[[], None]) -> None:
        """Call ``give_up`` when the run takes longer than that."""
        call = self.reactor.callLater(seconds, give_up)
        self.reactor.addSystemEventTrigger("before", "shutdown", lambda: call.active() and call.cancel())

    def once_idle(self, call: Callable[[], None]) -> None:
        """Call back, once, when the last fetch has ended and is drawn."""
        self._when_idle = call

    def idle(self) -> None:
        """Take notice that nothing runs."""
        from PyQt6.QtCore import QTimer

        if self._when_idle is not None:
            call, self._when_idle = self._when_idle, None
            QTimer.singleShot(_SETTLING, call)

    def take_screenshot(self, path: Path) -> None:
        """Save a picture of the window, once all that is seen there is known, and end the run."""
        assert self._window is not None

        def save(picture: Any) -> None:
            if not picture.save(str(path), "PNG"):
                _say(f"The picture could not be written to {path}: name a file in a folder that can be written to.")
                self.status = 1
            self.stop()

        window.SettledPicture(self._window.workspace, self._window.grab, save).take()


def _describe(application: QApplication) -> None:
    application.setApplicationName("poetrygui")
    application.setApplicationDisplayName("Poetry GUI")
    application.setDesktopFileName("io.github.poetrygui.PoetryGui")
    # Closing the window shuts everything down in order first; the reactor then ends the loop.
    application.setQuitOnLastWindowClosed(False)


def _print_unless_expected(_kind: object, _where: object, message: str | None) -> None:
    """Print what Qt has to say, but for what it says of every window that is drawn into memory, and of a locale such
    as C, that it has taken UTF-8 instead.
    """
    if message and "propagateSizeHints" not in message and "has switched to" not in message:
        _say(message)


def _print_poems(poems: list[Any], expected: int) -> int:
    """Print a line for each poem; return the exit status."""
    complete = 0
    for poem in poems:
        state = poem.state
        assert isinstance(state, Ended)
        complete += state.outcome is Outcome.COMPLETE
        counts = f"{counted(state.bytes, 'byte')}  {counted(state.frames, 'frame')}  {state.seconds:.1f} s"
        print(f"{poem.info.name:<12} {poem.info.protocol:<10} {state.outcome.value:<10} {counts}", flush=True)  # noqa: T201
        if state.outcome is not Outcome.COMPLETE:
            _say(f"{poem.info.name}: {state.reason}")
    return 0 if complete == expected else 1


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
