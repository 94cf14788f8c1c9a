"""A picture of a window that is taken once what is seen there is all there: its poem is read, its frames are exact."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtGui import QPixmap

from poetrygui.gui.window.workspace import Workspace


class SettledPicture:
    """Grabs until nothing is missing: what is drawn has asked for what is not known yet, and may ask for more then."""

    def __init__(self, work: Workspace, grab: Callable[[], QPixmap], taken: Callable[[QPixmap], object]) -> None:
        """Have ``grab`` draw the window in which ``work`` is seen; ``taken`` is given the picture, once."""
        self._work = work
        self._grab = grab
        self._taken = taken
        self._stop_waiting: Callable[[], None] = lambda: None

    def take(self) -> None:
        """Take it now, or as soon as it can be."""
        self._stop_waiting()
        tab = self._work.current()
        if tab is not None and tab.poem.store is None and not tab.poem.load_problem:
            self._stop_waiting = tab.poem.loaded.subscribe(self._take_soon)
            return
        picture = self._grab()
        if self._work.edges.is_looking:
            self._work.edges.once_found(self.take)
        else:
            self._taken(picture)

    def _take_soon(self) -> None:
        # Who shows it may hear of it later.
        self._work.library.reactor.callLater(0, self.take)
