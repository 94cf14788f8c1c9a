"""What one half of a confinement lets through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.hosts.confinement import halves
from tests.surroundings import PATIENCE


def let_through(folder: Path, version: int) -> list[str]:
    """Return how six things go under Landlock's ``version`` alone, or, where that is 0, under a filter alone.

    They are: reading what may be read, reading a secret, making a file where that may not be and where it may,
    having a socket, and having a process.
    """
    for name in ("read", "write"):
        (folder / name).mkdir()
    (folder / "read" / "file").write_text("x")
    (folder / "secret").write_text("x")
    ended = subprocess.run(
        [sys.executable, "-m", halves.__name__, str(folder), str(version)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return ended.stdout.split()
