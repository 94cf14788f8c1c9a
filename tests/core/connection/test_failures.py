"""What each of Twisted's failures means."""

from __future__ import annotations

import errno
import signal
from typing import Any

import pytest
from OpenSSL import SSL
from service_identity import CertificateError, VerificationError
from twisted.internet import error
from twisted.python.failure import Failure

from poetrygui.core.connection.failures import (
    LOSSES,
    UnexplainedLossError,
    as_failure,
    meaning_of_failed_connect,
    meaning_of_loss,
)
from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.streams import ends
from poetrygui.core.transports.streams.ends import (
    CommandFailedError,
    LineGoneError,
    ServerRefusedError,
    StreamBrokenError,
    StreamDoneError,
    StreamLostError,
    StreamViolatedError,
)
from poetrygui.errors import AddressError

TLS = SSL.Error([("SSL routines", "", "certificate verify failed"), ("SSL routines", "", "and more")])


@pytest.mark.parametrize(
    "reason, outcome, said",
    [
        (AddressError("No such form."), Outcome.UNREACHABLE, "No such form."),
        (TLS, Outcome.TLS_ERROR, "certificate verify failed; and more"),
        (SSL.SysCallError(-1, "Unexpected EOF"), Outcome.TLS_ERROR, "-1"),
        (VerificationError([]), Outcome.TLS_ERROR, "the certificate is for another name"),
        (CertificateError("odd"), Outcome.TLS_ERROR, "the certificate names no host"),
        (error.CertificateError("bad"), Outcome.TLS_ERROR, "bad"),
        (error.ConnectionRefusedError(), Outcome.REFUSED, "nobody listens"),
        (error.TimeoutError(), Outcome.TIMEOUT, "time limit"),
        (error.TCPTimedOutError(errno.ETIMEDOUT, "timed out"), Outcome.TIMEOUT, "time limit"),
        (error.DNSLookupError("poems.example"), Outcome.UNREACHABLE, "not known"),
        (error.UnknownHostError(), Outcome.UNREACHABLE, "not known"),
        (error.ConnectBindError(errno.EMFILE, "Too many open files"), Outcome.UNREACHABLE, "ulimit -n"),
        (error.ConnectError(errno.ENFILE, "Too many open files in system"), Outcome.UNREACHABLE, "too many open files"),
        (error.ConnectError(errno.ECONNRESET, "reset"), Outcome.RESET, "while it was being made"),
        (error.NoRouteError(errno.ENETUNREACH, "unreachable"), Outcome.UNREACHABLE, "network is unreachable"),
        (error.ConnectError(errno.EHOSTUNREACH, "no route"), Outcome.UNREACHABLE, "no route to host"),
        (error.ConnectError(errno.ENOENT, "no file"), Outcome.UNREACHABLE, "no such file"),
        (error.ConnectError(string="odd\nthing."), Outcome.UNREACHABLE, "odd thing"),
        (ServerRefusedError("HTTP 404"), Outcome.REFUSED, "HTTP 404"),
        (StreamLostError("it went away"), Outcome.RESET, "it went away"),
        (StreamViolatedError("it is none"), Outcome.PROTOCOL_ERROR, "it is none"),
        (RuntimeError("an endpoint's own error"), Outcome.UNREACHABLE, "an endpoint's own error"),
        (RuntimeError(), Outcome.UNREACHABLE, "RuntimeError"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_connection_that_did_not_come_about(reason: Exception, outcome: Outcome, said: str) -> None:
    found, sentence = meaning_of_failed_connect(Failure(reason))
    assert found is outcome
    assert said in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "reason, outcome, said",
    [
        (error.ConnectionLost(), Outcome.RESET, "broken off"),
        (error.ConnectionLost(OSError(errno.ETIMEDOUT, "timed out")), Outcome.TIMEOUT, "stopped answering"),
        (error.ConnectionLost(OSError(errno.ECONNRESET, "reset")), Outcome.RESET, "broken off"),
        (error.ConnectionAborted(), Outcome.RESET, "broken off"),
        (error.ConnectionRefusedError(errno.ECONNREFUSED), Outcome.REFUSED, "nobody listens at this address"),
        (RuntimeError("anything"), Outcome.RESET, "broken off"),
        (TLS, Outcome.TLS_ERROR, "certificate verify failed"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_connection_that_was_lost(reason: Exception, outcome: Outcome, said: str) -> None:
    meaning = meaning_of_loss(Failure(reason), handshaking=False)
    assert meaning[0] is outcome
    assert said in meaning[1]


CLOSED, BROKEN_OFF = "the server closed the connection", "the connection was broken off, not closed"
MEANINGS: dict[type[BaseException], tuple[Outcome | None, str]] = {
    # Every way that Twisted has of saying that a connection is over, and every one of our own.
    error.ConnectionDone: (None, CLOSED),
    error.ConnectionClosed: (Outcome.RESET, f"{BROKEN_OFF}: ConnectionClosed"),
    error.ConnectionLost: (Outcome.RESET, BROKEN_OFF),
    error.ConnectionAborted: (Outcome.RESET, BROKEN_OFF),
    error.ConnectionFdescWentAway: (Outcome.RESET, BROKEN_OFF),
    error.FileDescriptorOverrun: (Outcome.RESET, BROKEN_OFF),
    error.ProcessDone: (None, "the command ended with status 0"),
    error.ProcessTerminated: (Outcome.RESET, "the command ended with status 3"),
    StreamDoneError: (None, "the file ended"),
    StreamBrokenError: (Outcome.RESET, "reading failed: input/output error"),
    StreamLostError: (Outcome.RESET, "it went away"),
    StreamViolatedError: (Outcome.PROTOCOL_ERROR, "it is none"),
    LineGoneError: (Outcome.RESET, "the serial line went away"),
    CommandFailedError: (Outcome.RESET, "the command was ended by signal 9 (SIGKILL): so it says"),
    UnexplainedLossError: (Outcome.RESET, "the connection ended, and its transport did not say whether"),
}
ARGUMENTS: dict[type[BaseException], tuple[object, ...]] = {
    error.ProcessDone: (0,),
    error.ProcessTerminated: (3,),
    StreamDoneError: ("the file ended",),
    StreamBrokenError: (OSError(errno.EIO, "Input/output error"),),
    CommandFailedError: (None, 9, "so it says"),
    StreamLostError: ("it went away",),
    StreamViolatedError: ("it is none",),
}


def ways_to_end() -> list[type[BaseException]]:
    """Return the errors of Twisted and of this program that tell of a connection's end."""
    known = [*vars(error).values(), *vars(ends).values(), UnexplainedLossError]
    return [each for each in known if isinstance(each, type) and issubclass(each, error.ConnectionClosed)]


@pytest.mark.parametrize("kind", ways_to_end(), ids=lambda kind: kind.__name__)
def test_what_each_way_to_end_means(kind: type[BaseException]) -> None:
    outcome, said = MEANINGS[kind]
    found, sentence = meaning_of_loss(Failure(kind(*ARGUMENTS.get(kind, ()))), handshaking=False)
    assert found is outcome
    assert sentence.startswith(said)


def _not_told(_: object) -> object:
    raise RuntimeError("not told")


UNREADABLE: Any = type("UnreadableError", (Exception,), {"args": property(_not_told)})


@pytest.mark.parametrize("reason", [None, 5, "gone", KeyError("none of Twisted's"), UNREADABLE(), OSError(5, "x")])
def test_no_reason_is_without_an_outcome(reason: object) -> None:
    outcome, sentence = meaning_of_loss(as_failure(reason), handshaking=False)
    assert outcome is Outcome.RESET
    assert sentence


def test_the_last_line_of_the_table_takes_whatever_comes() -> None:
    assert LOSSES[-1].kinds == (BaseException,)


@pytest.mark.parametrize("number, told", [(signal.SIGTERM, "15 (SIGTERM)"), (200, "200")])
def test_a_signal_is_told_by_its_number_and_its_name(number: int, told: str) -> None:
    assert meaning_of_loss(Failure(CommandFailedError(None, number)), False)[1].endswith(f"by signal {told}")


@pytest.mark.parametrize("reason", [error.ConnectionDone(), error.ConnectionLost(), TLS])
def test_any_end_during_the_handshake(reason: Exception) -> None:
    meaning = meaning_of_loss(Failure(reason), handshaking=True)
    assert meaning[0] is Outcome.TLS_ERROR


class SocksError(Exception):
    """As the libraries for SOCKS have it: each has a class of that name, and the proxy's answer as ``code``."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@pytest.mark.parametrize(
    "code, outcome",
    [(1, Outcome.UNREACHABLE), (4, Outcome.UNREACHABLE), (5, Outcome.REFUSED), (6, Outcome.TIMEOUT)],
)
def test_a_proxy_that_did_not_connect(code: int, outcome: Outcome) -> None:
    found = meaning_of_failed_connect(Failure(SocksError("so it says", code)))
    assert found == (outcome, "the proxy did not connect: so it says")


def test_an_error_that_another_is_wrapped_around() -> None:
    wrapper = RuntimeError("it went wrong")
    wrapper.__cause__ = error.ConnectionRefusedError()
    assert meaning_of_failed_connect(Failure(wrapper))[0] is Outcome.REFUSED


@pytest.mark.parametrize("wrappers, outcome", [(8, Outcome.REFUSED), (9, Outcome.UNREACHABLE)])
def test_an_error_is_looked_for_within_eight_others(wrappers: int, outcome: Outcome) -> None:
    found: Exception = error.ConnectionRefusedError()
    for _ in range(wrappers):
        wrapper = RuntimeError("it went wrong")
        wrapper.__cause__, found = found, wrapper
    assert meaning_of_failed_connect(Failure(found))[0] is outcome


def test_wrappers_around_each_other() -> None:
    first, second = RuntimeError("first"), RuntimeError("second")
    first.__cause__, second.__cause__ = second, first
    assert meaning_of_loss(Failure(first), False)[0] is Outcome.RESET
