"""One stream through the window: received, stored on disk, indexed, visible, the view following its end.

With ``--forget`` all but about the last GiB is emptied on disk while more comes. What is measured then is this program
and not how long the system's memory and disk keep up.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import time
from pathlib import Path

from poetrygui.core.files.segments import SEGMENT_SIZE
from tests.benchmarks.shapes import LAST_LINE
from tests.benchmarks.windowed.rig import MIB, Report, Rig, resident

_SAMPLE = 0.05  # seconds
GIB = 1024 * MIB


def empty_all_but(directory: Path, count: int) -> None:
    """Empty all segments of a poem's rows, and of what came on the wire, but so many of each."""
    for name in ("rows", "wire"):
        for path in sorted(directory.glob(f"{name}.*"))[:-count]:
            os.truncate(path, 0)


async def stream(rig: Rig, forget: bool) -> Report:
    """Fetch, and stop the clock when the last line of what was sent is painted in the view."""
    samples: list[tuple[int, int]] = []

    def sample() -> None:
        samples.append((rig.received(), resident()))
        rig.reactor.callLater(_SAMPLE, sample)
        if forget and rig.poems:
            rig.reactor.callInThread(empty_all_but, rig.poems[0].directory, GIB // SEGMENT_SIZE)

    await rig.sleep(0.2)
    before = resident()
    sample()
    profile = cProfile.Profile()
    if os.environ.get("POETRYGUI_BENCH_PROFILE"):
        profile.enable()
    begun, cpu = time.perf_counter(), time.process_time()
    rig.fetch_all()
    last_line = LAST_LINE.decode()
    await rig.ended()
    received = time.perf_counter() - begun
    await rig.until(lambda: rig.tab.view.toPlainText().endswith(last_line))
    rig.tab.view.viewport().repaint()
    seconds, processor = time.perf_counter() - begun, time.process_time() - cpu
    if os.environ.get("POETRYGUI_BENCH_PROFILE"):
        profile.disable()
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(40)
    (poem,) = rig.poems
    return {
        "seconds": seconds,
        "processor": processor,
        "received_seconds": received,
        "outcome": poem.state.outcome.value,
        "bytes": poem.state.bytes,
        "frames": poem.state.frames,
        "lines": poem.store.line_count,
        "resident_before": before / MIB,
        "resident": max(size for _, size in samples) / MIB,
        "growth": _growth(samples),
    }


def _growth(samples: list[tuple[int, int]]) -> float:
    """Return by how many MiB the memory grows with each GiB.

    The least that was held early on and the least late on are compared: what waits for the disk comes and goes.
    """
    total = samples[-1][0]
    early = [held for size, held in samples if total / 8 <= size <= total * 3 / 8]
    late = [held for size, held in samples if size >= total * 6 / 8]
    if not early or not late:
        return 0.0
    return (min(late) - min(early)) / MIB / (total * 5 / 8) * 1024 * MIB


if __name__ == "__main__":
    Rig(Path(sys.argv[1]), [int(sys.argv[3])], sys.argv[2]).run(lambda rig: stream(rig, "--forget" in sys.argv))
