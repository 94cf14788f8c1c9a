"""What something takes, on the clock and of the processor: on a busy machine only the second is its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from attrs import define, field

from tests.benchmarks.figures import median, percentile


@define
class Times:
    """Seconds of many turns."""

    wall: list[float] = field(factory=list)
    cpu: list[float] = field(factory=list)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Measure what is done inside."""
        cpu, wall = time.thread_time(), time.perf_counter()
        yield
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.thread_time() - cpu)

    def of_each(self, function: Callable[[int], object], values: Iterable[int]) -> Times:
        """Measure a call for each of the values."""
        for value in values:
            with self.turn():
                function(value)
        return self

    def as_json(self) -> dict[str, float]:
        """Return milliseconds: the median and the 99th percentile of either."""
        return {
            "median": median(self.wall) * 1000,
            "p99": percentile(self.wall, 99) * 1000,
            "cpu_median": median(self.cpu) * 1000,
            "cpu_p99": percentile(self.cpu, 99) * 1000,
        }
