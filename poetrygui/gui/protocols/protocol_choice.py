"""The choice of a server's protocol: those that can be used, and those that wait to be looked at."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QStandardItemModel
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from poetrygui.core.text.display_text import label_text, tab_text
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.plugins.registry import ProtocolEntry


class ProtocolChoice(QWidget):
    """Offers protocols. One that is new is listed and cannot be chosen; a button leads to where it can be trusted."""

    changed = pyqtSignal()
    """Another one is chosen."""
    look_wanted = pyqtSignal(object)
    """The Path of a new protocol file."""

    def __init__(self) -> None:
        """Offer nothing yet."""
        super().__init__()
        self.combo = QComboBox()
        self.combo.setObjectName("serverProtocol")
        self.combo.setAccessibleName("Protocol")
        # A long title is cut there, and does not make the dialog wide.
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(24)
        self.combo.currentIndexChanged.connect(self.changed)
        self.setFocusProxy(self.combo)
        self._new: list[ProtocolEntry] = []
        self._news = PlainLabel()
        self._news.setObjectName("newProtocols")
        self._news.setWordWrap(True)
        self._news.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.look = QPushButton("&Look at it …")
        self.look.setObjectName("lookAtNewProtocol")
        self.look.setAutoDefault(False)
        self.look.clicked.connect(lambda _=False: self.look_wanted.emit(self._new[0].path))
        # From the start: what is hidden later is counted when the dialog is made as large as it needs to be.
        self._news.hide()
        self.look.hide()
        row = QHBoxLayout()
        row.addWidget(self._news, 1)
        row.addWidget(self.look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        layout.addLayout(row)

    @property
    def name(self) -> str:
        """The chosen protocol; nothing where there is none to choose."""
        return str(self.combo.currentData() or "")

    def choose(self, name: str) -> None:
        """Choose the one of that name, which is offered; ``changed`` does not tell of it."""
        self.combo.blockSignals(True)
        self.combo.setCurrentIndex(self.combo.findData(name))
        self.combo.blockSignals(False)

    def offer(self, entries: Iterable[ProtocolEntry], chosen: str, *, keep: bool) -> None:
        """Offer the protocols of ``entries``, and choose the one called ``chosen``.

        Where that is not there, ``keep`` says to list it all the same.
        """
        self.combo.blockSignals(True)
        self.combo.clear()
        self._new = []
        for entry in entries:
            name = label_text(entry.name, 40)
            if entry.is_being_read and not entry.is_usable:
                self.combo.addItem(f"{name} (being read)", entry.name)
            elif entry.is_usable:
                self.combo.addItem(f"{tab_text(entry.title, 60)} ({name})", entry.name)
            elif entry.is_undecided and not entry.is_helper:
                self._new.append(entry)
        for entry in self._new:
            what = "changed" if entry.is_changed else "new"
            self.combo.addItem(f"{label_text(entry.name, 40)} ({what}: not trusted yet)")
            self._disable(self.combo.count() - 1)
        if keep and self.combo.findData(chosen) < 0:
            self.combo.addItem(f"{label_text(chosen, 40)} (not usable now)", chosen)
        self.combo.setCurrentIndex(max(self.combo.findData(chosen), 0))
        self.combo.blockSignals(False)
        self._show_news()

    def _disable(self, row: int) -> None:
        model = self.combo.model()
        assert isinstance(model, QStandardItemModel)
        item = model.item(row)
        assert item is not None
        item.setEnabled(False)

    def _show_news(self) -> None:
        names = ", ".join(label_text(entry.path.name, 28) for entry in self._new[:3])
        more = ", …" if len(self._new) > 3 else ""
        what = "is new: it cannot" if len(self._new) == 1 else "are new: they cannot"
        self._news.setText(f"{names}{more} {what} be chosen before you trust what is in there.")
        self._news.setVisible(bool(self._new))
        self.look.setVisible(bool(self._new))
