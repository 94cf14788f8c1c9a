"""The window: the one place where its parts are put together, and the order in which they end."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PyQt6 import sip
from PyQt6.QtCore import QEvent, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QApplication, QMainWindow, QMessageBox, QVBoxLayout, QWidget
from twisted.internet.defer import Deferred, DeferredList, succeed

from poetrygui import __version__
from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.core.servers.server_book import ServerBook
from poetrygui.core.text.display_text import ask_fonts, label_text
from poetrygui.core.text.wording import counted
from poetrygui.errors import SaveError
from poetrygui.gui.protocols.protocol_desk import ProtocolDesk
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.widgets.error_report import ErrorReport, ProblemsButton
from poetrygui.gui.widgets.icons import application_icon
from poetrygui.gui.widgets.plain_text import PlainLabel, open_message
from poetrygui.gui.widgets.theme import keep_readable
from poetrygui.gui.window.command import Command, Place, Reach
from poetrygui.gui.window.command_actions import CommandActions
from poetrygui.gui.window.error_funnels import ErrorFunnels
from poetrygui.gui.window.instance_lock import InstanceLock
from poetrygui.gui.window.output_desk import OutputDesk
from poetrygui.gui.window.poem_commands import poem_commands
from poetrygui.gui.window.server_commands import server_commands
from poetrygui.gui.window.settings import lay_out, read_settings, remembered, write_settings
from poetrygui.gui.window.window_commands import window_commands
from poetrygui.gui.window.workspace import Workspace
from poetrygui.paths import Profile

if TYPE_CHECKING:
    from poetrygui.core.connection.connection import Connection
    from poetrygui.core.library.kept_poem import KeptPoem
    from poetrygui.gui.poems.save_poem import PoemSaver

_MOST_EARLIER = 20  # tabs that are opened again at the start
_NOTE_TIME = 8000  # milliseconds
_UNTIL_SEEN = 50  # milliseconds in which a window has surely been painted


class MainWindow(QMainWindow):
    """The whole window on one profile, driven by ``reactor``, which it neither starts nor stops.

    Closing it stops every fetch first and waits for the disk; it is then that it goes, and ``closed`` is emitted.
    """

    closing = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, reactor: Any, profile: Profile, *, safe_mode: bool, longest_shutdown: float) -> None:
        """Build it; it is shown by whoever made it. In ``safe_mode`` there are the shipped protocols only.

        What has not ended in order ``longest_shutdown`` seconds after the wish for it is left as it is.
        """
        _keep_readable()
        super().__init__()
        self.setWindowTitle("Poetry GUI")
        self.setWindowIcon(application_icon())
        self.was_forced = False
        """Whether something had not ended when the time for that was over."""
        self.report = ErrorReport()
        self._reactor = reactor
        self._profile = profile
        self._longest_shutdown = longest_shutdown
        self._shutdown: Deferred[None] | None = None
        self._is_down = False
        self._is_closing = False
        ask_fonts(_can_draw)
        self._funnels = ErrorFunnels(reactor, self.report, self.close, self._connections)
        self._timed_calls = TimedCallGuard(reactor)
        self._kept_running = KeptRunning(reactor)
        profile.make()
        self._lock = InstanceLock(profile.root / "running")
        self._protocols = WindowProtocols(None if safe_mode else profile.protocols, self)
        self._settings, settings_problem = read_settings(profile.settings)
        book = ServerBook(profile.servers)
        self.workspace = Workspace(reactor, profile, book, self._protocols)
        self._desk = ProtocolDesk(self, self._protocols, self._settings.dismissed)
        self._output = OutputDesk(self, self.workspace, self._protocols)
        self._build()
        self._connect()
        lay_out(self, self.workspace, self._settings)
        self.workspace.tabs.show_send_bars(self._settings.send_bar)
        self._actions.update()
        self.workspace.panel.list.setFocus()
        self._open_earlier()
        for problem in filter(None, (book.problem, settings_problem)):
            self.report.add(problem)
        self._until_seen = QTimer(self)
        self._until_seen.setSingleShot(True)
        self._until_seen.timeout.connect(self._get_ready)
        self._until_seen.start(_UNTIL_SEEN)

    def note(self, sentence: str) -> None:
        """Say something in the status bar, for a while."""
        self._status.showMessage(label_text(sentence, 300), _NOTE_TIME)

    def shut_down(self) -> Deferred[None]:
        """Stop everything in order; fire when that is done, at the latest after a second and a half."""
        if self._is_down:
            return succeed(None)
        if self._shutdown is None:
            self._shutdown = Deferred()
            self.closing.emit()
            self._until_seen.stop()
            self._save_settings()
            self._desk.close()
            ends = [self.workspace.shut_down()]
            if "_saver" in vars(self):
                ends.append(self._saver.shut_down())
            DeferredList(ends).addTimeout(self._longest_shutdown, self._reactor).addBoth(self._finish, self._shutdown)
        result: Deferred[None] = Deferred()
        self._shutdown.addCallback(lambda _: result.callback(None))
        return result

    @cached_property
    def _saver(self) -> PoemSaver:
        from poetrygui.gui.poems.save_poem import PoemSaver  # nobody saves a poem before one came

        saver = PoemSaver(self, self._reactor)
        saver.note.connect(self.note)
        return saver

    # Building

    def _build(self) -> None:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._desk.bar)
        layout.addWidget(self.workspace, 1)
        self.setCentralWidget(middle)
        status = self.statusBar()
        assert status is not None
        self._status = status
        self._problems = ProblemsButton(self, self.report)
        self._count = PlainLabel()
        self._count.setObjectName("fetchCount")
        status.addPermanentWidget(self._problems)
        status.addPermanentWidget(self._count)
        self._actions = CommandActions(self, self._commands(), self.workspace.situation)
        self._actions.fill(self.workspace.panel.menu, Place.LIST_MENU)
        self._actions.bind_keys(Reach.LIST, self.workspace.panel.list)

    def _commands(self) -> tuple[Command, ...]:
        work = self.workspace
        return (
            *server_commands(work.panel, work),
            *poem_commands(work.tabs, save=self._save, reopen=work.library.kept.reopen),
            *window_commands(
                list_protocols=self._desk.open,
                show_output=self._output.open_or_close,
                show_problems=self._problems.open_dialog,
                show_about=self._show_about,
                leave=self.close,
            ),
        )

    def _connect(self) -> None:
        work = self.workspace
        work.changed.connect(self._show_count)
        work.changed.connect(self._actions.update)
        work.tabs.menu_wanted.connect(lambda where: self._actions.open_menu(Place.VIEW_MENU, where))
        work.problem.connect(self.report.add)
        work.note.connect(self.note)
        self._output.note.connect(self.note)
        work.look_wanted.connect(self._desk.open)
        work.panel.look_wanted.connect(self._desk.open)
        work.other_version_runs.connect(self._desk.bar.warn)
        self.report.changed.connect(self._note_problem)

    def _open_earlier(self) -> None:
        if self._lock.has_others:
            self.note("Poetry GUI has this profile open already: poems of earlier runs are left to that window.")
            return
        others = self.workspace.open_earlier(_MOST_EARLIER, may_note=self._lock.is_alone)
        if not self._lock.is_alone:
            self.report.add(
                f"The profile {self._profile.root} cannot be written to ({self._lock.problem}): poems of earlier runs "
                "are shown, and nothing of them is changed."
            )
        if others:
            self.note(f"{counted(others, 'older poem')} can be found in {self._profile.poems}.")

    def _get_ready(self) -> None:
        """Do what the window can be seen without, before anybody asks for it."""
        self._desk.begin()
        problem = self._protocols.registry.trust_book.problem
        if problem:
            self.report.add(problem)
        import_module("poetrygui.core.fetching.fetch")
        if self._lock.is_alone:
            self.workspace.remove_oldest_closed()
        if not self.workspace.tabs.count():
            self.workspace.tabs.warm_up()

    @property
    def commands(self) -> tuple[Command, ...]:
        """All that can be done in the window."""
        return self._actions.commands

    # Keeping up

    def _show_count(self) -> None:
        waiting = self.workspace.library.waiting
        running = len(self.workspace.library.running) - waiting
        waits = f", {waiting:,} waiting" if waiting else ""
        self._count.setText(f"{running:,} running{waits}" if running or waiting else "")

    def _save(self, poem: KeptPoem) -> None:
        self._saver.ask(poem)

    def _connections(self) -> list[Connection]:
        return self.workspace.library.connections()

    def _note_problem(self) -> None:
        if self.report.problems:
            self.note(self.report.problems[-1].sentence)

    def _show_about(self) -> None:
        sentence = f"Poetry GUI {__version__}: a window onto servers that send."
        more = "A protocol is one Python file with an ordinary Twisted Protocol in it. Licence: GPL 3 or later."
        box = open_message(self, QMessageBox.Icon.NoIcon, sentence, more=more)
        box.setIconPixmap(application_icon().pixmap(64, 64))

    # Closing

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Shut down first; close when that is done."""
        assert event is not None
        self._is_closing = True
        self.shut_down()
        self._is_closing = False
        if self._is_down:
            event.accept()
            self.closed.emit()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent | None) -> None:
        """Draw the icons anew in another palette's colours; show what another window has saved meanwhile."""
        super().changeEvent(event)
        if event is None or not hasattr(self, "_actions"):
            return
        if event.type() == QEvent.Type.PaletteChange:
            _keep_readable()
            self._actions.draw_icons()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.workspace.model.refresh()

    def _finish(self, result: object, shutdown: Deferred[None]) -> None:
        self.was_forced = not isinstance(result, list)
        self._is_down = True
        self._lock.release()
        self._funnels.close()
        self._kept_running.close()
        self._output.close()
        self._timed_calls.close()
        # Somebody may have deleted the window without waiting for it.
        if not sip.isdeleted(self) and self.isVisible() and not self._is_closing:
            self.close()
        shutdown.callback(None)

    def _save_settings(self) -> None:
        settings = remembered(
            self, self.workspace, send_bar=self.workspace.tabs.shows_send_bars, dismissed=self._desk.dismissed
        )
        if settings != self._settings:
            try:
                write_settings(self._profile.settings, settings)
            except SaveError as error:
                self.report.add(str(error))


def _keep_readable() -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        keep_readable(application)


def _can_draw(text: str) -> bool:
    from poetrygui.gui.rows.font_coverage import can_draw  # most poems have nothing to mark

    return can_draw(text)
