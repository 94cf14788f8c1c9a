"""How long Qt's events wait while streams arrive; with one stream, many at once, or a disk that blocks."""

from __future__ import annotations

import argparse
import os
import threading
import time
from pathlib import Path
from typing import Any

from poetrygui.core.outcomes import WhatIsKept
from tests.benchmarks.processes import raise_descriptor_limit
from tests.benchmarks.windowed.rig import MIB, Gaps, Report, Rig, resident

_WARM_UP = 1.0  # seconds


def block_disk(every: int, seconds: float) -> None:
    """Have a write that is not of the main thread block for so long, whenever so many bytes were written."""
    write = os.write
    written = 0

    def slow(descriptor: int, data: Any, /) -> int:
        nonlocal written
        if threading.current_thread() is not threading.main_thread():
            written += len(data)
            if written >= every:
                written -= every
                time.sleep(seconds)
        return write(descriptor, data)

    os.write = slow


async def gaps(rig: Rig, seconds: float) -> Report:
    """Fetch every server; measure for so many seconds once all have begun to come."""
    rig.fetch_all()
    count = len(rig.servers)
    await rig.until(lambda: len(rig.poems) == count and all(poem.store.size for poem in rig.poems))
    await rig.sleep(_WARM_UP)
    probe = Gaps()
    before = [poem.store.size for poem in rig.poems]
    begun, cpu = time.perf_counter(), time.process_time()
    backlog = 0
    probe.start()
    while time.perf_counter() < begun + seconds:
        await rig.sleep(0.01)
        backlog = max(backlog, rig.backlog())
    result = probe.stop()
    taken = time.perf_counter() - begun
    shares = [poem.store.size - size for poem, size in zip(rig.poems, before, strict=True)]
    mean = sum(shares) / len(shares)
    return {
        "gaps": result,
        "rate": sum(shares) / taken / 1e6,
        "busy": (time.process_time() - cpu) / taken,
        "backlog": backlog / MIB,
        "least_share": min(shares) / mean,
        "largest_share": max(shares) / mean,
        "resident": resident() / MIB,
        "following": rig.tab.view.following,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--slow-disk", action="store_true")
    parser.add_argument("--kept", type=WhatIsKept, default=WhatIsKept.EVERYTHING)
    arguments = parser.parse_args()
    if arguments.slow_disk:
        block_disk(64 * MIB, 0.1)
    rig = Rig(arguments.folder, [arguments.port] * arguments.connections, kept=arguments.kept)
    rig.run(lambda rig: gaps(rig, arguments.seconds))


if __name__ == "__main__":
    raise_descriptor_limit()
    main()
