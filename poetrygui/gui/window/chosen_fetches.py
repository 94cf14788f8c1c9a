"""Fetching what is chosen, and stopping that."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.servers.agreed_acts import AgreedActs
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.servers.agreement import ask_before
from poetrygui.gui.servers.server_panel import ServerPanel
from poetrygui.gui.window.shown_poems import ShownPoems


class ChosenFetches(QObject):
    """Begins and ends fetches, and shows their poems, as the list and the tab that is seen say which are meant."""

    changed = pyqtSignal()
    """What can be done may be something else now."""

    def __init__(
        self, panel: ServerPanel, tabs: PoemTabs, library: Library, shown: ShownPoems, acts: AgreedActs
    ) -> None:
        """Have ``library`` fetch what is chosen in ``panel``, and ``shown`` show it in ``tabs``.

        What is in none of ``acts`` is asked about before it is done.
        """
        super().__init__(tabs)
        self._acts = acts
        self._panel = panel
        self._tabs = tabs
        self._library = library
        self._shown = shown

    def fetch(self, servers: list[Server]) -> None:
        """Fetch servers; the first one's tab becomes the current one, and hundreds of others do without.

        Those that would do something here that nobody has typed wait for an answer; the others do not.
        """
        unknown = self._acts.unknown(servers)
        known = [server for server in servers if server.id not in unknown]
        if known or not unknown:
            self._start(known)
        if unknown:
            asked = [server for server in servers if server.id in unknown]
            ask_before(self._panel, self._acts, asked, lambda: self._start(asked))

    def _start(self, servers: list[Server]) -> None:
        self._shown.show_next()
        self._library.start(servers)
        self.changed.emit()

    def fetch_chosen(self) -> None:
        """Fetch the chosen servers, each into a new tab."""
        self.fetch(self._panel.selected())

    def fetch_all(self) -> None:
        """Fetch every server."""
        self.fetch(self._panel.servers())

    def show_or_fetch(self) -> None:
        """Fetch what is chosen and does not run; of what runs, or has a poem that was never shown, show the newest."""
        servers = self._panel.selected()
        found = self._library.running_of({server.id for server in servers})
        running = {poem.info.server_id for poem in found if not poem.is_closed}
        if len(servers) == 1 and (servers[0].id in running or self._shown.waits_for_tab(servers[0].id)):
            self.show_poem()
        else:
            self.fetch([server for server in servers if server.id not in running])

    def can_show_poem(self) -> bool:
        """Tell whether one server is chosen, and there is a poem of it."""
        servers = self._panel.selected()
        return len(servers) == 1 and self._shown.has_poem(servers[0].id)

    def show_poem(self) -> None:
        """Show the newest poem of the chosen server; where it has no tab yet, it gets one."""
        for server in self._panel.selected()[:1]:
            self._shown.show_newest(server.id)
        self.changed.emit()

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
