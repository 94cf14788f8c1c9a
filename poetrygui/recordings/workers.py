"""Where jobs run: each in a host of its own; or, on a system that has none, in slices in this process."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from typing import Protocol as StructuralType

from attrs import evolve
from twisted.internet.interfaces import IDelayedCall

from poetrygui import recordings
from poetrygui.errors import PoetryError
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.messages import DONE, WAITS, Message
from poetrygui.hosts.warm import HAS_HOSTS, WarmProcess
from poetrygui.paths import make_private_folder
from poetrygui.recordings.allowed import allowed_for

SLICE = 0.004
"""Seconds that a slice takes: a quarter of a frame of the screen."""

_RUNNER = "poetrygui.recordings.host_jobs"


class RunningJob(StructuralType):
    """A job, as whoever wants it sees it."""

    def grown(self) -> None:
        """Say that the recording has grown or ended."""

    def stop(self) -> None:
        """End it; its end is told."""


class AskedJob(RunningJob, StructuralType):
    """A job that can be given more to do while it runs."""

    def ask(self, message: dict[str, Any]) -> None:
        """Have it do more, which it hears of where it waits; each of several in its turn."""


StartJob = Callable[[str, Mapping[str, Any], Callable[[Message], None], Callable[[HostEnd], None]], RunningJob]
"""Starts a job: its name, its arguments, who hears what it says, and who hears how it ended."""
StartAskedJob = Callable[[str, Mapping[str, Any], Callable[[Message], None], Callable[[HostEnd], None]], AskedJob]
"""The same for one that is given more to do."""


class Workers(StructuralType):
    """Runs jobs: ``on_message`` hears what each says, ``on_end`` how it ended, which is the last."""

    def start(
        self,
        job: str,
        arguments: Mapping[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
    ) -> AskedJob:
        """Run the job of that name with these arguments.

        ``on_message`` is given what it says, ``on_end`` how it ended.
        """

    def close(self) -> None:
        """End what runs, and run no more."""


class HostWorkers:
    """Runs each job in a host of its own."""

    def __init__(self, reactor: Any, beside: Sequence[str] = ()) -> None:
        """Start the warm process, which has the modules that are named ``beside`` at hand, too."""
        self.warm = WarmProcess(reactor, [_RUNNER, *beside])
        """What other hosts may come from."""

    def start(
        self,
        job: str,
        arguments: Mapping[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
    ) -> AskedJob:
        """Run a job in a new host, with these arguments, ``on_message`` and ``on_end`` as in :meth:`Workers.start`."""
        told = {"job": job, "arguments": dict(arguments)}
        allowed = allowed_for(job, arguments)
        made = [folder for folder in map(Path, allowed.write) if _make(folder)]

        is_done = False

        def heard(message: Message) -> None:
            nonlocal is_done
            if message == DONE:
                is_done = True
            else:
                on_message(message)

        def ended(end: HostEnd) -> None:
            for folder in made:
                # One in which nothing was made is not there, as if nobody had asked for it.
                with contextlib.suppress(OSError):
                    folder.rmdir()
            on_end(end if is_done or end.problem else _left(end))

        return _HostJob(self.warm.run(f"{_RUNNER}:run", told, heard, ended, allowed=allowed))

    def close(self) -> None:
        """End the warm process, and every host with it."""
        self.warm.close()


def _left(end: HostEnd) -> HostEnd:
    """Return the end of a job whose process a protocol has left."""
    where = f" ({end.place})" if end.place else ""
    return evolve(end, problem=f"its process ended before it had done its work{where}")


def _make(folder: Path) -> bool:
    """Make a folder, which no host can, and tell whether that was needed; where it fails, the host says so."""
    if folder.exists():
        return False
    with contextlib.suppress(OSError):
        make_private_folder(folder)
    return True


class _HostJob:
    """A job in a host."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def grown(self) -> None:
        """Have it look."""
        self._host.send({"grown": True})

    def ask(self, message: dict[str, Any]) -> None:
        """Tell it."""
        self._host.send(message)

    def stop(self) -> None:
        """End its process."""
        self._host.stop()


class SliceWorkers:
    """Runs jobs in this process, :data:`SLICE` seconds at a time: the guard ends what does not return."""

    def __init__(self, reactor: Any) -> None:
        """Take turns of ``reactor``."""
        self._reactor = reactor
        self._running: set[_SlicedJob] = set()

    def start(
        self,
        job: str,
        arguments: Mapping[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
    ) -> AskedJob:
        """Begin in the next turn with a job; arguments, ``on_message`` and ``on_end`` are those of every start."""

        def ended(end: HostEnd) -> None:
            self._running.discard(running)
            on_end(end)

        running = _SlicedJob(self._reactor, job, arguments, on_message, ended)
        self._running.add(running)
        return running

    def close(self) -> None:
        """End what runs."""
        for running in tuple(self._running):
            running.stop()


class _SlicedJob:
    """A job in this process."""

    def __init__(
        self,
        reactor: Any,
        job: str,
        arguments: Mapping[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
    ) -> None:
        self._reactor = reactor
        self._steps = recordings.JOBS[job](arguments)
        self._on_message = on_message
        self._on_end = on_end
        self._told: deque[dict[str, Any]] = deque()
        self._next: IDelayedCall | None = reactor.callLater(0, self._slice)
        self._is_over = False
        self._waits = False

    def grown(self) -> None:
        """Go on."""
        self.ask({"grown": True})

    def ask(self, message: dict[str, Any]) -> None:
        """Go on, with what it is told."""
        self._told.append(message)
        if self._next is None and not self._is_over:
            self._next = self._reactor.callLater(0, self._slice)

    def stop(self) -> None:
        """Go on no more."""
        self._end("it was stopped")

    def _slice(self) -> None:
        self._next = None
        end = time.perf_counter() + SLICE
        try:
            while time.perf_counter() < end:
                if self._waits and not self._told:
                    return
                message = self._steps.send(self._told.popleft() if self._waits else None)
                self._waits = False
                if message == WAITS:
                    self._waits = True
                elif message is not None:
                    self._on_message(message)
        except StopIteration:
            self._end("")
            return
        except (PoetryError, OSError) as error:
            self._on_message({"problem": str(error)})
            self._end("")
            return
        if not self._is_over:
            self._next = self._reactor.callLater(0, self._slice)

    def _end(self, problem: str) -> None:
        if self._is_over:
            return
        self._is_over = True
        if self._next is not None:
            self._next.cancel()
            self._next = None
        self._on_end(HostEnd(problem))


def workers_for(reactor: Any, beside: Sequence[str] = ()) -> Workers:
    """Return what this system can; where it has hosts, these have the modules that are named ``beside`` at hand."""
    return HostWorkers(reactor, beside) if HAS_HOSTS else SliceWorkers(reactor)
