"""A program that runs for a transport, in a session of its own, so that it is ended with all that it has started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from twisted.internet.interfaces import IDelayedCall

from poetrygui.core.transports.streams.polled_reader import PolledReader
from poetrygui.core.transports.streams.reader import Ears

ERROR_OUTPUT = {"apart": subprocess.PIPE, "mixed": subprocess.STDOUT, "dropped": subprocess.DEVNULL}
"""Where a program's standard error can go: into a pipe of its own, with the rest, or nowhere."""
GRACE = 0.5
"""Seconds from when a program is asked to end (SIGTERM) to when it is killed."""
_LOOK_EVERY = 0.05  # seconds, where no descriptor tells of the end of a program


@frozen
class Exit:
    """How a program ended: with a status, or by a signal."""

    status: int | None
    signal: int | None


class CommandProcess:
    """Starts a program, and tells when it has ended; that takes no handler of a signal, and nothing of Twisted's.

    Until :meth:`reap` nobody else gets its number, so that its session can be ended safely.
    """

    def __init__(self, reactor: Any, argv: Sequence[str], folder: Path | None, errors: str) -> None:
        """Start ``argv`` in ``folder``; ``errors`` is a key of :data:`ERROR_OUTPUT`. Raises OSError."""
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            argv, bufsize=0, stdin=pipe, stdout=pipe, stderr=ERROR_OUTPUT[errors], cwd=folder, start_new_session=True
        )
        self._reactor = reactor
        self._watch: PolledReader | None = None
        self._look_again: IDelayedCall | None = None
        self._kill: IDelayedCall | None = None
        self._ended: Callable[[], object] = bool

    @property
    def number(self) -> int:
        """The number of the process, and of its session."""
        return self._process.pid

    def take_pipe(self, name: str) -> int:
        """Return our end of ``stdin``, ``stdout`` or ``stderr``, which the caller closes; -1 where it is no pipe."""
        pipe = getattr(self._process, name)
        if pipe is None:
            return -1
        descriptor = os.dup(pipe.fileno())
        pipe.close()
        return descriptor

    def watch(self, ended: Callable[[], object]) -> None:
        """Call ``ended`` once when the program has ended."""
        self._ended = ended
        try:
            descriptor = os.pidfd_open(self.number)
        except (AttributeError, OSError):  # not on every system
            self._look()
        else:
            self._watch = PolledReader(
                self._reactor, descriptor, Ears(lambda: 1, lambda _: None, lambda _: self._was_told())
            )
            self._watch.start()

    def end(self, killed: Callable[[], object]) -> None:
        """Ask it, and all that it has started, to end; kill what is left after a while, and call ``killed``."""
        if self._kill is None:

            def kill() -> None:
                self.signal(signal.SIGKILL)
                killed()

            self.signal(signal.SIGTERM)
            self._kill = self._reactor.callLater(GRACE, kill)

    def signal(self, number: int) -> None:
        """Send a signal to the program and to all that it has started in its session."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.number, number)

    def reap(self) -> Exit:
        """Return how it has ended, and let its number go."""
        for call in (self._kill, self._look_again):
            if call is not None and call.active():
                call.cancel()
        if self._watch is not None:
            self._watch.close()
        code = self._process.wait()
        return Exit(None, -code) if code < 0 else Exit(code, None)

    def _look(self) -> None:
        if self._has_ended():
            self._ended()
        else:
            self._look_again = self._reactor.callLater(_LOOK_EVERY, self._look)

    def _was_told(self) -> None:
        if not self._has_ended():
            # The reactor lets everything go, because it is about to stop.
            self.signal(signal.SIGKILL)
        self._ended()

    def _has_ended(self) -> bool:
        if self._process.returncode is not None:
            return True
        if not hasattr(os, "waitid"):
            return self._process.poll() is not None
        how = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.number, how) is not None


def end_unused(process: CommandProcess) -> None:
    """End a program at once that nobody wants any more."""
    for name in ("stdin", "stdout", "stderr"):
        if (descriptor := process.take_pipe(name)) >= 0:
            os.close(descriptor)
    process.signal(signal.SIGKILL)
    process.reap()
