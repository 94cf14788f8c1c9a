"""What is kept of a server's connections, with what that means."""

from __future__ import annotations

from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.gui.widgets.gibibytes_field import gibibytes_field
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.tokens import GAP_SMALL

_TLS = "What goes over TLS is kept as plain text."
_CHOICES = {
    WhatIsKept.EVERYTHING: (
        "Everything: what arrives and what is sent",
        f"All bytes stay beside the text, with their times: passwords, too, that are sent. {_TLS}",
    ),
    WhatIsKept.ARRIVALS: (
        "What arrives",
        f"Of what is sent no more than its time and size is kept. {_TLS}",
    ),
    WhatIsKept.NOTHING: (
        "Nothing but the text",
        "What the protocol delivers stays, and the bytes at which a framing breaks: no times, no bytes, no ruler, and "
        "nothing that could be framed anew.",
    ),
}
_LEAST = 0.1  # GiB
_LINES = 3  # that an explanation takes at most


class RecordingField(QWidget):
    """Offers the three that there are, and explains the one that is chosen; beside it is the most that is kept."""

    def __init__(self, kept: WhatIsKept, limit: int | None = None) -> None:
        """Begin with what is ``kept``, and with a ``limit`` in bytes, or None for the profile's."""
        super().__init__()
        self.combo = QComboBox()
        self.combo.setObjectName("serverRecording")
        self.combo.setAccessibleName("What is kept")
        for each, (words, _) in _CHOICES.items():
            self.combo.addItem(words, each)
        self.setFocusProxy(self.combo)
        self.most = gibibytes_field(0)
        self.most.setObjectName("serverRecordingLimit")
        self.most.setSpecialValueText("as set for all")
        self.most.setAccessibleName("The most that one recording keeps, in GiB")
        self.most.setToolTip(
            "Of a recording that grows larger, what came first is dropped as it runs, and that is said. "
            "What holds for all servers is set below the list of recordings."
        )
        self.most.setValue(0 if limit is None else max(limit / GIBIBYTE, _LEAST))
        self._limit = limit, self.most.value()
        self._meaning = PlainLabel()
        self._meaning.setObjectName("serverRecordingMeaning")
        self._meaning.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._meaning.setWordWrap(True)
        self._meaning.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # Another choice must not move what is below.
        self._meaning.setMinimumHeight(_LINES * self._meaning.fontMetrics().lineSpacing())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        beside = QHBoxLayout()
        beside.addWidget(self.combo, 1)
        label = QLabel("up &to")
        label.setBuddy(self.most)
        beside.addWidget(label)
        beside.addWidget(self.most)
        layout.addLayout(beside)
        layout.addWidget(self._meaning)
        self.combo.currentIndexChanged.connect(self._explain)
        self.combo.setCurrentIndex(list(_CHOICES).index(kept))
        self._explain()

    @property
    def kept(self) -> WhatIsKept:
        """What is chosen."""
        return list(_CHOICES)[self.combo.currentIndex()]

    @property
    def limit(self) -> int | None:
        """The most bytes that one recording keeps; None for what the profile says."""
        limit, shown = self._limit
        if self.most.value() == shown:
            return limit  # which may be less round
        return round(self.most.value() * GIBIBYTE) or None

    def _explain(self) -> None:
        self.most.setEnabled(self.kept is not WhatIsKept.NOTHING)
        meaning = _CHOICES[self.kept][1]
        self._meaning.setText(meaning)
        # Where the keyboard is, a screen reader says it, too.
        self.combo.setAccessibleDescription(meaning)
