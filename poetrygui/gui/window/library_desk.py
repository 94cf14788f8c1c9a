"""What is kept in the profile, in the window: opened at the start, and held within the budget."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QMainWindow

from poetrygui.core.library.budget import ProfileBudget
from poetrygui.core.library.budget_words import removed_sentence
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.removal import Removed
from poetrygui.core.outcomes import Ended
from poetrygui.core.text.wording import counted
from poetrygui.errors import SaveError
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.open_profile import OpenProfile
from poetrygui.gui.window.workspace import Workspace

_MOST_EARLIER = 20  # tabs that are opened again at the start


class LibraryDesk(QObject):
    """Opens what earlier runs left, and has the oldest removed where ``profile`` comes to hold too much."""

    note = pyqtSignal(str)
    """A sentence that is good to know."""
    problem = pyqtSignal(str)
    """A sentence about what went wrong."""

    def __init__(self, window: QMainWindow, reactor: Any, workspace: Workspace, profile: OpenProfile) -> None:
        """Do nothing yet; ``workspace`` shows what is in ``profile``, and is below ``window``."""
        super().__init__(window)
        self._window = window
        self._work = workspace
        self._profile = profile
        kept = workspace.library.kept
        self.budget = ProfileBudget(reactor, kept, profile.settings.budget, lambda: profile.is_alone_now)
        listen(self, self.budget.removed, self._removed)
        listen(self, workspace.library.phase_changed, self._phase_changed)

    def open_earlier(self) -> None:
        """Open the newest poems that earlier runs left, unless another window has the profile."""
        profile = self._profile
        if profile.has_others:
            self.note.emit("Poetry GUI has this profile open already: poems of earlier runs are left to that window.")
            return
        others = self._work.open_earlier(_MOST_EARLIER, may_note=profile.is_alone)
        if not profile.is_alone:
            self.problem.emit(
                f"The profile {profile.folders.root} cannot be written to ({profile.lock_problem}): poems of earlier "
                "runs are shown, and nothing of them is changed."
            )
        if others:
            self.note.emit(f"{counted(others, 'older poem')} can be found in {profile.folders.poems}.")

    def begin(self) -> None:
        """Look for the first time whether there is more than the budget allows."""
        self.budget.begin()

    def set_budget(self, limit: int) -> None:
        """Keep within ``limit`` bytes from now on, and in later runs."""
        self.budget.limit = limit
        try:
            self._profile.keep(evolve(self._profile.settings, budget=limit))
        except SaveError as error:
            self.problem.emit(str(error))
        self.budget.keep_within()

    def _phase_changed(self, poem: KeptPoem) -> None:
        if isinstance(poem.state, Ended):
            self.budget.take_end(poem)

    def _removed(self, removed: Removed) -> None:
        sentence = removed_sentence(removed, self.budget.limit)
        if sentence:
            self.note.emit(sentence)
        if removed.problem:
            self.problem.emit(removed.problem)
