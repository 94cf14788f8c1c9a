"""The widgets for one option's value: what they hold is text as the command line has it, empty for the default."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from poetrygui.core.options.declared_option import DeclaredOption
from poetrygui.core.text.display_text import label_text, tab_text

_LONGEST_SHOWN = 60


class LineField(QLineEdit):
    """Takes any text, and shows the default where there is none."""

    changed = pyqtSignal()

    def __init__(self, option: DeclaredOption, value: str) -> None:
        """Begin with ``value``."""
        super().__init__(value)
        default = "needed" if option.required else option.default_text or "empty"
        self.setPlaceholderText(label_text(default, _LONGEST_SHOWN))
        self.textChanged.connect(self.changed)

    def parts(self) -> list[QWidget]:
        """Return what takes the keyboard."""
        return [self]


class ChoiceField(QComboBox):
    """Offers an option's values, and the default where it has one."""

    changed = pyqtSignal()

    def __init__(self, option: DeclaredOption, value: str) -> None:
        """Begin with ``value``."""
        super().__init__()
        words = dict(zip(option.choices, option.words, strict=True))
        if not option.required:
            self.addItem(f"{label_text(words[option.default_text], _LONGEST_SHOWN)} (default)", "")
        for choice, shown in words.items():
            # The default is there once, unless somebody has set what is the default now.
            if option.required or choice in (value, *words.keys() - {option.default_text}):
                self.addItem(label_text(shown, _LONGEST_SHOWN), choice)
        if value and self.findData(value) < 0:
            # A value that is not taken any more is shown, and refused by the check.
            self.addItem(label_text(value, _LONGEST_SHOWN), value)
        self.setCurrentIndex(max(self.findData(value), 0))
        self.currentIndexChanged.connect(self.changed)

    def text(self) -> str:
        """Return the chosen value."""
        return str(self.currentData() or "")

    def parts(self) -> list[QWidget]:
        """Return what takes the keyboard."""
        return [self]


class FileField(QWidget):
    """Takes the path of a file, typed or looked for."""

    changed = pyqtSignal()

    def __init__(self, option: DeclaredOption, value: str) -> None:
        """Begin with ``value``."""
        super().__init__()
        self._option = option
        self._line = LineField(option, value)
        self._line.setAccessibleName(tab_text(option.label, _LONGEST_SHOWN))
        self._line.changed.connect(self.changed)
        self._browse = QPushButton("&Browse …")
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self._look_for_one)
        self.setFocusProxy(self._line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        layout.addWidget(self._browse)

    def text(self) -> str:
        """Return the path."""
        return self._line.text().strip()

    def parts(self) -> list[QWidget]:
        """Return what takes the keyboard."""
        return [self._line, self._browse]

    def _look_for_one(self) -> None:
        dialog = QFileDialog(self, label_text(self._option.label, _LONGEST_SHOWN), self.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([self._option.details.files, "All files (*)"])
        dialog.fileSelected.connect(self._line.setText)
        dialog.open()


OptionField = LineField | ChoiceField | FileField


def option_field(option: DeclaredOption, value: str) -> OptionField:
    """Return the widget for an option."""
    if option.choices:
        return ChoiceField(option, value)
    return FileField(option, value) if option.details.files else LineField(option, value)
