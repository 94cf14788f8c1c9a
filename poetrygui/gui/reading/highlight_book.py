"""The highlight rules of a profile: read when they are first asked for, and told of when they are others."""

from __future__ import annotations

import os
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core import reading
from poetrygui.core.reading.highlight_rules import Rules


class HighlightBook(QObject):
    """Has the rules that are in force, which may be shown before they are kept."""

    changed = pyqtSignal()
    """Other rules are in force."""
    problem = pyqtSignal(str)
    """A sentence about what went wrong with them."""

    def __init__(self, path: Path) -> None:
        """Keep them at ``path``."""
        super().__init__()
        self._path = path
        self._rules: Rules | None = None

    @property
    def rules(self) -> Rules:
        """All of them, those that are off among them."""
        if self._rules is None:
            # Where there are none, nothing is imported for them before the window is seen.
            self._rules, problem = reading.read_rules(self._path) if os.path.lexists(self._path) else ((), "")
            if problem:
                self.problem.emit(problem)
        return self._rules

    def of(self, server: str) -> Rules:
        """Return those that are for streams of the server of that id."""
        return reading.rules_for(self.rules, server) if self.rules else ()

    def show(self, rules: Rules) -> None:
        """Have these in force, and keep none."""
        if rules != self.rules:
            self._rules = rules
            self.changed.emit()

    def keep(self, rules: Rules) -> None:
        """Have these in force from now on. Raises SaveError."""
        self.show(rules)
        reading.write_rules(self._path, rules)
