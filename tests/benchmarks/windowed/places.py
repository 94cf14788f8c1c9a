"""Going to any place of a large poem, repaint included: a byte, a line, the end."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.figures import percentile
from tests.benchmarks.windowed.rig import Report, Rig

_JUMPS = 400


async def places(rig: Rig) -> Report:
    """Fetch, then jump about; each jump ends when the view is painted."""
    rig.fetch_all()
    await rig.until(lambda: rig.poems and not rig.fetches.is_busy)
    await rig.sleep(0.5)
    view, store = rig.tab.view, rig.tab.poem.store
    chance = random.Random(1)

    async def p99_of(jump: Callable[[], object]) -> float:
        times = []
        for _ in range(_JUMPS):
            begun = time.perf_counter()
            jump()
            view.viewport().repaint()
            times.append(time.perf_counter() - begun)
            await rig.sleep(0)
        return percentile(times, 99) * 1000

    def go_to_end() -> None:
        view.show_offset(0)
        begun[0] = time.perf_counter()
        view.follow()

    begun = [0.0]
    ends = []
    for _ in range(_JUMPS):
        go_to_end()
        view.viewport().repaint()
        ends.append(time.perf_counter() - begun[0])
        await rig.sleep(0)
    return {
        "bytes": store.size,
        "byte": await p99_of(lambda: view.show_offset(chance.randrange(store.size))),
        "line": await p99_of(lambda: view.show_offset(store.line_start(chance.randrange(store.line_count)))),
        "end": percentile(ends, 99) * 1000,
    }


if __name__ == "__main__":
    Rig(Path(sys.argv[1]), [int(sys.argv[2])]).run(places)
