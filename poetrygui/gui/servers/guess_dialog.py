"""Which framing is this? Those that fit, the best first, each with the first frames that it cuts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from poetrygui import recordings
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui.widgets.plain_text import PlainLabel

TITLE = "Which framing is this?"
_LONGEST_FRAME = 70  # characters


class GuessDialog(QDialog):
    """Says what is being done until :meth:`show_guessed` is called; then lets one of the protocols be chosen."""

    chosen = pyqtSignal(object)
    """The Fit that is to be used."""

    def __init__(self, parent: QWidget, doing: str, use: str, title_of: Callable[[str], str]) -> None:
        """Say ``doing``, a sentence; ``use`` is what the button says that uses the chosen one.

        ``title_of`` returns what a protocol is called beside its name.
        """
        super().__init__(parent)
        self.setObjectName("guessDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self._title_of = title_of
        self._says = PlainLabel(doing, selectable=True)
        self._says.setObjectName("guessSays")
        self._says.setWordWrap(True)
        self._list = QListWidget()
        self._list.setObjectName("guessedFramings")
        self._list.setAccessibleName("Framings that fit, the best first")
        self._list.setAlternatingRowColors(True)
        self._list.setWordWrap(False)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.itemActivated.connect(lambda _: self.accept())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert ok is not None
        ok.setText(use)
        ok.setEnabled(False)
        self._ok = ok
        layout = QVBoxLayout(self)
        layout.addWidget(self._says)
        layout.addWidget(self._list, 1)
        layout.addWidget(buttons)
        self._list.setFocus()  # else nothing has the keyboard while there is nothing to choose
        self.resize(560, 380)

    def say(self, doing: str) -> None:
        """Say what is being done now."""
        self._says.show_text(doing)

    def show_guessed(self, guessed: recordings.Guessed, what: str) -> None:
        """Show what fits; ``what`` was looked at, in words."""
        self._says.show_text(guessed.problem or f"Tried on {what}. The best comes first.")
        for fit in guessed.fits:
            item = QListWidgetItem(self._text_of(fit))
            item.setData(Qt.ItemDataRole.UserRole, fit)
            self._list.addItem(item)
        if guessed.fits:
            self._ok.setEnabled(True)
            self._list.setCurrentRow(0)
            self._list.setFocus()

    def accept(self) -> None:
        """Use the chosen one, and close."""
        item = self._list.currentItem()
        if item is not None:
            fit = item.data(Qt.ItemDataRole.UserRole)
            super().accept()
            self.chosen.emit(fit)

    def _text_of(self, fit: recordings.Fit) -> str:
        name = f"{label_text(self._title_of(fit.name), 60)} ({label_text(fit.name, 40)})"
        head = f"{name}{options_text(fit.options)}: {counted(fit.frames, 'frame')} in {counted(fit.size, 'byte')}"
        return "\n".join([head, *(f"    {label_text(frame, _LONGEST_FRAME)}" for frame in fit.first)])


def options_text(options: Mapping[str, str]) -> str:
    """Return the options behind a protocol's name: nothing where there are none."""
    texts = [f"{label_text(name, 40)} {label_text(value, 40)}" for name, value in options.items()]
    return f", {', '.join(texts)}" if texts else ""
