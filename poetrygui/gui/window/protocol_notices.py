"""What is said of protocols beside their poems, and what a registry hears of how poems ended."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended
from poetrygui.gui import protocols
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.widgets.listening import listen


class ProtocolNotices(QObject):
    """Says in tabs that a connection has not its protocol's newest version, and tells the registry of faults."""

    other_version_runs = pyqtSignal(object)
    """A fetch begins with an earlier version of a protocol than the newest one: its Path."""

    def __init__(self, tabs: PoemTabs, library: Library, protocols: WindowProtocols) -> None:
        """Stand between ``protocols`` and the poems that ``library`` fetches and ``tabs`` show."""
        super().__init__(tabs)
        self._tabs = tabs
        self._library = library
        self._protocols = protocols
        protocols.changed.connect(self._protocols_changed)
        listen(self, library.started, self._started)
        listen(self, library.phase_changed, self._phase_changed)

    def close(self) -> None:
        """Follow the protocols no more."""
        self._protocols.changed.disconnect(self._protocols_changed)

    def _protocols_changed(self) -> None:
        """Tell in a tab that its connection keeps the version of the protocol that it began with."""
        current = {
            entry.name: entry.protocol for entry in self._protocols.registry.entries if entry.protocol is not None
        }
        for poem in self._library.running:
            poem.note_protocol(current.get(poem.info.protocol))
        for tab in self._tabs.tabs():
            self._take_notice(tab.poem)

    def _started(self, poem: KeptPoem) -> None:
        self._take_notice(poem)
        notice = poem.protocol_news.notice
        if notice is not None and notice.sentence:
            self.other_version_runs.emit(notice.path)

    def _phase_changed(self, poem: KeptPoem) -> None:
        protocol = poem.protocol
        if isinstance(poem.state, Ended) and protocol is not None:
            self._protocols.registry.note_end(poem.info.protocol, protocol, poem.state, poem.slow_call)

    def _take_notice(self, poem: KeptPoem) -> None:
        """Say of a poem's protocol what its author may not know."""
        notice = protocols.notice_of(poem.info.protocol, poem.state, self._protocols.registry.entries)
        poem.protocol_news.take_notice(notice)
