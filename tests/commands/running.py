"""The installed command, run as a user runs it, beside servers of the test's own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import poetrygui
from tests.programs import Program, Stream, is_read_at_the_start, start_program
from tests.surroundings import PATIENCE

COMMAND = [sys.executable, "-m", "poetrygui"]
_ROOT = Path(poetrygui.__file__).parent
# A reactor is made by each program; what conch has for logging in imports it.
_ITS_OWN = (
    "commands/process_reactor.py",
    "commands/relay_twist.py",
    "serve/twist_service.py",
    *(f"core/transports/secure_shell/{name}.py" for name in ("client", "endpoint", "login", "transport")),
)
_NEEDED = ("poetrygui.cli", "OpenSSL.SSL", "rich.console", "twisted.internet.endpoints", "twisted.internet.ssl")


@cache
def _modules() -> tuple[str, ...]:
    """Return what commands import: their own modules and those of the rooms below them."""
    files = (
        file
        for room in ("commands", "core", "hosts", "plugins", "recordings", "serve")
        for file in (_ROOT / room).rglob("*.py")
    )
    names = (file.relative_to(_ROOT).with_suffix("").as_posix() for file in files)
    return *_NEEDED, *(f"poetrygui.{name.replace('/', '.')}" for name in sorted(names) if f"{name}.py" not in _ITS_OWN)


def start(
    *arguments: str | Path,
    env: Mapping[str, str] | None = None,
    stdin: Stream = subprocess.DEVNULL,
    stdout: Stream = subprocess.PIPE,
    stderr: Stream = subprocess.PIPE,
    new_session: bool = False,
    module: str = "poetrygui",
) -> Program | subprocess.Popen[bytes]:
    """Start the command, with what ``subprocess.Popen`` takes: as a fork, which spares the imports.

    Its ``arguments`` are those after its name; ``env`` is what its environment has besides; the three streams are pipes
    to read, with nothing to read for the command, or what is given; with ``new_session`` it has one of its own. The
    ``module`` that is run may be another that is the command in the end.
    """
    environment = {**os.environ, **(env or {})}
    told = ["-m", module, *map(str, arguments)]
    if not any(map(is_read_at_the_start, env or {})):
        return start_program(told, _modules(), environment, (stdin, stdout, stderr), new_session=new_session)
    return subprocess.Popen(
        [sys.executable, *told],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env=environment,
        start_new_session=new_session,
    )


def run(*arguments: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command to its end."""
    with start(*arguments, env=env) as process:
        try:
            out, error = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert process.returncode is not None
    return subprocess.CompletedProcess(process.args, process.returncode, out, error)


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
def background(
    *arguments: str | Path, env: Mapping[str, str] | None = None
) -> Iterator[Program | subprocess.Popen[bytes]]:
    """Run the command beside the test; it is interrupted at the end, and killed if that does not end it."""
    with start(*arguments, env=env) as process:
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
