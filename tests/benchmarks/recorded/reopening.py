"""Opening a poem of verse that an earlier run left, in the processor's seconds, beside wc over its rows, in turns."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from poetrygui.api import FrameBlock
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.benchmarks.figures import median
from tests.benchmarks.recorded.made import INFO
from tests.benchmarks.recorded.searching import spent
from tests.benchmarks.shapes import verse


def write(folder: Path, mib: int, info: PoemInfo | None) -> int:
    """Write a poem of lines, with a recording where ``info`` is given; return how many bytes of rows it has."""
    block = verse()
    store = PoemStore(folder, info=info)
    for _ in range(mib):
        store.received(block)
        store.frame_block(FrameBlock(block))
        store.flush()
    store.close()
    return store.size


def opened(folder: Path, size: int) -> float:
    """Return the seconds that opening takes, until lines and bytes are known."""
    before = spent()
    poem = StoredPoem.existing(folder)
    taken = spent() - before
    assert (poem.size, poem.line_count, poem.exact_size) == (size, size // 46, size - size // 46)
    poem.close()
    return taken


def counted(folder: Path, name: str) -> float:
    """Return the seconds in which wc counts the lines."""
    before = spent()
    subprocess.run(["wc", "-l", *sorted(folder.glob(f"{name}.*"))], check=True, capture_output=True)
    return spent() - before


def main(folder: Path, mib: int, rounds: int) -> None:
    bare, recorded = folder / "bare", folder / "recorded"
    size = write(bare, mib, None)
    write(recorded, mib, INFO)
    taken = [(opened(bare, size), counted(bare, "rows"), opened(recorded, size)) for _ in range(rounds + 1)][1:]
    bare_seconds, wc_seconds, recorded_seconds = (median([turn[number] for turn in taken]) for number in range(3))
    print(json.dumps({"bare": bare_seconds, "wc": wc_seconds, "recorded": recorded_seconds, "bytes": size}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
