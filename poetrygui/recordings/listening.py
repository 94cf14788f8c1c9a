"""Recording the beginning of what a server says, to see of which kind it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.error import ConnectionDone, TimeoutError
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure

from poetrygui.core.connection.failures import meaning_of_failed_connect
from poetrygui.core.connection.wire_listener import peer_text
from poetrygui.core.fetching.patient_asker import PatientAsker
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.questions.asking import Asker, Nobody
from poetrygui.core.transports.address import parse_address
from poetrygui.errors import RecordingError
from poetrygui.recordings.guess import LOOKED_AT


def record_beginning(
    reactor: Any,
    address: str,
    folder: Path,
    seconds: float,
    options: Mapping[str, str] | None = None,
    *,
    asker: Asker | None = None,
) -> Deferred[None]:
    """Write what comes from ``address`` into ``folder``: for so many seconds, or until enough has come.

    ``options`` are those of the transport, as a user types them. What the way there has to ask, the ``asker`` asks, and
    has the time that it takes. Fails with RecordingError where there is no connection, and with OSError; it can be
    cancelled. Raises AddressError.
    """
    timers = Timers(reactor)
    limit = partial(timers.set_limit, "connect", seconds, lambda: attempt.cancel())  # noqa: PLW0108 - it is not there yet
    asking = PatientAsker(asker or Nobody(), partial(timers.cancel, "connect"), limit)
    endpoint = asking.by(reactor)(parse_address(address, options or {}))

    def cancel(_: object) -> None:
        if listener.transport is None:
            attempt.cancel()
        else:
            listener.leave()

    listener = _Listener(reactor, RecordingWriter(folder, PoemInfo(address, address, "", "")), seconds, cancel)

    def over(result: Any) -> None:
        timers.cancel("connect")
        if isinstance(result, Failure) and not listener.done.called:
            # Whoever cancels it otherwise has been told already.
            failure = Failure(TimeoutError()) if result.check(CancelledError) else result
            sentence = meaning_of_failed_connect(failure)[1]
            listener.done.errback(RecordingError(f"{address} cannot be listened to: {sentence}."))

    limit()
    attempt: Deferred[Any] = endpoint.connect(_OneListener(listener))
    attempt.addBoth(over)
    return listener.done


class _OneListener(Factory):
    """For one connection."""

    noisy = False

    def __init__(self, listener: _Listener) -> None:
        self._listener = listener

    def buildProtocol(self, addr: object) -> _Listener:
        return self._listener


class _Listener(Protocol):
    """Writes down what comes."""

    transport: Any = None

    def __init__(self, reactor: Any, writer: RecordingWriter, seconds: float, cancel: Callable[[object], None]) -> None:
        self.done: Deferred[None] = Deferred(cancel)
        self._reactor = reactor
        self._writer = writer
        self._began = reactor.seconds()
        self._size = 0
        self._seconds = seconds
        self._end: Any = None

    def connectionMade(self) -> None:
        # So there is a recording, of a server that says nothing as well.
        self._writer.event(EventKind.CONNECTED, 0, peer_text(self.transport))
        self._end = self._reactor.callLater(self._seconds, self.leave)

    def dataReceived(self, data: bytes) -> None:
        self._size += len(data)
        self._writer.received(data, max(round((self._reactor.seconds() - self._began) * 1e6), 0))
        if self._size >= LOOKED_AT:
            self.leave()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        if self._end.active():
            self._end.cancel()
        if not self.done.called:
            outcome = Outcome.COMPLETE if reason.check(ConnectionDone) else Outcome.RESET
            self._writer.end(Ended(outcome, "it was listened to"))
            self.done.callback(None)

    def leave(self) -> None:
        """Listen no more."""
        self.transport.abortConnection()
