"""What it costs that a protocol of the user's own has a process of its own, and what a crash costs another stream."""

from __future__ import annotations

import os
from contextlib import ExitStack

from tests.benchmarks.contest import GIB, MIB
from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import folder, run_module, sender

_SHAPES = {"lines": "verse", "netstring": "verse_netstrings", "ten-line plugin": "verse", "LineReceiver": "verse"}


def hosted(quick: bool) -> list[Figure]:
    """Streams by a user's files in hosts, and in the program's own process: the processor's time."""
    size, rounds = (16 if quick else 64) * MIB, 3 if quick else 7
    with ExitStack() as senders, folder() as path:
        ports = [senders.enter_context(sender("size", shape=shape, size=size)) for shape in _SHAPES.values()]
        told = [f"{port}:{name}" for port, name in zip(ports, _SHAPES, strict=True)]
        found = run_module("recorded.hosted_streams", path, rounds, *told)["found"]
    figures = []
    for name, (one, _, _), (here, there, _) in zip(_SHAPES, found[::2], found[1::2], strict=True):
        alone = median(one)
        note = f"here {median(here) / size * GIB:.3g}, there {median(there) / size * GIB:.3g} s a GiB"
        ratio = median([sum(each) for each in zip(here, there, strict=True)]) / alone
        row = "in a host / in process, CPU"
        figures += [
            Figure(row, name, ratio, "×", 1.15, note=f"{note}, in one process {alone / size * GIB:.3g}"),
            Figure(row, f"{name}, the program's own part", median(here) / alone, "×", 0.25),
        ]
    return figures


def second_chance(quick: bool) -> list[Figure]:
    """A stream that has come, whose host ends by another connection of its file: until it goes on."""
    size, rounds = 16 * MIB, 3 if quick else 7
    with folder() as path:
        found = run_module("recorded.second_chance", path, rounds, size)["found"]
    row = "a crash beside a stream, 16 MiB"
    taken, here, there = (median([each[name] for each in found]) * 1000 for name in ("seconds", "here", "there"))
    changed = sum(not each["same"] or each["heard"] != "hello" for each in found)
    note = f"the program computes {here:.0f} ms of it, the new process {there:.0f}; load {os.getloadavg()[0]:.1f}"
    return [
        Figure(row, "until it goes on", taken, "ms", 300, note=note),
        Figure(row, "rounds with other frames, or with something sent twice", changed, "", 0),
    ]
