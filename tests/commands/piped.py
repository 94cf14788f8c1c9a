"""The command with pipes of a test's own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.commands.running import COMMAND

LINE = b"a line of verse\n"


@contextmanager
def started(arguments: Sequence[str | Path], **streams: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([*COMMAND, *map(str, arguments)], stdin=subprocess.DEVNULL, **streams)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.kill()
        process.wait()
