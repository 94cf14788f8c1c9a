"""All that happened since the program was started, as far as there is room."""

from __future__ import annotations

from collections import deque

from poetrygui.core.library.listeners import Listeners
from poetrygui.gui.window.news.happening import Happening

MOST = 5000
"""How many are kept: the last ones."""


class HappeningLog:
    """Keeps the last :data:`MOST`; whoever shows them asks for those that have come since it last did."""

    def __init__(self, most: int = MOST) -> None:
        """Begin empty, and keep the last ``most``."""
        self.added: Listeners[()] = Listeners()
        self.count = 0
        """How many there ever were."""
        self._kept: deque[Happening] = deque(maxlen=most)

    def add(self, happening: Happening) -> None:
        """Keep one more, and tell that there is."""
        self._kept.append(happening)
        self.count += 1
        self.added.tell()

    def since(self, count: int) -> list[Happening]:
        """Return what is kept of those after the first ``count``, the oldest first."""
        new = min(self.count - count, len(self._kept))
        return list(self._kept)[len(self._kept) - new :] if new > 0 else []
