"""``poetrygui get`` with many addresses at once, and what each costs."""

from __future__ import annotations

import subprocess
import sys
import time

from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import ROOT, ContestantError, environment, folder, processor_of_children, sender

_POEM = 4096  # bytes


def getting(quick: bool) -> list[Figure]:
    """Short poems of many addresses into a folder, beside those of a tenth as many."""
    few, many = (20, 200) if quick else (200, 2000)
    rounds = 1 if quick else 3
    found: dict[int, list[tuple[float, float]]] = {count: [] for count in (1, few, many)}
    with sender("size", size=_POEM) as port:
        for _ in range(rounds):
            for count, taken in found.items():
                taken.append(_get(port, count))
    # Without the start of the program, which a single address is there for.
    start = median([processor for _, processor in found[1]])
    each = {count: (median([cpu for _, cpu in found[count]]) - start) / (count - 1) for count in (few, many)}
    row = "get, many addresses"
    seconds = median([wall for wall, _ in found[many]])
    note = ", ".join(f"{count:,}: {cpu * 1000:.2f} ms" for count, cpu in each.items())
    return [
        Figure(row, f"CPU of each, {many:,} / {few:,}", each[many] / each[few], "×", 1.1, note=note),
        Figure(row, f"all {many:,} after", seconds, "s", note=f"of {_POEM:,} bytes each"),
    ]


def _get(port: int, count: int) -> tuple[float, float]:
    """Return how long it took by the clock, and of the processor, to get the same address so many times."""
    with folder() as path:
        kept: list[str] = ["--profile", str(path / "profile"), "--output", str(path / "poems")]
        begun, cpu = time.perf_counter(), processor_of_children()
        done = subprocess.run(
            [sys.executable, "-m", "poetrygui", "get", *kept, *[f"127.0.0.1:{port}"] * count],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            check=False,
            timeout=240,
        )
        taken = time.perf_counter() - begun, processor_of_children() - cpu
        poems = [file.stat().st_size for file in (path / "poems").iterdir()]
    if done.returncode or poems != [_POEM] * count:
        raise ContestantError(f"get brought {len(poems):,} of {count:,} poems: {done.stderr.decode()[-500:]}")
    return taken
