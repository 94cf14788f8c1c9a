"""Asking for a fetch's one connection."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from twisted.internet.defer import CancelledError, Deferred, maybeDeferred
from twisted.logger import Logger
from twisted.python.failure import Failure

from poetrygui.api import FrameSink
from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import ConnectionFactory, PoemFactory
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.fetching.patient_asker import PatientAsker
from poetrygui.core.fetching.peers import Listening
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.core.questions.asking import Asker, Nobody
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports import connecting
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError

_log = Logger()


class Attempt:
    """Asks an endpoint for the one connection of a fetch, and holds it once it is made.

    Endpoints may be of somebody else's making: whatever one raises is why there is no connection, and one that does
    not let itself be cancelled is waited for no longer.
    """

    __slots__ = (
        "_asked",
        "_connections",
        "_end",
        "_failed",
        "_how",
        "_is_cancelled",
        "_owner",
        "_sink",
        "_wire",
        "connection",
        "factory",
    )

    def __init__(
        self,
        reactor: Any,
        server: Server,
        factory: PoemFactory,
        sink: FrameSink,
        owner: ConnectionOwner,
        *,
        end: Callable[[Verdict], None],
        failed: Callable[[Failure], None],
        timers: Timers,
        wire: WireListener | None = None,
        endpoint: connecting.Endpoint | None = None,
        through: Callable[[connecting.Endpoint], connecting.Endpoint] | None = None,
        asker: Asker | None = None,
    ) -> None:
        """Ask for nothing before :meth:`begin`.

        The connection to ``server`` has a protocol of ``factory`` in it, delivers to ``sink`` and reports to ``owner``;
        ``wire`` hears what comes and goes. ``end`` is called with what the factory of the protocol's author does before
        there is one, ``failed`` with why none came about. With an ``endpoint``, that is what connects, and not what the
        server's address says, of which ``through`` makes another one. ``timers`` limit the time for connecting, in
        which no question of the ``asker`` counts; without one there is nobody to ask.
        """
        self.factory = factory
        self.connection: Connection | None = None
        """What came of it; None until then."""
        # Together, and what is made of them is let go: connections that stand are many, and need none of it any more.
        self._how = reactor, server, endpoint, through, asker or Nobody(), timers
        self._sink = sink
        self._wire = wire
        self._owner = owner
        self._end = end
        self._failed = failed
        self._asked: Deferred[Any] | None = None
        self._connections: ConnectionFactory | None = None
        self._is_cancelled = False

    @property
    def is_pending(self) -> bool:
        """Whether something may still come of it: from when it has begun until it has failed, or :meth:`close`."""
        return self._asked is not None

    def begin(self) -> None:
        """Ask; ``failed`` may be called at once."""
        self._set_limit()
        self._asked = maybeDeferred(self._ask)
        self._asked.addCallbacks(lambda _: None, self._did_not_connect)

    def cancel(self) -> None:
        """Ask no longer."""
        self._is_cancelled = True
        if self._asked is not None:
            try:
                self._asked.cancel()
            except Exception:  # noqa: BLE001 - an endpoint's own code, which must not keep the fetch from its end
                _log.failure("an endpoint could not be cancelled")

    def close(self) -> None:
        """Expect nothing more of it."""
        self._asked = None

    def _ask(self) -> Deferred[Any]:
        # What is wrong with the address, and whatever an endpoint of somebody else's making raises, fails the attempt.
        reactor, server, endpoint, through, asker, timers = self._how
        asking = PatientAsker(asker, partial(timers.cancel, "connect"), self._set_limit)
        endpoint, transport = _way_to(asking.by(reactor), server, endpoint, through)
        connector = PoemConnector(transport.destination, self._give_up)
        self._connections = self.factory.connections(self._owner, self._sink, connector, self._end, self._wire)
        self._connections.begin()
        if self._is_cancelled:
            raise CancelledError
        asked: Deferred[Any] = endpoint.connect(self._connections)
        return asked

    def _set_limit(self) -> None:
        _, server, endpoint, _, _, timers = self._how
        if not isinstance(endpoint, Listening):
            time_out = partial(self._time_out, server.connect_timeout)
            timers.set_limit("connect", server.connect_timeout, time_out)

    def _time_out(self, seconds: float) -> None:
        self._end(Verdict(Outcome.TIMEOUT, f"no connection came about within {seconds:g} s"))

    def _give_up(self) -> None:
        # What the author's factory asks of its connector.
        if self.connection is not None:
            self.connection.loseConnection()
        else:
            self._end(Verdict(Outcome.STOPPED, "the protocol's factory gave the attempt up"))

    def _did_not_connect(self, failure: Failure) -> None:
        # A connection that did come about tells its own end; Twisted may fail the attempt all the same.
        if self.connection is not None:
            return
        self._how[-1].cancel("connect")
        if self._connections is None:
            self._has_failed(failure)
        else:
            # One that is in another process takes a moment to hear of it.
            self._connections.failed(failure, partial(self._has_failed, failure))

    def _has_failed(self, failure: Failure) -> None:
        if self.is_pending:
            self._asked = None
            self._failed(failure)


def _way_to(
    ask_for: Callable[[Transport], connecting.Endpoint],
    server: Server,
    endpoint: connecting.Endpoint | None,
    through: Callable[[connecting.Endpoint], connecting.Endpoint] | None,
) -> tuple[connecting.Endpoint, Transport]:
    """Return what connects, and the way that it goes.

    That is ``endpoint``, or else what ``ask_for`` makes of the transport, of which ``through`` makes another one.
    Raises AddressError for the address of ``server``.
    """
    transport = parse_address(server.address, dict(server.transport_options))
    if server.send and not transport.takes_bytes:
        raise AddressError(f"Nothing can be sent to {transport}: leave empty what is to be sent.")
    if endpoint is None:
        endpoint = ask_for(transport)
        endpoint = endpoint if through is None else through(endpoint)
    return endpoint, transport
