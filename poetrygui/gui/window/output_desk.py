"""What protocols print, in the window: heard from the start, announced once, and shown beside the poems."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QMainWindow

from poetrygui.core.text.display_text import label_text
from poetrygui.gui import protocols
from poetrygui.gui.protocols.protocol_output import ProtocolOutput
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.window.workspace import Workspace


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
        self._announced: set[str] = set()
        workspace.tabs.currentChanged.connect(lambda _: self._choose_current())

    def open_or_close(self) -> None:
        """Show the pane, ready to be read by keyboard; or hide it, if it is there."""
        dock = self._make_dock()
        if dock.isVisible():
            self._work.take_focus()
            dock.hide()
        else:
            dock.show()
            self._choose_current()
            dock.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> None:
        """Cease to listen."""
        self._output.close()

    def _make_dock(self) -> protocols.OutputDock:
        if self._dock is None:
            self._dock = protocols.OutputDock(self._output, self._window)
            self._dock.left.connect(self._work.take_focus)
            self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self._dock)
            self._window.restoreDockWidget(self._dock)
            self._dock.hide()
        return self._dock

    def _choose_current(self) -> None:
        tab = self._work.current()
        path = None if tab is None else self._path_of(tab.poem.info.protocol)
        if path is not None and self._dock is not None:
            self._dock.choose(path)

    def _path_of(self, protocol: str) -> Path | None:
        # One file may offer several protocols, named after it.
        entries = self._protocols.registry.entries
        return next((entry.path for entry in entries if entry.name == protocol.partition(":")[0]), None)

    def _announce(self, file: str) -> None:
        if file in self._announced:
            return
        self._announced.add(file)
        if self._dock is None or not self._dock.isVisible():
            self.note.emit(
                f"{label_text(Path(file).name, 60)} prints: Ctrl+Shift+O shows it (View, What protocols print)."
            )
