"""An endpoint that opens something on this machine: it stands at once, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from attrs import frozen
from twisted.internet.defer import Deferred, maybeDeferred
from twisted.internet.error import NoProtocol
from twisted.internet.interfaces import IAddress, IProtocol, IStreamClientEndpoint
from zope.interface import implementer

T = TypeVar("T")


@implementer(IAddress)
@frozen
class StreamAddress:
    """Where such a stream comes from, as bytes of a path or an address."""

    name: bytes


@implementer(IStreamClientEndpoint)
@frozen(eq=False)
class StreamEndpoint(Generic[T]):
    """Asks a factory for a protocol, and ``begin`` to connect it.

    ``open`` opens what is read, and raises AddressError or OSError where that cannot be; what it returns is handed to
    ``begin`` with the protocol, or to ``let_go`` where there is none.
    """

    address: IAddress
    open: Callable[[], T]
    begin: Callable[[T, IProtocol], None]
    let_go: Callable[[T], None]

    def connect(self, factory: Any) -> Deferred[IProtocol]:
        """Open, and connect a protocol of ``factory``."""
        return maybeDeferred(self._connect, factory)

    def _connect(self, factory: Any) -> IProtocol:
        opened = self.open()
        try:
            protocol: IProtocol | None = factory.buildProtocol(self.address)
            if protocol is None:
                raise NoProtocol
        except BaseException:
            self.let_go(opened)
            raise
        self.begin(opened, protocol)
        return protocol
