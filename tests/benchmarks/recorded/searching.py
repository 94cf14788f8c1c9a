"""Finding in a poem of verse, in the processor's seconds, beside grep over the same bytes: both in turns."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from poetrygui.api import FrameBlock
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.reading.find import FindSession, Scanner
from poetrygui.core.reading.find_pattern import PatternScanner
from poetrygui.core.reading.find_text import TextScanner
from tests.benchmarks.figures import median
from tests.benchmarks.shapes import LAST_LINE, verse

KINDS: dict[str, tuple[str, bool, list[str]]] = {
    "literal": ("last line", False, ["-F"]),
    "without case": ("LAST LINE", True, ["-F", "-i"]),
    "regex, rare": (r"last line (of|or) all th.t", False, ["-E"]),
    "regex, common": (r"imm[a-z]+ (hand|foot)", False, ["-E"]),
}
"""What is looked for, whether case is ignored, and grep's options for that."""


def scanner_for(kind: str) -> Scanner:
    text, ignore_case, options = KINDS[kind]
    return (PatternScanner if "-E" in options else TextScanner)(text, ignore_case=ignore_case)


def ours(store: PoemStore, kind: str) -> tuple[float, int]:
    """Find the first match, and count all of them, as a window does; return the seconds, also of a child, and count."""
    before = spent()
    session = FindSession(store, scanner_for(kind))
    session.find(0)
    while session.work(1.0):
        pass
    session.close()
    return spent() - before, session.count


def theirs(path: Path, kind: str) -> tuple[float, int]:
    """Have grep count the lines with a match, in a text that is UTF-8, as it is here."""
    text, _, options = KINDS[kind]
    before = spent()
    variables = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["grep", "-c", *options, "--", text, path], capture_output=True, env=variables, check=True)
    return spent() - before, int(done.stdout)


def spent() -> float:
    """Return the processor's seconds of this process and of its children that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def main(folder: Path, mib: int, rounds: int) -> None:
    block, path = verse(), folder / "verse"
    store = PoemStore(folder / "poem")
    with path.open("wb") as file:
        for piece in [*[block] * mib, LAST_LINE + b"\n"]:
            file.write(piece)
            store.frame_block(FrameBlock(piece))
            store.flush()
    found = {}
    for kind in KINDS:
        taken = [(ours(store, kind), theirs(path, kind)) for _ in range(rounds + 1)][1:]  # the first warms both up
        assert all(mine[1] == others[1] > 0 for mine, others in taken), taken
        found[kind] = [median([mine[0] for mine, _ in taken]), median([others[0] for _, others in taken])]
    store.close()
    print(json.dumps({"found": found, "bytes": store.size}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
