"""The command with pipes of a test's own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.commands.running import start
from tests.programs import Program

LINE = b"a line of verse\n"


@contextmanager
def started(
    arguments: Sequence[str | Path], *, stdout: int, stderr: int
) -> Iterator[Program | subprocess.Popen[bytes]]:
    process = start(*arguments, stdout=stdout, stderr=stderr)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
