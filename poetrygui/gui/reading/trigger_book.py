"""The triggers of a profile: read when they are first asked for, and told of when they are others."""

from __future__ import annotations

import os
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core import reading
from poetrygui.core.reading.triggers import Triggers


class TriggerBook(QObject):
    """Has the triggers that are in force."""

    changed = pyqtSignal()
    """Other triggers are in force."""
    problem = pyqtSignal(str)
    """A sentence about what went wrong with them."""

    def __init__(self, path: Path, parent: QObject) -> None:
        """Keep them at ``path``, for as long as ``parent`` is there."""
        super().__init__(parent)
        self._path = path
        self._triggers: Triggers | None = None

    @property
    def triggers(self) -> Triggers:
        """All of them, those that are off among them."""
        if self._triggers is None:
            # Where there are none, nothing is imported for them before the window is seen.
            found = reading.read_triggers(self._path) if os.path.lexists(self._path) else ((), "")
            self._triggers, problem = found
            if problem:
                self.problem.emit(problem)
        return self._triggers

    def of(self, server: str) -> Triggers:
        """Return those that are for streams of the server of that id."""
        return reading.triggers_for(self.triggers, server) if self.triggers else ()

    def keep(self, triggers: Triggers) -> None:
        """Have these in force from now on. Raises SaveError; they are in force all the same."""
        if triggers != self.triggers:
            self._triggers = triggers
            self.changed.emit()
        reading.write_triggers(self._path, triggers)
