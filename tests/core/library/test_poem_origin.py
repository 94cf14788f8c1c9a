"""What is noted of a poem before its end."""

from __future__ import annotations

import datetime
import hashlib

from attrs import evolve
from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import ISSLTransport
from twisted.internet.testing import StringTransport
from zope.interface import alsoProvides

from poetrygui.api import CollectedFrames
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.library.poem_origin import as_connected, limit_of, origin
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol

NOW = datetime.datetime(2026, 2, 3, 4, 5, 6, 500_000, datetime.UTC)
SERVER = Server("a server", "host:7", "delimited", options={"delimiter": "|"})


def standing(transport: StringTransport) -> Connection:
    factory = PoemFactory(shipped_protocol("raw"))
    connection = Connection(ConnectionOwner(), CollectedFrames(), lambda: factory.buildProtocol(None))
    connection.makeConnection(transport)
    return connection


def test_a_fetch_begins_with_its_server_its_options_and_its_clock() -> None:
    info = origin(SERVER, NOW)
    assert (info.name, info.address, info.protocol, info.server_id) == ("a server", "host:7", "delimited", SERVER.id)
    assert info.started == "2026-02-03T04:05:06+00:00"
    assert info.clock == NOW.timestamp()
    assert info.options == (("delimiter", "|"),)
    assert info.kept is WhatIsKept.EVERYTHING


def test_what_is_kept_is_what_the_server_is_told_and_without_a_recording_it_has_no_clock() -> None:
    arrivals, nothing = (
        origin(evolve(SERVER, recording=kept), NOW) for kept in (WhatIsKept.ARRIVALS, WhatIsKept.NOTHING)
    )
    assert (arrivals.kept, arrivals.clock) == (WhatIsKept.ARRIVALS, NOW.timestamp())
    assert (nothing.kept, nothing.clock) == (WhatIsKept.NOTHING, 0.0)


def test_a_connection_tells_who_is_at_its_other_end_and_what_frames_it() -> None:
    connection = standing(StringTransport(peerAddress=IPv4Address("TCP", "192.0.2.1", 7)))
    info = as_connected(origin(SERVER, NOW), connection, b"class Feed: ...")
    assert (info.peer, info.is_tls) == ("192.0.2.1:7", False)
    assert info.digest == hashlib.sha256(b"class Feed: ...").hexdigest()
    assert as_connected(info, connection, b"").digest == ""


def test_tls_is_told_by_the_transport() -> None:
    transport = StringTransport()
    alsoProvides(transport, ISSLTransport)
    assert as_connected(origin(SERVER, NOW), standing(transport), b"").is_tls


def test_the_limit_is_the_servers_or_that_of_all_and_none_where_nothing_is_recorded() -> None:
    assert limit_of(SERVER, None) is None
    assert limit_of(SERVER, 10**9) == 10**9
    assert limit_of(evolve(SERVER, recording_limit=10**8), 10**9) == 10**8
    assert limit_of(evolve(SERVER, recording=WhatIsKept.NOTHING), 10**9) is None
