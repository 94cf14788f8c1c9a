"""Fetching what is chosen, and stopping that."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.display_text import label_text
from poetrygui.gui import window
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.poems.tab_bar import TabBar
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.servers.agreement import ask_before
from poetrygui.gui.servers.server_panel import ServerPanel
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.shown_poems import ShownPoems
from poetrygui.gui.window.situation import GroupSituation


class ChosenFetches(QObject):
    """Begins and ends fetches, and shows their poems, as the list and the tab that is seen say which are meant."""

    changed = pyqtSignal()
    """What can be done may be something else now."""
    note = pyqtSignal(str)
    """A sentence that is good to know."""

    def __init__(
        self, panel: ServerPanel, tabs: PoemTabs, library: Library, shown: ShownPoems, protocols: WindowProtocols
    ) -> None:
        """Have ``library`` fetch what is chosen in ``panel``, and ``shown`` show it in ``tabs``.

        What the panel knows no consent to is asked about before it is done. ``protocols`` are those for clients of a
        relay.
        """
        super().__init__(tabs)
        tabs.currentChanged.connect(lambda _: self.choose_shown())
        if isinstance(bar := tabs.tabBar(), TabBar):
            bar.gone_to.connect(self.follow_tabs)
        self._acts = panel.acts
        self._protocols = protocols
        self._panel = panel
        self._tabs = tabs
        self._library = library
        self._shown = shown

    def fetch(self, servers: list[Server]) -> None:
        """Fetch servers, each in the tab that it has; one that runs is shown, and no second one begun.

        The first one's tab becomes the current one, and hundreds of others do without. Those that would do something
        here that nobody has typed wait for an answer; the others do not.
        """
        running = self._running(servers)
        idle = [server for server in servers if server.id not in running]
        if idle:
            self._when_agreed(idle, self._begin)
        else:
            self._show_running(servers)

    def resume(self, servers: list[Server]) -> None:
        """Fetch servers that ran, each in its tab; the one that is seen stays so."""
        self._when_agreed(servers, self._begin, shows=False)

    def fetch_chosen(self) -> None:
        """Fetch the chosen servers, each in its tab."""
        self.fetch(self._panel.selected())

    def fetch_anew(self) -> None:
        """Fetch the chosen servers, each in a new tab, also those that run."""
        self._when_agreed(self._panel.selected(), self._library.start)

    def fetch_all(self) -> None:
        """Fetch every server."""
        self.fetch(self._panel.servers())

    def fetch_group(self) -> None:
        """Fetch every server of the current group."""
        self.fetch(self._panel.groups.servers())

    def stop_group(self) -> None:
        """Stop what runs of the current group."""
        for poem in self._running_of_group():
            self._library.stop(poem)

    def groups(self) -> GroupSituation:
        """Return how the groups of the list stand."""
        groups = self._panel.groups
        is_chosen, runs = bool(self._panel.choice.head), bool(self._running_of_group())
        return GroupSituation(bool(groups.names), groups.current, is_chosen, runs)

    def relay_chosen(self) -> None:
        """Ask where clients of the chosen server are to connect, and stand between them and it."""
        for server in self._panel.selected()[:1]:
            asker, reactor = self._library.parts.asker, self._library.reactor
            how = window.RelayDialog(reactor, server, self._protocols.registry, self._relay, self._panel, asker=asker)
            ask_before(self._panel, self._acts, [server], how.open)

    def _relay(self, asked: window.Relaying) -> None:
        self._shown.show_next()
        self._library.start_by(asked.server, asked.listener, asked.as_peer)
        self.changed.emit()

    def show_or_fetch(self) -> None:
        """Fetch what is chosen and does not run; of what runs, or has a poem that was never shown, show the newest."""
        servers = self._panel.selected()
        if len(servers) == 1 and (self._running(servers) or self._shown.waits_for_tab(servers[0].id)):
            self.show_poem()
        else:
            self.fetch(servers)

    def show_stream(self) -> None:
        """Show the tab of the one server that was just chosen in the list, where it has one and none is seen."""
        servers, seen = self._panel.selected(), self._tabs.in_tabs()
        is_seen = seen is not None and [server.id for server in servers] == [seen.poem.info.server_id]
        if len(servers) == 1 and self._panel.has_keyboard and not is_seen:
            self._shown.show_if_open(servers[0].id)

    def can_show_poem(self) -> bool:
        """Tell whether one server is chosen, and there is a poem of it."""
        servers = self._panel.selected()
        return len(servers) == 1 and self._shown.has_poem(servers[0].id)

    def show_poem(self) -> None:
        """Show the newest stream of the chosen server; where it has no tab yet, it gets one."""
        for server in self._panel.selected()[:1]:
            self._shown.show_newest(server.id)
        self.changed.emit()

    def choose_shown(self) -> None:
        """Choose in the list the server whose tab is seen, unless it is, or somebody chooses several there."""
        if not (self._panel.has_keyboard and len(self._panel.selected()) > 1):
            self.follow_tabs()

    def follow_tabs(self) -> None:
        """Choose the server whose tab is seen, whatever is chosen: somebody has gone to that tab."""
        if (tab := self._tabs.current()) is not None:
            self._panel.choose(tab.poem.info.server_id)

    def _when_agreed(self, servers: list[Server], begin: Callable[[list[Server]], None], *, shows: bool = True) -> None:
        """Have ``begin`` called with ``servers``: with those of unknown acts when somebody has agreed.

        Where it ``shows`` that, the first one's tab is seen.
        """

        def start(agreed: list[Server]) -> None:
            if shows:
                self._shown.show_next()
            begin(agreed)
            self.changed.emit()

        unknown = self._acts.unknown(servers)
        known = [server for server in servers if server.id not in unknown]
        if known or not unknown:
            start(known)
        if unknown:
            asked = [server for server in servers if server.id in unknown]
            ask_before(self._panel, self._acts, asked, lambda: start(asked))

    def _running_of_group(self) -> list[KeptPoem]:
        return self._library.running_of([server.id for server in self._panel.groups.servers()])

    def _running(self, servers: list[Server]) -> set[str]:
        """Return the ids of those that run and can be seen."""
        found = self._library.running_of({server.id for server in servers})
        return {poem.info.server_id for poem in found if not poem.is_closed}

    def _show_running(self, servers: list[Server]) -> None:
        for server in servers[:1]:
            self._shown.show_newest(server.id)
            name = label_text(server.name or server.address, 60)
            self.note.emit(f"“{name}” is being fetched already: Ctrl+Shift+N fetches it in a new tab, too.")

    def _begin(self, servers: list[Server]) -> None:
        """Fetch servers, each in the tab of its newest poem, which is read first; in another where it cannot be."""
        found = {server.id: self._shown.newest_of(server) for server in servers}
        poems = {each: poem for each, poem in found.items() if poem is not None and not poem.load_problem}
        unread = {each for each, poem in poems.items() if poem.store is None}
        for server in servers:
            if server.id in unread:
                self._begin_when_read(poems[server.id], server)
        self._library.start((server for server in servers if server.id not in unread), behind=poems)

    def _begin_when_read(self, poem: KeptPoem, server: Server) -> None:
        def read() -> None:
            stop()
            if not poem.is_closed and not self._running([server]):
                self._begin([server])

        stop = listen(self, poem.loaded, read)
        self._library.kept.load(poem)

    def stop(self) -> None:
        """Stop what :meth:`stoppable` names."""
        for poem in self.stoppable():
            if poem.is_being_made:
                poem.stop_making("stopped by the user")
            else:
                self._library.stop(poem)

    def stoppable(self) -> list[KeptPoem]:
        """Return the chosen servers' fetches if the list has the keyboard, else the current tab's; or the others.

        In a tab, a framing or a replay may run in the place of a fetch.
        """
        tab = self._tabs.current()
        current = [tab.poem] if tab is not None and (tab.poem.is_running or tab.poem.is_being_made) else []
        if current and not self._panel.has_keyboard:
            return current
        ids = {server.id for server in self._panel.selected()}
        return self._library.running_of(ids) or current
