"""Filtering the lines of a poem that is there, and of one that arrives: how long that takes, and what events wait."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.reading.conditions import Condition
from tests.benchmarks.windowed.rig import Gaps, Report, Rig

_WARM_UP = 1.0  # seconds
_PAGE = 40  # lines


async def filtering(rig: Rig, text: str) -> Report:
    """Fetch the server, then filter what came, and find the same text in it."""
    rig.fetch_all()
    await rig.until(lambda: rig.poems and not rig.fetches.is_busy)
    lines, view = rig.tab.lines, rig.tab.view
    begun, cpu = time.perf_counter(), time.process_time()
    lines.set_conditions((Condition(text),))
    chosen = view.reader
    assert isinstance(chosen, ChosenLines)
    await rig.until(lambda: chosen.line_count >= _PAGE)
    first = time.perf_counter() - begun
    await rig.until(lambda: not lines.is_working)
    whole, whole_cpu = time.perf_counter() - begun, time.process_time() - cpu
    assert chosen.searched == chosen.whole.size
    return {
        "first_page": first,
        "whole": whole,
        "cpu_whole": whole_cpu,
        "chosen": chosen.size / chosen.whole.size,
        "bytes": chosen.whole.size,
    }


async def live(rig: Rig, text: str, seconds: float) -> Report:
    """Filter the lines of a server while they come."""
    rig.fetch_all()
    await rig.until(lambda: rig.poems and rig.poems[0].store.size)
    rig.tab.lines.set_conditions((Condition(text),))
    await rig.sleep(_WARM_UP)
    chosen = rig.tab.view.reader
    probe, computed = Gaps(), Gaps(clock=time.thread_time)
    before, searched = rig.received(), chosen.searched
    begun = time.perf_counter()
    probe.start()
    computed.start()
    await rig.sleep(seconds)
    gaps = probe.stop()
    taken = time.perf_counter() - begun
    return {
        "gaps": gaps,
        "computed": computed.stop(),
        "rate": (rig.received() - before) / taken / 1e6,
        "filtered": (chosen.searched - searched) / taken / 1e6,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--text", required=True)
    parser.add_argument("--live", type=float, default=0.0, help="seconds")
    arguments = parser.parse_args()
    rig = Rig(arguments.folder, [arguments.port])
    if arguments.live:
        rig.run(lambda rig: live(rig, arguments.text, arguments.live))
    else:
        rig.run(lambda rig: filtering(rig, arguments.text))


if __name__ == "__main__":
    main()
