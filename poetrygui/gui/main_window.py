"""The window: the one place where its parts are put together, and the order in which they end."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PyQt6 import sip
from PyQt6.QtCore import QEvent, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QMainWindow, QMessageBox, QToolBar, QVBoxLayout, QWidget
from twisted.internet.defer import Deferred, DeferredList, succeed

from poetrygui import __version__
from poetrygui.core.servers import ServerBook
from poetrygui.core.timed_calls import TimedCallGuard
from poetrygui.errors import SaveError
from poetrygui.gui import actions
from poetrygui.gui.display_text import ask_fonts, label_text
from poetrygui.gui.error_funnels import ErrorFunnels
from poetrygui.gui.error_report import ErrorReport, ProblemsButton
from poetrygui.gui.icons import application_icon
from poetrygui.gui.instance_lock import InstanceLock
from poetrygui.gui.plain_text import PlainLabel, open_message
from poetrygui.gui.protocol_desk import ProtocolDesk
from poetrygui.gui.settings import lay_out, read_settings, remembered, write_settings
from poetrygui.gui.window_protocols import WindowProtocols
from poetrygui.gui.wording import counted
from poetrygui.gui.workspace import Workspace
from poetrygui.paths import Profile

if TYPE_CHECKING:
    from poetrygui.core.connection import Connection
    from poetrygui.gui.poem_tab import PoemTab
    from poetrygui.gui.save_poem import PoemSaver

_MOST_EARLIER = 20  # tabs that are opened again at the start
_LONGEST_SHUTDOWN = 1.5  # seconds that connections and disk have for ending in order
_NOTE_TIME = 8000  # milliseconds
_UNTIL_SEEN = 50  # milliseconds in which a window has surely been painted


class MainWindow(QMainWindow):
    """The whole window on one profile, driven by ``reactor``, which it neither starts nor stops.

    Closing it stops every fetch first and waits for the disk; it is then that it goes, and ``closed`` is emitted.
    """

    closed = pyqtSignal()

    def __init__(self, reactor: Any, profile: Profile, *, safe_mode: bool = False) -> None:
        """Build it; it is shown by whoever made it. In ``safe_mode`` there are the shipped protocols only."""
        super().__init__()
        self.setWindowTitle("Poetry GUI")
        self.setWindowIcon(application_icon())
        self.was_forced = False
        """Whether something had not ended when the time for that was over."""
        self.report = ErrorReport()
        self._reactor = reactor
        self._profile = profile
        self._shutdown: Deferred[None] | None = None
        self._is_down = False
        self._is_closing = False
        ask_fonts(_can_draw)
        self._funnels = ErrorFunnels(reactor, self.report, self.close, self._connections)
        self._timed_calls = TimedCallGuard(reactor)
        profile.make()
        self._lock = InstanceLock(profile.root / "running")
        self._protocols = WindowProtocols(None if safe_mode else profile.protocols, self)
        self._settings, settings_problem = read_settings(profile.settings)
        book = ServerBook(profile.servers)
        self.workspace = Workspace(reactor, profile, book, self._protocols)
        self._desk = ProtocolDesk(self, self._protocols)
        self._build()
        self._connect()
        lay_out(self, self.workspace, self._settings)
        self._actions["actionWrap"].setChecked(True)
        self._actions["actionSendBar"].setChecked(self._settings.send_bar)
        self.workspace.tabs.show_send_bars(self._settings.send_bar)
        self.workspace.panel.list.setFocus()
        self._open_earlier()
        for problem in filter(None, (book.problem, settings_problem)):
            self.report.add(problem)
        self._update()
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
            self._until_seen.stop()
            self._save_settings()
            self._desk.close()
            ends = [self.workspace.shut_down()]
            if "_saver" in vars(self):
                ends.append(self._saver.shut_down())
            DeferredList(ends).addTimeout(_LONGEST_SHUTDOWN, self._reactor).addBoth(self._finish, self._shutdown)
        result: Deferred[None] = Deferred()
        self._shutdown.addCallback(lambda _: result.callback(None))
        return result

    @cached_property
    def _saver(self) -> PoemSaver:
        from poetrygui.gui.save_poem import PoemSaver  # nobody saves a poem before one came

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
        self._actions = actions.make_actions(self)
        actions.fill_menus(self, self._actions)
        actions.fill_list_menu(self.workspace.panel.menu, self._actions)
        actions.bind_list_keys(self.workspace.panel.list, self._actions)
        toolbar = QToolBar("Toolbar")
        toolbar.setObjectName("toolbar")
        toolbar.setMovable(False)
        toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        actions.fill_toolbar(toolbar, self._actions)
        self.addToolBar(toolbar)
        status = self.statusBar()
        assert status is not None
        self._status = status
        self._problems = ProblemsButton(self, self.report)
        self._count = PlainLabel()
        self._count.setObjectName("fetchCount")
        status.addPermanentWidget(self._problems)
        status.addPermanentWidget(self._count)

    def _connect(self) -> None:
        work = self.workspace
        slots: dict[str, Callable[[], object]] = {
            "actionAddServer": work.panel.add,
            "actionEditServer": work.panel.edit,
            "actionRemoveServer": work.panel.remove,
            "actionMoveUp": lambda: work.panel.move_current(-1),
            "actionMoveDown": lambda: work.panel.move_current(1),
            "actionFetch": work.fetch_selected,
            "actionFetchAll": work.fetch_all,
            "actionShowPoem": work.show_poem,
            "actionStop": work.stop,
            "actionProtocols": self._desk.open,
            "actionCopy": lambda: self._with_tab(lambda tab: tab.view.copy()),
            "actionFind": lambda: self._with_tab(lambda tab: tab.show_find_bar()),
            "actionSavePoem": lambda: self._with_tab(lambda tab: self._saver.ask(tab.poem)),
            "actionFollow": lambda: self._with_tab(self._follow_or_not),
            "actionWrap": lambda: work.tabs.set_wrap(self._actions["actionWrap"].isChecked()),
            "actionSendBar": lambda: work.tabs.show_send_bars(self._actions["actionSendBar"].isChecked()),
            "actionCloseTab": work.close_current_tab,
            "actionQuit": self.close,
            "actionProblems": self._problems.open_dialog,
            "actionAbout": self._show_about,
        }
        for name, slot in slots.items():
            # What `triggered` passes on is no argument of these.
            self._actions[name].triggered.connect(lambda _=False, call=slot: call())
        work.changed.connect(self._update)
        work.problem.connect(self.report.add)
        work.note.connect(self.note)
        self.report.changed.connect(self._note_problem)

    def _open_earlier(self) -> None:
        if not self._lock.is_alone:
            self.note("Poetry GUI has this profile open already: poems of earlier runs are left to that window.")
            return
        others = self.workspace.open_earlier(_MOST_EARLIER)
        if others:
            self.note(f"{counted(others, 'older poem')} can be found in {self._profile.poems}.")

    def _get_ready(self) -> None:
        """Do what the window can be seen without, before anybody asks for it."""
        self._desk.begin()
        problem = self._protocols.registry.trust_book.problem
        if problem:
            self.report.add(problem)
        import_module("poetrygui.core.fetching")
        if not self.workspace.tabs.count():
            self.workspace.tabs.warm_up()

    # Keeping up

    def _update(self) -> None:
        """Enable what can be done now."""
        chosen, tab = self.workspace.panel.selected(), self.workspace.current()
        one = len(chosen) == 1
        enabled = {
            "actionEditServer": one,
            "actionMoveUp": one,
            "actionMoveDown": one,
            "actionRemoveServer": bool(chosen),
            "actionFetch": bool(chosen),
            "actionFetchAll": bool(self.workspace.model.servers),
            "actionShowPoem": self.workspace.has_poem(),
            "actionStop": bool(self.workspace.stoppable()),
        }
        for name in ("actionCopy", "actionFind", "actionSavePoem", "actionFollow", "actionCloseTab"):
            enabled[name] = tab is not None
        for name, is_enabled in enabled.items():
            self._actions[name].setEnabled(is_enabled)
        self._actions["actionFollow"].setChecked(tab is not None and tab.view.following)
        running = len(self.workspace.fetches.running)
        self._count.setText(f"{running:,} running" if running else "")

    def _follow_or_not(self, tab: PoemTab) -> None:
        if self._actions["actionFollow"].isChecked():
            tab.view.follow()
        else:
            tab.view.let_go()

    def _connections(self) -> list[Connection]:
        return self.workspace.fetches.connections()

    def _with_tab(self, call: Callable[[PoemTab], object]) -> None:
        tab = self.workspace.current()
        if tab is not None:
            call(tab)

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
        """Draw the icons anew in another palette's colours."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange and hasattr(self, "_actions"):
            actions.set_icons(self._actions, self)

    def _finish(self, result: object, shutdown: Deferred[None]) -> None:
        self.was_forced = not isinstance(result, list)
        self._is_down = True
        self._lock.release()
        self._funnels.close()
        self._timed_calls.close()
        # Somebody may have deleted the window without waiting for it.
        if not sip.isdeleted(self) and self.isVisible() and not self._is_closing:
            self.close()
        shutdown.callback(None)

    def _save_settings(self) -> None:
        settings = remembered(self, self.workspace, send_bar=self._actions["actionSendBar"].isChecked())
        if settings != self._settings:
            try:
                write_settings(self._profile.settings, settings)
            except SaveError as error:
                self.report.add(str(error))


def _can_draw(text: str) -> bool:
    from poetrygui.gui.font_coverage import can_draw  # most poems have nothing to mark

    return can_draw(text)
