"""The life of protocol files in the window: found, dropped in, announced, looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget

from poetrygui import plugins
from poetrygui.errors import PoetryError
from poetrygui.gui import protocols
from poetrygui.gui.protocols.protocol_bar import ProtocolBar
from poetrygui.gui.protocols.protocol_watch import ProtocolWatch, mark_of
from poetrygui.gui.protocols.protocol_writing import ProtocolWriting
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.widgets.file_drops import FileDrops
from poetrygui.gui.widgets.plain_text import ask, open_message
from poetrygui.gui.widgets.turn_by_turn import TurnByTurn


class ProtocolDesk(QObject):
    """Watches the user's folder, takes files that are dropped onto ``window``, and opens the one dialog.

    ``bar`` is to be put at the window's top. In the safe mode there is only the dialog.
    """

    added = pyqtSignal(object)
    """The Path of a file that was copied into the folder."""
    _dialog: protocols.ProtocolsDialog | None = None

    def __init__(self, window: QWidget, protocols: WindowProtocols, dismissed: Iterable[str] = ()) -> None:
        """Prepare what ``protocols`` need of a window; :meth:`begin` announces what waits for a decision.

        What was ``dismissed`` in earlier runs, a mark each, is not announced.
        """
        super().__init__(window)
        self.bar = ProtocolBar(protocols)
        self.bar.dismissed.update(dismissed)
        self._window = window
        self._protocols = protocols
        self._watch: ProtocolWatch | None = None
        self._writing = ProtocolWriting(window, protocols)
        self._writing.written.connect(self._begin_with)
        self._steps: Iterator[Callable[[], object]] = iter(())
        self._soon = TurnByTurn(self._go_on, self)
        protocols.changed.connect(self.bar.follow)
        self.bar.look_wanted.connect(self.open)
        if protocols.folder is not None:
            FileDrops(window, lambda path: path.suffix == ".py", self._add_each)

    def begin(self) -> None:
        """Begin to watch."""
        if self._protocols.folder is not None and self._watch is None:
            self._watch = ProtocolWatch(self._protocols.registry, self._protocols.folder, self.bar.dismissed, self)
            self._watch.found.connect(self.bar.announce)
            self._watch.look()

    @property
    def dismissed(self) -> tuple[str, ...]:
        """The marks of files that need not be announced at the next start, of those that still wait."""
        if self._watch is None:
            return tuple(sorted(self.bar.dismissed))
        return tuple(sorted(self.bar.dismissed & {mark_of(entry) for entry in self._protocols.registry.undecided()}))

    def open(self, path: Path | None = None, over: QWidget | None = None) -> None:
        """Open the list of protocols, or bring it to the front; ``path`` names the file to be shown.

        ``over`` is the dialog that asked for it, which would hold up one that is beside it.
        """
        if self._dialog is not None and over is not None:
            self._dialog.close()
        self._soon.stop()
        if self._dialog is None:
            self._make_dialog(over or self._window)
        assert self._dialog is not None
        self._dialog.show()
        if path is not None:
            self._dialog.choose(path)
        self._dialog.activateWindow()

    def choose_file(self) -> None:
        """Ask for a file to be copied into the folder."""
        dialog = QFileDialog(self._dialog or self._window, "Add a protocol file")
        dialog.setObjectName("addProtocolDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Protocols (*.py)", "All files (*)"])
        dialog.fileSelected.connect(lambda name: self.add(Path(name)))
        dialog.open()

    def add(self, path: Path, *, replace: bool = False) -> None:
        """Copy a file into the folder and show it; nothing of it is run. Ask before another file is replaced."""
        folder = self._protocols.folder
        if folder is None:
            return
        over = self._dialog or self._window
        try:
            target = path if path.parent == folder else plugins.adopt_file(path, folder, replace=replace)
        except plugins.NameTakenError as error:
            ask(over, str(error), "Replace", lambda: self.add(path, replace=True))
        except PoetryError as error:
            open_message(over, QMessageBox.Icon.Warning, str(error))
        else:
            self._take(target)
            self._open_soon(target)

    def ask_for_new(self) -> None:
        """Ask for the name of a new protocol, write it and have it edited."""
        self._writing.ask_for_new(self._dialog)

    def close(self) -> None:
        """Cease to watch, since the window is about to close."""
        self._protocols.changed.disconnect(self.bar.follow)
        self._writing.close()
        self._soon.stop()
        if self._watch is not None:
            self._watch.close()
        if self._dialog is not None:
            self._dialog.close()

    def _take(self, path: Path) -> None:
        self.begin()
        assert self._watch is not None
        self._watch.look()
        self.added.emit(path)

    def _open_soon(self, path: Path) -> None:
        """Open the list at a file; what that takes is done in turns of their own, for streams go on meanwhile."""
        if self._dialog is not None:
            self.open(path)
            return
        dialog = lambda: protocols.ProtocolsDialog, lambda: self._make_dialog(self._window)
        self._steps = iter((*dialog, lambda: self.open(path)))
        self._soon.start()

    def _go_on(self) -> bool:
        step = next(self._steps, None)
        if step is not None:
            step()
        return step is not None

    def _make_dialog(self, over: QWidget) -> None:
        self._dialog = protocols.ProtocolsDialog(over, self._protocols.registry)
        self._dialog.add_wanted.connect(self.choose_file)
        self._dialog.new_wanted.connect(self.ask_for_new)
        self._dialog.edit_wanted.connect(lambda path: self._writing.edit(path, self._modal_dialog()))
        self._dialog.finished.connect(self._forget_dialog)

    def _begin_with(self, path: Path) -> None:
        self._take(path)
        self.open(path)
        self._writing.edit(path, self._modal_dialog())

    def _modal_dialog(self) -> QWidget | None:
        is_over = self._dialog is not None and self._dialog.parent() is not self._window
        return self._dialog if is_over else None

    def _add_each(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self.add(path)

    def _forget_dialog(self, _result: int) -> None:
        self._dialog = None
