"""The window: the one place where its parts are put together, and the order in which they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from PyQt6 import sip
from PyQt6.QtCore import QEvent, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget
from twisted.internet.defer import Deferred

from poetrygui import plugins
from poetrygui.core import connection, fetching
from poetrygui.core.servers.server_book import ServerBook
from poetrygui.core.text.display_text import ask_fonts
from poetrygui.gui import poems, rows, window
from poetrygui.gui.protocols.protocol_desk import ProtocolDesk
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.widgets.dress import dress
from poetrygui.gui.widgets.error_report import ErrorReport
from poetrygui.gui.widgets.fitting import FittingWindow
from poetrygui.gui.widgets.icons import application_icon
from poetrygui.gui.window.away_desk import AwayDesk
from poetrygui.gui.window.command import Command, Place, Reach
from poetrygui.gui.window.command_actions import CommandActions
from poetrygui.gui.window.framing_commands import framing_commands
from poetrygui.gui.window.guide_commands import guide_commands
from poetrygui.gui.window.highlight_commands import highlight_commands
from poetrygui.gui.window.idle_steps import IdleSteps
from poetrygui.gui.window.kept_layout import KeptLayout
from poetrygui.gui.window.kept_session import KeptSession
from poetrygui.gui.window.library_commands import library_commands
from poetrygui.gui.window.library_desk import LibraryDesk
from poetrygui.gui.window.merge_commands import merge_commands
from poetrygui.gui.window.open_profile import OpenProfile
from poetrygui.gui.window.orderly_end import OrderlyEnd
from poetrygui.gui.window.output_desk import OutputDesk
from poetrygui.gui.window.place_commands import place_commands
from poetrygui.gui.window.poem_commands import poem_commands
from poetrygui.gui.window.process_guards import ProcessGuards
from poetrygui.gui.window.quick_connect import QuickConnect
from poetrygui.gui.window.recording_commands import recording_commands
from poetrygui.gui.window.server_commands import server_commands
from poetrygui.gui.window.settings_commands import settings_commands
from poetrygui.gui.window.settings_desk import SettingsDesk
from poetrygui.gui.window.side_commands import side_commands
from poetrygui.gui.window.tab_commands import tab_commands
from poetrygui.gui.window.table_commands import table_commands
from poetrygui.gui.window.trigger_commands import trigger_commands
from poetrygui.gui.window.window_commands import window_commands
from poetrygui.gui.window.window_status import WindowStatus
from poetrygui.gui.window.workspace import Workspace
from poetrygui.paths import Profile

_UNTIL_SEEN = 50  # milliseconds in which a window has surely been painted


class MainWindow(FittingWindow):
    """The whole window on one profile, driven by ``reactor``, which it neither starts nor stops.

    Closing it stops every fetch first and waits for the disk; it is then that it goes, and ``closed`` is emitted.
    """

    closing = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, reactor: Any, profile: Profile, protocols: WindowProtocols, *, longest_shutdown: float) -> None:
        """Build it; it is shown by whoever made it. The ``protocols`` are those that its servers may have.

        What has not ended in order ``longest_shutdown`` seconds after the wish for it is left as it is.
        """
        _dress()
        super().__init__()
        self.setWindowTitle("Poetry GUI")
        self.setWindowIcon(application_icon())
        ask_fonts(_can_draw)
        self.report = ErrorReport()
        self._reactor = reactor
        self._end = OrderlyEnd(reactor, longest_shutdown)
        self._guards = ProcessGuards(reactor, self.report, self.close, self._connections)
        self._profile = OpenProfile(profile)
        self.protocols = protocols
        book = ServerBook(profile.servers)
        self.workspace = Workspace(reactor, profile, book, protocols)
        self._desk = ProtocolDesk(self, self.protocols, self._profile.settings.dismissed)
        self._output = OutputDesk(self, self.workspace, self.protocols)
        self._library = LibraryDesk(self, reactor, self.workspace, self._profile)
        self._status = WindowStatus(self, self.report)
        self._actions = CommandActions(self, self._all_commands(), self.workspace.situation)
        self._build()
        self._connect()
        self._begin()
        for problem in filter(None, (book.problem, self.workspace.model.problem, self._profile.settings_problem)):
            self.report.add(problem)

    @property
    def commands(self) -> tuple[Command, ...]:
        """All that can be done in the window."""
        return self._actions.commands

    @property
    def was_forced(self) -> bool:
        """Whether something had not ended in order when the time for that was over."""
        return self._end.was_forced

    def shut_down(self) -> Deferred[None]:
        """Stop everything in order; fire when that is done, or the time for it is over."""
        if not self._end.is_begun:
            self.closing.emit()
            self._desk.close()
            ends = [self.workspace.shut_down(), self._library.shut_down()]
            if "_saver" in vars(self):
                ends.append(self._saver.shut_down())
            self._end.begin([*ends, self.workspace.replays.close()], self._ended)
        return self._end.wait()

    # Building

    def _all_commands(self) -> tuple[Command, ...]:
        work = self.workspace
        chosen = SettingsDesk(self, work, self._profile, self._library, problem=self.report.add)
        away = AwayDesk(self, work, lambda: chosen.preferences.notices)
        for desk in (chosen, away):
            self.closing.connect(desk.close)
        return (
            *server_commands(work.panel, work.fetches),
            *merge_commands(work),
            *side_commands(work, self, self._status.note),
            *poem_commands(work.tabs, save=self._save, reopen=work.reopen, note=self._status.note),
            *highlight_commands(work, self, self.report.add),
            *trigger_commands(work, self, self._profile.folders.triggers, away, self.report.add),
            *place_commands(work.tabs, self, self._status.note),
            *library_commands(self._library),
            *recording_commands(work.tabs, self, self._status.note),
            *table_commands(work.tabs, self),
            *tab_commands(work.tabs, work.fetches.follow_tabs),
            *settings_commands(chosen.open),
            *framing_commands(lambda: work.framings, lambda: work.guesses),
            *guide_commands(self, lambda: self._actions, self._profile.folders.keys, self.closing, self.report.add),
            *window_commands(
                list_protocols=self._desk.open,
                new_protocol=self._desk.ask_for_new,
                show_output=self._output.open_or_close,
                show_problems=self._status.open_problems,
                show_about=lambda: window.show_about(self),
                leave=self.close,
            ),
        )

    def _build(self) -> None:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._desk.bar)
        layout.addWidget(self.workspace, 1)
        self.setCentralWidget(middle)
        self._actions.fill(self.workspace.panel.menu, Place.LIST_MENU)
        self._actions.bind_keys(Reach.LIST, self.workspace.panel.list)

    def _connect(self) -> None:
        work = self.workspace
        QuickConnect(work, self._actions)
        self._status.use_keys(self._actions.told)
        work.changed.connect(lambda: self._status.show_running(*work.running()))
        work.changed.connect(self._actions.update)
        work.tabs.menu_wanted.connect(lambda where: self._actions.open_menu(Place.VIEW_MENU, where))
        work.tabs.tab_menu_wanted.connect(lambda where: self._actions.open_menu(Place.TAB_MENU, where))
        work.problem.connect(self.report.add)
        work.note.connect(self._status.note)
        for desk in (self._output, self._library):
            desk.note.connect(self._status.note)
        self._library.problem.connect(self.report.add)
        for wanted in (work.look_wanted, work.look_over_wanted, work.panel.look_wanted):
            wanted.connect(self._desk.open)
        work.other_version_runs.connect(self._desk.bar.warn)

    def _begin(self) -> None:
        """Stand as the last window did, and do later what this one can be seen without."""
        layout = KeptLayout(self, self.workspace, self._profile, self._kept_beside)
        layout.take()
        layout.problem.connect(self.report.add)
        self.closing.connect(layout.save)
        self.workspace.panel.setFocus()
        session = KeptSession(self.workspace, self._profile)
        self._library.open_earlier(session.last)
        session.take()
        self.closing.connect(session.close)
        self._actions.update()
        steps = IdleSteps(self._steps_to_be_ready(session), self)
        self.closing.connect(steps.stop)
        steps.start(_UNTIL_SEEN)

    def _steps_to_be_ready(self, session: KeptSession) -> Iterator[Callable[[], object]]:
        """Give what would else be waited for as somebody asks for the first protocol, fetch or poem."""
        yield lambda: plugins.ProtocolRegistry
        yield lambda: self.protocols.registry
        yield self._desk.begin
        yield self._tell_trust_problem
        yield lambda: fetching.Fetch
        yield self._library.begin
        if self._profile.is_alone:
            yield self.workspace.replays.remove_left_behind
        yield session.resume
        yield from self.workspace.steps_to_be_warm()

    def _tell_trust_problem(self) -> None:
        if problem := self.protocols.trust_problem:
            self.report.add(problem)

    # What commands and guards ask for

    @cached_property
    def _saver(self) -> poems.PoemSaver:
        saver = poems.PoemSaver(self, self._reactor, self.workspace.tabs.tools.fields)
        saver.note.connect(self._status.note)
        return saver

    def _save(self, *what: Any) -> None:
        self._saver.ask(*what)

    def _connections(self) -> list[connection.Connection]:
        return self.workspace.connections()

    # Closing

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Shut down first; close when that is done."""
        assert event is not None
        self.shut_down()
        if self._end.is_done:
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
            _dress()
            self._actions.draw_icons()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.workspace.refresh_servers()

    def _ended(self) -> None:
        self._profile.close()
        self._output.close()
        self._guards.close()
        # Somebody may have deleted the window without waiting for it.
        if not sip.isdeleted(self) and self.isVisible():
            self.close()

    def _kept_beside(self) -> tuple[tuple[str, ...], tuple[int, int]]:
        return self._desk.dismissed, self._library.limits


def _dress() -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        dress(application)


def _can_draw(text: str) -> bool:
    return rows.can_draw(text)
