"""A protocol file of the user's own, to be written in the window: each save is in the folder, and tried there."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from PyQt6.QtCore import QSize
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from poetrygui.core.files.atomic_file import write_atomically
from poetrygui.core.files.small_file import UnfitFileError
from poetrygui.core.text.display_text import label_text
from poetrygui.errors import PluginError, PoetryError, SaveError
from poetrygui.gui.protocols.protocol_words import reason, state_sentence
from poetrygui.gui.protocols.source_edit import SourceEdit
from poetrygui.gui.widgets.fitting import fit
from poetrygui.gui.widgets.plain_text import PlainLabel, ask
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.plugins.source_file import LARGEST_FILE, read_own_file, read_source

_FIRST_SIZE = QSize(820, 590)
_UNSAVED = ".unsaved"
# Ends of lines of other kinds, blanks that may not break, and what Qt has for ends of its own.
_CHANGED_BY_QT = re.compile("[\0\r\xa0\u2028\u2029\ufdd0\ufdd1]")


class SourceEditor(QDialog):
    """Holds one file of the folder of ``registry``, and says how it stands after each save.

    What is not saved when the program ends lies beside the file, and is there again when that is next opened here.
    """

    def __init__(self, parent: QWidget | None, registry: ProtocolRegistry, path: Path) -> None:
        """Open the file at ``path``. Raises PluginError where it cannot be edited here."""
        super().__init__(parent)
        self.setObjectName("sourceEditor")
        self.setWindowTitle(label_text(path.name, 60))
        self.path = path
        self._registry = registry
        self._saved, text = _editable(path)
        self._newline = "\r\n" if b"\r\n" in self._saved else "\n"
        self._edit = SourceEdit()
        self._edit.setAccessibleDescription("Tab indents. Ctrl+S saves, and Escape closes.")
        self._state = PlainLabel()
        self._state.setObjectName("editorState")
        self._state.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close)
        save = buttons.button(QDialogButtonBox.StandardButton.Save)
        assert isinstance(save, QPushButton)
        save.setObjectName("saveProtocol")
        save.setText("&Save")  # Tab does not lead out of the text: letters do
        save.setAutoDefault(False)
        save.clicked.connect(lambda _=False: self.save())
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save)
        layout = QVBoxLayout(self)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._state)
        layout.addWidget(buttons)
        fit(self, _FIRST_SIZE)
        self._begin(text)
        self._edit.modificationChanged.connect(self.setWindowModified)
        self.setWindowTitle(f"{label_text(path.name, 60)}[*]")
        self._unsubscribe = registry.subscribe(self._tell)
        self.destroyed.connect(lambda _=None, stop=self._unsubscribe: stop())
        self._tell()

    @property
    def is_modified(self) -> bool:
        """Whether something is not saved yet."""
        document = self._edit.document()
        return document is not None and document.isModified()

    def save(self, *, over_others: bool = False) -> None:
        """Save what stands there; ask first where somebody else has changed the file, unless ``over_others``."""
        data = self._edit.toPlainText().replace("\n", self._newline).encode("utf-8", "surrogatepass")
        try:
            if len(data) > LARGEST_FILE:
                raise SaveError(f"A protocol file has {LARGEST_FILE:,} bytes at most, and this has {len(data):,}.")
            if not over_others and self._is_changed_elsewhere():
                question = f"{self.path.name} was changed elsewhere meanwhile. Overwrite that?"
                ask(self, question, "Overwrite", lambda: self.save(over_others=True))
                return
            write_atomically(self.path, data)
        except PoetryError as error:
            self._state.show_text(str(error))
            return
        self._saved = data
        self._forget_unsaved()
        document = self._edit.document()
        assert document is not None
        document.setModified(False)
        self._registry.scan()
        self._tell()

    def reject(self) -> None:
        """Close; ask first where something would be lost."""
        if self.is_modified:
            ask(self, f"{self.path.name} has changes that are not saved.", "Discard them", self._discard)
        else:
            self._leave()

    def keep_unsaved(self) -> None:
        """Lay what is not saved beside the file, since the program ends, and close."""
        if self.is_modified:
            data = self._edit.toPlainText().encode("utf-8", "surrogatepass")
            with contextlib.suppress(SaveError):
                write_atomically(self._unsaved, data)
        self._leave()

    @property
    def _unsaved(self) -> Path:
        return self.path.with_name(self.path.name + _UNSAVED)

    def _begin(self, text: str) -> None:
        self._edit.setPlainText(text)
        if self._unsaved.is_file():
            with contextlib.suppress(PluginError, UnfitFileError, UnicodeDecodeError):
                kept = read_own_file(self._unsaved, LARGEST_FILE).decode()
                self._edit.selectAll()
                self._edit.insertPlainText(kept)
        self._edit.moveCursor(self._edit.textCursor().MoveOperation.Start)

    def _is_changed_elsewhere(self) -> bool:
        if not self.path.exists():
            return False
        try:
            return read_own_file(self.path, LARGEST_FILE) != self._saved
        except (PluginError, UnfitFileError):
            return True

    def _tell(self) -> None:
        entry = next((each for each in self._registry.entries if each.path == self.path), None)
        if entry is None:
            self._state.show_text("The file is no longer in the folder: saving puts it there again.")
            return
        told = [f"{state_sentence(entry)}."]
        if entry.is_undecided:
            told.append("In the list of protocols, say that you are writing it here: it is then tried on each save.")
        self._state.show_text(" ".join([*told, reason(entry)]).strip())

    def _discard(self) -> None:
        self._forget_unsaved()
        self._leave()

    def _forget_unsaved(self) -> None:
        with contextlib.suppress(OSError):
            self._unsaved.unlink(missing_ok=True)

    def _leave(self) -> None:
        self._unsubscribe()
        super().reject()


def _editable(path: Path) -> tuple[bytes, str]:
    """Return what a file holds, and as text. Raises PluginError where a text field would make something else of it."""
    data = read_source(path).data
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    if _CHANGED_BY_QT.search(text):
        raise PluginError(f"{path.name} holds characters that would be changed here: edit it elsewhere.")
    return data, text
