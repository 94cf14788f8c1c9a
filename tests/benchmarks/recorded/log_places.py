"""From a frame to its time and back, among very many chunks; and opening what an earlier run left."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from poetrygui.core.poems.stored_poem import StoredPoem
from tests.benchmarks.recorded.made import Shape, write_lines, write_version_1
from tests.benchmarks.recorded.timing import Times

_LOOKS = 300
_OPENINGS = 5


def look(folder: Path) -> dict[str, object]:
    """Ask for frames and for times all over a recording."""
    poem = StoredPoem.existing(folder)
    recording = poem.recording
    assert recording is not None
    chance = random.Random(2)

    def frame_at_time(time: int) -> int:
        chunk = recording.chunk_at_time(time)
        assert chunk is not None
        return chunk.frames_after

    sums = recording.sums
    frames = Times().of_each(recording.chunk_of_frame, (chance.randrange(sums.frames) for _ in range(_LOOKS)))
    times = Times().of_each(frame_at_time, (chance.randrange(sums.time) for _ in range(_LOOKS)))
    poem.close()
    return {"frame_to_time": frames.as_json(), "time_to_frame": times.as_json()}


def openings(shape: Shape, with_log: Path, before: Path) -> dict[str, object]:
    """Open both in turns."""
    taken = {with_log: Times(), before: Times()}
    for _ in range(_OPENINGS):
        for folder, times in taken.items():
            with times.turn():
                poem = StoredPoem.existing(folder)
            # Each line ends in the newline that was put after it, and the last one, too.
            assert (poem.size, poem.line_count) == (shape.size, shape.frames)
            poem.close()
    return {"opening": taken[with_log].as_json(), "opening_before": taken[before].as_json()}


def main(folder: Path, chunks: int, frames: int) -> None:
    shape = Shape(chunks, frames)
    write_lines(folder / "recorded", shape)
    found = look(folder / "recorded")
    write_version_1(folder / "before", shape)
    print(json.dumps(found | openings(shape, folder / "recorded", folder / "before")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
