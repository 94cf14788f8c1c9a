"""What it costs to keep recordings: recording on against off, in turns within one process."""

from __future__ import annotations

import os
from typing import Any

from attrs import frozen

from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import folder, run_module, sender
from tests.benchmarks.shapes import MIB, SHAPES

_ROW = "recording on / off"


@frozen
class Stream:
    """What is sent, by which protocol it is framed, and the goals for the processor's time and for the disk."""

    name: str
    protocol: str
    shape: str
    most_time: float
    most_disk: float
    size: int
    """MiB, of which the processor has enough to do that its clock can tell."""


STREAMS = (
    Stream("raw", "raw", "random_bytes", 1.02, 1.001, 256),
    Stream("lines", "lines", "verse", 1.05, 1.001, 128),
    Stream("lines, CRLF", "lines", "verse_crlf", 1.05, 1.001, 128),
    Stream("netstrings", "netstring", "verse_netstrings", 1.08, 2.0, 64),
    Stream("prefixed", "prefixed", "verse_prefixed", 1.08, 2.0, 64),
)


def recording_cost(quick: bool) -> list[Figure]:
    """The processor's time, bytes on disk, the log's share, and descriptors."""
    figures = [_time(stream, 6 if quick else 20, 2 if quick else 1) for stream in STREAMS]
    figures += [_time_of_chunks(stream, 4 if quick else 12) for stream in STREAMS]
    for stream in STREAMS:
        found = _chunks(stream, 64 * 1024, 64, 1)
        last = found["last"]
        figures.append(
            Figure(_ROW, f"{stream.name}: on disk / wire", last["disk"] / last["received"], "×", stream.most_disk)
        )
        more = last["descriptors"] - found["descriptors_off"]
        figures.append(
            Figure(_ROW, f"{stream.name}: more descriptors", more, "", 0, note=f"{last['descriptors']:g} with it")
        )
    for size, goal in ((16 * 1024, 0.001), (16, 0.35)):
        for stream in STREAMS:
            last = _chunks(stream, size, 2000, 1)["last"]
            what = f"{stream.name}: log / data, chunks of {size:,} bytes"
            figures.append(Figure(_ROW, what, last["log"] / last["received"], "×", goal))
    return figures


def _time(stream: Stream, rounds: int, divided: int) -> Figure:
    """Return the ratio for streams that come from the network, as the program keeps them."""
    block = len(SHAPES[stream.shape]())
    size = stream.size * MIB // divided // block * block
    with sender("size", shape=stream.shape, size=size) as port, folder() as path:
        found = run_module("recorded.kept_stream", port, stream.protocol, path, rounds)
    note = f"{_per_megabyte(found, size)}, reads of {found['chunk'] // 1024} KiB, {_load()}"
    return Figure(_ROW, f"{stream.name}: CPU", _ratio(found), "×", stream.most_time, note=note)


def _time_of_chunks(stream: Stream, rounds: int) -> Figure:
    """Return the ratio for small chunks, each written at once: the most that keeping one can cost."""
    size, count = 64 * 1024, stream.size * 2
    note = f"{_per_megabyte(found := _chunks(stream, size, count, rounds), size * count)}, {_load()}"
    return Figure(_ROW, f"{stream.name}: CPU, 64 KiB written at a time", _ratio(found), "×", note=note)


def _chunks(stream: Stream, size: int, count: int, rounds: int) -> dict[str, Any]:
    with folder() as path:
        return run_module("recorded.kept_chunks", path, stream.protocol, stream.shape, size, count, rounds)


def _ratio(found: dict[str, Any]) -> float:
    return median([on / off for on, off in zip(found["on"], found["off"], strict=True)])


def _per_megabyte(found: dict[str, Any], size: int) -> str:
    on, off = (median(found[kind]) / size * 1e9 for kind in ("on", "off"))
    return f"{on:.3g} ms a MB, off {off:.3g}, median of {len(found['on'])}"


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"
