"""What waits for others to connect, instead of connecting."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from twisted.internet import endpoints, ssl
from twisted.internet.defer import Deferred
from twisted.internet.error import CannotListenError, NoProtocol
from twisted.internet.interfaces import IAddress, IProtocol, IStreamClientEndpoint, IStreamServerEndpoint
from twisted.internet.protocol import ServerFactory
from twisted.protocols.tls import TLSMemoryBIOFactory
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.transports.connecting.certificates import OwnSide, certificate_shown
from poetrygui.core.transports.connecting.endpoints import is_v6_number
from poetrygui.core.transports.endpoint_text import why_no_place
from poetrygui.errors import AddressError

_BACKLOG = 1024
"""How many may have connected and not been taken yet: of more who come at once, each tries again after seconds."""


@frozen
class Listener:
    """Where peers are waited for, and how many: at a time, and in all; and the bytes of each. 0 is any number."""

    place: IStreamServerEndpoint
    at_once: int = 0
    in_all: int = 0
    peer_bytes: int = 0

    async def listen(self, factory: Any) -> Any:
        """Listen, and return Twisted's port. Raises AddressError where that cannot be."""
        try:
            return await self.place.listen(factory)
        except CannotListenError as error:
            reason = getattr(error.socketError, "strerror", None) or error.socketError
            raise AddressError(f"Nothing can listen there: {str(reason).lower()}; choose another address.") from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise AddressError(f"Nothing can listen there: {reason.lower()}; choose another address.") from error


def port_place(reactor: Any, interface: str, port: int) -> IStreamServerEndpoint:
    """Return what listens at a port of an interface, which is given by its number; port 0 is any that is free."""
    kind = endpoints.TCP6ServerEndpoint if is_v6_number(interface) else endpoints.TCP4ServerEndpoint
    place: IStreamServerEndpoint = kind(reactor, port, backlog=_BACKLOG, interface=interface)
    return place


def socket_place(reactor: Any, path: str, mode: int) -> IStreamServerEndpoint:
    """Return what listens at a UNIX socket; one that is left of a program that died is in nobody's way."""
    place: IStreamServerEndpoint = endpoints.UNIXServerEndpoint(reactor, path, _BACKLOG, mode, wantPID=True)
    return place


def named_place(reactor: Any, text: str) -> IStreamServerEndpoint:
    """Return what Twisted makes of a server endpoint's text. Raises AddressError where it makes nothing of it."""
    try:
        place: IStreamServerEndpoint = endpoints.serverFromString(reactor, text)
    except Exception as error:  # each kind of endpoint raises what it likes
        raise AddressError(f"{text!r} is no server endpoint of Twisted's: {why_no_place(text, error)}.") from error
    return place


@implementer(IStreamServerEndpoint)
class EncryptedPlace:
    """Listens at another place, and encrypts."""

    def __init__(self, place: IStreamServerEndpoint, own: OwnSide) -> None:
        """Show the certificate of ``own``. Raises AddressError where a file cannot be used."""
        self._place = place
        self._options: ssl.CertificateOptions = certificate_shown(own)

    def listen(self, protocolFactory: Any) -> Deferred[Any]:  # noqa: N803 - Twisted's name
        """Listen."""
        listening: Deferred[Any] = self._place.listen(TLSMemoryBIOFactory(self._options, False, protocolFactory))
        return listening


@implementer(IStreamClientEndpoint)
class FirstPeer:
    """Waits for one peer, and then for no more: what one who connects is to whoever wants one connection."""

    def __init__(self, listener: Listener) -> None:
        """Wait at ``listener``."""
        self._listener = listener

    def connect(self, protocolFactory: Any) -> Deferred[IProtocol]:  # noqa: N803 - Twisted's name
        """Listen until there is a peer, which gets a protocol of the factory."""
        return _Wait(protocolFactory).begin(self._listener)


class _Wait(ServerFactory):
    """Builds the protocol of the first who comes, and of nobody else."""

    noisy = False

    def __init__(self, factory: Any) -> None:
        self._factory = factory
        self._port: Any = None
        self._is_over = False
        self._came: Deferred[IProtocol] = Deferred(lambda _: self._stop())

    def begin(self, listener: Listener) -> Deferred[IProtocol]:
        Deferred.fromCoroutine(listener.listen(self)).addCallbacks(self._listens, self._fail)
        return self._came

    def buildProtocol(self, addr: IAddress | None) -> Any:
        if self._is_over:
            return None
        self._stop()
        built = self._factory.buildProtocol(addr)
        if built is None:
            self._fail(Failure(NoProtocol()))
        elif not self._came.called:
            self._came.callback(built)
        return built

    def _listens(self, port: Any) -> None:
        self._port = port
        if self._is_over:
            port.stopListening()

    def _stop(self) -> None:
        self._is_over = True
        if self._port is not None:
            self._port.stopListening()

    def _fail(self, failure: Failure) -> None:
        self._is_over = True
        if not self._came.called:
            self._came.errback(failure)
