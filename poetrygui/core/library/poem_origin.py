"""What is noted of a poem before its end: where it comes from, and what frames it."""

from __future__ import annotations

import datetime
import hashlib
import sys

from attrs import evolve
from twisted.internet.interfaces import ISSLTransport

from poetrygui.core import connection, poems
from poetrygui.core.connection.wire_listener import peer_text
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.servers.server_book import Server


def origin(server: Server, now: datetime.datetime) -> poems.PoemInfo:
    """Return what is known as a fetch begins."""
    return poems.PoemInfo(
        server.name,
        server.address,
        server.protocol,
        now.isoformat(timespec="seconds"),
        server_id=server.id,
        options=tuple(dict(server.options).items()),
        clock=0.0 if server.recording is WhatIsKept.NOTHING else now.timestamp(),
        kept=server.recording,
    )


def limit_of(server: Server, of_all: int | None) -> int | None:
    """Return how many bytes a recording of ``server`` may take; None for as many as come.

    Where it has no limit of its own, that is the one ``of_all``.
    """
    # Where nothing is recorded, there is nothing that could say what is dropped.
    return None if server.recording is WhatIsKept.NOTHING else server.recording_limit or of_all


def as_connected(info: poems.PoemInfo, standing: connection.Connection, source: bytes) -> poems.PoemInfo:
    """Return ``info`` with what is known once ``standing`` is connected.

    ``source`` is that of its protocol, empty if it is not known.
    """
    return evolve(
        info,
        peer=peer_text(standing.transport),
        is_tls=ISSLTransport.providedBy(standing),
        digest=sys.intern(hashlib.sha256(source).hexdigest()) if source else "",
    )
