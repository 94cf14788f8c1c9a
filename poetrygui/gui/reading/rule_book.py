"""What a profile keeps for lines that fit, highlight rules and triggers: read when it is first asked for."""

from __future__ import annotations

import abc
import os
from pathlib import Path
from typing import Generic

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core import reading
from poetrygui.core.reading.conditions import Listed, in_force
from poetrygui.errors import SaveError


class RuleBook(QObject, Generic[Listed]):
    """Has those that are in force, which may be shown before they are kept."""

    changed = pyqtSignal()
    """Others are in force."""
    problem = pyqtSignal(str)
    """A sentence about what went wrong with them."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Keep them at ``path``, for as long as ``parent`` is there."""
        super().__init__(parent)
        self._path = path
        self._all: tuple[Listed, ...] | None = None

    @property
    def all(self) -> tuple[Listed, ...]:
        """All of them, those that are off among them."""
        if self._all is None:
            # Where there are none, nothing is imported for them before the window is seen.
            self._all, problem = self.read(self._path) if os.path.lexists(self._path) else ((), "")
            if problem:
                self.problem.emit(problem)
        return self._all

    def of(self, server: str) -> tuple[Listed, ...]:
        """Return those that are for streams of the server of that id."""
        return in_force(self.all, server)

    def show(self, listed: tuple[Listed, ...]) -> None:
        """Have these in force, and keep none."""
        if listed != self.all:
            self._all = listed
            self.changed.emit()

    def keep(self, listed: tuple[Listed, ...]) -> None:
        """Have these in force from now on; where they cannot be kept, that is a problem."""
        self.show(listed)
        try:
            self.write(self._path, listed)
        except SaveError as error:
            self.problem.emit(str(error))

    @abc.abstractmethod
    def read(self, path: Path) -> tuple[tuple[Listed, ...], str]:
        """Return those that are kept at ``path``, and a sentence where the file was damaged."""

    @abc.abstractmethod
    def write(self, path: Path, listed: tuple[Listed, ...]) -> None:
        """Keep those that are ``listed`` at ``path``. Raises SaveError."""


class HighlightBook(RuleBook["reading.Rule"]):
    """The highlight rules."""

    def read(self, path: Path) -> tuple[tuple[reading.Rule, ...], str]:
        """Return the rules that are kept at ``path``, and a sentence where the file was damaged."""
        return reading.read_rules(path)

    def write(self, path: Path, listed: tuple[reading.Rule, ...]) -> None:
        """Keep the rules that are ``listed`` at ``path``. Raises SaveError."""
        reading.write_rules(path, listed)


class TriggerBook(RuleBook["reading.Trigger"]):
    """The triggers."""

    def read(self, path: Path) -> tuple[tuple[reading.Trigger, ...], str]:
        """Return the triggers that are kept at ``path``, and a sentence where the file was damaged."""
        return reading.read_triggers(path)

    def write(self, path: Path, listed: tuple[reading.Trigger, ...]) -> None:
        """Keep the triggers that are ``listed`` at ``path``. Raises SaveError."""
        reading.write_triggers(path, listed)
