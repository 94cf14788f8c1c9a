"""The factories: one makes the user's protocol, the other the connection that it is put into."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import ClientFactory, Protocol, ServerFactory
from twisted.python.failure import Failure

from poetrygui.api import FrameSink, PoemProtocol
from poetrygui.core.authors.author_factory import AuthorFactory
from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.authors.construction import construct, construction_of
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.guard.plugin_calls import PluginCalls
from poetrygui.core.outcomes import Verdict


class PoemFactory(ServerFactory):
    """Instantiates the protocol that the user picked, as any Twisted factory does, and gives it its sink.

    Where the protocol's author wrote a factory, that one makes the instances. One PoemFactory may serve the
    connections of several fetches: then they share the author's factory, too.
    """

    noisy = False

    def __init__(self, protocol: type[Protocol], sink: FrameSink | None = None) -> None:
        """Build instances of ``protocol``, which deliver to ``sink``; a plain Twisted class is overheard."""
        # Twisted's own attribute of this name may be None, or any callable.
        self.protocol: type[PoemProtocol] = as_poem_protocol(protocol)
        self.sink = sink
        self._how = construction_of(self.protocol)
        self.authors = None if self._how.factory is None else AuthorFactory(self._how, self.protocol)
        """The factory of the protocol's author, if there is one."""

    @property
    def descriptors(self) -> int:
        """How many descriptors each connection has beside its own: that of a class that stands for another does."""
        count: int = getattr(self.protocol, "descriptors", 0)
        return count

    def buildProtocol(self, addr: IAddress | None) -> Protocol:
        """Return a new protocol; raises TypeError where the class makes something else, or whatever it raises."""
        if self.authors is not None:
            built: object = self.authors.build(addr)
        else:
            built = construct(self.protocol, self.protocol, self._how.arguments)
            if not isinstance(built, Protocol):
                raise TypeError(f"{self.protocol.__name__} made {built!r}, which is no Twisted Protocol")
            built.factory = self
        if isinstance(built, PoemProtocol):
            built.sink = self.sink
        assert isinstance(built, Protocol)
        return built

    def connections(
        self,
        owner: ConnectionOwner,
        sink: FrameSink,
        connector: PoemConnector,
        blame: Callable[[Verdict], None],
        wire: WireListener | None,
    ) -> ConnectionFactory:
        """Return what makes the one connection of a fetch; all is as :class:`ConnectionFactory` takes it.

        These are ``owner``, ``sink``, ``connector``, ``blame`` and ``wire``. A class that stands for a protocol in
        another process brings its own.
        """
        make: type[ConnectionFactory] = getattr(self.protocol, "connections", ConnectionFactory)
        return make(owner, sink, self, connector, blame, wire=wire)

    # What protocols ask of the ReconnectingClientFactory that they are used to

    def resetDelay(self) -> None:  # noqa: N802 - Twisted's name
        """Do nothing: nobody connects again by itself."""

    def stopTrying(self) -> None:  # noqa: N802 - Twisted's name
        """Do nothing: nobody connects again by itself."""


def authors_class(protocol: type[Protocol]) -> type[Protocol]:
    """Return the class of a protocol's author: that for which ``protocol`` stands where it is built elsewhere."""
    meant: type[Protocol] = getattr(protocol, "stands_for", None) or protocol
    return meant


def encoder_of(protocol: type[PoemProtocol]) -> PoemProtocol:
    """Return an instance that encodes frames without a connection. Raises what :class:`PoemFactory` raises."""
    built = PoemFactory(protocol).buildProtocol(None)
    assert isinstance(built, PoemProtocol)
    return built


class ConnectionFactory(ClientFactory):
    """What an endpoint asks for a protocol: it gets the core's own, which has the user's inside.

    It is there for one connection, and tells the author's factory, if there is one, how that goes.
    """

    noisy = False
    makes: type[Connection] = Connection

    def __init__(
        self,
        owner: ConnectionOwner,
        sink: FrameSink,
        poems: PoemFactory,
        connector: PoemConnector,
        blame: Callable[[Verdict], None],
        *,
        wire: WireListener | None = None,
    ) -> None:
        """Make connections that report to ``owner`` and deliver to ``sink``; ``poems`` makes the user's protocols.

        ``connector`` stands for the connection in the author's factory, and ``blame`` hears what that one does wrong
        while there is no connection. ``wire`` hears what comes and goes.
        """
        self._owner = owner
        self._sink = sink
        self._wire = wire
        self._poems = poems
        self._authors = poems.authors
        self._connector = connector if poems.authors is not None else None  # of thousands, none is held for nobody
        self._blame = blame
        self._has_begun = False

    def begin(self) -> None:
        """Tell the author's factory that a connection is being asked for."""
        if self._authors is not None:
            self._has_begun = bool(self._calls.call("startedConnecting", self._authors.started, self._connector))

    def buildProtocol(self, addr: IAddress | None) -> Connection:
        """Return a new connection; what the user's protocol does wrong is its first news."""
        connection = self.makes(self._owner, self._sink, lambda: self._poems.buildProtocol(addr), self._wire)
        if self._has_begun:
            connection.factory_lost = self._lost
        return connection

    def failed(self, reason: Failure, told: Callable[[], object] = bool) -> None:
        """Tell the author's factory that no connection came about; ``told`` is called when it has heard that."""
        if self._authors is not None and self._has_begun:
            self._calls.call("clientConnectionFailed", self._authors.failed, self._connector, reason)
        told()

    @cached_property
    def _calls(self) -> PluginCalls:  # which most have no use for
        return PluginCalls(self._blame)

    def _lost(self, reason: Failure) -> None:
        assert self._authors is not None
        assert self._connector is not None
        self._authors.lost(self._connector, reason)
