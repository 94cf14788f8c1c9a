"""What protocols cost that others have written: the ten-line plugin, and Twisted's receivers as they stand."""

from __future__ import annotations

from contextlib import ExitStack

from attrs import frozen

from tests.benchmarks import bench_framing
from tests.benchmarks.contest import GIB, MIB
from tests.benchmarks.figures import Figure, median
from tests.benchmarks.framed_rows import streams
from tests.benchmarks.processes import run_module, sender
from tests.benchmarks.recorded.strangers import STRANGERS


@frozen
class Stranger:
    """A protocol of :mod:`strangers`, and the framing of the shapes that it cuts."""

    name: str
    framing: str

    @property
    def verse(self) -> str:
        return "verse" if self.framing == "lines" else f"verse_{self.framing}"

    @property
    def tiny(self) -> str:
        return f"tiny_{self.framing}"


PLUGIN = Stranger("ten-line plugin", "lines")
STOCK = (
    Stranger("LineReceiver", "lines"),
    Stranger("LineOnlyReceiver", "lines"),
    Stranger("NetstringReceiver", "netstrings"),
    Stranger("Int32StringReceiver", "prefixed"),
)


def strangers(quick: bool) -> list[Figure]:
    """The plugin and the receivers through the core, at 46 bytes and tiny, the receivers also on plain Twisted."""
    size, rounds = (4 if quick else 16) * MIB, 3 if quick else 5
    verse = {each.name: (each.name, each.verse) for each in (PLUGIN, *STOCK)}
    found = streams({"lines": ("lines", "verse"), **verse}, size, rounds)
    tiny = streams({each.name: (each.name, each.tiny) for each in (PLUGIN, *STOCK)}, size // 4, rounds)
    plain = _plain(size, rounds)
    row = "others' protocols, CPU"
    figures = [Figure(row, "lines / ten-line plugin, speed", found[PLUGIN.name][0] / found["lines"][0], "×", 1.0, "≥")]
    for each in (PLUGIN, *STOCK):
        note = f"{found[each.name][1]:.3g} million frames a second; tiny {tiny[each.name][1]:.3g}"
        figures.append(Figure(row, f"{each.name}, 46 bytes", found[each.name][0], "s a GiB", note=note))
    for each in STOCK:
        note = f"on plain epoll {plain[each.name]:.3g} s a GiB"
        ratio = found[each.name][0] / plain[each.name]
        figures.append(Figure(row, f"{each.name}, here / plain Twisted", ratio, "×", 1.3, note=note))
    return [*figures, *_first_callbacks()]


def _plain(size: int, rounds: int) -> dict[str, float]:
    """Return the seconds for a GiB of each receiver on plain Twisted."""
    with ExitStack() as senders:
        ports = [senders.enter_context(sender("size", shape=each.verse, size=size)) for each in STOCK]
        told = [f"{port}:{each.name}" for port, each in zip(ports, STOCK, strict=True)]
        found = run_module("recorded.plain_receivers", rounds, *told)["found"]
    return {each.name: median(seconds) / size * GIB for each, (seconds, _) in zip(STOCK, found, strict=True)}


def _first_callbacks() -> list[Figure]:
    """Return how long each receiver holds the loop with as many tiny frames as are read at first."""
    figures = []
    for each in STOCK:
        case = bench_framing.first_chunk_of(each.tiny, STRANGERS[each.name])
        taken = median([bench_framing.measure(case, STRANGERS[each.name])[0] * 1000 for _ in range(5)])
        name = f"{each.name}, first callback on tiny frames"
        figures.append(Figure("others' protocols, CPU", name, taken, "ms", 50.0, note=f"{len(case.data):,} bytes"))
    return figures
