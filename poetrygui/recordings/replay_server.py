"""Serving a recording: whoever connects is sent the chunks as they came then, and the same end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IAddress, IPullProducer, ITCPTransport
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.outcomes import Outcome
from poetrygui.recordings.player import Player
from poetrygui.recordings.tape import Tape


class ReplayFactory(Factory):
    """Plays a recording to everyone who connects, each from its beginning.

    With ``wait_for_sent`` the player waits, where something was sent then, until as many bytes have come.
    ``on_end`` hears of each reader how many chunks there were, and how many of them went out alone: TCP may join what
    is written while something still waits to be sent, and promises nothing about the others.
    """

    noisy = False

    def __init__(
        self,
        reactor: Any,
        open_tape: Callable[[], Tape],
        *,
        speed: float = 1.0,
        wait_for_sent: bool = False,
        on_end: Callable[[int, int], None] = lambda _chunks, _alone: None,
    ) -> None:
        """Serve what ``open_tape`` opens, once for each reader; ``speed`` is as :class:`Player` takes it."""
        self.reactor = reactor
        self.open_tape = open_tape
        self.speed = speed
        self.wait_for_sent = wait_for_sent
        self.on_end = on_end

    def buildProtocol(self, addr: IAddress | None) -> ReplayServer:
        """Build the server's side of one connection."""
        return ReplayServer(self)


@implementer(IPullProducer)
class ReplayServer(Protocol):
    """Plays to one reader."""

    transport: Any

    def __init__(self, factory: ReplayFactory) -> None:
        """Wait for the connection."""
        self.chunks = 0
        self.alone = 0
        self._settings = factory
        self._tape = factory.open_tape()
        self._player = Player(factory.reactor, self._tape, self, time.monotonic)
        self._player.speed = factory.speed
        self._to_hear = 0  # bytes that were sent then and have not come now
        self._all_is_out = True

    def connectionMade(self) -> None:
        """Begin."""
        if ITCPTransport.providedBy(self.transport):
            self.transport.setTcpNoDelay(True)
        # As one that is asked for more, it is told whenever all that was written is out.
        self.transport.registerProducer(self, False)
        self._player.play()

    def dataReceived(self, data: bytes) -> None:
        """Count what the reader sends; go on where that is what was waited for."""
        waited = self._to_hear > 0
        self._to_hear -= len(data)
        if waited and self._to_hear <= 0 and self._settings.wait_for_sent:
            self._player.go_on()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Play no more."""
        self._player.pause()
        self._settings.on_end(self.chunks, self.alone)

    # Called by the player

    def chunk_came(self, data: bytes) -> None:
        """Send a chunk."""
        self.chunks += 1
        self.alone += self._all_is_out
        self._all_is_out = False
        self.transport.write(data)

    def was_sent(self, data: bytes) -> bool:
        """Wait for as much from the reader, if that is wanted."""
        self._to_hear += len(data)
        return self._settings.wait_for_sent and self._to_hear > 0

    def is_over(self) -> None:
        """Close as the connection was closed then."""
        self.transport.unregisterProducer()
        ended = self._tape.info.ended
        if ended is not None and ended.outcome is Outcome.RESET:
            self.transport.abortConnection()
        else:
            self.transport.loseConnection()

    # Called by the transport

    def resumeProducing(self) -> None:
        """Take notice that all is out."""
        self._all_is_out = True

    def stopProducing(self) -> None:
        """Play no more."""
        self._player.pause()
