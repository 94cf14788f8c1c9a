"""Asking for a time, and going there."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QInputDialog, QWidget

from poetrygui.core.text.moments import parse_moment
from poetrygui.gui.recording.recording_parts import RecordingParts

QUESTION = "Go to a time: since the start, as in 1.5 or 20 ms or 1:02.5, or of the day, as in 14:03:07."


class GoToTime(QInputDialog):
    """Asks once, and once more with a sentence where the answer is no time."""

    def __init__(self, parts: RecordingParts, parent: QWidget) -> None:
        """Go in ``parts``."""
        super().__init__(parent)
        self.setObjectName("goToTime")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Go to a time")
        self.setLabelText(QUESTION)
        self._parts = parts

    def accept(self) -> None:
        """Go there, or ask again."""
        try:
            time = parse_moment(self.textValue(), self._parts.clock)
        except ValueError as error:
            self.setLabelText(f"{error}\n{QUESTION}")
            return
        if self._parts.go_to_time(time):
            super().accept()
        else:
            self.setLabelText(f"Nothing has come yet.\n{QUESTION}")
