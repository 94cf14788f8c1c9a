"""The factories: one makes the user's protocol, the other the connection that it is put into."""

from __future__ import annotations

from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import ClientFactory, Protocol, ServerFactory

from poetrygui.api import FrameSink, Poem
from poetrygui.core.connection import Connection
from poetrygui.core.connection_owner import ConnectionOwner


class PoemFactory(ServerFactory):
    """Instantiates the protocol that the user picked, as any Twisted factory does, and gives it its sink."""

    noisy = False

    def __init__(self, protocol: type[Protocol], sink: FrameSink | None = None) -> None:
        """Build instances of ``protocol``, which deliver to ``sink``."""
        # Twisted's own attribute of this name may be None, or any callable.
        self.protocol: type[Protocol] = protocol
        self.sink = sink

    def buildProtocol(self, addr: IAddress | None) -> Protocol:
        """Return a new protocol; raises TypeError where the class makes something else, or whatever it raises."""
        built: object = self.protocol()
        if not isinstance(built, Protocol):
            raise TypeError(f"{self.protocol.__name__} made {built!r}, which is no Twisted Protocol")
        built.factory = self
        if isinstance(built, Poem):
            built.sink = self.sink
        return built


class ConnectionFactory(ClientFactory):
    """What an endpoint asks for a protocol: it gets the core's own, which has the user's inside."""

    noisy = False

    def __init__(self, owner: ConnectionOwner, sink: FrameSink, poems: PoemFactory) -> None:
        """Make connections that report to ``owner`` and deliver to ``sink``."""
        self._owner = owner
        self._sink = sink
        self._poems = poems

    def buildProtocol(self, addr: IAddress | None) -> Protocol:
        """Return a new connection; what the user's protocol does wrong is its first news."""
        return Connection(self._owner, self._sink, lambda: self._poems.buildProtocol(addr))
