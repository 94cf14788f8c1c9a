"""Where the program's hosts come from: one process for all that makes them, and another one where that has gone."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from typing import Protocol as StructuralType

from attrs import define
from twisted.internet.defer import Deferred

from poetrygui.hosts.confinement.allowed import NOTHING, Allowed
from poetrygui.hosts.forking import Forks, HostSource
from poetrygui.hosts.headway import LIMIT
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.line import adopt
from poetrygui.hosts.messages import Message
from poetrygui.hosts.spares import Spares

HAS_HOSTS = hasattr(socket, "recv_fds")
"""Whether this system has what hosts need: a process is handed its lines when it is there by then."""
CAN_FORK = HAS_HOSTS and hasattr(os, "fork") and sys.platform != "darwin"
"""Whether they are forked: macOS ends processes that fork and call what its own libraries began before."""
BEGUN_ANEW = (
    "The process that starts those of your protocols has ended: another one was begun, and connections go on where "
    "they can."
)
"""What is told once another one was begun."""

SHORTEST = 1.0
"""Seconds for which one was ready whose end is a reason to begin another before that is needed."""


class Sharing(StructuralType):
    """What makes hosts that many share, and keeps them when nobody needs them."""

    def leave(self) -> None:
        """Let those go that nobody needs."""


@define(eq=False)
class _Begun:
    """A host, and what it was begun with: as long as it has said nothing, it can be begun anew."""

    host: Host
    descriptor: int | None
    source: HostSource | None = None
    is_first: bool = True
    has_failed: bool = False

    def close(self) -> None:
        """Give the descriptor back."""
        descriptor, self.descriptor = self.descriptor, None
        if descriptor is not None:
            os.close(descriptor)


class WarmProcess:
    """Starts a process that has imported ``modules``, and has it fork a host for each job.

    ``reactor`` is one that can take over a socket. Start it before Qt, and early: it takes a third of a second.
    """

    def __init__(self, reactor: Any, modules: Sequence[str]) -> None:
        """Start it; what is asked of it before it is there waits."""
        self._reactor = reactor
        self._modules = modules
        self._running = 0
        self._all_ended: list[Deferred[None]] = []
        self.shared: Sharing | None = None
        """What shares hosts of it, once there is something that does."""
        self.told: Callable[[str], object] = bool
        """Hears, in a sentence, that it has gone and another one was begun."""
        self._is_closed = False
        # A reactor that leaves off takes the line to it away: then it has not gone.
        self._leaving = reactor.addSystemEventTrigger("before", "shutdown", self._leave_off)
        self._begun: dict[Host, _Begun] = {}
        self._source: HostSource = self._new_source()

    @property
    def pid(self) -> int:
        """The number of the process that is there now; 0 where there is none."""
        return 0 if self._source.is_lost else self._source.pid

    def run(
        self,
        job: str,
        arguments: dict[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
        limit: float = LIMIT,
        *,
        allowed: Allowed = NOTHING,
        on_output: Callable[[bytes], object] = bool,
        descriptor: int | None = None,
        lasts: bool = False,
    ) -> Host:
        """Have a new host call ``job``, a ``module:function`` of the modules, with its channel and the arguments.

        ``on_message`` is given what it says, and ``on_end`` how it ended; ``limit`` is how many seconds it may take.
        Where the system can confine it, it can do no more than is ``allowed``. ``on_output`` hears what it prints.
        It gets a copy of the ``descriptor``, if there is one, which may be closed then. One that ``lasts`` may take as
        much of a processor as it likes, as long as it gets on.
        """

        def ended(end: HostEnd) -> None:
            self._running -= 1
            on_end(end)
            while self._all_ended and not self._running:
                self._all_ended.pop().callback(None)

        self._running += 1
        host = Host(self._reactor, on_message, ended, self._find_out, limit, on_output=on_output)
        self._begun[host] = begun = _Begun(host, None if descriptor is None else os.dup(descriptor))
        try:
            self._begin(begun)
        except OSError:
            self._running -= 1
            self._forget(begun)
            raise
        host.send({"job": job, "arguments": arguments, "allowed": allowed.as_json(), "lasts": lasts})
        return host

    def all_ended(self, seconds: float) -> Deferred[None]:
        """Return what fires when every host has ended and all its prints are heard, or after so many ``seconds``."""
        done: Deferred[None] = Deferred()
        self._all_ended.append(done)
        if self.shared is not None:
            self.shared.leave()
        if not self._running:
            self._all_ended.remove(done)
            done.callback(None)

        def given_up(_result: object, _seconds: float) -> None:
            self._all_ended.remove(done)

        return done.addTimeout(seconds, self._reactor, given_up)

    def close(self) -> None:
        """End it, and every host with it."""
        if self.shared is not None:
            self.shared.leave()
        if not self._is_closed:
            self._reactor.removeSystemEventTrigger(self._leaving)
            self._leave_off()
        self._source.close()

    def _leave_off(self) -> None:
        """Begin no other one any more."""
        self._is_closed = True

    def _new_source(self) -> HostSource:
        if not CAN_FORK:
            return Spares(self._reactor, self._modules)
        return Forks(self._reactor, self._modules, self._lost)

    def _lost(self, source: HostSource, ready_at: float | None) -> None:
        # One that cannot be, or is ended again and again, is begun when it is needed, and each time once.
        if (
            source is self._source
            and not self._is_closed
            and ready_at is not None
            and self._reactor.seconds() - ready_at >= SHORTEST
        ):
            with contextlib.suppress(OSError):  # whoever needs it is told
                self._begin_source()

    def _begin_source(self) -> None:
        self._source.close()
        self._source = self._new_source()
        self.told(BEGUN_ANEW)

    def _begin(self, begun: _Begun) -> None:
        """Have the process of a host begin."""
        if self._source.is_lost and not self._is_closed:
            self._begin_source()
        begun.source, host = self._source, begun.host
        line, theirs = socket.socketpair()
        output, their_output = socket.socketpair()
        handed = [theirs.fileno(), their_output.fileno(), *([] if begun.descriptor is None else [begun.descriptor])]
        begun.source.ask(handed, partial(self._started, host), partial(self._not_started, host))
        theirs.close()
        their_output.close()
        for end, ours in ((line, host.line), (output, host.output)):
            adopt(self._reactor, end, ours)
            end.close()

    def _started(self, host: Host, pid: int) -> None:
        host.started(pid)
        # It may have come to its end before the answer was read.
        if host.is_silent:
            self._find_out(host)

    def _not_started(self, host: Host) -> None:
        self._begun[host].has_failed = True
        if host.is_silent:
            self._over(host, None)

    def _find_out(self, host: Host) -> None:
        begun = self._begun[host]
        assert begun.source is not None
        if host.pid:
            begun.source.find_out(host.pid, partial(self._over, host))
        elif begun.has_failed:
            self._over(host, None)

    def _over(self, host: Host, status: int | None) -> None:
        begun = self._begun[host]
        if status is None and begun.is_first and not self._is_closed and host.can_begin_anew:
            begun.is_first = begun.has_failed = False
            # Where the system has no more descriptors, it ends as it would have.
            with contextlib.suppress(OSError):
                host.begin_anew(lambda: self._begin(begun))
                return
        self._forget(begun)
        host.ended(status)

    def _forget(self, begun: _Begun) -> None:
        del self._begun[begun.host]
        begun.close()
