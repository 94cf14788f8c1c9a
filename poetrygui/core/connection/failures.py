"""What Twisted's failures mean: which outcome, and a sentence for people."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any, NamedTuple

from twisted.internet import error
from twisted.python.failure import Failure

from poetrygui.core import connection
from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.core.guard.told_errors import note_as_told
from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.connecting.peer import Peer
from poetrygui.core.transports.streams.ends import (
    LineGoneError,
    ServerRefusedError,
    StreamBrokenError,
    StreamDoneError,
    StreamLostError,
    StreamViolatedError,
    signal_text,
)
from poetrygui.errors import AddressError

Meaning = tuple[Outcome, str]
Loss = tuple[Outcome | None, str]
"""No outcome where the end was clean: whether that is complete or cut, the border decides."""

_NO_ROUTE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.ENOENT)
_BROKEN = (errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED)
# Those of a proxy's answers (RFC 1928, section 6) that tell more than that it did not connect.
_SOCKS = {3: Outcome.UNREACHABLE, 4: Outcome.UNREACHABLE, 5: Outcome.REFUSED, 6: Outcome.TIMEOUT}
# Errors of our own, which say in a sentence what happened.
_TOLD: dict[type[Exception], Outcome] = {
    AddressError: Outcome.UNREACHABLE,
    ServerRefusedError: Outcome.REFUSED,
    StreamLostError: Outcome.RESET,
    StreamViolatedError: Outcome.PROTOCOL_ERROR,
}
# By their names: none of them is there before somebody speaks TLS, and what does takes long to import.
_OF_TLS = (
    ("OpenSSL.SSL", "Error"),
    ("service_identity.exceptions", "CertificateError"),
    ("service_identity.exceptions", "VerificationError"),
    (error.__name__, "CertificateError"),
)
_MOST_WRAPPERS = 8
_NOBODY_LISTENS = "nobody listens at this address"


class ToldLossError(Exception):
    """A loss of which another process has told what it means; one that is raised is a loss of Twisted's as well."""

    meaning: Loss


class ToldDoneError(ToldLossError, error.ConnectionDone):
    """One that was a clean end."""


class ToldBrokenError(ToldLossError, error.ConnectionLost):
    """Any other."""


class UnexplainedLossError(error.ConnectionLost):
    """A transport told that the connection was lost, and gave no reason."""


def as_failure(reason: object) -> Failure:
    """Return what a transport gave as the reason of a loss as the Failure that a protocol expects there.

    Some give None, or an error as it is.
    """
    if isinstance(reason, Failure) and isinstance(reason.value, BaseException):
        return note_as_told(reason)
    return note_as_told(Failure(reason if isinstance(reason, BaseException) else UnexplainedLossError()))


def meaning_of_failed_connect(failure: Failure) -> Meaning:
    """Return outcome and reason for a connection that did not come about."""
    try:
        return _meaning_of_failed_connect(_told_error(failure))
    except BaseException as trouble:  # noqa: BLE001 - an error of somebody else's class was asked what it is
        return Outcome.UNREACHABLE, f"no connection came about, and why cannot be told ({describe_error(trouble)})"


def _meaning_of_failed_connect(reason: BaseException) -> Meaning:
    number = getattr(reason, "osError", None)
    told = next((outcome for kind, outcome in _TOLD.items() if isinstance(reason, kind)), None)
    if told is not None:
        return told, str(reason)
    if _is_of_tls(reason):
        return Outcome.TLS_ERROR, connection.describe_tls(reason)
    if isinstance(reason, error.ConnectionRefusedError):
        return Outcome.REFUSED, _NOBODY_LISTENS
    if isinstance(reason, (error.TimeoutError, error.TCPTimedOutError)):
        return Outcome.TIMEOUT, "no connection came about within the time limit"
    if isinstance(reason, (error.DNSLookupError, error.UnknownHostError)):
        return Outcome.UNREACHABLE, "the host's name is not known"
    if number in (errno.EMFILE, errno.ENFILE):
        return Outcome.UNREACHABLE, "too many open files: close some connections, or raise the limit (ulimit -n)"
    if number in _BROKEN:
        return Outcome.RESET, "the connection was broken while it was being made"
    if number in _NO_ROUTE:
        return Outcome.UNREACHABLE, f"there is no way there: {os.strerror(number).lower()}"
    if _is_called(reason, "SocksError"):
        outcome = _SOCKS.get(getattr(reason, "code", 0), Outcome.UNREACHABLE)
        return outcome, f"the proxy did not connect: {_sentence(reason)}"
    return Outcome.UNREACHABLE, _sentence(reason)


def meaning_of_loss(failure: Failure, handshaking: bool, peer: Peer | None = None) -> Loss:
    """Return the outcome and the reason of a connection that was lost by ``failure``; no outcome for a clean end.

    ``handshaking`` is whether a TLS handshake was still going on, and ``peer`` what the server had shown by then.
    """
    if isinstance(failure.value, ToldLossError):
        return failure.value.meaning
    try:
        return _meaning_of_loss(_told_error(failure), handshaking, peer)
    except BaseException as trouble:  # noqa: BLE001 - an error of somebody else's class was asked what it is
        return Outcome.RESET, f"the connection was lost, and why cannot be told ({describe_error(trouble)})"


def _meaning_of_loss(reason: BaseException, handshaking: bool, peer: Peer | None) -> Loss:
    if _is_of_tls(reason):
        return Outcome.TLS_ERROR, connection.describe_tls(reason, peer)
    cause = reason if isinstance(reason, OSError) else reason.args[0] if reason.args else None
    if isinstance(cause, OSError) and cause.errno == errno.ETIMEDOUT:
        reason = cause
    if handshaking:
        who = "peer" if peer is not None and peer.has_connected else "server"
        return Outcome.TLS_ERROR, f"the {who} broke off during the TLS handshake; perhaps it speaks no TLS"
    meaning = next(each for each in LOSSES if isinstance(reason, each.kinds))
    return meaning.outcome, meaning.words or meaning.say(reason)


def _told_error(failure: Failure) -> BaseException:
    """Return the error that a failure is about, also where others are wrapped around it."""
    found: BaseException = as_failure(failure).value or UnexplainedLossError()
    for _ in range(_MOST_WRAPPERS):
        is_known = isinstance(found, (OSError, AddressError, error.ConnectionClosed)) or _is_of_tls(found)
        if is_known or type(found).__module__ == error.__name__:
            break
        inner = _inner_error(found)
        if inner is None:
            break
        found = inner
    return found


def _inner_error(wrapper: BaseException) -> BaseException | None:
    """Return what an error says that it comes from: Twisted's wrappers hold failures, Python's a cause."""
    reasons = getattr(wrapper, "reasons", None)
    first = reasons[0] if isinstance(reasons, (list, tuple)) and reasons else None
    for held in (first, getattr(wrapper, "subFailure", None), getattr(wrapper, "reason", None), wrapper.__cause__):
        inner = held.value if isinstance(held, Failure) else held
        if isinstance(inner, BaseException):
            return inner
    return None


def _is_of_tls(reason: BaseException) -> bool:
    return any((each.__module__, each.__name__) in _OF_TLS for each in type(reason).__mro__)


def _is_called(reason: BaseException, name: str) -> bool:
    # There is no class that the libraries share.
    return any(each.__name__ == name for each in type(reason).__mro__)


def _sentence(reason: BaseException) -> str:
    described = describe_error(reason)
    return described.removeprefix(f"{type(reason).__name__}: ").rstrip(".")


def _said_of_command(ended: error.ProcessTerminated) -> str:
    how = f"was ended by signal {signal_text(ended.signal)}" if ended.signal else f"ended with status {ended.exitCode}"
    last = getattr(ended, "said", "")
    return f"the command {how}{': ' if last else ''}{last}"


class LossMeaning(NamedTuple):
    """What a loss means for a reason of one of these ``kinds``: its outcome, None for a clean end, and a sentence.

    The sentence is ``words``, or what ``say`` makes of the reason where that knows more.
    """

    kinds: tuple[type[BaseException], ...]
    outcome: Outcome | None
    words: str = ""
    say: Callable[[Any], str] = str


_BROKEN_OFF = "the connection was broken off, not closed"
LOSSES = (
    LossMeaning((StreamDoneError,), None),
    LossMeaning((error.ProcessDone,), None, "the command ended with status 0"),
    LossMeaning((error.ConnectionDone,), None, "the server closed the connection"),
    LossMeaning((error.ProcessTerminated,), Outcome.RESET, say=_said_of_command),
    LossMeaning((error.ConnectionRefusedError,), Outcome.REFUSED, _NOBODY_LISTENS),
    LossMeaning((StreamViolatedError,), Outcome.PROTOCOL_ERROR),
    LossMeaning((LineGoneError, StreamBrokenError, StreamLostError), Outcome.RESET),
    LossMeaning(
        (UnexplainedLossError,),
        Outcome.RESET,
        "the connection ended, and its transport did not say whether it was closed or broken off",
    ),
    LossMeaning((error.TimeoutError, TimeoutError), Outcome.TIMEOUT, "the server has stopped answering"),
    LossMeaning((error.ConnectionLost,), Outcome.RESET, _BROKEN_OFF),
    LossMeaning((BaseException,), Outcome.RESET, say=lambda reason: f"{_BROKEN_OFF}: {describe_error(reason)}"),
)
"""What each reason of a loss but those of TLS means, for every transport: the first line that fits."""
