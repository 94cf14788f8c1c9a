"""Slow poems by a clock that the test moves."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport

from poetrygui.serve.server import PoemServerFactory
from poetrygui.serve.source import Blocks

POEM = b"abcdefghij"


def blocks() -> Blocks:
    yield POEM[:4]
    yield POEM[4:]


@pytest.fixture
def clock() -> Clock:
    return Clock()


def connected(clock: Clock, num_bytes: int) -> Any:
    """Build the server's side of a connection, sending every two seconds."""
    transport = StringTransport()
    server: Any = PoemServerFactory(clock, blocks, delay=2.0, num_bytes=num_bytes).buildProtocol(None)
    server.makeConnection(transport)
    return transport


@pytest.mark.parametrize("num_bytes", [1, 3, 5, 10, 1000])
def test_num_bytes_go_out_at_once_and_after_each_delay(clock: Clock, num_bytes: int) -> None:
    transport = connected(clock, num_bytes)
    for sent in range(num_bytes, len(POEM), num_bytes):
        assert transport.value() == POEM[:sent]
        assert not transport.disconnecting
        clock.advance(1.9)
        assert transport.value() == POEM[:sent]
        clock.advance(0.1)
    assert transport.value() == POEM
    assert transport.disconnecting
    assert clock.getDelayedCalls() == []


def test_nothing_goes_out_while_the_reader_is_behind(clock: Clock) -> None:
    transport = connected(clock, 3)
    transport.producer.pauseProducing()
    clock.advance(100)
    assert transport.value() == POEM[:3]
    transport.producer.resumeProducing()
    transport.producer.resumeProducing()
    clock.advance(2)
    assert transport.value() == POEM[:6]


def test_a_reader_that_leaves_stops_the_clock(clock: Clock) -> None:
    transport = connected(clock, 3)
    transport.producer.stopProducing()
    assert clock.getDelayedCalls() == []
