"""One warm process, which forks a host when asked: from its start to its end."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from typing import Protocol as StructuralType

from poetrygui.hosts.control import Control
from poetrygui.hosts.warm_process import FORK, REAP
from poetrygui.own_process import own_process


class HostSource(StructuralType):
    """Where hosts come from, until it is lost."""

    @property
    def pid(self) -> int:
        """The number of the process from which they come."""

    @property
    def is_lost(self) -> bool:
        """Whether no more come."""

    def ask(self, descriptors: list[int], started: Callable[[int], object], failed: Callable[[], object]) -> None:
        """Have a host begin with copies of ``descriptors``.

        ``started`` hears the number of its process, ``failed`` that none comes.
        """

    def find_out(self, pid: int, told: Callable[[int | None], object]) -> None:
        """Have ``told`` hear how one ended that says nothing more; None where nobody knows, as the source has gone."""

    def close(self) -> None:
        """End all of them."""


class Forks:
    """A process that has imported ``modules``, and forks."""

    def __init__(
        self, reactor: Any, modules: Sequence[str], on_lost: Callable[[HostSource, float | None], object]
    ) -> None:
        """Start it. ``on_lost`` hears once that it has gone, and when it was ready, by ``reactor``; None if never."""
        self._reactor = reactor
        self._on_lost = on_lost
        self._ready_at: float | None = None
        control, theirs = socket.socketpair()
        try:
            self._process = begin_own(["host", str(theirs.fileno()), *modules], theirs.fileno())
        finally:
            theirs.close()
        self._control = Control(reactor, control, self._ready, self._lost)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def is_lost(self) -> bool:
        """Whether it has gone."""
        return self._control.is_lost

    def ask(self, descriptors: list[int], started: Callable[[int], object], failed: Callable[[], object]) -> None:
        """Have it fork a host with these ``descriptors``; ``started`` hears its number, ``failed`` that none comes."""
        self._control.ask(FORK, 0, descriptors, started, failed)

    def find_out(self, pid: int, told: Callable[[int | None], object]) -> None:
        """Have it wait for one with the number ``pid``; ``told`` hears how that ended, as far as it is known."""
        self._control.ask(REAP, pid, [], told, partial(told, None))

    def close(self) -> None:
        """End it, and every host with it."""
        self._control.close()
        self._process.kill()
        self._process.wait()

    def _ready(self, _pid: int) -> None:
        self._ready_at = self._reactor.seconds()

    def _lost(self) -> None:
        self._on_lost(self, self._ready_at)


def begin_own(arguments: Sequence[str], descriptor: int) -> subprocess.Popen[bytes]:
    """Start another process of this program with these ``arguments``, which has the ``descriptor``, too."""
    # With the same world to import from, and nothing of the folder in which the program happens to be.
    return subprocess.Popen(
        own_process(*arguments),
        pass_fds=[descriptor],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
