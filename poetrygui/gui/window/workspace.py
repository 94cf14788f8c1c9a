"""The window's middle: servers at the left, their poems at the right, and the fetches between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import QSplitter
from twisted.internet.defer import Deferred

from poetrygui.core.library.closed_poems import HOW_LONG, TabPlace
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.servers.server_panel import ServerPanel
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.situation import Situation
from poetrygui.paths import Profile

if TYPE_CHECKING:
    from poetrygui.core.library.kept_poem import KeptPoem
    from poetrygui.gui.poems.poem_tab import PoemTab

# Milliseconds between two states of the list while bytes come.
_STATES_INTERVAL = 1000
# Tabs that fetching several servers may come to. Nobody finds one among more, and each costs Qt a look at all others.
_MOST_TABS = 256


class Workspace(QSplitter):
    """Library what is chosen in the list into tabs, and shows in both how each fetch stands."""

    changed = pyqtSignal()
    """What can be done may be something else now."""
    fetches_ended = pyqtSignal()
    """Nothing runs any more."""
    note = pyqtSignal(str)
    """A sentence that is good to know."""
    problem = pyqtSignal(str)
    """A sentence about what went wrong beside a poem."""
    look_wanted = pyqtSignal(object)
    """The Path of a protocol file to be looked at."""
    other_version_runs = pyqtSignal(object)
    """A fetch begins with an earlier version of a protocol than the newest one: its Path."""

    def __init__(self, reactor: Any, profile: Profile, book: ServerBook, protocols: WindowProtocols) -> None:
        """Show the servers of ``book``; keep poems in the profile."""
        super().__init__()
        self.library = Library(reactor, profile.poems, profile.closed, protocols.configured)
        self.model = ServerModel(book)
        self.panel = ServerPanel(self.model, protocols, self.library)
        self.tabs = PoemTabs(self.library)
        self.addWidget(self.panel)
        self.addWidget(self.tabs)
        self.model.setParent(self)  # after its view, which it outlives so: children go in order
        self.setStretchFactor(1, 1)
        self.setCollapsible(1, False)
        self._protocols = protocols
        self._shows_next = False
        self._without_tab: dict[str, list[KeptPoem]] = {}
        self._is_behind = False
        self._next_states = QTimer(self)
        self._next_states.setSingleShot(True)
        self._next_states.setInterval(_STATES_INTERVAL)
        self._next_states.setTimerType(Qt.TimerType.CoarseTimer)
        self._next_states.timeout.connect(self._show_states)
        protocols.changed.connect(self._protocols_changed)
        self.panel.chosen.connect(self.show_or_fetch)
        for signal in (self.panel.selection_changed, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self.changed)
        self.tabs.tab_changed.connect(self.changed)
        self.tabs.problem.connect(self.problem)
        self.tabs.look_wanted.connect(self.look_wanted)
        self.tabs.closed.connect(self._tab_closed)
        self.panel.removed.connect(self._servers_removed)
        self.panel.removals.changed.connect(self.changed)
        listen(self, self.library.kept.problem, self.problem.emit)
        listen(self, self.library.kept.closed_changed, self.changed.emit)
        listen(self, self.library.kept.reopened, self._reopened)
        listen(self, self.library.started, self._fetch_started)
        listen(self, self.library.phase_changed, self._phase_changed)
        listen(self, self.library.progressed, self._progressed)

    def fetch_selected(self) -> None:
        """Fetch the chosen servers, each into a new tab."""
        self.fetch(self.panel.selected())

    def show_or_fetch(self) -> None:
        """Fetch what is chosen and does not run; of what runs, or has a poem that was never shown, show the newest."""
        servers = self.panel.selected()
        running = {poem.info.server_id for poem in self.library.running if not poem.is_closed}
        if len(servers) == 1 and (servers[0].id in running or self._without_tab.get(servers[0].id)):
            self.show_poem()
        else:
            self.fetch([server for server in servers if server.id not in running])

    def has_poem(self) -> bool:
        """Tell whether one server is chosen, and there is a poem of it."""
        servers = self.panel.selected()
        return len(servers) == 1 and bool(self._without_tab.get(servers[0].id) or self._tabs_of(servers[0]))

    def show_poem(self) -> None:
        """Show the newest poem of the chosen server; where it has no tab yet, it gets one."""
        for server in self.panel.selected()[:1]:
            poems, tabs = self._without_tab.get(server.id), self._tabs_of(server)
            if poems:
                self.tabs.setCurrentWidget(self.tabs.add_poem(poems.pop()))
            elif tabs:
                self.tabs.setCurrentWidget(max(tabs, key=lambda tab: tab.poem.directory.name))
        self.changed.emit()

    def _tabs_of(self, server: Server) -> list[PoemTab]:
        return [tab for tab in self.tabs.tabs() if tab.poem.info.server_id == server.id]

    def fetch_all(self) -> None:
        """Fetch every server."""
        self.fetch(list(self.model.servers))

    def fetch(self, servers: list[Server]) -> None:
        """Fetch servers; the first one's tab becomes the current one, and hundreds of others do without."""
        self._shows_next = True
        self.library.start(servers)
        self.changed.emit()

    def stop(self) -> None:
        """Stop what :meth:`stoppable` names."""
        for poem in self.stoppable():
            self.library.stop(poem)

    def stoppable(self) -> list[KeptPoem]:
        """Return the chosen servers' fetches if the list has the focus, else the current tab's; or else the others."""
        tab = self.tabs.current()
        current = [tab.poem] if tab is not None and tab.poem.is_running else []
        if current and not self.panel.list.hasFocus():
            return current
        ids = {server.id for server in self.panel.selected()}
        chosen = [poem for poem in self.library.running if poem.info.server_id in ids]
        return chosen or current

    def open_earlier(self, limit: int, *, may_note: bool) -> int:
        """Open the newest poems that earlier runs left; return how many more there are.

        How the interrupted ones ended is noted if it ``may`` be.
        """
        poems, others = self.library.kept.earlier(limit, may_note=may_note)
        for poem in poems:
            self.tabs.add_poem(poem)
            self.model.set_state(poem.info.server_id, poem.state)
        self.tabs.setCurrentIndex(self.tabs.count() - 1)
        return others

    def remove_oldest_closed(self) -> None:
        """Remove closed poems that are more than is kept, and say so."""
        self.library.kept.remove_oldest(
            lambda count: self.note.emit(f"{counted(count, 'closed poem')} removed, the oldest. {HOW_LONG}")
        )

    def situation(self) -> Situation:
        """Return how the window stands, as far as commands ask."""
        tab = self.tabs.current()
        start, stop = (0, 0) if tab is None else tab.view.selection()
        return Situation(
            servers=len(self.model.servers),
            chosen=len(self.panel.selected()),
            undo=self.panel.removals.undo_words,
            redo=self.panel.removals.redo_words,
            can_show_poem=self.has_poem(),
            can_stop=bool(self.stoppable()),
            can_reopen=self.library.kept.can_reopen,
            has_tab=tab is not None,
            has_selection=start < stop,
            follows=tab is not None and tab.view.following,
            wraps=self.tabs.wraps,
            shows_send_bars=self.tabs.shows_send_bars,
        )

    def current(self) -> PoemTab | None:
        """Return the tab that is seen."""
        return self.tabs.current()

    def shut_down(self) -> Deferred[None]:
        """Stop everything; fire when all of it is on disk."""
        self._next_states.stop()
        self._protocols.changed.disconnect(self._protocols_changed)
        return self.library.shut_down()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up with what came while nobody looked."""
        super().showEvent(event)
        if self._is_behind:
            self._show_states()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Wake nobody up while nobody looks."""
        super().hideEvent(event)
        self._next_states.stop()

    def _tab_closed(self, poem: KeptPoem) -> None:
        name = label_text(poem.info.name or poem.info.address, 60)
        self.note.emit(f"Closed “{name}”: Ctrl+Shift+T brings it back. {HOW_LONG}")

    def _reopened(self, poem: KeptPoem, place: TabPlace) -> None:
        self.tabs.setCurrentWidget(self.tabs.add_poem(poem, place))
        self.changed.emit()

    def _servers_removed(self, count: int) -> None:
        self.note.emit(f"Removed {counted(count, 'server')}: Ctrl+Z brings {'it' if count == 1 else 'them'} back.")

    def _fetch_started(self, poem: KeptPoem) -> None:
        if self._shows_next:
            self._shows_next = False
            self.tabs.setCurrentWidget(self.tabs.add_poem(poem))
        elif self.tabs.count() < _MOST_TABS:
            self.tabs.add_poem(poem)
        else:
            if not self._without_tab:
                self.note.emit(
                    "There are too many poems for tabs: to see a server's poem, press Enter on it in the list."
                )
            self._without_tab.setdefault(poem.info.server_id, []).append(poem)
        self._take_notice(poem)
        if poem.notice is not None and poem.notice.sentence:
            self.other_version_runs.emit(poem.notice.path)
        self.model.set_state(poem.info.server_id, poem.state)
        self.changed.emit()

    def _protocols_changed(self) -> None:
        """Tell in a tab that its connection keeps the version of the protocol that it began with."""
        current = {
            entry.name: entry.protocol for entry in self._protocols.registry.entries if entry.protocol is not None
        }
        for poem in self.library.running:
            poem.note_protocol(current.get(poem.info.protocol))
        for tab in self.tabs.tabs():
            self._take_notice(tab.poem)

    def _take_notice(self, poem: KeptPoem) -> None:
        """Say of a poem's protocol what its author may not know."""
        from poetrygui.gui.protocols.protocol_notice import notice_of

        poem.take_notice(notice_of(poem.info.protocol, poem.state, self._protocols.registry.entries))

    def _phase_changed(self, poem: KeptPoem) -> None:
        if isinstance(poem.state, Ended) and poem.fetch is not None:
            registry = self._protocols.registry
            registry.note_end(poem.info.protocol, poem.fetch.factory.protocol, poem.state, poem.slow_call)
        self.model.set_state(poem.info.server_id, poem.state)
        self.changed.emit()
        if not self.library.is_busy:
            self.fetches_ended.emit()

    def _progressed(self) -> None:
        # Only what was received sets the timer: a window in which nothing happens has none.
        if not self._is_behind:
            self._is_behind = True
            if self.isVisible():
                self._next_states.start()

    def _show_states(self) -> None:
        self._is_behind = False
        for poem in self.library.running:
            self.model.set_state(poem.info.server_id, poem.state)
