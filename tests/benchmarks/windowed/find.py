"""Finding a text at the end of a poem that is there, in a tab that is seen, while another poem arrives."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PyQt6.QtWidgets import QLineEdit

from tests.benchmarks.shapes import LAST_LINE
from tests.benchmarks.windowed.rig import Gaps, Report, Rig

_WARM_UP = 0.5  # seconds


async def find(rig: Rig) -> Report:
    """Fetch the first server; begin to fetch the second; then look for the last line from the top."""
    first, second = rig.servers
    rig.fetches.start([first])
    await rig.until(lambda: rig.poems and not rig.fetches.is_busy)
    view, store = rig.tab.view, rig.tab.poem.store
    rig.fetches.start([second])
    await rig.until(lambda: rig.received() > store.size)
    assert rig.tab.view is view
    view.show_offset(0)
    rig.tab.show_find_bar()
    await rig.sleep(_WARM_UP)
    field = rig.tab.findChild(QLineEdit, "findText")
    assert field is not None
    probe = Gaps()
    arrived = rig.received()
    begun = time.perf_counter()
    probe.start()
    field.setText(LAST_LINE.decode())
    await rig.until(lambda: view.selection()[1] > view.selection()[0])
    seconds = time.perf_counter() - begun
    gaps = probe.stop()
    start, stop = view.selection()
    assert store.read(start, stop) == LAST_LINE
    return {
        "seconds": seconds,
        "bytes": store.size,
        "gaps": gaps,
        "rate": (rig.received() - arrived) / seconds / 1e6,
    }


if __name__ == "__main__":
    Rig(Path(sys.argv[1]), [int(sys.argv[2]), int(sys.argv[3])]).run(find)
