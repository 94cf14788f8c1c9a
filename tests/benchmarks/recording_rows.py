"""The rows of the table of goals that are about recordings, apart from what keeping them costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.core.outcomes import WhatIsKept
from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import folder, run_module, sender


def _run(name: str, *arguments: object) -> dict[str, Any]:
    with folder() as path:
        return run_module(f"recorded.{name}", path, *arguments)


def _size(quick: bool) -> tuple[int, int]:
    """Return how many chunks and how many frames there are in a GiB, or in a tenth of one."""
    return (100_000, 1_000_000) if quick else (1_000_000, 10_000_000)


def _by_processor(times: dict[str, float], kind: str = "p99") -> str:
    return f"{times[f'cpu_{kind}']:.2g} ms of the processor"


def log_places(quick: bool) -> list[Figure]:
    """From a frame to its time and back; opening an earlier poem."""
    found = _run("log_places", *_size(quick))
    row = f"a recording of {_size(quick)[0]:,} chunks"
    ratio = found["opening"]["cpu_median"] / found["opening_before"]["cpu_median"]
    note = (
        f"{found['opening']['cpu_median']:.2g} ms of the processor, {found['opening_before']['cpu_median']:.0f} before"
    )
    return [
        Figure(
            row,
            "frame → time, p99",
            found["frame_to_time"]["p99"],
            "ms",
            5.0,
            note=_by_processor(found["frame_to_time"]),
        ),
        Figure(
            row,
            "time → frame, p99",
            found["time_to_frame"]["p99"],
            "ms",
            5.0,
            note=_by_processor(found["time_to_frame"]),
        ),
        # Of a small one, most is what opening anything takes.
        Figure(row, "opening it / opening as before", ratio, "×", None if quick else 0.1, note=note),
    ]


def screen_edges(quick: bool) -> list[Figure]:
    """The exact bytes of all frames on a screen."""
    found = _run("screen_edges", "--quick" if quick else "--all")
    row = "exact bytes of a screen's frames"
    return [
        Figure(
            row,
            f"chunks of {size}, at {place} MiB",
            times["again"],
            "ms",
            30.0,
            note=f"{times['cpu']:.2g} ms of the processor; the first time {times['first']:.0f} ms",
        )
        for size, places in found.items()
        for place, times in places.items()
    ]


def ruler(quick: bool) -> list[Figure]:
    """A frame of the ruler, at every zoom."""
    found = _run("ruler_frames", *_size(quick))
    row = f"ruler over {_size(quick)[1]:,} frames"
    slowest = found["slowest"]
    note = f"{_by_processor(slowest, 'median')}, at {found['slowest_zoom']:,} bytes"
    return [
        Figure(row, "a frame at the slowest zoom, median", slowest["median"], "ms", 8.0, note=note),
        Figure(
            row, "a frame at any zoom, median", found["all"]["median"], "ms", note=_by_processor(found["all"], "median")
        ),
    ]


def recorded_gaps(quick: bool) -> list[Figure]:
    """How long Qt's events wait while 500 MB/s stream, and how much memory is held, with a recording and without."""
    seconds = 3 if quick else 4
    ways = (WhatIsKept.EVERYTHING, WhatIsKept.NOTHING)
    runs: dict[WhatIsKept, list[dict[str, Any]]] = {way: [] for way in ways}
    for turn in range(2 if quick else 6):
        for way in ways if turn % 2 else ways[::-1]:
            with sender("rate", rate=500e6, seconds=seconds + 20) as port, folder() as path:
                runs[way].append(run_module("windowed.gaps", path, port, "--seconds", seconds, "--kept", way))

    def of(value: Callable[[dict[str, Any]], float]) -> tuple[float, float]:
        on, off = (median([value(run) for run in runs[way]]) for way in ways)
        return on, off

    row = "recording on / off, while 500 MB/s stream"
    figures = []
    for what, unit, goal, value in (
        ("gap p99", "ms", 1.1, lambda run: run["gaps"]["p99"]),
        ("memory", "MiB", 1.02, lambda run: run["resident"]),
        ("processor", "%", None, lambda run: run["busy"] / run["rate"] * 500 * 100),
    ):
        on, off = of(value)
        figures.append(Figure(row, what, on / off, "×", goal, note=f"{on:.3g} {unit}, {off:.3g} {unit} without"))
    return figures


def reframing(quick: bool) -> list[Figure]:
    """Framing anew as a protocol file is saved."""
    found = _run("reframing", 3 if quick else 15)
    row = "framing anew at a save"
    figures = []
    for size, told in found["framed"].items():
        note = f"the first of them after {told['first']:.0f} ms; {told['cpu']:.0f} ms of the processor"
        figures.append(Figure(row, f"{size} of lines, from the save on", told["whole"], "ms", 300.0, note=note))
        gaps = told["gaps"]
        note = f"longest {gaps['longest']:.0f} ms; {told['own_cpu']:.0f} ms of the window's own a save"
        figures.append(Figure(row, f"{size} of lines, gap p99 meanwhile", gaps["p99"], "ms", 8.0, note=note))
    for kind, seconds in found["hangs"].items():
        figures.append(Figure(row, f"a hang in {kind} is ended", seconds, "s", 2.5))
    return figures


def differences(quick: bool) -> list[Figure]:
    """What is different between two framings."""
    found = _run("differences", 1_000_000 if quick else 10_000_000)
    frames = 1 if quick else 10
    row = f"difference of {frames} M frames against {frames} M"
    figures = []
    for name, told in found["ends"].items():
        note = f"{told['cpu']:.2g} s of the processor; {told['hunks']:,} differences"
        figures.append(Figure(row, name, told["seconds"], "s", 3.0, note=note))
    memory = max(told["mib"] for told in found["ends"].values())
    figures.append(Figure(row, "memory", memory, "MiB", 16.0))
    told = found["protocols"]
    note = f"{told['cpu']:.2g} s of the processor, with the framing itself; {told['hunks']:,} differences"
    figures.append(Figure(row, "a tenth of them, framed by two protocols", told["seconds"], "s", note=note))
    return figures


def replaying(quick: bool) -> list[Figure]:
    """A recording played again."""
    count = 300 if quick else 2000
    found = _run("replaying", count)
    row = f"replay of {count:,} chunks"
    note = f"{found['read'] * 100:.1f} % came to the reader alone"
    return [
        Figure(row, "into a tab, as they were", found["tab"] * 100, "%", 100.0, "≥"),
        Figure(row, "as a server, out alone", found["out"] * 100, "%", 99.0, "≥", note=note),
    ]


def kills(quick: bool) -> list[Figure]:
    """A program that is killed while it records."""
    count = 20 if quick else 200
    found = _run("kills", count)
    row = f"{count} kills while recording"
    note = f"of {found['told'] / 1e6:,.0f} MB that were told"
    return [
        Figure(row, "bytes told and lost", found["lost"], "", 0.0, note=note),
        Figure(row, "records ahead of the wire", found["ahead"], "", 0.0),
    ]
