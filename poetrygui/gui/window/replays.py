"""The replays of a window: each recording that is played has a tab, and is played no more once that is closed."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path

from PyQt6.QtWidgets import QMessageBox
from twisted.internet.defer import Deferred

from poetrygui import api, plugins, recordings
from poetrygui.core import connection, poems
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.library import Library
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import PluginError
from poetrygui.gui import recording
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.plain_text import open_message

_NEVER_FRAMED = "raw"  # what there is to play where no protocol was noted


class Replays:
    """Plays recordings through their protocols as these are now, as a new connection would have them."""

    def __init__(
        self,
        tabs: PoemTabs,
        library: Library,
        protocols: WindowProtocols,
        folder: Path,
        start: Callable[..., recordings.AskedJob],
    ) -> None:
        """Open tabs in ``tabs``; until they are closed, what is delivered lies in ``folder``, in one of this window's.

        ``library`` hears how they stand; ``protocols`` are those of the window. The user's own are played to in jobs
        that ``start`` starts.
        """
        self._start = start
        self._tabs = tabs
        self._library = library
        self._protocols = protocols
        self._folder = folder / uuid.uuid4().hex

    @cached_property
    def _disk(self) -> ThreadDisk:
        return ThreadDisk(self._library.reactor)

    def replay_current(self) -> None:
        """Play the recording of the tab that is seen in another beside it; a replay, from its beginning."""
        tab = self._tabs.current()
        if tab is None:
            return
        if isinstance(tab.poem, recording.PlayedPoem):
            tab.poem.replay.seek(0)
            tab.poem.replay.play()
            return
        try:
            poem = self._played(tab.poem.info, tab.poem.directory)
        except (PluginError, poems.DamagedInfoError) as error:
            details = error.details if isinstance(error, PluginError) else ""
            open_message(self._tabs, QMessageBox.Icon.Warning, str(error), details=details)
        except OSError as error:
            sentence = f"The recording cannot be read from disk: {error.strerror or error}."
            open_message(self._tabs, QMessageBox.Icon.Warning, sentence)
        else:
            self._show(poem)

    def connections(self) -> list[connection.Connection]:
        """Return the connections that stand."""
        found = [poem.replay.take.connection for poem in self._poems()]
        return [each for each in found if each is not None]

    def remove_left_behind(self) -> None:
        """Remove what a program that died has left: nobody else may use the profile."""
        for left in self._folder.parent.glob("*"):
            if left != self._folder:
                self._disk.run(partial(shutil.rmtree, left, ignore_errors=True), lambda _: None)

    def close(self) -> Deferred[None]:
        """Play nothing more; fire when nothing is left on disk."""
        for poem in self._poems():
            poem.discard()
        if self._folder.exists():
            self._disk.run(self._remove_folder, lambda _: None)
        return self._disk.close()

    def _remove_folder(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        with suppress(OSError):
            self._folder.parent.rmdir()  # another window may have something there

    def _poems(self) -> list[recording.PlayedPoem]:
        # Asked for the others, that module would be imported for nothing.
        played = [tab.poem for tab in self._tabs.tabs() if not tab.poem.is_kept]
        return [poem for poem in played if isinstance(poem, recording.PlayedPoem)]

    def _played(self, info: poems.PoemInfo, source: Path) -> recording.PlayedPoem:
        """Return the recording in the folder ``source``, ready to be played. Raises what reading and loading raise."""
        server = Server(info.name, info.address, info.protocol or _NEVER_FRAMED, options=info.options)
        protocol: type[api.PoemProtocol] | recordings.PlayedElsewhere = self._protocols.configured(server)
        if isinstance(protocol, type) and issubclass(protocol, plugins.StandIn):
            registry, options = self._protocols.registry, dict(server.options)
            pinned = plugins.pin_running(registry, server.protocol, protocol, options)
            protocol = recordings.PlayedElsewhere(pinned, self._start)
        poem = recording.PlayedPoem(info, source)
        poem.begin(protocol, self._folder, self._library.reactor, self._disk)
        return poem

    def _show(self, poem: recording.PlayedPoem) -> None:
        tab = self._tabs.add_poem(poem, TabPlace(index=self._tabs.currentIndex() + 1))
        tab.put_above(recording.ReplayBar(poem, tab.view))
        listen(tab, poem.phase_changed, lambda: self._library.phase_changed.tell(poem))
        self._tabs.setCurrentWidget(tab)
        tab.view.setFocus()
        poem.replay.play()
