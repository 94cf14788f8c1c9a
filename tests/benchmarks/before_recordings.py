"""What recording costs against the store that there was before recordings, which the project's history still has."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import ROOT, ContestantError, folder, run_script, sender
from tests.benchmarks.recording_cost import STREAMS, Stream
from tests.benchmarks.shapes import MIB, SHAPES

EARLIER = "45f0f6350c742cfcbfa9061936daf95a3e331824"
"""The last commit before the first that was for recordings."""

_ROW = "recording / the store before recordings"
_ROUNDS = 2  # of each process: the first one is nobody's


def before_recordings(quick: bool) -> list[Figure]:
    """The processor's time for a stream that is recorded, and for one that the earlier store keeps, in turns."""
    with earlier_sources() as sources:
        if sources is None:
            raise ContestantError("the project's history is not here: a checkout by git has it")
        return [_time(stream, sources, 3 if quick else 6) for stream in STREAMS]


@contextlib.contextmanager
def earlier_sources() -> Iterator[Path | None]:
    """Yield a folder with the program as it was; None where there is no history to take it from."""
    taken = subprocess.run(
        ["git", "-C", str(ROOT), "archive", EARLIER, "poetrygui", "protocols"], capture_output=True, check=False
    )
    if taken.returncode:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="poetrygui-bench-") as path:
        with tarfile.open(fileobj=io.BytesIO(taken.stdout)) as archive:
            archive.extractall(path, filter="data")
        yield Path(path)


def _time(stream: Stream, sources: Path, turns: int) -> Figure:
    block = len(SHAPES[stream.shape]())
    size = stream.size * MIB // 4 // block * block
    found: dict[Path, list[float]] = {ROOT: [], sources: []}
    frames = set()
    with sender("size", shape=stream.shape, size=size) as port:
        for turn in range(turns):
            for which in (ROOT, sources) if turn % 2 else (sources, ROOT):
                with folder() as path:
                    told = run_script("recorded/kept_by.py", which, port, stream.protocol, path, _ROUNDS)
                found[which] += told["seconds"]
                frames.add(told["frames"])
    if len(frames) > 1:
        raise ContestantError(f"{stream.name}: the two cut other frames: {frames}")
    now, then = (median(found[which]) / size * 1e9 for which in (ROOT, sources))
    note = f"{now:.3g} ms a MB, then {then:.3g}, median of {len(found[ROOT])}"
    return Figure(_ROW, f"{stream.name}: CPU", now / then, "×", stream.most_time, note=note)
