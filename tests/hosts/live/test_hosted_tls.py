"""What a host says of its TLS is done; what it cannot say is not, and a loss waits for what came before it."""

from __future__ import annotations

from typing import Any, cast

import pytest
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.hosts.live.hosted_connections import Facing
from poetrygui.hosts.live.hosted_tls import HostedTls

DONE = Failure(ConnectionDone())


class Told:
    """A connection, its transport, its calls and its wire, which note what is done with them."""

    verdict = None
    owes = False

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.transport = self

    def note(self, name: str) -> Any:
        return lambda *arguments: self.told.append((name, *arguments))

    def __getattr__(self, name: str) -> Any:
        return self.note(name)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def facing(told: Told) -> Facing:
    return Facing(cast("Any", told), lambda reason, release: told.told.append(("lost", reason)))


@pytest.fixture
def tls(told: Told, facing: Facing) -> HostedTls:
    everything = cast("Any", told)
    return HostedTls(everything, facing, everything, everything, told.note("wait"))


def test_each_kind_of_bytes_goes_where_it_is_for(told: Told, tls: HostedTls, facing: Facing) -> None:
    facing.dataReceived(b"came")
    assert [tls.takes(each) for each in ({"plain": True}, b"one", {"cipher": True}, b"two")] == [True] * 4
    assert not tls.takes(b"three")
    assert not tls.takes({"write": True})
    tls.sent(b"four")
    assert tls.takes({"tls_close": True})
    assert told.told == [
        *(("encrypted", b"came"), ("wait",), ("dataReceived", b"one"), ("write", b"two"), ("sent", b"four")),
        ("loseConnection",),
    ]


def test_what_was_agreed_on_is_told_in_bounded_words(told: Told, tls: HostedTls) -> None:
    assert tls.takes({"stands": ["x" * 5000, *["Certificate 1: CN=here"] * 50]})
    (first, *certificates) = told.told
    assert first == ("event", EventKind.HANDSHAKE_DONE, "x" * 1000)
    assert certificates == [("event", EventKind.CERTIFICATE, "CN=here")] * 16
    nothing: list[Any] = [[], 5, None]
    for wrong in nothing:
        with pytest.raises((TypeError, ValueError)):
            tls.takes({"stands": wrong})


def test_a_loss_waits_for_what_the_host_has_not_decrypted_yet(told: Told, tls: HostedTls, facing: Facing) -> None:
    told.owes = True
    facing.connectionLost(DONE)
    assert told.told == []
    told.owes = False
    tls.all_made()
    tls.all_made()
    assert told.told == [("lost", DONE)]


def test_one_that_has_ended_gets_nothing_more(told: Told, tls: HostedTls, facing: Facing) -> None:
    told.verdict = cast("Any", "a verdict")
    facing.dataReceived(b"came")
    facing.connectionLost(DONE)
    assert told.told == [("lost", DONE)]
