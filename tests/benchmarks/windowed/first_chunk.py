"""From the moment at which a server sends its first line to the moment at which it is painted."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PyQt6.QtCore import QEvent, QObject

from tests.benchmarks.figures import median, percentile
from tests.benchmarks.windowed.rig import Report, Rig

_FETCHES = 30


class PaintWatch(QObject):
    """Notes when a view has painted, right after it has."""

    def __init__(self, rig: Rig) -> None:
        super().__init__()
        self._rig = rig
        self.painted: tuple[int, str] | None = None

    def seen(self) -> tuple[int, str]:
        """Return when that was, and what was seen."""
        assert self.painted is not None
        return self.painted

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.UpdateRequest and self._rig.tab is not None:
            # The whole window paints in here, into its backing store, and hands that to the platform.
            self._rig.window.removeEventFilter(self)
            self._rig.application.sendEvent(self._rig.window, event)
            self._rig.window.installEventFilter(self)
            text = self._rig.tab.view.toPlainText()
            if text.strip().isdigit() and self.painted is None:
                self.painted = time.monotonic_ns(), text
            return True
        return False


async def first_chunk(rig: Rig) -> Report:
    """Fetch again and again; each server tells when it sent."""
    watch = PaintWatch(rig)
    rig.window.installEventFilter(watch)
    times: list[float] = []
    for _ in range(_FETCHES):
        watch.painted = None
        rig.fetch_all()
        await rig.until(lambda: watch.painted)
        painted, text = watch.seen()
        times.append((painted - int(text)) / 1e6)
        rig.tabs.close_tab(rig.tabs.currentIndex())
        await rig.until(lambda: not rig.fetches.is_busy)
    return {"median": median(times), "p99": percentile(times, 99), "times": times}


if __name__ == "__main__":
    Rig(Path(sys.argv[1]), [int(sys.argv[2])]).run(first_chunk)
