"""A protocol that closes by itself: content with what it has, or over an error, or because it waited too long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from twisted.internet.defer import CancelledError, Deferred, fail
from twisted.internet.interfaces import ITransport
from twisted.internet.protocol import Protocol
from twisted.internet.task import Clock
from twisted.protocols.amp import AMP, Command
from twisted.protocols.basic import Int16StringReceiver, LineOnlyReceiver, LineReceiver
from twisted.protocols.policies import TimeoutMixin

from poetrygui.api import Delimited, PoemProtocol
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.core.outcomes import Outcome
from poetrygui.plugins.checking.trial import try_protocol
from tests.conftest import LoggedErrors
from tests.core.conftest import Fetched, Serve
from tests.core.scripted_server import sends_and_waits


def transport_of(protocol: Protocol) -> ITransport:
    assert protocol.transport is not None
    return protocol.transport


class Three(LineReceiver):
    """Has all that it wants after three lines."""

    count = 0

    def lineReceived(self, line: bytes) -> None:
        self.count += 1
        if self.count == 3:
            transport_of(self).loseConnection()


class ThreeOnly(LineOnlyReceiver):
    count = 0
    lineReceived = Three.lineReceived


class ThreePieces(Delimited):
    def decode(self, piece: bytes) -> bytes:
        if self.number == 3:
            transport_of(self).loseConnection()
        return piece


@pytest.mark.parametrize("protocol, left", [(Three, 6), (ThreeOnly, 2)])
def test_what_it_did_not_want_cuts_nothing_off(serve: Serve, fetched: Fetched, protocol: Any, left: int) -> None:
    running = fetched(serve(sends_and_waits(b"a\r\nb\r\nc\r\nd\r\nha")), as_poem_protocol(protocol))
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"abc")
    assert "the protocol closed the connection; left unread:" in running.ended.reason
    if protocol is Three:
        assert "left unread: 5 bytes after the last whole frame" in running.ended.reason


def test_a_poem_that_leaves_at_a_frame() -> None:
    assert try_protocol(ThreePieces, [b"a\nb\nc\nha"]).outcome is Outcome.COMPLETE


class Later(LineReceiver):
    """Closes in a timed call, wherever it is then."""

    clock = Clock()

    def connectionMade(self) -> None:
        self.clock.callLater(1, self.leave)

    def lineReceived(self, line: bytes) -> None:
        pass

    def leave(self) -> None:
        transport_of(self).loseConnection()


class Impatient(Later):
    def leave(self) -> None:
        self.hello_timed_out()

    def hello_timed_out(self) -> None:
        transport_of(self).loseConnection()


def chunks_and_time(clock: Clock, seconds: float, *chunks: bytes) -> Any:
    """Give chunks, and let time go by after them."""
    yield from chunks
    clock.advance(seconds)
    yield b""


@pytest.mark.parametrize(
    "protocol, chunk, outcome",
    [
        (Later, b"whole\r\n", Outcome.COMPLETE),
        (Later, b"whole\r\nha", Outcome.CUT),
        (Impatient, b"whole\r\n", Outcome.TIMEOUT),
    ],
)
def test_a_close_in_a_timed_call(protocol: type[Later], chunk: bytes, outcome: Outcome) -> None:
    trial = try_protocol(as_poem_protocol(protocol), chunks_and_time(protocol.clock, 2, chunk))
    assert (trial.frames, trial.outcome) == ([b"whole"], outcome)


class Waiting(TimeoutMixin, LineReceiver):
    clock = Clock()

    def connectionMade(self) -> None:
        self.setTimeout(3)  # type: ignore[no-untyped-call]  # of Twisted

    def lineReceived(self, line: bytes) -> None:
        self.resetTimeout()  # type: ignore[no-untyped-call]  # of Twisted

    def callLater(self, period: float, func: Callable[[], None]) -> Any:
        return self.clock.callLater(period, func)


class Overriding(Waiting):
    def timeoutConnection(self) -> None:  # noqa: N802 - Twisted's name
        transport_of(self).abortConnection()  # type: ignore[attr-defined]  # of TCP


@pytest.mark.parametrize("protocol", [Waiting, Overriding])
def test_its_own_time_out(protocol: type[Waiting]) -> None:
    trial = try_protocol(as_poem_protocol(protocol), chunks_and_time(protocol.clock, 4, b"whole\r\n"))
    assert (trial.frames, trial.outcome) == ([b"whole"], Outcome.TIMEOUT)
    assert trial.reason == "the protocol closed the connection, since its own time-out was over: 3 s"


class Strict(LineReceiver):
    """Closes where a line is no number."""

    numbers: Any = None

    def lineReceived(self, line: bytes) -> None:
        try:
            int(line)
        except ValueError:
            transport_of(self).loseConnection()


class Iterating(LineReceiver):
    """Closes where an iterator has no more, which is no error."""

    def connectionMade(self) -> None:
        self.wanted = iter(["first", "second"])
        next(self.wanted)

    def lineReceived(self, line: bytes) -> None:
        try:
            next(self.wanted)
        except StopIteration:
            transport_of(self).loseConnection()


class Failing(LineReceiver):
    """Closes in an errback."""

    error: type[BaseException] = ValueError

    def lineReceived(self, line: bytes) -> None:
        done: Deferred[None] = fail(self.error("no"))
        done.addErrback(lambda _: transport_of(self).loseConnection())


class Cancelling(Failing):
    error = CancelledError


class FailingLater(Failing):
    clock = Clock()

    def lineReceived(self, line: bytes) -> None:
        self.clock.callLater(1, super().lineReceived, line)


@pytest.mark.parametrize(
    "protocol, outcome, said",
    [
        (Strict, Outcome.PROTOCOL_ERROR, "over an error: ValueError: invalid literal"),
        (Iterating, Outcome.COMPLETE, "the protocol closed the connection"),
        (Failing, Outcome.PLUGIN_FAULT, "over an error: ValueError: no"),
        (FailingLater, Outcome.PLUGIN_FAULT, "over an error: ValueError: no"),
        (Cancelling, Outcome.COMPLETE, "the protocol closed the connection"),
    ],
)
def test_a_close_over_an_error(protocol: type[Protocol], outcome: Outcome, said: str) -> None:
    trial = try_protocol(as_poem_protocol(protocol), chunks_and_time(FailingLater.clock, 2, b"1\r\n", b"x\r\n"))
    assert trial.outcome is outcome
    assert said in trial.reason
    # Handled further out: nothing of the protocol's.
    try:
        raise KeyError("the test's own")
    except KeyError:
        assert try_protocol(as_poem_protocol(Three), [b"a\r\nb\r\nc\r\n"]).outcome is Outcome.COMPLETE


class Question(Command):
    """Is answered by an error."""


class Asking(AMP):
    """Asks, and looks after no error: Twisted's own class then logs it and closes."""

    def connectionMade(self) -> None:
        self.callRemote(Question)  # type: ignore[no-untyped-call]  # of Twisted


def test_an_error_that_amp_does_not_handle(serve: Serve, fetched: Fetched, logged_errors: LoggedErrors) -> None:
    def string(text: bytes) -> bytes:
        return len(text).to_bytes(2, "big") + text

    answer = {b"_error": b"1", b"_error_code": b"ODD", b"_error_description": b"no"}
    wire = b"".join(string(each) for pair in answer.items() for each in pair) + string(b"")
    running = fetched(serve(sends_and_waits(wire)), as_poem_protocol(Asking))
    assert running.outcome is Outcome.PLUGIN_FAULT
    assert "over an error: UnknownRemoteError" in running.ended.reason
    assert running.ended.frames == 7
    assert logged_errors.take()


class Half(Int16StringReceiver):
    def stringReceived(self, string: bytes) -> None:
        PoemProtocol.deliver_part(self, string)  # type: ignore[arg-type]  # it is one behind its adapter
        transport_of(self).loseConnection()


def test_a_close_inside_a_frame_that_it_delivers_in_parts_is_a_cut() -> None:
    assert try_protocol(as_poem_protocol(Half), [b"\0\1a\0\1b"]).outcome is Outcome.CUT
