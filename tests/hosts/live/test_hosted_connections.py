"""What is held back while a host makes a call is told once, when that is over."""

from __future__ import annotations

from typing import Any, cast

from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.hosts.live.hosted_connections import Facing, Held


def test_a_call_is_over_when_the_host_has_made_it() -> None:
    told: list[str] = []

    class Owner(ConnectionOwner):
        def chunk_received(self, connection: Connection, chunk: bytes) -> None:
            told.append("chunk")

        def frames_delivered(self, connection: Connection) -> None:
            told.append("frames")

    class Wire(NobodyListens):
        def received(self, chunk: bytes) -> None:
            told.append("received")

        def delivered(self) -> None:
            told.append("delivered")

    held = Held(Owner(), Wire())
    connection: Any = None
    for held.is_held in (True, False):
        held.wire.received(b"x")
        held.owner.chunk_received(connection, b"x")
        held.wire.delivered()
        held.owner.frames_delivered(connection)
    assert told == ["received", "chunk", "received", "chunk", "delivered", "frames"]


def test_a_loss_is_passed_on_when_all_was_said() -> None:
    told: list[Any] = []

    class Lost:
        dataReceived = makeConnection = handshakeCompleted = connectionLost = told.append

    releases: list[Any] = []
    facing = Facing(cast("Connection", Lost()), lambda reason, release: releases.append(release))
    facing.dataReceived(b"x")
    facing.connectionLost()
    assert told == [b"x"]
    releases[0]()
    assert len(told) == 2
