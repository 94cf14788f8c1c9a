"""The rows of the table of goals that are about recordings, apart from what keeping them costs."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import folder, run_module


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
        Figure(row, "opening it / opening as before", ratio, "×", 0.1, note=note),
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
