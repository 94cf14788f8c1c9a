"""The servers of the demo: each in a process of its own, sending a poem slowly enough to watch."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path
from typing import Any

from attrs import frozen
from twisted.internet.defer import Deferred, gatherResults
from twisted.internet.threads import deferToThreadPool

from poetrygui.core.servers.server_book import Server
from poetrygui.errors import ServeError
from poetrygui.own_process import leashed_run
from poetrygui.paths import resources

_DELAY = 0.1  # seconds between two pieces
_DURATION = 6.5  # seconds that a poem takes
_PATIENCE = 2.0  # seconds that a process has for ending


@frozen
class DemoPoem:
    """A poem of the demo, and how it is sent."""

    title: str
    file: str
    protocol: str


POEMS = (
    DemoPoem("Ozymandias", "ozymandias.txt", "raw"),
    DemoPoem("The Raven", "raven.txt", "netstring"),
    DemoPoem("The Tyger", "tyger.txt", "lines"),
)


class DemoServers:
    """Runs ``poetrygui serve`` for each poem, and ends what it started."""

    def __init__(self, reactor: Any) -> None:
        """Start nothing yet."""
        self._reactor = reactor
        self._processes: list[subprocess.Popen[str]] = []

    def start(self) -> Deferred[list[Server]]:
        """Start the processes; fire with where they listen, or fail with FirstError, which has a ServeError inside."""
        pool = self._reactor.getThreadPool()
        started = []
        for poem in POEMS:
            process = _serve(poem)
            self._processes.append(process)
            started.append(deferToThreadPool(self._reactor, pool, _first_line, process, poem))
        return gatherResults(started, consumeErrors=True)

    def end(self) -> None:
        """End every process that still runs."""
        for process in self._processes:
            with contextlib.suppress(OSError):
                process.terminate()
        for process in self._processes:
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        self._processes.clear()


def _serve(poem: DemoPoem) -> subprocess.Popen[str]:
    path = resources() / "poems" / poem.file
    pieces = max(1, round(_DURATION / _DELAY))
    at_a_time = max(1, -(-path.stat().st_size // pieces))
    # In a checkout the package is found from the current folder alone.
    root = str(Path(__file__).resolve().parent.parent)
    search = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    return subprocess.Popen(
        leashed_run(
            *("serve", "--protocol", poem.protocol, str(path)),
            *("--delay", str(_DELAY), "--num-bytes", str(at_a_time)),
        ),
        env=os.environ | {"PYTHONPATH": search},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )


def _first_line(process: subprocess.Popen[str], poem: DemoPoem) -> Server:
    """Wait for the line that says where the process listens. Raises ServeError if it ends without."""
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    start, on, address = line.rpartition(" on ")
    if not on or not start.startswith("Serving "):
        raise ServeError(f"The demo's server of “{poem.title}” did not start: it said {line or 'nothing'!r}.")
    return Server(poem.title, address, poem.protocol, id=f"demo-{poem.protocol}")
