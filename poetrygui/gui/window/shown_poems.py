"""Which poem gets a tab, and which one of a server's poems is shown."""

from __future__ import annotations

from attrs import evolve
from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.library.poem_folders import stream_of
from poetrygui.core.library.session import Session
from poetrygui.core.servers.server_book import Server
from poetrygui.gui import poems
from poetrygui.gui.poems.next_tabs import show_soon
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.widgets.listening import listen

# Tabs that fetching several servers may come to. Nobody finds one among more, and each costs Qt a look at all others.
MOST_TABS = 256


class ShownPoems(QObject):
    """Opens a tab for each poem that begins or is brought back; those of hundreds of servers do without at first."""

    note = pyqtSignal(str)
    """A sentence that is good to know."""

    def __init__(self, tabs: PoemTabs, library: Library) -> None:
        """Open tabs in ``tabs`` for what ``library`` fetches and keeps."""
        super().__init__(tabs)
        self._tabs = tabs
        self._library = library
        self._shows_next = False
        self._without_tab: dict[str, list[KeptPoem]] = {}
        listen(self, library.kept.reopened, self._show)
        listen(self, library.started, self._started)

    def show_next(self) -> None:
        """Have the poem that begins next seen at once."""
        self._shows_next = True

    def waits_for_tab(self, server_id: str) -> bool:
        """Tell whether a server has a poem without a tab."""
        return bool(self._without_tab.get(server_id))

    def has_poem(self, server_id: str) -> bool:
        """Tell whether there is a poem of a server that can be shown."""
        return self.waits_for_tab(server_id) or bool(self._tabs.of_server(server_id))

    def newest_of(self, server: Server) -> KeptPoem | None:
        """Return the newest poem of ``server`` in a tab that is called as that; None where there is none.

        Others that came of it, and were given another name, are not of the same stream.
        """
        name = server.name or server.address
        found = [
            tab.poem for tab in self._tabs.of_server(server.id) if (tab.poem.info.name or tab.poem.info.address) == name
        ]
        if not found or self.waits_for_tab(server.id):
            return None
        return max(found, key=lambda poem: poem.directory.name)

    def show_if_open(self, server_id: str) -> None:
        """Show a server's newest poem where it has a tab."""
        tab = self._newest_tab(server_id)
        if tab is not None:
            self._tabs.setCurrentWidget(tab)

    def show_newest(self, server_id: str) -> None:
        """Show a server's newest poem; where it has no tab yet, it gets one."""
        poems = self._without_tab.get(server_id)
        if poems:
            self._show(poems.pop())
        else:
            self.show_if_open(server_id)

    def show_recording(self, name: str) -> None:
        """Show the poem of that name, whether it has a tab, was closed or was never open.

        Of a connection that is shown with others, it is where that begins.
        """
        poem = self._library.kept.in_use.showing(name)
        tab = None if poem is None else self._tabs.tab_of(poem)
        if tab is not None:
            self._tabs.setCurrentWidget(tab)
            self._show_connection(tab, name)
        elif poem is not None:
            self._take_waiting(poem)
            self._show(poem)
        else:
            self._library.kept.bring(name)

    def _show_connection(self, tab: poems.PoemTab, name: str) -> None:
        """Show where the earlier connection of that name begins in a tab, as soon as it is read."""
        stream = tab.poem.stream
        if (base := stream.base_of(name)) is not None:
            tab.go_to(base, base)
        elif name in stream.names:

            def read() -> None:
                unsubscribe()
                self._show_connection(tab, name)

            unsubscribe = tab.poem.loaded.subscribe(read)

    def close_recording(self, name: str) -> None:
        """Close the poem of that name, which is open; its tab goes, if it has one.

        Of an earlier connection than the one that its tab tells of, that is let go of, with those before it.
        """
        poem = self._library.kept.in_use.showing(name)
        if poem is not None and name != poem.directory.name:
            poem.stream.let_go_up_to(name)
            poem.changed.tell()
            return
        tab = None if poem is None else self._tabs.tab_of(poem)
        if tab is not None:
            self._tabs.close_tab(self._tabs.indexOf(tab))
        elif poem is not None:
            self._take_waiting(poem)
            self._library.close(poem, TabPlace())

    def open_earlier(self, limit: int, session: Session, *, may_note: bool) -> tuple[list[KeptPoem], int]:
        """Open what earlier runs left: the tabs of the last ``session``, and what is newer; else ``limit`` at most.

        Return the poems, and how many more there are. ``may_note`` is whether how the interrupted ones ended is noted.
        """
        left = {tab.stream: (number, tab.place) for number, tab in enumerate(session.tabs)}
        poems, others = self._library.kept.earlier(limit, may_note=may_note, streams=left.keys())
        opened = sorted(poems, key=lambda poem: left.get(_stream(poem), (len(left),))[0])
        streams = [_stream(poem) for poem in opened]
        current = session.current if session.current in streams else (streams or [""])[-1]
        for index, (poem, stream) in enumerate(zip(opened, streams, strict=True)):
            place = evolve(left[stream][1], index=index) if stream in left else None
            self._tabs.add_poem(poem, place, is_lazy=stream != current)
        self._tabs.setCurrentIndex(streams.index(current) if streams else -1)
        return poems, others

    def _show(self, poem: KeptPoem, place: TabPlace | None = None) -> None:
        show_soon(self._tabs, self._tabs.add_poem(poem, place))

    def _newest_tab(self, server_id: str) -> poems.PoemTab | None:
        tabs = self._tabs.of_server(server_id)
        return max(tabs, key=lambda tab: tab.poem.directory.name) if tabs else None

    def _take_waiting(self, poem: KeptPoem) -> None:
        waiting = self._without_tab.get(poem.info.server_id, [])
        if poem in waiting:
            waiting.remove(poem)

    def _started(self, poem: KeptPoem) -> None:
        is_shown_next, self._shows_next = self._shows_next, False
        tab = self._tabs.tab_of(poem)
        if tab is not None:  # it goes on
            if is_shown_next:
                self._tabs.setCurrentWidget(tab)
        elif is_shown_next:
            self._show(poem)
        elif self._tabs.count() < MOST_TABS:
            self._tabs.add_poem(poem)
        else:
            if not self._without_tab:
                self.note.emit("There are too many streams for tabs: to see a server's, press Enter on it in the list.")
            self._without_tab.setdefault(poem.info.server_id, []).append(poem)


def _stream(poem: KeptPoem) -> str:
    return stream_of(poem.directory.name)
