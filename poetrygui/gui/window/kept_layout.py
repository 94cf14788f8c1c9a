"""How the window is laid out, and what it shows everywhere, kept so that the next one is as this one was."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QMainWindow

from poetrygui.errors import SaveError
from poetrygui.gui.window.open_profile import OpenProfile
from poetrygui.gui.window.settings import lay_out, remembered
from poetrygui.gui.window.workspace import Workspace

KeptBeside = Callable[[], tuple[tuple[str, ...], tuple[int, int]]]
"""Returns which files were dismissed, each as a mark, and two limits in bytes: the budget, and that of a recording."""


class KeptLayout(QObject):
    """Lays the window out as the last one was, and keeps how it is."""

    problem = pyqtSignal(str)
    """A sentence on why it could not be kept."""

    def __init__(self, window: QMainWindow, work: Workspace, profile: OpenProfile, beside: KeptBeside) -> None:
        """Do nothing yet. What is ``beside`` the layout of ``window`` and ``work`` in ``profile`` is kept with it."""
        super().__init__(window)
        self._window = window
        self._work = work
        self._profile = profile
        self._beside = beside

    def take(self) -> None:
        """Lay the window out."""
        settings = self._profile.settings
        lay_out(self._window, self._work, settings)
        self._work.tabs.show_send_bars(settings.send_bar)
        self._work.tabs.show_recordings(settings.recordings)

    def save(self) -> None:
        """Keep how it is now."""
        settings = remembered(self._window, self._work, self._work.situation().tabs_show, *self._beside())
        try:
            self._profile.keep(settings)
        except SaveError as error:
            self.problem.emit(str(error))
