"""Thousands of connections open at once in one window: what each costs, and whether the list can be used meanwhile."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtWidgets import QAbstractItemView

from poetrygui.core.outcomes import Receiving
from tests.benchmarks.figures import percentile
from tests.benchmarks.processes import raise_descriptor_limit
from tests.benchmarks.windowed.rig import Gaps, Report, Rig, resident

_STEPS = 200
_LONGEST = 60.0  # seconds in which all should be open


async def connections(rig: Rig) -> Report:
    """Open them all; then use the list and the tabs."""
    window = rig.window
    count = len(rig.servers)
    await rig.sleep(0.5)
    before = resident()
    probe = Gaps()
    probe.start()
    begun, cpu = time.perf_counter(), time.process_time()
    rig.fetch_all()
    opened = 0
    while opened < count and time.perf_counter() < begun + _LONGEST:
        await rig.sleep(0.1)
        opened = sum(isinstance(poem.state, Receiving) for poem in rig.fetches.running)
    seconds, processor = time.perf_counter() - begun, time.process_time() - cpu
    opening = probe.stop()
    each = (resident() - before) / opened
    probe.start()
    await rig.sleep(3.0)
    quiet = probe.stop()
    servers = window.findChild(QAbstractItemView, "serverList")
    assert servers is not None
    model = servers.model()
    viewport = servers.viewport()
    assert model is not None
    assert viewport is not None

    async def p99_of(use: Callable[[int], object]) -> float:
        times = []
        for step in range(_STEPS):
            started = time.perf_counter()
            use(step * (count // _STEPS))
            viewport.repaint()
            times.append(time.perf_counter() - started)
            await rig.sleep(0)
        return percentile(times, 99) * 1000

    def choose(row: int) -> None:
        servers.setCurrentIndex(model.index(row, 0))

    def scroll(row: int) -> None:
        servers.scrollTo(model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    return {
        "opened": opened,
        "seconds": seconds,
        "opening_cpu": processor / opened,
        "each": each / 1024,
        "opening": opening,
        "quiet": quiet,
        "choose": await p99_of(choose),
        "scroll": await p99_of(scroll),
    }


if __name__ == "__main__":
    raise_descriptor_limit()
    Rig(Path(sys.argv[1]), [int(sys.argv[2])] * int(sys.argv[3])).run(connections)
