"""What is different between two framings of very many frames: by where they end, and as protocols make them."""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from poetrygui.core.poems.recording import Recording
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.options import configured
from poetrygui.recordings.comparison import Comparison
from poetrygui.recordings.difference import Ends, hunks
from tests.benchmarks.recorded.made import Shape, write_lines
from tests.benchmarks.shapes import MIB

_FRAME = 50  # bytes
_BLOCK = 4096  # frames

Move: TypeAlias = "Callable[[array[int]], array[int]]"


def elsewhere(every: int) -> Move:
    """Have one in so many frames end five bytes sooner."""

    def move(ends: array[int]) -> array[int]:
        for at in range(0, len(ends), every):
            ends[at] -= 5
        return ends

    return move


SIDES: dict[str, Move] = {
    "the same": lambda ends: ends,
    "all elsewhere": lambda ends: array("Q", [end - 25 for end in ends]),
    "1 in 1,000 elsewhere": elsewhere(1000),
    "1 in 10 elsewhere": elsewhere(10),
}


def side(count: int, move: Move) -> Iterator[Ends]:
    """Give so many frames in blocks, as chunks bring them."""
    values = array("q", [1]) * _BLOCK
    for first in range(0, count, _BLOCK):
        size = min(_BLOCK, count - first)
        start = (first + 1) * _FRAME
        yield Ends(move(array("Q", range(start, start + size * _FRAME, _FRAME))), values[:size])


def measure(count: int, move: Move) -> dict[str, float]:
    """Return how long it takes, without making the numbers, and how much memory."""

    def taken(with_difference: bool) -> tuple[float, float, int]:
        ours, theirs = side(count, lambda ends: ends), side(count, move)
        cpu, wall, number = time.process_time(), time.perf_counter(), 0
        if with_difference:
            number = sum(hunk is not None for hunk in hunks(ours, theirs, count * _FRAME))
        else:
            for _ in zip(ours, theirs, strict=True):
                pass
        return time.perf_counter() - wall, time.process_time() - cpu, number

    wall, cpu, number = taken(with_difference=True)
    idle_wall, idle_cpu, _ = taken(with_difference=False)
    tracemalloc.start()
    for _ in hunks(side(count // 20, lambda ends: ends), side(count // 20, move), count // 20 * _FRAME):
        pass
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {"seconds": wall - idle_wall, "cpu": cpu - idle_cpu, "hunks": number, "mib": memory / MIB}


def compare(folder: Path, frames: int) -> dict[str, float]:
    """Have two protocols frame a recording, and compare what each makes of it."""
    write_lines(folder / "recorded", Shape(frames // 600, frames))
    lines = shipped_protocol("lines")
    delimited = configured(shipped_protocol("delimited"), {"delimiter": r"\n"})
    recording = Recording.existing(folder / "recorded")
    cpu, wall = time.process_time(), time.perf_counter()
    comparison = Comparison(recording, lines, delimited)
    number = sum(hunk is not None for hunk in comparison.hunks())
    found = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "hunks": number}
    assert [result.ended.frames for result in comparison.results] == [frames, frames]
    recording.close()
    return found


def main(folder: Path, count: int) -> None:
    found = {name: measure(count, move) for name, move in SIDES.items()}
    print(json.dumps({"ends": found, "protocols": compare(folder, count // 10)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
