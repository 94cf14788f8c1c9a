"""What protocols and commands print, in the window: heard from the start, announced once, and shown by the poems.

The faults of protocols are kept there, too.
"""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QMainWindow

from poetrygui.core.guard.plugin_output import PRINTED_LAST
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import state_word
from poetrygui.gui import protocols
from poetrygui.gui.protocols.protocol_output import ProtocolOutput, source_label
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.foot import show_at_foot
from poetrygui.gui.window.workspace import Workspace

_LONGEST_NEWS = 120  # characters


class OutputDesk(QObject):
    """Opens the pane for what protocols print at ``window``'s foot, and has it show the current tab's protocol."""

    note = pyqtSignal(str)
    """A sentence that is good to know."""
    _dock: protocols.OutputDock | None = None

    def __init__(self, window: QMainWindow, workspace: Workspace, protocols: WindowProtocols) -> None:
        """Begin to listen to what ``protocols`` print; the tabs are those of ``workspace``."""
        super().__init__(window)
        self._window = window
        self._work = workspace
        self._protocols = protocols
        self._output = ProtocolOutput(self)
        self._output.printed.connect(self._announce)
        protocols.printed.connect(self._output.take)
        self._announced: set[str] = set()
        workspace.tabs.currentChanged.connect(lambda _: self._choose_current())
        listen(self, workspace.library.said, self._take)
        listen(self, workspace.library.phase_changed, self._phase_changed)

    def open_or_close(self) -> None:
        """Show the pane, ready to be read by keyboard; or hide it, if it is there."""
        dock = self._make_dock()
        if dock.isVisible():
            self._work.take_focus()
            dock.hide()
        else:
            show_at_foot(dock)
            self._choose_current()
            dock.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> None:
        """Cease to listen."""
        self._output.close()

    def _take(self, poem: KeptPoem, words: str) -> None:
        self._output.take(poem.info.address, words)

    def _phase_changed(self, poem: KeptPoem) -> None:
        state, name = poem.state, poem.info.protocol
        if isinstance(state, Ended) and state.outcome in (Outcome.PLUGIN_FAULT, Outcome.PLUGIN_HANG):
            sentence = f"{poem.info.name or poem.info.address}: {state_word(state)}: {state.reason}"
            # What it printed stands there already.
            details = state.details.partition(PRINTED_LAST)[0]
            self._output.take_fault(str(self._path_of(name) or name), sentence, details)
        if self._dock is not None:
            self._dock.look_at_hosts()

    def _make_dock(self) -> protocols.OutputDock:
        if self._dock is None:
            running = protocols.RunningHosts(self._work.library, self._work.hosts.jobs.file_hosts)
            self._dock = protocols.OutputDock(self._output, running, self._window)
            self._dock.left.connect(self._window.activateWindow)  # where it is a window of its own
            self._dock.left.connect(self._work.take_focus)
            self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self._dock)
            self._window.restoreDockWidget(self._dock)
            self._dock.hide()
        return self._dock

    def _choose_current(self) -> None:
        tab = self._work.current()
        if tab is None or self._dock is None:
            return
        address = tab.poem.info.address
        source = address if address in self._output.files else self._path_of(tab.poem.info.protocol)
        if source is not None:
            self._dock.choose(source)

    def _path_of(self, protocol: str) -> Path | None:
        # One file may offer several protocols, named after it.
        entries = self._protocols.registry.entries
        return next((entry.path for entry in entries if entry.name == protocol.partition(":")[0]), None)

    def _announce(self, file: str) -> None:
        if file in self._announced:
            return
        self._announced.add(file)
        if self._dock is not None and self._dock.isVisible():
            return
        shows = "Ctrl+Shift+O shows it (View, What protocols print)."
        if file.startswith("/"):
            self.note.emit(f"{source_label(file)} prints: {shows}")
        else:
            # Of an address it is news such as where it listens, which is as short as saying that there is some.
            self.note.emit(f"{source_label(file)}: {label_text(self._output.last_words(file), _LONGEST_NEWS)}. {shows}")
