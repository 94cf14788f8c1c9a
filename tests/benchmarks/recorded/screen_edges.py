"""How long it takes until the exact bytes of every frame on a screen are known, where the rows are not the wire."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Run
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.hosts.messages import WAITS
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.dripped_edges import DrippedEdges
from poetrygui.recordings.jobs import ends
from poetrygui.recordings.workers import AskedJob, Workers, workers_for
from tests.benchmarks.figures import median
from tests.benchmarks.recorded.reacting import run
from tests.benchmarks.recorded.stored import store_netstrings
from tests.benchmarks.shapes import MIB
from tests.recordings.noted_job import NotedJob

SCREEN = 60 * 73
"""Bytes of the wire that a screen shows: sixty rows."""

_TURNS = 5
_KIB = 1024


async def until_known(reactor: Any, edges: DrippedEdges, chunks: list[Chunk]) -> float:
    """Return after how many seconds all frames of the chunks are known."""
    done: Deferred[None] = Deferred()
    edges.subscribe(lambda: None if done.called else done.callback(None))  # it tells of later ones, too
    begun = time.perf_counter()
    for chunk in chunks:
        edges.ends_in(chunk, Run())
    await done
    taken = time.perf_counter() - begun
    assert all(edges.known_ends_in(chunk, Run()) is not None for chunk in chunks)
    return taken


async def measure(reactor: Any, workers: Workers, folder: Path, place: int) -> dict[str, float]:
    """Return how long a screen at a place of the wire takes, in ms: the first time, and one beside that thereafter.

    ``cpu`` is what the second takes of a processor.
    """
    registry = ProtocolRegistry(shipped_protocols())
    first, again, cpu = [], [], []
    asked: dict[str, Any] = {}

    def start(job: str, arguments: Mapping[str, Any], *hearing: Any) -> AskedJob:
        asked.update(arguments)
        return NotedJob(workers.start(job, arguments, *hearing), asked.update)

    for _ in range(_TURNS):
        recording = Recording.existing(folder)
        edges = DrippedEdges(recording, partial(pin, registry, "netstring", {}), start, reactor)
        chunks = list(recording.chunks(place, place + SCREEN))
        first.append(await until_known(reactor, edges, chunks))
        behind = chunks[-1].stop
        again.append(await until_known(reactor, edges, list(recording.chunks(behind, behind + SCREEN))))
        begun = time.process_time()
        list(iter(ends(asked).__next__, WAITS))
        cpu.append(time.process_time() - begun)
        edges.close()
        recording.close()
    return {name: median(each) * 1000 for name, each in (("first", first), ("again", again), ("cpu", cpu))}


async def warm(workers: Workers) -> None:
    """Wait until a job can be started at once."""
    done: Deferred[None] = Deferred()
    workers.start("guess", {"recording": "/nowhere", "protocols": []}, lambda _: None, lambda _: done.callback(None))
    await done


async def edges(reactor: Any, folder: Path, *, quick: bool) -> dict[str, Any]:
    """Measure in recordings whose chunks have these sizes."""
    workers = workers_for(reactor)
    await warm(workers)
    found = {}
    for kib in (16,) if quick else (1, 16, 64):
        path = folder / f"{kib}"
        store_netstrings(path, (10 if quick else 48) * MIB, kib * _KIB)
        places = (0, 8) if quick else (0, 8, 40)
        found[f"{kib} KiB"] = {at: await measure(reactor, workers, path, at * MIB) for at in places}
    workers.close()
    return found


if __name__ == "__main__":
    run(lambda reactor: edges(reactor, Path(sys.argv[1]), quick="--quick" in sys.argv))
