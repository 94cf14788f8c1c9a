"""Whom a connection reports to, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from poetrygui.core.outcomes import Verdict

if TYPE_CHECKING:
    from poetrygui.core.connection.connection import Connection


class ConnectionOwner(Protocol):
    """Whom a connection reports to."""

    def connection_made(self, connection: Connection) -> None:
        """The transport stands; the user's protocol has not heard of it yet."""

    def connection_ready(self, connection: Connection) -> None:
        """Bytes can flow: at once, or with TLS after the handshake."""

    def chunk_received(self, connection: Connection, chunk: bytes) -> None:
        """A chunk came, and goes to the user's protocol when this returns."""

    def frames_delivered(self, connection: Connection) -> None:
        """The user's protocol may have delivered something: called once for each call into it."""

    def reading_resumed(self, connection: Connection) -> None:
        """Bytes can flow again after a pause."""

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        """The connection is over; called exactly once."""
