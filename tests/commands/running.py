"""The installed command, run as a user runs it, beside servers of the test's own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.surroundings import PATIENCE

COMMAND = [sys.executable, "-m", "poetrygui"]


def run(*arguments: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
    )


@contextmanager
def serving(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Iterator[list[str]]:
    """Run ``poetrygui serve``; give the addresses it announced, one for each file."""
    files = [argument for argument in arguments if isinstance(argument, Path)]
    with background("serve", *arguments, env=env) as process:
        assert process.stdout is not None
        announced = [process.stdout.readline().decode() for _ in files]
        assert all(line.startswith("Serving ") for line in announced), announced
        yield [line.rsplit(" ", 1)[1].strip() for line in announced]


@contextmanager
def background(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Run the command beside the test; it is interrupted at the end, and killed if that does not end it."""
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
    ) as process:
        try:
            yield process
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE)
        finally:
            process.kill()


def events(output: bytes, event: str, task: int = 1) -> Sequence[dict[str, Any]]:
    """Return the JSON objects of one kind, of one task."""
    all_events = [json.loads(line) for line in output.splitlines()]
    return [each for each in all_events if each["event"] == event and each["task"] == task]
