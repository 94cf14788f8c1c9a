"""The palette and the sheet of shortcuts in the window, and the keys that somebody has changed, in the profile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtBoundSignal, pyqtSignal
from PyQt6.QtWidgets import QMainWindow

from poetrygui.errors import SaveError
from poetrygui.gui.window import guide
from poetrygui.gui.window.command import Command
from poetrygui.gui.window.command_actions import CommandActions
from poetrygui.gui.window.idle_steps import IdleSteps

_MOST_RECENT = 20
_UNTIL_SEEN = 50  # milliseconds in which a window has surely been painted


class GuideDesk(QObject):
    """Opens what leads to every command; reads and keeps what somebody made of the keys."""

    problem = pyqtSignal(str)
    """A sentence about what went wrong."""

    def __init__(
        self, window: QMainWindow, actions: Callable[[], CommandActions], path: Path, closing: pyqtBoundSignal
    ) -> None:
        """Read soon what is kept at ``path``; ``actions`` returns those of ``window``, which tells ``closing``."""
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._path = path
        self._recent: tuple[str, ...] = ()
        self._kept: tuple[str, ...] = ()
        self._sheet: guide.ShortcutSheet | None = None
        steps = IdleSteps([self.begin], self)
        closing.connect(steps.stop)
        closing.connect(self.close)
        steps.start(_UNTIL_SEEN)

    def begin(self) -> None:
        """Have commands run by the keys that were given to them in an earlier window."""
        if not os.path.lexists(self._path):
            return
        kept, problem = guide.read_keys(self._path)
        self._recent = self._kept = kept.recent[:_MOST_RECENT]
        if kept.changes:
            self._actions().change_keys({each.command: each.keys for each in kept.changes})
        if problem:
            self.problem.emit(problem)

    def open_palette(self) -> None:
        """Open the palette over the window."""
        actions = self._actions()
        own = next(each for each in actions.commands if each.run == self.open_palette)
        rows = guide.rows_of([each for each in actions.commands if each is not own], actions.keys, actions.situation())
        palette = guide.CommandPalette(self._window, rows, self._recent, actions.keys.of(own))
        palette.run_wanted.connect(self._run)
        palette.open()
        palette.place()

    def open_sheet(self) -> None:
        """Open the sheet of shortcuts, or bring it to the front."""
        if self._sheet is None:
            self._sheet = guide.ShortcutSheet(self._window, self._actions())
            self._sheet.keys_wanted.connect(self._change)
            self._sheet.finished.connect(self._forget_sheet)
            self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def close(self) -> None:
        """Close what is open, and keep which commands were run lately."""
        if self._sheet is not None:
            self._sheet.close()
        if self._recent != self._kept:
            self._keep()

    def _forget_sheet(self, _result: int) -> None:
        self._sheet = None

    def _run(self, command: Command) -> None:
        self._recent = (command.name, *(each for each in self._recent if each != command.name))[:_MOST_RECENT]
        self._actions().run(command)

    def _change(self, changes: dict[str, tuple[str, ...]]) -> None:
        self._actions().change_keys(changes)
        if self._sheet is not None:
            self._sheet.show_keys()
        self._keep()

    def _keep(self) -> None:
        changes = tuple(guide.KeyChange(name, keys) for name, keys in self._actions().keys.changes.items())
        try:
            guide.write_keys(self._path, guide.KeptKeys(changes=changes, recent=self._recent))
            self._kept = self._recent
        except SaveError as error:
            self.problem.emit(str(error))
