"""The window's middle: servers at the left, their poems at the right, and the fetches between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import QSplitter
from twisted.internet.defer import Deferred

from poetrygui.core import connection
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.letterings import Letterings
from poetrygui.core.library.session import Session
from poetrygui.core.outcomes import Receiving
from poetrygui.core.servers.agreed_acts import AgreedActs
from poetrygui.core.servers.folded_groups import FoldedGroups
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui import poems, reading, servers, window
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.servers.server_panel import ServerPanel
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.chosen_fetches import ChosenFetches
from poetrygui.gui.window.fetch_news import FetchNews
from poetrygui.gui.window.protocol_notices import ProtocolNotices
from poetrygui.gui.window.question_dialogs import QuestionDialogs
from poetrygui.gui.window.replays import Replays
from poetrygui.gui.window.server_states import ServerStates
from poetrygui.gui.window.shown_poems import ShownPoems
from poetrygui.gui.window.situation import ReadingSituation, RecordingSituation, Situation, TabsShow
from poetrygui.gui.window.window_edges import WindowEdges
from poetrygui.gui.window.window_fields import WindowFields
from poetrygui.gui.window.window_hosts import WindowHosts
from poetrygui.paths import Profile


class Workspace(QSplitter):
    """Joins the list, the tabs and the library: what one of them tells, the others hear of."""

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
    look_over_wanted = pyqtSignal(object, object)
    """The same, over a dialog that asked for it."""
    other_version_runs = pyqtSignal(object)
    """A fetch begins with an earlier version of a protocol than the newest one: its Path."""

    def __init__(self, reactor: Any, profile: Profile, book: ServerBook, protocols: WindowProtocols) -> None:
        """Show the servers of ``book``, to be fetched by ``protocols``; keep poems in the profile."""
        super().__init__()
        self.hosts = own = WindowHosts(reactor, protocols, self.note.emit)
        self.library = own.library(profile.poems, profile.closed)
        self.library.parts.asker = QuestionDialogs(self)
        self.model = ServerModel(book, FoldedGroups(profile.folded))
        self.panel = ServerPanel(self.model, protocols, self.library, AgreedActs(profile.agreed))
        self._protocols = protocols
        self.edges = WindowEdges(reactor, own.jobs)
        tools = WindowFields(reactor, protocols, own.jobs).tools(self.edges.of)
        self.tabs = PoemTabs(self.library, tools._replace(rules=reading.HighlightBook(profile.highlights)))
        self.addWidget(self.panel)
        self.addWidget(self.tabs)
        self.model.setParent(self)  # after its view, which it outlives so: children go in order
        self.setStretchFactor(1, 1)
        self.setCollapsible(1, False)
        # In this order they hear of a fetch: first it gets its tab.
        self.shown = ShownPoems(self.tabs, self.library)
        self.fetches = ChosenFetches(self.panel, self.tabs, self.library, self.shown, protocols)
        self._notices = ProtocolNotices(self.tabs, self.library, protocols)
        self.replays = Replays(self.tabs, self.library, protocols, profile.replays, own.jobs.start)
        self._states = ServerStates(self.model, self.library, self)
        self._connect()

    def _connect(self) -> None:
        others = self.model.rowsInserted, self.model.rowsRemoved, self.tabs.tab_changed
        for signal in (self.panel.selection_changed, self.panel.edits.changed, *others, self.fetches.changed):
            signal.connect(self.changed)
        self.panel.chosen.connect(self.fetches.show_or_fetch)
        self.panel.selection_changed.connect(self.fetches.show_stream)
        self.fetches.note.connect(self.note)
        self.panel.guess_wanted.connect(self._guess_for)
        self.panel.removed.connect(self._servers_removed)
        self.tabs.problem.connect(self.problem)
        self.tabs.look_wanted.connect(self.look_wanted)
        self.tabs.closed.connect(self._tab_closed)
        self.shown.note.connect(self.note)
        self._notices.other_version_runs.connect(self.other_version_runs)
        listen(self, self.library.kept.problem, self.problem.emit)
        listen(self, self.library.kept.closed_changed, self.changed.emit)
        listen(self, self.library.kept.reopened, lambda _poem, _place: self.changed.emit())
        news = FetchNews(self, self.library)
        news.changed.connect(self.changed)
        news.all_ended.connect(self.fetches_ended)

    @cached_property
    def framings(self) -> window.FramingDesk:
        """What frames recordings anew."""
        desk = window.FramingDesk(self.tabs, self.library, self._protocols, self.hosts.jobs)
        desk.note.connect(self.note)
        desk.problem.connect(self.problem)
        desk.changed.connect(self.changed)
        desk.look_wanted.connect(self.look_over_wanted)
        return desk

    @cached_property
    def guesses(self) -> window.GuessDesk:
        """What finds out which framing something has."""
        of, start, frame = (self.library, self.tabs, self._protocols), self.hosts.jobs.start, self.framings.frame
        desk = window.GuessDesk(*of, start, model=self.model, acts=self.panel.acts, frame=frame)
        desk.note = self.note.emit
        return desk

    def put(self, servers: Iterable[Server]) -> None:
        """Add servers to the list, or give those that are in it by their ids what they have now; choose the first."""
        known = {server.id for server in self.model.servers}
        for server in servers:
            if server.id in known:
                self.model.replace(server)
            else:
                self.model.add(server)
        self.panel.select_row(0)

    def fetch(self, servers: list[Server]) -> None:
        """Fetch servers; the first one's tab becomes the current one."""
        self.fetches.fetch(servers)

    def open_earlier(self, limit: int, session: Session, *, may_note: bool) -> int:
        """Open the tabs of the last ``session``, or else ``limit`` earlier poems; return how many more there are.

        ``may_note`` is whether how the interrupted ones ended is noted.
        """
        poems, others = self.shown.open_earlier(limit, session, may_note=may_note)
        for poem in poems:
            self._states.show(poem)
        if poems and may_note:
            self.panel.follow_servers()
        return others

    def reopen(self) -> None:
        """Show the poem again whose tab was closed last, where there is one."""
        self.library.kept.reopen()

    def steps_to_be_warm(self) -> Iterator[Callable[[], object]]:
        """Give what the first tab would take time for, a step at a time, where there is none yet."""
        yield lambda: poems.PoemTab
        yield lambda: self.hosts.be_ready_for(self.model.servers)
        if not self.tabs.count():
            yield self.tabs.warm_up

    def refresh_servers(self) -> None:
        """Show what another window has saved meanwhile."""
        self.model.refresh()

    def take_focus(self) -> None:
        """Give the keyboard to the poem that is seen, or to the list where there is none."""
        tab = self.current()
        (self.panel if tab is None else tab.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def shut_down(self) -> Deferred[None]:
        """Stop everything; fire when all of it is on disk."""
        self._states.pause()
        self._notices.close()
        if "framings" in vars(self):
            self.framings.close()
        if "guesses" in vars(self):
            self.guesses.close()
        self.edges.close()
        return self.hosts.close_after(self.library.shut_down())

    @property
    def is_busy(self) -> bool:
        """Whether anything is fetched."""
        return self.library.is_busy

    def running(self) -> tuple[int, int]:
        """Return how many fetches run, and how many wait to begin."""
        waiting = self.library.waiting
        return len(self.library.running) - waiting, waiting

    def connections(self) -> list[connection.Connection]:
        """Return the connections that stand."""
        return [*self.library.connections(), *self.replays.connections()]

    def fetched(self) -> list[KeptPoem]:
        """Return the poems in tabs that were fetched by this window, from left to right."""
        return [tab.poem for tab in self.tabs.tabs() if tab.poem.fetch is not None]

    def current(self) -> poems.PoemTab | None:
        """Return the tab that is seen."""
        return self.tabs.current()

    def situation(self) -> Situation:
        """Return how the window stands, as far as commands ask."""
        tab = self.current()
        return Situation(
            servers=len(self.model.servers),
            chosen=len(self.panel.selected()),
            undo=self.panel.edits.undo_words,
            redo=self.panel.edits.redo_words,
            can_show_poem=self.fetches.can_show_poem(),
            can_stop=bool(self.fetches.stoppable()),
            can_reopen=self.library.kept.can_reopen,
            tabs=self.tabs.count(),
            has_selection=tab is not None and not tab.view.selected.is_empty,
            reading=_reading_of(tab, self.tabs.letterings),
            groups=self.fetches.groups(),
            follows=tab is not None and tab.view.following,
            recording=_recording_of(tab),
            tabs_show=TabsShow(self.tabs.wraps, self.tabs.shows_send_bars, self.tabs.recording_look),
        )

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up with what came while nobody looked."""
        super().showEvent(event)
        self._states.catch_up()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Wake nobody up while nobody looks."""
        super().hideEvent(event)
        self._states.pause()

    def _tab_closed(self, poem: KeptPoem) -> None:
        name = label_text(poem.info.name or poem.info.address, 60)
        self.note.emit(f"Closed “{name}”: Ctrl+Shift+T brings it back, and Ctrl+O lists all recordings.")

    def _guess_for(self, dialog: servers.ServerDialog) -> None:
        self.guesses.ask_for(dialog)

    def _servers_removed(self, count: int) -> None:
        self.note.emit(f"Removed {counted(count, 'server')}: Ctrl+Z brings {'it' if count == 1 else 'them'} back.")


def _reading_of(tab: poems.PoemTab | None, letterings: Letterings) -> ReadingSituation:
    if tab is None:
        return ReadingSituation(letterings.colours)
    stream = tab.poem.stream
    return ReadingSituation(letterings.colours, stream.lettering.encoding, stream.hidden > 0, tab.lines.folds)


def _recording_of(tab: poems.PoemTab | None) -> RecordingSituation:
    if tab is None:
        return RecordingSituation()
    can_send = tab.poem.can_speak and isinstance(tab.poem.state, Receiving)
    return RecordingSituation(tab.has_recording, tab.is_to_record, tab.may_hold_sent, can_send, tab.poem.is_merged)
