"""The transport of a protocol in a host: the program has the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from twisted.internet.address import HostnameAddress, IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IConsumer, IPushProducer, ITransport
from zope.interface import implementer

from poetrygui.hosts.messages import Message

_LARGEST = 512 * 1024

# Its names are Twisted's.


def address_told(address: object) -> list[Any]:
    """Return what :func:`address_heard` takes."""
    host, port = getattr(address, "host", None), getattr(address, "port", None)
    return [host, port] if isinstance(host, str) and isinstance(port, int) else [str(address), 0]


def address_heard(told: list[Any]) -> IAddress:
    """Return an address of Twisted's."""
    host, port = told
    if not port:
        return HostnameAddress(str(host).encode("ascii", "replace"), 0)
    return IPv6Address("TCP", host, port) if ":" in host else IPv4Address("TCP", host, port)


@implementer(ITransport, IConsumer, IPushProducer)
class ProxiedTransport:
    """Says what is to be done, by ``send``; what cannot cross is not there.

    What a protocol writes is sent at once, in its order among the frames, which ``flush`` sends before.
    """

    def __init__(self, reactor: Any, send: Callable[[Message], None], flush: Callable[[], None]) -> None:
        """Pull producers by ``reactor``."""
        self.disconnecting = False
        self._reactor = reactor
        self._send = send
        self._flush = flush
        self._told: Mapping[str, Any] = {}
        self._pulled: Any = None

    def stands_for(self, told: Mapping[str, Any]) -> None:
        """Take what was ``told`` of the real one."""
        self._told = told

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(
            f"a transport in a host has no {name}: run the protocol in the program's own process, without --hosts"
        )

    def write(self, data: bytes) -> None:
        """Have it written."""
        if not isinstance(data, bytes):
            raise TypeError(f"data must be bytes, not {type(data).__name__}")
        self._flush()
        for start in range(0, len(data), _LARGEST):
            self._send({"write": True})
            self._send(bytes(data[start : start + _LARGEST]))

    def writeSequence(self, data: Iterable[bytes]) -> None:
        """Have pieces written as one."""
        self.write(b"".join(data))

    def loseConnection(self) -> None:
        """Have it closed."""
        self._close("lose")

    def abortConnection(self) -> None:
        """Have it closed at once."""
        self._close("abort")

    def pauseProducing(self) -> None:
        """Have nothing more read."""
        self._send({"pause": True})

    def resumeProducing(self) -> None:
        """Have it read again."""
        self._send({"resume": True})

    def stopProducing(self) -> None:
        """Have it closed."""
        self.loseConnection()

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Have a producer send; one that is to be asked is asked each time that there is time for it."""
        if not streaming:
            self._pulled = producer
            self._reactor.callLater(0, self._pull)

    def unregisterProducer(self) -> None:
        """Ask it no more."""
        self._pulled = None

    def getPeer(self) -> IAddress:
        """Return the address at the other end."""
        return address_heard(self._told["peer"])

    def getHost(self) -> IAddress:
        """Return this end's."""
        return address_heard(self._told["host"])

    def _pull(self) -> None:
        if self._pulled is not None and not self.disconnecting:
            self._pulled.resumeProducing()
            self._reactor.callLater(0, self._pull)

    def _close(self, how: str) -> None:
        self._flush()
        self.disconnecting = True
        self._send({how: True})
