"""A file for each poem, none of them over one that is there already."""

from __future__ import annotations

import os
import re
from pathlib import Path

from attrs import frozen

_LONGEST_NAME = 80


@frozen
class OutputFile:
    """A file that was made for one poem, open for writing."""

    path: Path
    descriptor: int

    def write(self, data: bytes) -> None:
        """Write all of it. Raises OSError."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.descriptor, rest) :]

    def close(self) -> None:
        """Close it."""
        os.close(self.descriptor)


def open_output(folder: Path, task: int, name: str) -> OutputFile:
    """Make a new file in ``folder``, named after the task's number and address. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip(".-")[:_LONGEST_NAME] or "poem"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    number = 1
    while True:
        again = f"-{number}" if number > 1 else ""
        path = folder / f"{task}-{plain}{again}.txt"
        try:
            return OutputFile(path, os.open(path, flags, 0o600))
        except FileExistsError:
            number += 1
