"""What framing costs from the socket to the store, by the processor's time: each protocol beside raw bytes."""

from __future__ import annotations

from contextlib import ExitStack

from attrs import frozen

from tests.benchmarks.contest import GIB, MIB
from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import folder, run_module, sender


@frozen
class Framing:
    """A protocol as :mod:`framed_streams` is told of it, the framing of the shapes that it cuts, and its goals."""

    protocol: str
    framing: str
    most: float
    """Times the processor's time of raw bytes, with frames of 46 bytes or nearly."""
    least: float
    """Million tiny frames a second."""


FRAMINGS = (
    Framing("lines", "lines", 1.3, 300),
    Framing("delimited", "lines", 1.3, 300),
    Framing("fixed:size={}", "fixed", 4, 4),
    Framing("prefixed", "prefixed", 5, 4),
    Framing("netstring", "netstrings", 5, 4),
    Framing("slip", "slip", 4, 4),
    Framing("cobs", "cobs", 4, 4),
    Framing("jsonl", "json", 4, 4),
)


def frames_of_verse(quick: bool) -> list[Figure]:
    """Frames of 46 bytes, or nearly: the processor's time of each protocol, and that of raw bytes."""
    told = {each.protocol.split(":")[0]: (each.protocol.format(45), f"verse_{each.framing}") for each in FRAMINGS}
    told["lines"], told["delimited"] = ("lines", "verse"), ("delimited", "verse")
    found = streams({"raw": ("raw", "verse"), **told}, (16 if quick else 64) * MIB, 3 if quick else 7)
    bare = found["raw"][0]
    figures = []
    for each in FRAMINGS:
        name = each.protocol.split(":")[0]
        note = f"{found[name][0]:.3g} s a GiB, raw {bare:.3g}, {found[name][1]:,.3g} million frames a second"
        figures.append(Figure("46-byte frames, CPU", f"{name} / raw", found[name][0] / bare, "×", each.most, note=note))
    return figures


def many_tiny_frames(quick: bool) -> list[Figure]:
    """Frames of one byte, in the processor's time."""
    told = {each.protocol.split(":")[0]: (each.protocol.format(1), f"tiny_{each.framing}") for each in FRAMINGS}
    size = (4 if quick else 16) * MIB
    # What is quick is measured for as long, or it would be that of making a connection.
    quickest = {name: told.pop(name) for name in ("lines", "delimited")}
    found = streams(told, size, 3) | streams(quickest, 16 * size, 3)
    row = "tiny frames, socket to store, CPU"
    return [
        Figure(row, name, found[name][1], "million/s", each.least, "≥", note=f"{found[name][0]:.3g} s a GiB")
        for each in FRAMINGS
        for name in [each.protocol.split(":")[0]]
    ]


def streams(told: dict[str, tuple[str, str]], size: int, rounds: int) -> dict[str, tuple[float, float]]:
    """Return of each the processor's seconds for a GiB, and million frames in such a second."""
    with ExitStack() as senders, folder() as path:
        sources = []
        for protocol, shape in told.values():
            port = senders.enter_context(sender("size", shape=shape, size=size))
            name, *options = protocol.split(":")
            sources.append(":".join([str(port), name, *options]))
        found = run_module("recorded.framed_streams", path, rounds, *sources)["found"]
    medians = [(median(seconds), frames, received) for seconds, frames, received in found]
    return {
        name: (seconds / received * GIB, frames / seconds / 1e6)
        for name, (seconds, frames, received) in zip(told, medians, strict=True)
    }
