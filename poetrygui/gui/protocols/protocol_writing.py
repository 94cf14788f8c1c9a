"""Writing protocols in the window: a new one by its name, and any file of the user's own folder."""

from __future__ import annotations

from pathlib import Path

from PyQt6 import sip
from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QMessageBox, QWidget

from poetrygui.errors import PoetryError
from poetrygui.gui import protocols
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.widgets.plain_text import open_message

_SHIPPED = "shipped"  # as their states have it, which a window that writes nothing does without


class ProtocolWriting(QObject):
    """Opens what asks for a name, and an editor for each file. Nothing that is written is lost as the window closes."""

    written = pyqtSignal(object)
    """The Path of a new file, which works and was not run."""

    def __init__(self, window: QWidget, known: WindowProtocols) -> None:
        """Write into the folder of those that are ``known``."""
        super().__init__(window)
        self._window = window
        self._protocols = known
        self._editors: list[protocols.SourceEditor] = []

    def ask_for_new(self, over: QWidget | None = None) -> None:
        """Ask for the name of a new one, ``over`` a dialog that holds the window up, if there is one."""
        folder = self._protocols.folder
        if folder is None:
            text = "Safe mode: only the protocols that come with the program are there. Start it without --safe-mode."
            open_message(over or self._window, QMessageBox.Icon.Information, text)
            return
        entries = self._protocols.registry.entries
        shipped = {entry.name for entry in entries if entry.state.word == _SHIPPED}
        dialog = protocols.NewProtocolDialog(over or self._window, folder, shipped)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.written.connect(self.written)
        dialog.open()

    def edit(self, path: Path, over: QWidget | None = None) -> None:
        """Open an editor for the file at ``path``, or bring its own to the front."""
        self._editors = [editor for editor in self._editors if not sip.isdeleted(editor)]
        editor = next((each for each in self._editors if each.path == path), None)
        if editor is None:
            try:
                editor = protocols.SourceEditor(over or self._window, self._protocols.registry, path)
            except PoetryError as error:
                open_message(over or self._window, QMessageBox.Icon.Warning, str(error))
                return
            editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._editors.append(editor)
            # A dialog that holds the window up would hold up an editor beside it, and be closed below one on it.
            editor.setModal(over is not None)
            editor.show()
        editor.raise_()
        editor.activateWindow()

    def close(self) -> None:
        """Close all, since the window is about to."""
        for editor in self._editors:
            if not sip.isdeleted(editor):
                editor.keep_unsaved()
