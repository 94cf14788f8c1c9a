"""Whether a server is connected to again by itself, and fetched as the program starts."""

from __future__ import annotations

from PyQt6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from poetrygui.core.servers.reconnect import MOST_ATTEMPTS, Reconnect
from poetrygui.gui.widgets.tokens import GAP_SMALL

_CHOICES = {
    Reconnect.OFF: "Never",
    Reconnect.AFTER_FAILURE: "After a failure",
    Reconnect.ALWAYS: "Whenever it ends",
}
_TIP = (
    "After growing pauses, in the same tab: a line there tells how the one connection ended and when the next began. "
    "What you stop stays stopped, and so does what a fault of a protocol or of the disk has ended."
)


class ReconnectField(QWidget):
    """Offers when, and after how many attempts no more; below is whether it goes on at the next start."""

    def __init__(self, how: Reconnect, limit: int | None, *, resumes: bool) -> None:
        """Begin with ``how`` it is, with a ``limit`` of attempts or None, and with whether it ``resumes``."""
        super().__init__()
        self.combo = QComboBox()
        self.combo.setObjectName("serverReconnect")
        self.combo.setAccessibleName("Connect again")
        for each, words in _CHOICES.items():
            self.combo.addItem(words, each)
        self.combo.setToolTip(_TIP)
        self.combo.setAccessibleDescription(_TIP)
        self.setFocusProxy(self.combo)
        self.most = QSpinBox()
        self.most.setObjectName("serverReconnectLimit")
        self.most.setRange(0, MOST_ATTEMPTS)
        self.most.setSpecialValueText("never")
        self.most.setSuffix(" attempts")
        self.most.setAccessibleName("Give up after so many attempts in a row that bring nothing")
        self.most.setToolTip("Attempts in a row that bring nothing: something that comes begins the count anew")
        self.most.setValue(limit or 0)
        self.resume = QCheckBox("Fetch it again at the ne&xt start, if it runs when the program is quit")
        self.resume.setObjectName("serverResumes")
        self.resume.setChecked(resumes)
        beside = QHBoxLayout()
        beside.addWidget(self.combo, 1)
        self._label = QLabel("give &up after")
        self._label.setBuddy(self.most)
        beside.addWidget(self._label)
        beside.addWidget(self.most)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addLayout(beside)
        layout.addWidget(self.resume)
        self.combo.currentIndexChanged.connect(self._enable)
        self.combo.setCurrentIndex(list(_CHOICES).index(how))
        self._enable()

    @property
    def how(self) -> Reconnect:
        """When it is connected to again."""
        return list(_CHOICES)[self.combo.currentIndex()]

    @property
    def limit(self) -> int | None:
        """After how many attempts in a row that brought nothing no more is made; None for as many as it takes."""
        return self.most.value() or None

    @property
    def resumes(self) -> bool:
        """Whether it is fetched again as the program starts, where it ran when that was quit."""
        return self.resume.isChecked()

    def fields(self) -> list[QWidget]:
        """Return what can be filled in, in this order."""
        return [self.combo, self.most, self.resume]

    def _enable(self) -> None:
        is_on = self.how is not Reconnect.OFF
        self.most.setEnabled(is_on)
        self._label.setEnabled(is_on)
