"""What is chosen for all of the program, in the window: applied, asked for, and kept as it is changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property, partial

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication, QMainWindow

from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.library.budget import Excess
from poetrygui.errors import SaveError
from poetrygui.gui import window as rooms
from poetrygui.gui.widgets.dress import choose_look
from poetrygui.gui.widgets.text_font import choose_text_font
from poetrygui.gui.window import choices
from poetrygui.gui.window.library_desk import LibraryDesk, ask_for_budget
from poetrygui.gui.window.open_profile import OpenProfile
from poetrygui.gui.window.workspace import Workspace


class SettingsDesk(QObject):
    """Applies what was chosen in an earlier window, and opens the dialog in which other things are."""

    def __init__(
        self,
        window: QMainWindow,
        work: Workspace,
        profile: OpenProfile,
        library: LibraryDesk,
        problem: Callable[[str], object],
    ) -> None:
        """Read what is chosen in ``profile``; ``library`` has its budget, and ``work`` is below ``window``.

        ``problem`` is told in a sentence what goes wrong.
        """
        super().__init__(window)
        self._problem = problem
        self._window = window
        self._path = profile.folders.preferences
        self._library = library
        self._work = work
        self._dialog: choices.SettingsDialog | None = None
        # Where nothing was chosen, nothing is imported for it before the window is seen.
        if os.path.lexists(self._path):
            self._apply(choices.Preferences())

    @cached_property
    def preferences(self) -> choices.Preferences:
        """What is chosen."""
        kept, found = choices.read_preferences(self._path)
        if found:
            self._problem(found)
        return kept

    @cached_property
    def _quit(self) -> rooms.QuitQuestion:
        return rooms.QuitQuestion(self._window, lambda: sum(self._work.running()))

    def open(self) -> None:
        """Open the dialog, or bring it to the front."""
        if self._dialog is None:
            self._dialog = choices.SettingsDialog(self._window, self.preferences, *self._library.limits)
            self._dialog.changed.connect(self._change)
            self._dialog.budget_wanted.connect(self._find_excess)
            self._dialog.recording_limit_wanted.connect(self._library.set_recording_limit)
            self._dialog.finished.connect(self._forget)
            self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def close(self) -> None:
        """Close what is open."""
        if self._dialog is not None:
            self._dialog.close()

    def _forget(self, _result: int) -> None:
        self._dialog = None

    def _change(self, preferences: choices.Preferences) -> None:
        before, self.preferences = self.preferences, preferences
        self._apply(before)
        try:
            choices.write_preferences(self._path, preferences)
        except SaveError as error:
            self._problem(str(error))

    def _apply(self, before: choices.Preferences) -> None:
        """Have the program be as it is chosen, as far as that differs from what was chosen ``before``."""
        chosen, application = self.preferences, QApplication.instance()
        assert isinstance(application, QApplication)
        if chosen.look != before.look:
            choose_look(application, chosen.look)
        if (chosen.font, chosen.letters) != (before.font, before.letters):
            choose_text_font(application, chosen.font, chosen.letters)
        if chosen.callback_limit != before.callback_limit:
            GUARD.limit = choices.limit_of(chosen)
        if chosen.asks_to_quit != before.asks_to_quit:
            self._quit.ask(chosen.asks_to_quit)

    def _find_excess(self, limit: int) -> None:
        self._library.budget.find_excess(limit, partial(self._ask_for_budget, limit))

    def _ask_for_budget(self, limit: int, found: Excess) -> None:
        if not found.folders:
            self._library.set_budget(limit)
        elif self._dialog is not None:
            dialog = self._dialog
            box = ask_for_budget(dialog, limit, found, self._library.set_budget)
            box.finished.connect(lambda _: dialog.show_budget(self._library.budget.limit))
