"""``poetrygui relay``: stand between clients and a server, and hear both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import ServerFactory

from poetrygui.commands.json_lines import json_line
from poetrygui.commands.outlet import Outlet
from poetrygui.commands.progress import Progress
from poetrygui.commands.relay_end import Direction, HeardEnd, HeardEnds, RelayOptions
from poetrygui.commands.relay_talk import Means, Talk
from poetrygui.commands.standard_streams import StandardOutput
from poetrygui.core import connection
from poetrygui.core.connection.wire_listener import address_text
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.questions.asking import Asker
from poetrygui.relay.side import Side
from poetrygui.serve.listen import address_of, listen_at


class Relay:
    """Listens, connects to the server for each client or once for all, passes everything on, and tells of it."""

    def __init__(
        self,
        reactor: Any,
        options: RelayOptions,
        out: StandardOutput,
        progress: Progress,
        asker: Asker | None = None,
    ) -> None:
        """Prepare what ``options`` ask for; frames are told on ``out``, all else on ``progress``.

        The ``asker`` asks what the way to the server has to; without one there is nobody to ask.
        """
        self._reactor = reactor
        self._options = options
        self._outlet = outlet = Outlet(reactor, out, self._out_failed)
        self._progress = progress
        self._fetches: RunningFetches[HeardEnd] = RunningFetches(reactor)
        self._recorder = Outlet(reactor, out, lambda: None, ThreadDisk(reactor))
        makes = HeardEnds(reactor, options, outlet, self._recorder, asker=asker)
        self._means = Means(reactor, options, makes, self._fetches, outlet, progress)
        self._talks: list[Talk] = []
        self._clients = 0
        self._port: Any = None
        self._is_over = False
        self._over: Deferred[bool] = Deferred()

    def start(self) -> Deferred[bool]:
        """Listen; fires when all is over and told, or with why nothing can listen."""
        Deferred.fromCoroutine(self._listen()).addErrback(self._over.errback)
        return self._over

    def stop(self, why: str = "stopped by the user", *, breaks_off: bool = True) -> None:
        """Let nobody in any more, and break all off; ``why`` is a sentence.

        Unless it ``breaks_off``, what has gone comes to its own end: what protocols make of it may be on its way.
        """
        if not self._is_over:
            self._is_over = True
            if self._port is not None:
                self._port.stopListening()
            if breaks_off:
                self._fetches.stop_all(why)
                for talk in tuple(self._talks):
                    talk.stop()
            self._fetches.when_over().addCallback(lambda _: self._outlet.when_written()).addCallback(self._end)

    def leave(self) -> None:
        """End it, and tell nothing more: whoever read what this tells has gone."""
        self._outlet.close()
        self.stop()

    def abandon(self) -> None:
        """Wait no longer for a reader that takes nothing."""
        self._outlet.abandon()
        self._recorder.abandon()

    def clear(self) -> None:
        """Remove nothing: all that is on disk is kept."""

    def connections(self) -> list[connection.Connection]:
        """Return the connections that are heard."""
        return self._fetches.connections()

    async def _listen(self) -> None:
        port = await listen_at(self._reactor, self._options.listen, _Clients(self._came))
        if self._is_over:
            port.stopListening()
            return
        self._port = port
        at, address = address_of(port), self._options.servers[Direction.TO_CLIENT].address
        self._progress.tell(f"Relaying {at} to {address}")
        if self._options.json_lines:
            state = {"event": "state", "task": 0, "address": address, "state": "listening", "at": at}
            self._outlet.write(f"{json_line(state)}\n".encode())

    def _came(self, address: IAddress | None) -> Side | None:
        if self._is_over or 0 < self._options.clients <= self._clients:
            return None
        self._clients += 1
        peer = address_text(address) or f"client {self._clients}"
        if self._options.tee and self._talks:
            talk = self._talks[0]
        else:
            talk = Talk(self._means, on_over=self._talk_is_over, on_alone=self._nobody_left)
            self._talks.append(talk)
        return talk.admit(self._clients, peer, address)

    def _talk_is_over(self, talk: Talk) -> None:
        if talk in self._talks:
            self._talks.remove(talk)
        if not self._talks:
            self._nobody_left(breaks_off=False)

    def _nobody_left(self, *, breaks_off: bool = True) -> None:
        if 0 < self._options.clients <= self._clients:
            self.stop("the clients have gone, as many as were asked for", breaks_off=breaks_off)

    def _end(self, _: object) -> None:
        self._progress.close()
        self._over.callback(True)

    def _out_failed(self) -> None:
        if not self._outlet.out.reader_is_gone:
            self._progress.tell(self._outlet.out.problem)
        self.leave()


class _Clients(ServerFactory):
    """Asks what each client is to be given."""

    noisy = False

    def __init__(self, came: Callable[[IAddress | None], Side | None]) -> None:
        self._came = came

    def buildProtocol(self, addr: IAddress | None) -> Side | None:
        return self._came(addr)
