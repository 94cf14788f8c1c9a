"""Hosts where nothing is forked: a spare process has imported all that one needs, and becomes one when asked."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from typing import Any

from twisted.internet.interfaces import IDelayedCall

from poetrygui.hosts.control import Control
from poetrygui.hosts.forking import begin_own
from poetrygui.hosts.messages import HAD_TO_BE_ENDED
from poetrygui.hosts.warm_process import FORK, LONGEST_LEAVE

_BETWEEN_LOOKS = 0.005


class Spares:
    """Keeps one that has imported ``modules``; another one begins as soon as it is taken."""

    is_lost = False
    """Hosts have nothing in common here, and a spare that has gone is followed by another when one is needed."""

    def __init__(self, reactor: Any, modules: Sequence[str]) -> None:
        """Begin the first one. ``reactor`` is as that of :class:`~poetrygui.hosts.warm.WarmProcess`."""
        self._reactor = reactor
        self._modules = modules
        self._taken: dict[int, _Spare] = {}
        self._looks: dict[int, tuple[IDelayedCall, Callable[[int | None], object]]] = {}
        self._spare = _Spare(reactor, modules)

    @property
    def pid(self) -> int:
        """The number of the one that waits."""
        return self._spare.process.pid

    def ask(self, descriptors: list[int], started: Callable[[int], object], failed: Callable[[], object]) -> None:
        """Have it be a host with these ``descriptors``; ``started`` hears its number, ``failed`` that it is none."""
        if self._spare.control.is_lost:
            self._spare.end()
            self._spare = _Spare(self._reactor, self._modules)
        taken, self._spare = self._spare, _Spare(self._reactor, self._modules)
        self._taken[taken.process.pid] = taken
        taken.control.ask(FORK, 0, descriptors, started, failed)

    def find_out(self, pid: int, told: Callable[[int | None], object]) -> None:
        """Wait a moment for one with the number ``pid``; ``told`` hears how it ended, or that it had to be."""
        self._look(pid, told, self._reactor.seconds() + LONGEST_LEAVE)

    def close(self) -> None:
        """End all of them."""
        looks, self._looks = self._looks, {}
        for each in (self._spare, *self._taken.values()):
            each.end()
        for look, told in looks.values():
            look.cancel()
            told(None)

    def _look(self, pid: int, told: Callable[[int | None], object], until: float) -> None:
        self._looks.pop(pid, None)
        taken = self._taken[pid]
        code = taken.process.poll()
        if code is None and self._reactor.seconds() < until:
            self._looks[pid] = self._reactor.callLater(_BETWEEN_LOOKS, self._look, pid, told, until), told
            return
        del self._taken[pid]
        taken.end()
        told(HAD_TO_BE_ENDED if code is None else _status_of(code))


class _Spare:
    """One process."""

    def __init__(self, reactor: Any, modules: Sequence[str]) -> None:
        control, theirs = socket.socketpair()
        with theirs:
            self.process = begin_own(["spare", str(theirs.fileno()), *modules], theirs.fileno())
        self.control = Control(reactor, control)

    def end(self) -> None:
        self.control.close()
        self.process.kill()
        self.process.wait()


def _status_of(code: int) -> int:
    """Return as ``waitpid`` gives it what a process ended with."""
    return -code if code < 0 else code << 8
