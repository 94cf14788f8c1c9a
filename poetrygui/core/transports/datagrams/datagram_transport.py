"""A transport whose chunks are datagrams."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from typing import Any

from attrs import frozen
from twisted.internet.error import ConnectionAborted, ConnectionDone, ConnectionRefusedError
from twisted.internet.interfaces import IAddress, IProtocol, IPushProducer, ITransport
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.api import IMessageTransport
from poetrygui.core.transports.datagrams.datagram_reader import DatagramEars
from poetrygui.core.transports.datagrams.mail import Mail
from poetrygui.core.transports.datagrams.sockets import text_of
from poetrygui.core.transports.streams.asides import Aside, nobody_hears
from poetrygui.core.transports.streams.ends import StreamBrokenError

CONNECTED = ()
"""Where a connected socket sends to: it knows by itself."""
_REFUSED = (errno.ECONNREFUSED, errno.ECONNRESET)
_TOLD_AGAIN = 500
"""Datagrams after which their sender is told again, so that a recording has it near each of them."""


@frozen
class Post:
    """How datagrams are sent and told of.

    They go ``to`` this address of a socket, or to whoever was heard last where it is None. A sender is ``told`` beside
    the datagrams whenever it is another one, and now and then, or stands in front of each (``led``), or has a stream of
    its own (``apart``). Behind each stands ``end``.
    """

    to: Any = CONNECTED
    senders: str = ""
    end: bytes = b""


@implementer(ITransport, IPushProducer, IMessageTransport)
class DatagramTransport:
    """Gives a protocol each datagram as one chunk, and sends what it writes, each piece as one.

    Nobody tells that there are no more: it ends when it is closed from here, or the other end answers that nobody
    listens there. ``parting`` says what is not known at the end; whoever wants to hear what is told beside the
    datagrams sets ``on_aside``.
    """

    is_cut = False

    def __init__(self, reactor: Any, protocol: IProtocol, address: IAddress, mail: Mail, post: Post) -> None:
        """Read nothing before :meth:`begin`.

        ``address`` is the other end, or where it listens; ``mail`` is closed with this, and used as ``post`` says.
        """
        self.on_aside: Callable[[Aside], None] = nobody_hears
        self._protocol: IProtocol | None = protocol
        self._address = address
        self._post = post
        self._reactor = reactor
        self._mail = mail
        mail.begin(DatagramEars(self._came, self._dropped, self._failed), self._not_sent)
        self._sender: Any = None
        self._untold = 0  # datagrams since a sender was told
        self._drops = 0
        self._drops_told = 0
        self._is_closed = False

    def begin(self) -> None:
        """Connect the protocol, and read."""
        assert self._protocol is not None
        self._mail.start()  # nothing comes in this turn, and the protocol may pause
        self._protocol.makeConnection(self)

    # What a protocol does

    @property
    def disconnecting(self) -> bool:
        """Whether it is closed."""
        return self._is_closed

    def pauseProducing(self) -> None:
        """Read no more for now: the system keeps what comes, as far as it has room, and drops the rest."""
        if not self._is_closed:
            self._mail.stop()

    def resumeProducing(self) -> None:
        """Read again."""
        if not self._is_closed:
            self._mail.start()

    def stopProducing(self) -> None:
        """Close."""
        self.loseConnection()

    def loseConnection(self) -> None:
        """Close; the protocol hears of it in another turn."""
        self._lose(ConnectionDone())

    def abortConnection(self) -> None:
        """Close."""
        self._lose(ConnectionAborted())

    def write(self, data: bytes) -> None:
        """Send one datagram. Raises ValueError where there is nobody to send to, or it is too large."""
        if self._is_closed:
            return
        to = self._sender if self._post.to is None else self._post.to
        if to is None:
            raise ValueError("nobody has sent anything yet, so that there is nobody to send to")
        self._mail.write(data, to)

    def writeSequence(self, data: Iterable[bytes]) -> None:
        """Send pieces as one datagram."""
        self.write(b"".join(data))

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Have the producer stop: nobody tells how fast datagrams are taken."""
        producer.stopProducing()

    def unregisterProducer(self) -> None:
        """Do nothing: none is ever kept."""

    def getPeer(self) -> IAddress:
        """Return the other end, or where it listens."""
        return self._address

    def getHost(self) -> IAddress:
        """Return the same."""
        return self._address

    @property
    def parting(self) -> str:
        """What is to be said at the end of what may not be all; nothing where nothing came."""
        if self._drops:
            return f"at least {self._dropped_ones} came faster than they were read, and were lost"
        return "" if self._sender is None else "UDP does not tell what was lost on the way"

    # What happens

    def _came(self, data: bytes, sender: Any) -> None:
        if self._protocol is None or self._is_closed:
            return
        self._untold += 1
        if sender != self._sender or self._untold >= _TOLD_AGAIN:
            self._sender, self._untold = sender, 0
            if self._post.senders == "told":
                self.on_aside(Aside(text_of(sender), is_sender=True))
        if self._post.senders == "led":
            data = b"%b %b" % (text_of(sender).encode(), data)
        end = self._post.end
        self._protocol.dataReceived(data if data.endswith(end) else data + end)

    def _dropped(self, count: int) -> None:
        self._drops = count
        # Not with each, in a flood.
        if count >= 2 * self._drops_told:
            self._drops_told = count
            self.on_aside(Aside(f"{self._dropped_ones} came faster than they were read, and were lost"))

    @property
    def _dropped_ones(self) -> str:
        # Of several who send to one socket, the system does not tell whose they were.
        whose = " of all senders" if self._post.senders == "apart" else ""
        return f"{'1 datagram' if self._drops == 1 else f'{self._drops:,} datagrams'}{whose}"

    def _not_sent(self, error: OSError) -> None:
        if error.errno in _REFUSED:
            self._failed(error)
        else:
            self.on_aside(Aside(f"a datagram was not sent: {(error.strerror or str(error)).lower()}", is_remark=True))

    def _failed(self, error: OSError) -> None:
        refused = error.errno in _REFUSED
        self._lose(ConnectionRefusedError(osError=error.errno) if refused else StreamBrokenError(error))

    def _lose(self, reason: Exception) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._mail.close()
            self._reactor.callLater(0, self._tell_loss, reason)

    def _tell_loss(self, reason: Exception) -> None:
        protocol, self._protocol = self._protocol, None
        if protocol is not None:
            protocol.connectionLost(Failure(reason))
