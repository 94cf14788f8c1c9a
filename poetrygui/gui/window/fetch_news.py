"""What begins and ends among the fetches, told to a window that looks at all of its commands each time."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from PyQt6.QtWidgets import QWidget

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended
from poetrygui.gui.widgets.listening import listen

# Milliseconds in which all that begins and ends is told once: of thousands, nobody sees each.
_SOON = 34


class FetchNews(QObject):
    """Tells of what begins and ends soon after, once for all of it; of the last end at once."""

    changed = pyqtSignal()
    """A fetch has begun, was connected, or has ended."""
    all_ended = pyqtSignal()
    """Nothing runs any more; ``changed`` was told before."""

    def __init__(self, widget: QWidget, library: Library) -> None:
        """Listen to ``library`` for as long as ``widget`` is there."""
        super().__init__(widget)
        self._library = library
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.changed)
        listen(widget, library.started, lambda _poem: self._tell_soon())
        listen(widget, library.phase_changed, self._phase_changed)

    def _tell_soon(self) -> None:
        # One that runs is not put off: else nothing would be told while many begin.
        if not self._soon.isActive():
            self._soon.start()

    def _phase_changed(self, poem: KeptPoem) -> None:
        if not isinstance(poem.state, Ended) or self._library.is_busy:
            self._tell_soon()
            return
        self._soon.stop()
        self.changed.emit()
        self.all_ended.emit()
