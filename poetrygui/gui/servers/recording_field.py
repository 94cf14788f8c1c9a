"""What is kept of a server's connections, with what that means."""

from __future__ import annotations

from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.gui.widgets.plain_text import PlainLabel

_TLS = "What goes over TLS is kept as plain text."
_CHOICES = {
    WhatIsKept.EVERYTHING: (
        "Everything: what arrives and what is sent",
        f"All bytes stay beside the poem, with their times: passwords, too, that are sent. {_TLS}",
    ),
    WhatIsKept.ARRIVALS: (
        "What arrives",
        f"Of what is sent no more than its time and size is kept. {_TLS}",
    ),
    WhatIsKept.NOTHING: (
        "Nothing but the poem",
        "What the protocol delivers stays, and the bytes at which a framing breaks: no times, no bytes, no ruler, and "
        "nothing that could be framed anew.",
    ),
}
_LINES = 3  # that an explanation takes at most


class RecordingField(QWidget):
    """Offers the three that there are, and explains the one that is chosen."""

    def __init__(self, kept: WhatIsKept) -> None:
        """Begin with what is ``kept``."""
        super().__init__()
        self.combo = QComboBox()
        self.combo.setObjectName("serverRecording")
        for each, (words, _) in _CHOICES.items():
            self.combo.addItem(words, each)
        self.setFocusProxy(self.combo)
        self._meaning = PlainLabel()
        self._meaning.setObjectName("serverRecordingMeaning")
        self._meaning.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._meaning.setWordWrap(True)
        self._meaning.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # Another choice must not move what is below.
        self._meaning.setMinimumHeight(_LINES * self._meaning.fontMetrics().lineSpacing())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.combo)
        layout.addWidget(self._meaning)
        self.combo.currentIndexChanged.connect(self._explain)
        self.combo.setCurrentIndex(list(_CHOICES).index(kept))
        self._explain()

    @property
    def kept(self) -> WhatIsKept:
        """What is chosen."""
        return list(_CHOICES)[self.combo.currentIndex()]

    def _explain(self) -> None:
        meaning = _CHOICES[self.kept][1]
        self._meaning.setText(meaning)
        # Where the keyboard is, a screen reader says it, too.
        self.combo.setAccessibleDescription(meaning)
