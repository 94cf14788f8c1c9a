"""The transport of a protocol in a host: the program has the real one."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from OpenSSL import crypto
from twisted.internet.interfaces import IAddress, IConsumer, IPushProducer, ISSLTransport, ITCPTransport, ITransport
from zope.interface import alsoProvides, implementer

from poetrygui.hosts.live.producer_there import ProducerThere
from poetrygui.hosts.live.transport_told import address_heard
from poetrygui.hosts.messages import Message

_LARGEST = 512 * 1024

# Its names are Twisted's.


@implementer(ITransport, IConsumer, IPushProducer)
class ProxiedTransport:
    """Says what is to be done, by ``send``; what cannot cross is not there.

    What a protocol writes is sent at once, in its order among the frames, which ``flush`` sends before.
    """

    def __init__(self, reactor: Any, send: Callable[[Message], None], flush: Callable[[], None]) -> None:
        """Pull producers by ``reactor``."""
        self.connected = True
        self.disconnecting = False
        self.negotiatedProtocol: bytes | None = None
        """What ALPN has agreed on."""
        self._reactor = reactor
        self._send = send
        self._flush = flush
        self._told: Mapping[str, Any] = {}
        self._producer = ProducerThere(reactor, send)
        self._set = {"no_delay": False, "keep_alive": False}
        self._certificate: crypto.X509 | None = None

    def stands_for(self, told: Mapping[str, Any]) -> None:
        """Take what was ``told`` of the real one."""
        self._told = told
        for name, interface in (("tls", ISSLTransport), ("tcp", ITCPTransport)):
            if name in told["can"]:
                alsoProvides(self, interface)

    def met(self, told: Mapping[str, Any]) -> None:
        """Take what was ``told`` of the server once TLS stands."""
        self.negotiatedProtocol = None if told["alpn"] is None else told["alpn"].encode("latin-1")
        if "certificate" in told:
            self._certificate = crypto.load_certificate(crypto.FILETYPE_ASN1, b64decode(told["certificate"]))

    def lost(self) -> None:
        """Take notice that nothing can be done any more."""
        self.connected, self.disconnecting = False, True
        self._producer.stop()

    def filled(self, is_full: bool) -> None:
        """Take notice whether the server takes what is written."""
        self._producer.filled(is_full)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(
            f"a transport in a host has no {name}: run the protocol in the program's own process, by --in-process "
            "or in the window's list of protocols"
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

    def loseWriteConnection(self) -> None:
        """Have it closed for what is sent."""
        self._flush()
        self._send({"lose_write": True})

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
        """Have a producer send, as long as the server takes it."""
        if not self.connected:
            producer.stopProducing()
        else:
            self._producer.register(producer, streaming=streaming)

    def unregisterProducer(self) -> None:
        """Ask it no more."""
        self._producer.unregister()

    def getPeer(self) -> IAddress:
        """Return the address at the other end."""
        return address_heard(self._told["peer"])

    def getHost(self) -> IAddress:
        """Return this end's."""
        return address_heard(self._told["host"])

    def getPeerCertificate(self) -> crypto.X509 | None:
        """Return the server's certificate, once TLS stands."""
        return self._certificate

    def getTcpNoDelay(self) -> bool:
        """Return what was set."""
        return self._set["no_delay"]

    def setTcpNoDelay(self, enabled: bool) -> None:
        """Have it set."""
        self._set_option("no_delay", enabled)

    def getTcpKeepAlive(self) -> bool:
        """Return what was set."""
        return self._set["keep_alive"]

    def setTcpKeepAlive(self, enabled: bool) -> None:
        """Have it set."""
        self._set_option("keep_alive", enabled)

    def _set_option(self, name: str, enabled: bool) -> None:
        self._set[name] = bool(enabled)
        self._send({name: bool(enabled)})

    def _close(self, how: str) -> None:
        self._flush()
        self.disconnecting = True
        self._send({how: True})
