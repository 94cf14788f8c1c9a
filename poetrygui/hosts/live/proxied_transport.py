"""The transport of a protocol in a host: the program has the real one."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from OpenSSL import crypto
from twisted.internet.interfaces import (
    IAddress,
    IConsumer,
    IPushProducer,
    ISSLTransport,
    ITCPTransport,
    ITLSTransport,
    ITransport,
)
from twisted.python.failure import Failure
from zope.interface import alsoProvides, implementer

from poetrygui.hosts.live.producer_there import ProducerThere
from poetrygui.hosts.live.tls_there import TlsThere
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
        self.on_handshake: Callable[[], object] = bool
        """Called when TLS stands that was begun here."""
        self.tls: TlsThere | None = None
        """That TLS."""

    def stands_for(self, told: Mapping[str, Any]) -> None:
        """Take what was ``told`` of the real one."""
        self._told = told
        for name, interface in (("tls", ISSLTransport), ("tcp", ITCPTransport), ("start_tls", ITLSTransport)):
            if name in told["can"]:
                alsoProvides(self, interface)

    def met(self, told: Mapping[str, Any]) -> None:
        """Take what was ``told`` of the server once TLS stands."""
        self.negotiatedProtocol = None if told["alpn"] is None else told["alpn"].encode("latin-1")
        if "certificate" in told:
            self._certificate = crypto.load_certificate(crypto.FILETYPE_ASN1, b64decode(told["certificate"]))

    def lost(self, reason: Failure) -> Failure:
        """Take notice that nothing can be done any more, for that ``reason``; return the one that is to be told."""
        self.connected, self.disconnecting = False, True
        self._producer.stop()
        return reason if self.tls is None else self.tls.lost(reason)

    def startTLS(self, contextFactory: Any, normal: bool = True) -> None:  # noqa: N802, N803 - Twisted's names
        """Begin TLS: all that comes from now on is decrypted, and what is written goes encrypted."""
        if "start_tls" not in self._told["can"]:
            raise AttributeError("this transport has no startTLS")
        if self.tls is not None:
            raise RuntimeError("TLS was begun already")
        self._flush()
        self._send({"start_tls": True})
        self.tls = TlsThere(contextFactory, self._send, (self.getPeer(), self.getHost()), is_client=normal)
        alsoProvides(self, ISSLTransport)
        self.tls.begin(self._stands)

    def _stands(self) -> None:
        assert self.tls is not None
        self.negotiatedProtocol = self.tls.engine.negotiatedProtocol
        self._certificate = self.tls.engine.getPeerCertificate()
        self.on_handshake()

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
        if self.tls is not None:
            self.tls.engine.write(data)

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
        if self.tls is None:
            self._send({how: True})
        elif how == "lose":
            self.tls.engine.loseConnection()
        else:
            self.tls.engine.abortConnection()
