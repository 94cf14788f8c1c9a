"""What a window costs in which nothing happens, with quiet connections open."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

from tests.benchmarks.windowed.rig import Report, Rig

_TICK = os.sysconf("SC_CLK_TCK")
_SETTLING = 3.0  # seconds


def _cpu() -> float:
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


async def idle(rig: Rig, seconds: float) -> Report:
    """Open the connections, wait until all is quiet, and count for so many seconds."""
    rig.fetch_all()
    count = len(rig.servers)
    await rig.until(lambda: len(rig.fetches.running) == count)
    await rig.sleep(_SETTLING)
    cpu = _cpu()
    exact = resource.getrusage(resource.RUSAGE_SELF)
    await rig.sleep(seconds)
    now = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "cpu_percent": (_cpu() - cpu) / seconds * 100,
        # The one at the end is this measurement's own.
        "wakes": now.ru_nvcsw - exact.ru_nvcsw - 1,
        "cpu_ms": (now.ru_utime + now.ru_stime - exact.ru_utime - exact.ru_stime) * 1000,
    }


if __name__ == "__main__":
    Rig(Path(sys.argv[1]), [int(sys.argv[2])] * int(sys.argv[3])).run(lambda rig: idle(rig, float(sys.argv[4])))
