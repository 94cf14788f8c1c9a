"""Framing alone: the shipped protocols beside the receivers that Twisted brings, on their worst input and on verse.

Run ``python tests/benchmarks/bench_framing.py``. The contestants alternate in one process; the figures are medians of
five rounds. A contestant that needs more than two seconds for one run is measured once.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from attrs import frozen
from twisted.internet.testing import StringTransport
from twisted.protocols.basic import LineOnlyReceiver, LineReceiver, NetstringReceiver

from poetrygui.api import PoemProtocol
from poetrygui.core.connection.read_size import AT_FIRST
from tests.benchmarks.shapes import SHAPES
from tests.protocols.framing import CountingSink, load

ROUNDS = 5
LONG = 2.0
KIB = 1024
MIB = 1024 * KIB
LINE = b"a line of verse that has forty-six bytes in it"


class FrameCounter(CountingSink):
    """Counts frames only, so that the framing is what is measured."""

    def frame(self, data: bytes) -> None:
        self.frame_count += 1

    def frames(self, frames: Sequence[bytes]) -> None:
        self.frame_count += len(frames)


class TwistedNetstrings(PoemProtocol, NetstringReceiver):
    def stringReceived(self, string: bytes) -> None:
        self.deliver(string)


class TwistedLines(PoemProtocol, LineReceiver):
    delimiter = b"\n"

    def lineReceived(self, line: bytes) -> None:
        self.deliver(line)


class TwistedLinesOnly(PoemProtocol, LineOnlyReceiver):
    delimiter = b"\n"

    def lineReceived(self, line: bytes) -> None:
        self.deliver(line)


@frozen
class Case:
    name: str
    data: bytes
    chunk_size: int
    contestants: tuple[type[Any], ...]


def cases() -> list[Case]:
    """Return the inputs and who is to frame each."""
    netstrings = (load("netstring"), TwistedNetstrings)
    lines = (load("lines"), TwistedLinesOnly, TwistedLines)
    verse = MIB // (len(LINE) + 1)
    return [
        Case("64 KiB of 0:,", b"0:," * (64 * KIB // 3), 64 * KIB, netstrings),
        Case("64 KiB of 1:x,", b"1:x," * (64 * KIB // 4), 64 * KIB, netstrings),
        Case("1 MiB of 0:, in one call", b"0:," * (MIB // 3), MIB, netstrings),
        Case("1 MiB of 0:, in reads of 64 KiB", b"0:," * (MIB // 3), 64 * KIB, netstrings),
        Case("1 MiB of verse, netstrings, reads of 64 KiB", b"46:%b," % LINE * verse, 64 * KIB, netstrings),
        Case("64 KiB of 0:, byte by byte", b"0:," * (64 * KIB // 3), 1, netstrings),
        Case("64 KiB of \\n", b"\n" * 64 * KIB, 64 * KIB, lines),
        Case("1 MiB of \\n in one call", b"\n" * MIB, MIB, lines),
        Case("1 MiB of \\n in reads of 64 KiB", b"\n" * MIB, 64 * KIB, lines),
        Case("1 MiB of verse, lines, reads of 64 KiB", (LINE + b"\n") * verse, 64 * KIB, lines),
        Case("64 KiB of \\n byte by byte", b"\n" * 64 * KIB, 1, lines),
    ]


def first_chunk_of(shape: str, contestant: type[Any]) -> Case:
    """Return as much of a shape as a connection reads at first, for one contestant."""
    return Case(shape, SHAPES[shape]()[:AT_FIRST], AT_FIRST, (contestant,))


def measure(case: Case, protocol: type[Any]) -> tuple[float, int]:
    """Return the seconds that one run takes, and the number of frames."""
    borders = [*range(0, len(case.data), case.chunk_size), len(case.data)]
    chunks = [case.data[start:stop] for start, stop in pairwise(borders)]
    sink = FrameCounter()
    poem = protocol()
    poem.sink = sink
    poem.makeConnection(StringTransport())
    begun = time.perf_counter()
    for chunk in chunks:
        poem.dataReceived(chunk)
    return time.perf_counter() - begun, sink.frame_count


def run(say: Callable[[str], None] = print) -> None:
    """Measure every case and say a table, row by row."""
    say(f"{'input':<46}{'framed by':<20}{'median':>12}{'ratio':>9}{'frames/s':>13}")
    for case in cases():
        seconds: dict[type[Any], list[float]] = {contestant: [] for contestant in case.contestants}
        frames = 0
        for _ in range(ROUNDS):
            for contestant, taken in seconds.items():
                if not taken or taken[0] < LONG:
                    duration, frames = measure(case, contestant)
                    taken.append(duration)
        ours = statistics.median(seconds[case.contestants[0]])
        for contestant, taken in seconds.items():
            median = statistics.median(taken)
            say(
                f"{case.name:<46}{contestant.__name__:<20}{median * 1000:>9.2f} ms{median / ours:>9.2f}"
                f"{frames / median:>13,.0f}"
            )


if __name__ == "__main__":
    run()
