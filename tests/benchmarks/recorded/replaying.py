"""A recording played again: into a tab, and as a server by its own clock; who reads there is another process."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred

from poetrygui.api import PoemProtocol
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.recordings.kept_tape import KeptTape
from poetrygui.recordings.player import AS_FAST_AS_IT_GOES
from poetrygui.recordings.replay import Replay
from poetrygui.recordings.replay_server import ReplayFactory
from poetrygui.recordings.same_wire import SameWire
from poetrygui.recordings.take import Take
from tests.benchmarks.processes import ROOT
from tests.benchmarks.recorded.made import INFO
from tests.benchmarks.recorded.reacting import run

_LEAST_GAP, _MOST_GAP = 5000, 9000  # µs
_LARGEST = 3000  # bytes of a chunk

Chunks = list[tuple[int, int]]
"""Of each when it came, in µs, and its size."""


def write(folder: Path, count: int) -> None:
    """Write a recording of so many chunks, none of which came sooner than five milliseconds after another."""
    chance, time = random.Random(5), 0
    writer = RecordingWriter(folder, INFO)
    for _ in range(count):
        time += chance.randrange(_LEAST_GAP, _MOST_GAP)
        writer.received(chance.randbytes(chance.randrange(1, _LARGEST)), time)
    assert INFO.ended is not None
    writer.end(INFO.ended)


class Collector(PoemProtocol):
    """Keeps when each chunk comes, and its size."""

    came: Chunks = []  # noqa: RUF012 - of the one instance that there is

    def dataReceived(self, data: bytes) -> None:
        from twisted.internet import reactor

        self.came.append((round((reactor.seconds() - INFO.clock) * 1e6), len(data)))
        self.deliver(data)


async def into_tab(reactor: Any, folder: Path) -> float:
    """Return the share of the chunks that come as they were: as many bytes, at their time."""
    recording = Recording.existing(folder)
    expected = [(chunk.time, chunk.stop - chunk.start) for chunk in recording.chunks()]
    done: Deferred[None] = Deferred()

    def begin() -> Take:
        return Take(
            recording,
            recording.info,
            lambda: PoemFactory(Collector),
            lambda clock: SameWire(folder.parent / "played", KeptTape(recording), recording.info, clock),
        )

    def changed() -> None:
        if isinstance(replay.state, Ended) and not done.called:
            done.callback(None)

    replay = Replay(reactor, begin, (recording.sums.time, recording.timed_size), disk=InlineDisk(), on_change=changed)
    replay.speed = AS_FAST_AS_IT_GOES
    replay.play()
    await done
    kept = replay.take.store.recording
    assert kept is not None
    kept_chunks = [(chunk.time, chunk.stop - chunk.start) for chunk in kept.chunks()]
    replay.close()
    recording.close()
    whole = zip(expected, Collector.came, kept_chunks, strict=False)
    return sum(then == now == noted for then, now, noted in whole) / len(expected)


async def as_server(reactor: Any, folder: Path) -> dict[str, float]:
    """Return the shares of the chunks that the server saw go out alone, and that the reader got alone."""
    ended: Deferred[tuple[int, int]] = Deferred()
    factory = ReplayFactory(reactor, lambda: Recording.existing(folder), on_end=lambda *counts: ended.callback(counts))
    port = reactor.listenTCP(0, factory, interface="127.0.0.1")
    command = [sys.executable, "-m", "tests.benchmarks.recorded.reader", str(port.getHost().port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as reader:
        chunks, alone = await ended
        assert reader.stdout is not None
        got = json.loads(reader.stdout.read())
    await port.stopListening()
    recording = Recording.existing(folder)
    expected = {(chunk.start, chunk.stop) for chunk in recording.chunks()}
    recording.close()
    start, whole = 0, 0
    for size in got:
        whole += (start, start + size) in expected
        start += size
    return {"out": alone / chunks, "read": whole / chunks}


async def replaying(reactor: Any, folder: Path, count: int) -> dict[str, Any]:
    write(folder / "recording", count)
    return {"tab": await into_tab(reactor, folder / "recording"), **await as_server(reactor, folder / "recording")}


if __name__ == "__main__":
    run(lambda reactor: replaying(reactor, Path(sys.argv[1]), int(sys.argv[2])))
