"""What Twisted's failures mean: which outcome, and a sentence for people."""

from __future__ import annotations

import errno
import os

from OpenSSL import SSL
from service_identity import VerificationError
from twisted.internet import error
from twisted.internet.ssl import VerificationError as TwistedVerificationError
from twisted.python.failure import Failure

from poetrygui.core.outcomes import Outcome
from poetrygui.errors import AddressError

Meaning = tuple[Outcome, str]

_TLS = (SSL.Error, VerificationError, TwistedVerificationError, error.CertificateError)
_NO_ROUTE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.ENOENT)
_BROKEN = (errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED)


def meaning_of_failed_connect(failure: Failure) -> Meaning:
    """Return outcome and reason for a connection that did not come about."""
    reason = _error_in(failure)
    number = getattr(reason, "osError", None)
    if isinstance(reason, AddressError):
        return Outcome.UNREACHABLE, str(reason)
    if isinstance(reason, _TLS):
        return Outcome.TLS_ERROR, describe_tls(reason)
    if isinstance(reason, error.ConnectionRefusedError):
        return Outcome.REFUSED, "nobody listens at this address"
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
    return Outcome.UNREACHABLE, _sentence(reason)


def meaning_of_loss(failure: Failure, handshaking: bool) -> Meaning | None:
    """Return outcome and reason for a connection that was lost, or None for a clean close.

    ``handshaking`` is whether a TLS handshake was still going on.
    """
    reason = _error_in(failure)
    if isinstance(reason, _TLS):
        return Outcome.TLS_ERROR, describe_tls(reason)
    if handshaking:
        return Outcome.TLS_ERROR, "the server broke off during the TLS handshake; perhaps it speaks no TLS"
    if isinstance(reason, error.ConnectionDone):
        return None
    cause = reason.args[0] if reason.args else None
    if isinstance(cause, OSError) and cause.errno == errno.ETIMEDOUT:
        return Outcome.TIMEOUT, "the server has stopped answering"
    return Outcome.RESET, "the connection was broken off, not closed"


def describe_tls(reason: BaseException) -> str:
    """Return what was wrong with the handshake or the certificate, in a sentence."""
    if isinstance(reason, VerificationError):
        return "the certificate is for another name: " + ", ".join(str(each) for each in reason.errors)
    details = reason.args[0] if reason.args else None
    if isinstance(details, list) and details:
        return "; ".join(str(entry[-1]) for entry in details)
    return _sentence(reason)


def _error_in(failure: Failure) -> BaseException:
    return Exception("no cause is known") if failure.value is None else failure.value


def _sentence(reason: BaseException) -> str:
    return " ".join(str(reason).split()).rstrip(".") or type(reason).__name__
