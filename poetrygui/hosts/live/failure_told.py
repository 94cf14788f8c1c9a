"""Why a connection did not come about, as JSON from the program to a host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twisted.internet import error
from twisted.python.failure import Failure

from poetrygui.core.guard.plugin_faults import describe_error

_LONGEST_TEXT = 4 * 1024
# Those that mean the same on either side; of anything else, what it says is told.
_KNOWN: Mapping[str, type[error.ConnectError]] = {
    each.__name__: each
    for each in (
        error.ConnectBindError,
        error.ConnectionRefusedError,
        error.NoRouteError,
        error.TCPTimedOutError,
        error.TimeoutError,
        error.UnknownHostError,
    )
}
_NAME_LOOKED_UP = error.DNSLookupError.__name__


def failure_told(reason: Failure) -> dict[str, Any]:
    """Return what :func:`failure_heard` takes."""
    value: BaseException = reason.value or error.ConnectError()
    if type(value) is error.DNSLookupError:
        return {"kind": _NAME_LOOKED_UP, "number": None, "text": str(value.args[0] if value.args else "")}
    name = next((name for name, each in _KNOWN.items() if type(value) is each), "")
    number = getattr(value, "osError", None) if name else None
    text = (value.args[0] if value.args else "") if name else describe_error(value)
    number = number if isinstance(number, int) else None
    return {"kind": name, "number": number, "text": str(text)[:_LONGEST_TEXT]}


def failure_heard(told: Mapping[str, Any]) -> Failure:
    """Return a failure as Twisted tells a client's factory."""
    if told["kind"] == _NAME_LOOKED_UP:
        return Failure(error.DNSLookupError(told["text"]))
    return Failure(_KNOWN.get(told["kind"], error.ConnectError)(told["number"], told["text"]))
