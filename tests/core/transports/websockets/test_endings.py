"""What ends of WebSockets, and refusals, read like."""

from __future__ import annotations

import pytest
from OpenSSL import SSL
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.python.failure import Failure

from poetrygui.core.transports.streams.ends import (
    ServerRefusedError,
    StreamDoneError,
    StreamLostError,
    StreamViolatedError,
)
from poetrygui.core.transports.websockets import endings
from poetrygui.core.transports.websockets.wire import Closed, Rejected, Violated

BY = "the server closed the WebSocket"


@pytest.mark.parametrize(
    "closed, kind, said",
    [
        (Closed(1000, ""), StreamDoneError, f"{BY} with code 1000, normal closure"),
        (Closed(1001, "bye"), StreamDoneError, f"{BY} with code 1001, going away: bye"),
        (Closed(1005, ""), StreamDoneError, f"{BY} without a code"),
        (Closed(1011, "boom\n bad"), StreamLostError, f"{BY} with code 1011, internal error: boom  bad"),
        (Closed(4000, ""), StreamLostError, f"{BY} with code 4000"),
    ],
)
def test_a_close(closed: Closed, kind: type[Exception], said: str) -> None:
    error = endings.error_of_close(closed)
    assert (type(error), str(error)) == (kind, said)


@pytest.mark.parametrize(
    "rejected, said",
    [
        (Rejected(401, ""), "HTTP 401 Unauthorized; say who you are (headers)"),
        (Rejected(404, ""), "HTTP 404 Not Found; check the path"),
        (Rejected(500, ""), "HTTP 500 Internal Server Error"),
        (Rejected(301, "ws://a/"), "HTTP 301 Moved Permanently; it is at 'ws://a/'"),
        (Rejected(599, ""), "HTTP 599"),
    ],
)
def test_a_rejection(rejected: Rejected, said: str) -> None:
    error = endings.error_of_rejection(rejected)
    assert (type(error), str(error)) == (ServerRefusedError, f"the server refused the WebSocket: {said}")


def test_a_violation() -> None:
    error = endings.error_of_violation(Violated("Bad HTTP message"))
    assert (type(error), str(error)) == (StreamViolatedError, "the WebSocket cannot be read: bad HTTP message")


@pytest.mark.parametrize(
    "reason, of_loss, of_handshake",
    [
        (ConnectionDone(), "went away without closing the WebSocket (1006)", "before the server answered"),
        (ConnectionLost(), "non-clean", "before the server answered"),
        (SSL.Error([("", "", "bad certificate")]), "bad certificate", "bad certificate"),
    ],
)
def test_a_loss_without_a_close(reason: Exception, of_loss: str, of_handshake: str) -> None:
    assert of_loss in str(endings.error_of_loss(Failure(reason)))
    assert of_handshake in str(endings.error_of_lost_handshake(Failure(reason)))
