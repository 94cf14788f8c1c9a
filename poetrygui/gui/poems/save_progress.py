"""How far the saving of a file is, where that takes long, with a button that gives it up."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import size_text
from poetrygui.gui.widgets.plain_text import PlainLabel

_UNTIL_SHOWN = 500  # milliseconds: what takes no longer is only told of at its end
_THOUSANDTHS = 1000
_WIDTH = 420  # pixels


class SaveProgress(QDialog):
    """Shows how many bytes are written; it appears by itself, and the window can be used meanwhile."""

    cancelled = pyqtSignal()

    def __init__(self, parent: QWidget, path: Path, total: int | None) -> None:
        """Tell of the file at ``path``, which will have about ``total`` bytes; None where that is not known."""
        super().__init__(parent)
        self.setObjectName("saveProgress")
        self.setWindowTitle("Saving")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._name = label_text(path.name, 60)
        self._total = total
        self._label = PlainLabel()
        self._label.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0 if total is None else _THOUSANDTHS)
        self._bar.setTextVisible(total is not None)
        self._bar.setAccessibleName("Written")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self._label, self._bar, buttons):
            layout.addWidget(widget)
        self.resize(_WIDTH, self.sizeHint().height())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.show)
        self._soon.start(_UNTIL_SHOWN)
        self.show_written(0)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._label.text()

    def show_written(self, size: int) -> None:
        """Show that so many bytes are written."""
        self._label.setText(f"Saving {self._name}: {size_text(size)} written.")
        if self._total is not None:
            self._bar.setValue(min(size * _THOUSANDTHS // max(self._total, 1), _THOUSANDTHS))

    def finish(self) -> None:
        """Go: the file is saved, or given up."""
        self._soon.stop()
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Give the saving up; :meth:`finish` comes once that is done."""
        self._soon.stop()
        self._label.setText(f"Saving {self._name}: giving it up …")
        self.cancelled.emit()
