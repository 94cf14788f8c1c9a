"""What a window costs in which nothing happens, with quiet connections open."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from tests.benchmarks.windowed.rig import Report, Rig

_SETTLING = 3.0  # seconds


async def idle(rig: Rig, seconds: float) -> Report:
    """Open the connections, wait until all is quiet, and count for so many seconds."""
    rig.fetch_all()
    count = len(rig.servers)
    await rig.until(lambda: len(rig.fetches.running) == count)
    await rig.sleep(_SETTLING)
    then = resource.getrusage(resource.RUSAGE_SELF)
    await rig.sleep(seconds)
    now = resource.getrusage(resource.RUSAGE_SELF)
    # Not from /proc: there the end of a tick of 10 ms, of whatever length, counts as all of it.
    cpu = now.ru_utime + now.ru_stime - then.ru_utime - then.ru_stime
    return {
        # The one at the end is this measurement's own.
        "wakes": now.ru_nvcsw - then.ru_nvcsw - 1,
        "cpu_percent": cpu / seconds * 100,
        "cpu_ms": cpu * 1000,
    }


if __name__ == "__main__":
    Rig(Path(sys.argv[1]), [int(sys.argv[2])] * int(sys.argv[3])).run(lambda rig: idle(rig, float(sys.argv[4])))
