"""Those who send datagrams to one socket: each as if it had connected, with a stream of its own."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from attrs import evolve
from twisted.internet.defer import Deferred, maybeDeferred
from twisted.internet.interfaces import IAddress, IStreamServerEndpoint
from zope.interface import implementer

from poetrygui.core.transports.datagrams.datagram_reader import DatagramEars, DatagramReader
from poetrygui.core.transports.datagrams.datagram_transport import DatagramTransport, Post
from poetrygui.core.transports.datagrams.datagram_writer import DatagramWriter
from poetrygui.core.transports.datagrams.endpoints import datagram_destination
from poetrygui.core.transports.datagrams.sockets import plain_host


@implementer(IStreamServerEndpoint)
class SendersPlace:
    """Waits for datagrams, and gives each who sends one a protocol of its own."""

    def __init__(self, reactor: Any, open_socket: Callable[[], tuple[socket.socket, Post]]) -> None:
        """Open nothing before :meth:`listen`; then the socket is used as its post says."""
        self._reactor = reactor
        self._open = open_socket

    def listen(self, protocolFactory: Any) -> Deferred[Any]:  # noqa: N803 - Twisted's name
        """Open the socket, which is that for as long as somebody of those who sent is heard."""
        return maybeDeferred(lambda: _Sorting(self._reactor, *self._open(), protocolFactory))


class _Sorting:
    """Takes each datagram to the stream of its sender, which begins with the first of them."""

    def __init__(self, reactor: Any, opened: socket.socket, post: Post, factory: Any) -> None:
        self.reactor = reactor
        self.socket = opened
        self._post = post
        self._factory = factory
        self._mails: dict[Any, _SenderMail] = {}
        self._pausing: set[_SenderMail] = set()
        self._is_over = False
        host, port = opened.getsockname()[:2]
        self._at = datagram_destination(plain_host(host), port)
        self._reader = DatagramReader(reactor, opened, DatagramEars(self._came, self._dropped, self._failed))
        self._reader.start()

    # Called by whoever listens

    def getHost(self) -> IAddress:
        """Return where it listens."""
        return self._at

    def stopListening(self) -> None:  # noqa: N802 - Twisted's name
        """Take nobody new."""
        self._is_over = True
        self._close_if_done()

    # Called by the streams

    def pause(self, mail: _SenderMail) -> None:
        """Read nothing for now: nobody knows whose the next datagram is."""
        self._pausing.add(mail)
        self._reader.stop()

    def resume(self, mail: _SenderMail) -> None:
        """Read again, unless another stream does not want that."""
        self._pausing.discard(mail)
        if not self._pausing:
            self._reader.start()

    def left(self, mail: _SenderMail) -> None:
        """Let a stream go; what its sender sends now begins another."""
        self._mails.pop(mail.sender, None)
        self.resume(mail)
        self._close_if_done()

    # Called by what reads

    def _came(self, data: bytes, sender: Any) -> None:
        mail = self._mails.get(sender) or self._begin(sender)
        if mail is not None:
            mail.ears.came(data, sender)

    def _begin(self, sender: Any) -> _SenderMail | None:
        if self._is_over:
            return None
        address = datagram_destination(plain_host(sender[0]), sender[1])
        # It is there before: whoever wants no more than this one says so while the protocol is built.
        mail = self._mails[sender] = _SenderMail(self, sender)
        protocol = self._factory.buildProtocol(address)
        if protocol is None:
            del self._mails[sender]
            return None
        to = sender if self._post.to is None else self._post.to
        DatagramTransport(self.reactor, protocol, address, mail, evolve(self._post, to=to)).begin()
        return mail

    def _dropped(self, count: int) -> None:
        for mail in tuple(self._mails.values()):
            mail.ears.dropped(count)

    def _failed(self, error: OSError) -> None:
        for mail in tuple(self._mails.values()):
            mail.ears.failed(error)

    def _close_if_done(self) -> None:
        if self._is_over and not self._mails:
            self._reader.close()


class _SenderMail:
    """What comes from one sender, and goes there."""

    ears: DatagramEars

    def __init__(self, sorting: _Sorting, sender: Any) -> None:
        self.sender = sender
        self._sorting = sorting

    def begin(self, ears: DatagramEars, not_sent: Callable[[OSError], object]) -> None:
        self.ears = ears
        self._writer = DatagramWriter(self._sorting.reactor, self._sorting.socket, not_sent)
        self.write = self._writer.write

    def start(self) -> None:
        self._sorting.resume(self)

    def stop(self) -> None:
        self._sorting.pause(self)

    def close(self) -> None:
        self._writer.close()
        self._sorting.left(self)
