"""An endpoint that opens something, and lets it go where nobody wants it."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.error import NoProtocol
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.internet.protocol import Factory
from twisted.internet.testing import AccumulatingProtocol

from poetrygui.core.transports.streams.endpoint import StreamAddress, StreamEndpoint

WHERE = StreamAddress(b"/run/verse")


def test_it_opens_and_connects() -> None:
    begun: list[Any] = []
    endpoint = StreamEndpoint(WHERE, lambda: 7, lambda *given: begun.append(given), begun.append)
    assert IStreamClientEndpoint.providedBy(endpoint)
    connected: list[Any] = []
    endpoint.connect(Factory.forProtocol(AccumulatingProtocol)).addBoth(connected.append)
    assert begun == [(7, connected[0])]
    assert isinstance(connected[0], AccumulatingProtocol)


def raising(error: Exception) -> Any:
    def fail(_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    "build, error", [(lambda _: None, NoProtocol), (raising(ZeroDivisionError()), ZeroDivisionError)]
)
def test_what_nobody_wants_is_let_go(build: Any, error: type[Exception]) -> None:
    let_go: list[int] = []
    factory: Any = Factory()
    factory.buildProtocol = build
    failures: list[Any] = []
    StreamEndpoint(WHERE, lambda: 7, lambda *_: None, let_go.append).connect(factory).addErrback(failures.append)
    assert failures[0].check(error)
    assert let_go == [7]


def test_what_cannot_be_opened_connects_nobody() -> None:
    failures: list[Any] = []
    factory: Any = Factory()
    endpoint = StreamEndpoint(WHERE, lambda: 1 // 0, lambda *_: None, failures.append)
    endpoint.connect(factory).addErrback(failures.append)
    assert failures[0].check(ZeroDivisionError)
