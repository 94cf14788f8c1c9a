"""Connecting a side to a server, for the fetch that hears it."""

from __future__ import annotations

from typing import Any
from typing import Protocol as StructuralType

from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress, IStreamClientEndpoint
from twisted.internet.protocol import ClientFactory
from zope.interface import implementer


class Hearable(StructuralType):
    """A side, which is a protocol."""

    address: IAddress | None

    def connect(self, protocolFactory: Any) -> Deferred[Any]:  # noqa: N803 - Twisted's name
        """Have a connection of the factory hear it."""


@implementer(IStreamClientEndpoint)
class Towards:
    """Connects a side by an endpoint; a connection hears it."""

    def __init__(self, side: Hearable, endpoint: IStreamClientEndpoint) -> None:
        """Connect ``side`` as ``endpoint`` does."""
        self._side = side
        self._endpoint = endpoint

    def connect(self, protocolFactory: Any) -> Deferred[Any]:  # noqa: N803 - Twisted's name
        """Connect; what hears is of the factory's making."""
        connecting: Deferred[Any] = self._endpoint.connect(_SideFactory(self._side, protocolFactory))
        return connecting


class _SideFactory(ClientFactory):
    """Builds a side, and what hears it."""

    noisy = False

    def __init__(self, side: Hearable, factory: Any) -> None:
        self._side = side
        self._factory = factory

    def buildProtocol(self, addr: IAddress | None) -> Any:
        self._side.address = addr
        self._side.connect(self._factory)
        return self._side
