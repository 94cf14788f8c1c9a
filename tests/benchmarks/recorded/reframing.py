"""A protocol file is saved, and the recording at hand framed anew, while a window is looked at; one that hangs."""

from __future__ import annotations

import hashlib
import resource
import sys
import time
from array import array
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.jobs import JOBS
from poetrygui.recordings.workers import Workers, workers_for
from tests.benchmarks.figures import median
from tests.benchmarks.recorded.made import Shape, write_lines
from tests.benchmarks.shapes import MIB
from tests.benchmarks.windowed.rig import Gaps, Report, Rig

_LINE = 47
_SCREEN = 4000  # bytes of rows
_HEAD = "from poetrygui.api import Delimited\n\n\nclass Mine(Delimited):\n"
_LINES = _HEAD + '    """Version %d of it."""\n\n    delimiter = b"\\n"\n'
_HANGS = {
    "Python": "        while True:\n            pass\n",
    "C": "        any(itertools.repeat(0))\n",
}


def save(path: Path, source: str) -> PinnedProtocol:
    """Save a file as an editor does, and return what may be run of it."""
    path.write_text(source, "utf-8")
    return PinnedProtocol(path.stem, str(path), hashlib.sha256(source.encode()).hexdigest())


class Turn:
    """One framing; times are in ms from the save on."""

    def __init__(self, workers: Workers, recording: Path, protocol: PinnedProtocol, output: Path, saved: float) -> None:
        self.first = self.whole = 0.0
        self.last: dict[str, Any] = {}
        self.done: Deferred[HostEnd] = Deferred()
        self._saved = saved
        self._output = output
        arguments = {"recording": str(recording), "protocol": protocol.as_json(), "output": str(output)}
        workers.start("reframe", arguments, self._heard, self._ended)

    def _heard(self, message: Message) -> None:
        assert not isinstance(message, bytes | array)
        self.last = message
        if message.get("rows") and not self.first:
            # What is seen of it.
            poem = StoredPoem.existing(self._output)
            assert poem.read(0, _SCREEN)
            poem.close()
            self.first = (time.perf_counter() - self._saved) * 1000

    def _ended(self, end: HostEnd) -> None:
        self.whole = (time.perf_counter() - self._saved) * 1000
        self.done.callback(end)


def processor(recording: Path, protocol: PinnedProtocol, output: Path) -> float:
    """Return how much of a processor the job takes, in ms."""
    arguments = {"recording": str(recording), "protocol": protocol.as_json(), "output": str(output)}
    begun = time.process_time()
    for _ in JOBS["reframe"](arguments):
        pass
    return (time.process_time() - begun) * 1000


async def reframing(rig: Rig, folder: Path, rounds: int) -> Report:
    """Save and frame again and again; the gaps are those of all of that."""
    workers = workers_for(rig.reactor)
    source, found = folder / "mine.py", {}
    await rig.sleep(1.0)
    for mib in (1, 16):
        recording = folder / f"recording-{mib}"
        shape = Shape(max(mib * MIB // (64 * 1024), 1), mib * MIB // _LINE, _LINE)
        write_lines(recording, shape)
        probe, turns = Gaps(), []
        protocol = save(source, _LINES % 0)
        before = resource.getrusage(resource.RUSAGE_SELF)
        probe.start()
        for number in range(rounds + 1):
            saved = time.perf_counter()
            protocol = save(source, _LINES % number)
            turn = Turn(workers, recording, protocol, folder / f"output-{mib}-{number}", saved)
            end = await turn.done
            assert not end.problem, end.problem
            assert turn.last["frames"] == shape.frames
            turns.append(turn)
            await rig.sleep(0.05)
        gaps = probe.stop()
        after = resource.getrusage(resource.RUSAGE_SELF)
        found[f"{mib} MiB"] = {
            "first": median([turn.first for turn in turns[1:]]),
            "whole": median([turn.whole for turn in turns[1:]]),
            "gaps": gaps,
            "cpu": processor(recording, protocol, folder / f"output-{mib}"),
            "own_cpu": (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / len(turns) * 1000,
        }
    hangs = {}
    for kind, body in _HANGS.items():
        saved = time.perf_counter()
        protocol = save(source, f"import itertools\n{_HEAD}    def dataReceived(self, data):\n{body}")
        turn = Turn(workers, folder / "recording-1", protocol, folder / f"output-{kind}", saved)
        end = await turn.done
        assert end.is_hang or turn.last.get("outcome") == "plugin-hang", (end, turn.last)
        hangs[kind] = turn.whole / 1000
    workers.close()
    return {"framed": found, "hangs": hangs}


if __name__ == "__main__":
    place = Path(sys.argv[1])
    Rig(place / "profile", []).run(lambda rig: reframing(rig, place, int(sys.argv[2])))
