"""The factory that a protocol's author wrote: driven as Twisted drives one, without being given the connections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Factory, Protocol, ReconnectingClientFactory
from twisted.python.failure import Failure

from poetrygui.api import PoemProtocol
from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.authors.construction import Construction, construct
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.core.guard.hang_guard import call_method, run_foreign
from poetrygui.core.guard.told_errors import note_as_told


class AuthorFactory:
    """Builds the author's factory when it is first needed, and asks it for the protocols of any number of connections.

    A factory makes instances of the author's own class, whatever way it likes; here they become instances of the class
    that delivers. Every method may raise whatever the author's code raises.
    """

    def __init__(self, construction: Construction, protocol: type[PoemProtocol]) -> None:
        """Have instances of the author's class become ``protocol``, its subclass that delivers."""
        self._construction = construction
        self._protocol = protocol
        self._factory: Any = None
        self._users = 0

    def started(self, connector: PoemConnector) -> bool:
        """Say that a connection is being asked for; True where the factory is to hear how it ends."""
        factory = self.made()
        if not self._users:
            factory.doStart()
        _tell(factory, "startedConnecting", connector)
        self._users += 1
        return True

    def build(self, addr: IAddress | None) -> Protocol:
        """Return the protocol of a new connection."""
        factory = self.made()
        built: object = call_method(factory, "buildProtocol", addr)
        if not isinstance(built, Protocol):
            raise TypeError(f"{type(factory).__name__}.buildProtocol made {built!r}, which is no Twisted Protocol")
        if type(built) is not self._protocol:
            own = type(built) is self._construction.protocol
            built.__class__ = self._protocol if own else as_poem_protocol(type(built))
        if built.factory is None:
            built.factory = factory
        return built

    def failed(self, connector: PoemConnector, reason: Failure) -> None:
        """Say that a connection did not come about."""
        self._ended("clientConnectionFailed", connector, note_as_told(reason))

    def lost(self, connector: PoemConnector, reason: Failure) -> None:
        """Say that a connection is over; its protocol has heard of it before."""
        self._ended("clientConnectionLost", connector, reason)

    def _ended(self, callback: str, connector: PoemConnector, reason: Failure) -> None:
        factory = self.made()
        if isinstance(factory, ReconnectingClientFactory):
            # To fetch again is for whoever fetches to say.
            factory.continueTrying = False
        try:
            _tell(factory, callback, connector, reason)
        finally:
            self._users -= 1
            if not self._users:
                factory.doStop()

    def made(self) -> Any:
        """Return the author's factory, built when it is first asked for."""
        if self._factory is None:
            self._factory = self._make()
        return self._factory

    def _make(self) -> Any:
        how = self._construction
        factory: Any = how.factory
        if isinstance(factory, type):
            factory = construct(factory, factory, how.arguments)
        make: Callable[..., object] = self._protocol
        if how.arguments and how.protocol_takes_arguments:
            make = partial(construct, how.protocol, make, how.arguments)
        # As a program says it. Before one is built, so that the options that are attributes are there in its __init__.
        factory.protocol = make
        return factory


def _tell(factory: Factory, callback: str, *arguments: object) -> None:
    # A factory for servers has none of a client's callbacks.
    own = getattr(factory, callback, None)
    if own is not None:
        run_foreign(own, *arguments)
