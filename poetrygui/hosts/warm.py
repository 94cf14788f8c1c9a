"""The program's end of the warm process: started once, asked for a host as often as one is needed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from typing import Protocol as StructuralType

from twisted.internet.defer import Deferred

from poetrygui.hosts.confinement.allowed import NOTHING, Allowed
from poetrygui.hosts.headway import LIMIT
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.line import Line, adopt
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm_process import FORK, NUMBER, REAP
from poetrygui.own_process import own_process

CAN_FORK = hasattr(os, "fork") and hasattr(socket, "recv_fds")
"""Whether this system has what a warm process needs."""


class Sharing(StructuralType):
    """What makes hosts that many share, and keeps them when nobody needs them."""

    def leave(self) -> None:
        """Let those go that nobody needs."""


class WarmProcess:
    """Starts a process that has imported ``modules``, and has it fork a host for each job.

    ``reactor`` is one that can take over a socket. Start it before Qt, and early: it takes a third of a second.
    """

    def __init__(self, reactor: Any, modules: Sequence[str]) -> None:
        """Start it; what is asked of it before it is there waits."""
        self._reactor = reactor
        self._running = 0
        self._all_ended: list[Deferred[None]] = []
        self.shared: Sharing | None = None
        """What shares hosts of it, once there is something that does."""
        control, theirs = socket.socketpair()
        try:
            # With the same world to import from, and nothing of the folder in which the program happens to be.
            self._process = subprocess.Popen(
                own_process("host", str(theirs.fileno()), *modules),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        finally:
            theirs.close()
        self._control = _Control(reactor, control)

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
        line, theirs = socket.socketpair()
        output, their_output = socket.socketpair()
        self._control.ask(
            FORK,
            0,
            [theirs.fileno(), their_output.fileno(), *([] if descriptor is None else [descriptor])],
            partial(self._started, host),
            partial(self._not_started, host),
        )
        theirs.close()
        their_output.close()
        for end, ours in ((line, host.line), (output, host.output)):
            adopt(self._reactor, end, ours)
            end.close()
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
        self._control.close()
        self._process.kill()
        self._process.wait()

    def _started(self, host: Host, pid: int) -> None:
        host.started(pid)
        # It may have come to its end before the answer was read.
        if host.is_silent:
            self._find_out(host)

    def _not_started(self, host: Host) -> None:
        if host.is_silent:
            host.ended(None)

    def _find_out(self, host: Host) -> None:
        if host.pid:
            self._control.ask(REAP, host.pid, [], host.ended, partial(host.ended, None))
        elif self._control.is_lost:
            host.ended(None)


class _Control:
    """Asks the warm process; its answers come in the order of the questions."""

    def __init__(self, reactor: Any, end: socket.socket) -> None:
        self._end = end
        self._line = Line(self._answered, self._lost)
        self.is_lost = False
        self._held = b""
        self._unsent: deque[tuple[bytes, list[int]]] = deque()
        self._waiting: deque[tuple[Callable[[int], None], Callable[[], None]]] = deque([(_ignore, _nothing)])
        adopt(reactor, end, self._line)

    def ask(
        self,
        kind: bytes,
        number: int,
        descriptors: list[int],
        answered: Callable[[int], None],
        unanswered: Callable[[], None],
    ) -> None:
        """Ask, and hand the answer to ``answered``; ``unanswered`` is called where none will come."""
        self._unsent.append((kind + NUMBER.pack(number), [os.dup(each) for each in descriptors]))
        self._waiting.append((answered, unanswered))
        self._send_some()
        if self.is_lost:
            self._tell_lost()

    def close(self) -> None:
        """Ask no more."""
        self._line.transport.abortConnection()
        self._end.close()

    def _send_some(self) -> None:
        """Ask as much as there is room for; each answer makes some."""
        while self._unsent and not self.is_lost:
            try:
                socket.send_fds(self._end, [self._unsent[0][0]], self._unsent[0][1])
            except BlockingIOError:
                return
            except OSError:
                self.is_lost = True
            else:
                _close_all(self._unsent.popleft()[1])

    def _answered(self, data: bytes) -> None:
        self._send_some()
        self._held += data
        while len(self._held) >= NUMBER.size:
            (number,) = NUMBER.unpack(self._held[: NUMBER.size])
            self._held = self._held[NUMBER.size :]
            self._waiting.popleft()[0](number)

    def _lost(self) -> None:
        self.is_lost = True
        self._tell_lost()

    def _tell_lost(self) -> None:
        while self._unsent:
            _close_all(self._unsent.popleft()[1])
        while self._waiting:
            self._waiting.popleft()[1]()


def _close_all(descriptors: list[int]) -> None:
    for each in descriptors:
        os.close(each)


def _nothing() -> None:
    pass


def _ignore(_: int) -> None:
    pass
