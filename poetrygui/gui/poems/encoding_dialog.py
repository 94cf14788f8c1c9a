"""Asking in which encoding a poem is, and showing it like that meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QInputDialog, QWidget

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.poems.lettering import UnknownEncodingError
from poetrygui.core.text.display_text import label_text

CHOICES = {
    "utf-8": "Unicode",
    "utf-16-le": "Unicode, two bytes, as on Windows",
    "utf-16-be": "Unicode, two bytes, network order",
    "latin-1": "Western European, ISO 8859-1",
    "cp1252": "Western European, Windows",
    "iso8859-15": "Western European with €",
    "cp437": "DOS, with lines and blocks",
    "iso8859-2": "Central European",
    "koi8-r": "Russian",
    "cp1251": "Cyrillic, Windows",
    "shift_jis": "Japanese",
    "euc_jp": "Japanese, Unix",
    "gb18030": "Chinese",
    "big5": "Chinese, traditional",
    "euc_kr": "Korean",
    "cp037": "EBCDIC",
}
_QUESTION = "The bytes of this stream are text in (any name that Python knows):"
_PARTED = " – "
_LONGEST_NAME = 40


class EncodingDialog(QInputDialog):
    """Shows the poem in each encoding that is chosen or written; Cancel goes back to the one before."""

    def __init__(self, poem: KeptPoem, choose: Callable[[KeptPoem, str], object], parent: QWidget) -> None:
        """Ask about ``poem``; ``choose`` reads it in an encoding, or raises UnknownEncodingError."""
        super().__init__(parent)
        self.setObjectName("encodingDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Encoding")
        self.setLabelText(_QUESTION)
        self.setComboBoxEditable(True)
        before = poem.stream.lettering.encoding
        names = list(CHOICES) if before in CHOICES else [before, *CHOICES]
        self.setComboBoxItems([_item(name) for name in names])
        self.setTextValue(_item(before))
        self._poem = poem
        self._choose = choose
        self._before = before
        self.textValueChanged.connect(self._try)

    def accept(self) -> None:
        """Leave the poem in what was chosen; ask again where that is no encoding."""
        if self._try():
            super().accept()
        else:
            name = label_text(self._name, _LONGEST_NAME)
            self.setLabelText(f"“{name}” is no encoding that can be read here: write one such as latin-1.\n{_QUESTION}")

    def reject(self) -> None:
        """Show the poem as it was."""
        self._choose(self._poem, self._before)
        super().reject()

    @property
    def _name(self) -> str:
        return self.textValue().partition(_PARTED)[0].strip()

    def _try(self) -> bool:
        try:
            self._choose(self._poem, self._name)
        except UnknownEncodingError:
            return False
        return True


def _item(name: str) -> str:
    return f"{name}{_PARTED}{CHOICES[name]}" if name in CHOICES else name
