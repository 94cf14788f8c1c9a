"""Asking what a new protocol is to be called."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from poetrygui.errors import PoetryError
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.plugins.scaffold import check_name, create_protocol

_WIDTH = 460


class NewProtocolDialog(QDialog):
    """Asks for a name until a file could be written that is called so. Nothing of it is run."""

    written = pyqtSignal(object)
    """The Path of the new file."""

    def __init__(self, parent: QWidget | None, folder: Path, shipped: Collection[str]) -> None:
        """Write into ``folder``; ``shipped`` are the names that come with the program."""
        super().__init__(parent)
        self.setObjectName("newProtocolDialog")
        self.setWindowTitle("New protocol")
        self._folder = folder
        self._shipped = shipped
        self._name = QLineEdit()
        self._name.setObjectName("newProtocolName")
        self._name.setPlaceholderText("such as weather_station")
        self._name.setMaxLength(40)
        self._name.textEdited.connect(lambda _: self._problem.hide())
        self._problem = PlainLabel()
        self._problem.setObjectName("newProtocolProblem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        told = PlainLabel("It begins as one that works: frames that end with a newline, with samples of that.")
        told.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("&Name", self._name)
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self.setMinimumWidth(_WIDTH)
        self.adjustSize()

    def accept(self) -> None:
        """Write the file, or say why there is none."""
        name = self._name.text().strip()
        try:
            check_name(name, self._shipped)
            path = create_protocol(self._folder, name)
        except PoetryError as error:
            self._problem.show_text(str(error).replace(", or --force to replace it", ""))
            self._problem.show()
            self.adjustSize()
            self._name.setFocus()
            return
        super().accept()
        self.written.emit(path)
