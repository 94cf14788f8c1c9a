"""Where a part below a text stands: there only while somebody wants the part, and there is room for it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget


class PartPlace(QWidget):
    """Holds a part, which shows and hides itself as before: who shows and hides the place decides about the room."""

    wanted = pyqtSignal()
    """The part is to be seen now, or no more."""

    def __init__(self, part: QWidget, *, has_handle: bool) -> None:
        """Hold ``part``, above which there is a handle to drag or none."""
        super().__init__()
        self._part = part
        self.has_handle = has_handle
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(part)
        self.setSizePolicy(part.sizePolicy())
        part.installEventFilter(self)
        self.setVisible(self.is_wanted)

    @property
    def is_wanted(self) -> bool:
        """Whether the part is to be seen, if there is room: it has not been told to hide."""
        return not (self._part.isHidden() and self._part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide))

    @property
    def name(self) -> str:
        """What the part is called."""
        return self._part.accessibleName().lower()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Tell when the part is to be seen, or no more."""
        if event is not None and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.wanted.emit()
        return False
