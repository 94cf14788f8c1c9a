"""What stands in the place of ruler, bytes and times where a server's setting says that nothing is recorded."""

from __future__ import annotations

from PyQt6.QtWidgets import QSizePolicy

from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.tokens import GAP_SMALL, GAP_WIDE

SENTENCE = "Nothing was recorded, since this server's setting says so."


class NotRecorded(PlainLabel):
    """Says why nothing is shown, while anything of a recording is wanted."""

    def __init__(self, parts: RecordingParts) -> None:
        """Follow what is wanted of ``parts``."""
        super().__init__(SENTENCE, selectable=True)
        self.setObjectName("notRecorded")
        self.setContentsMargins(GAP_WIDE, GAP_SMALL, GAP_WIDE, GAP_SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._parts = parts
        parts.changed.connect(self._show_or_hide)
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(self._parts.look.is_some)
