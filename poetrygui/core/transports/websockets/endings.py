"""What the end of a WebSocket means, and a refusal to open one, in sentences."""

from __future__ import annotations

import http

from twisted.internet.error import ConnectionClosed, ConnectionDone
from twisted.python.failure import Failure
from wsproto.frame_protocol import CloseReason

from poetrygui.core.transports.streams.ends import (
    ServerRefusedError,
    StreamDoneError,
    StreamLostError,
    StreamViolatedError,
)
from poetrygui.core.transports.websockets.wire import Closed, Rejected, Violated

_CLEAN = (CloseReason.NORMAL_CLOSURE, CloseReason.GOING_AWAY, CloseReason.NO_STATUS_RCVD)
_LONGEST_REASON = 123  # bytes, as much as a close has room for
_HINTS = {
    401: "say who you are (headers)",
    403: "it may want to know who you are (headers)",
    404: "check the path",
    426: "it wants another version of HTTP or of WebSockets",
}


def error_of_close(closed: Closed) -> Exception:
    """Return the reason of a loss that the server's close is: a clean one for 1000, 1001 and where it gives no code."""
    name = ""
    if closed.code in set(CloseReason):
        name = f", {CloseReason(closed.code).name.lower().replace('_', ' ')}"
    code = "without a code" if closed.code == CloseReason.NO_STATUS_RCVD else f"with code {closed.code}{name}"
    said = "".join(each if each.isprintable() else " " for each in closed.reason)[:_LONGEST_REASON].strip()
    sentence = f"the server closed the WebSocket {code}{f': {said}' if said else ''}"
    return StreamDoneError(sentence) if closed.code in _CLEAN else StreamLostError(sentence)


def error_of_violation(violated: Violated) -> Exception:
    """Return the reason of a loss where the server does not keep to the protocol of WebSockets."""
    return StreamViolatedError(f"the WebSocket cannot be read: {violated.what[:1].lower()}{violated.what[1:]}")


def error_of_loss(failure: Failure) -> BaseException:
    """Return the reason of a loss without a close: that of the connection below, unless that was closed cleanly."""
    if failure.check(ConnectionDone):
        return StreamLostError("the server went away without closing the WebSocket (1006)")
    return failure.value if isinstance(failure.value, BaseException) else StreamLostError("the WebSocket was lost")


def error_of_rejection(rejected: Rejected) -> Exception:
    """Return why there is no WebSocket, by the server's answer."""
    try:
        phrase = f" {http.HTTPStatus(rejected.status).phrase}"
    except ValueError:
        phrase = ""
    hint = f"it is at {rejected.location!r}" if rejected.location else _HINTS.get(rejected.status, "")
    return ServerRefusedError(
        f"the server refused the WebSocket: HTTP {rejected.status}{phrase}{f'; {hint}' if hint else ''}"
    )


def error_of_lost_handshake(failure: Failure) -> BaseException:
    """Return why there is no WebSocket where the connection was lost before the server answered."""
    if failure.check(ConnectionClosed):
        return StreamLostError("the connection ended before the server answered: perhaps it speaks no WebSocket")
    return error_of_loss(failure)
