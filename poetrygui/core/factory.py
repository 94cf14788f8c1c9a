"""The factory that makes the user's protocol, one for each connection."""

from __future__ import annotations

from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Protocol, ServerFactory

from poetrygui.api import FrameSink, Poem


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
