"""Processes: senders, contestants, and the folders that they write to. Nothing outlives the block that made it."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

_LONGEST = 240.0  # seconds that any one process may take


class ContestantError(RuntimeError):
    """A contestant failed; the message holds the end of what it said."""


def raise_descriptor_limit() -> None:
    """Allow as many descriptors as the system does: five thousand connections need as many at either end."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@contextlib.contextmanager
def sender(what: str, **options: object) -> Iterator[int]:
    """Run a sender; yield its port. The options are those of ``sender.py``."""
    arguments = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.sender", what, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Yield a new folder on the disk of the temporary files; it is removed with all that is in it."""
    with tempfile.TemporaryDirectory(prefix="poetrygui-bench-", ignore_cleanup_errors=True) as path:
        yield Path(path)


def environment(**more: str) -> dict[str, str]:
    """Return what a contestant runs in: no display, and the native reactor."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "POETRYGUI_REACTOR": "native", **more}


def run_module(name: str, *arguments: object, **variables: str) -> dict[str, Any]:
    """Run a module of the benchmarks in a process of its own; return the JSON object that it prints last.

    Raises ContestantError.
    """
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *map(str, arguments)]
    return _told_last(name, arguments, command, environment(**variables))


def run_script(name: str, sources: Path, *arguments: object) -> dict[str, Any]:
    """Run a script of the benchmarks likewise, by the program whose ``sources`` are in that folder.

    ``name`` is its path among the benchmarks. Raises ContestantError.
    """
    command = [sys.executable, str(ROOT / "tests" / "benchmarks" / name), *map(str, arguments)]
    return _told_last(name, arguments, command, environment(PYTHONPATH=str(sources)))


def _told_last(
    name: str, arguments: tuple[object, ...], command: list[str], variables: dict[str, str]
) -> dict[str, Any]:
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=variables,
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ContestantError(f"{name} took longer than {_LONGEST:g} s") from error
    if done.returncode or not done.stdout.strip():
        raise ContestantError(f"{name} {arguments}: exit status {done.returncode}\n{done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def processor_of_children() -> float:
    """Return the processor's seconds of all processes so far that this one has waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
