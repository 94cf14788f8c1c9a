"""Connections of one version of a file are in one host, which stays for a while when none is left."""

from __future__ import annotations

from typing import Any, cast

import pytest
from attrs import evolve
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport

from poetrygui.hosts.confinement.allowed import NOTHING
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.live import shared_host
from poetrygui.hosts.live.file_hosts import KEPT_FOR, FileHosts, file_hosts, version_of
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.messages import Message, pack_message
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol

PINNED = PinnedProtocol("own", "/somewhere/own.py", "a digest", source="import other\n")


class Warm:
    """A warm process whose hosts are said to be there."""

    def __init__(self) -> None:
        self.shared = None
        self.hosts: list[Host] = []
        self.ends: list[Any] = []

    def run(self, job: str, told: Any, on_message: Any, on_end: Any, limit: float, **_: Any) -> Host:
        host = Host(Clock(), on_message, on_end, lambda _: None, limit)
        host.line.transport = StringTransport()
        self.hosts.append(host)
        self.ends.append(on_end)
        return host


class Place:
    """A connection's place that has no line."""

    to_hand = ()

    def __init__(self, _reactor: Any, host: Any, number: int, on_message: Any, on_end: Any, *, shares: bool) -> None:
        self.number, self.shares = number, shares
        self.ended = on_end
        self._host = host

    def leave(self) -> None:
        self._host.paid(self)
        self._host.left(self)


@pytest.fixture
def warm(monkeypatch: pytest.MonkeyPatch) -> Warm:
    monkeypatch.setattr(shared_host, "Seat", Place)
    return Warm()


def take(pool: FileHosts, pinned: PinnedProtocol = PINNED, ends: list[HostEnd] | None = None) -> Seat:
    messages: list[Message] = []
    told: list[HostEnd] = [] if ends is None else ends
    return pool.seat(pinned, NOTHING, {}, messages.append, told.append, on_lines=bool, limit=2.0)


def pool_of(warm: Warm, clock: Clock) -> FileHosts:
    return file_hosts(clock, cast("WarmProcess", warm))


def test_there_is_one_pool_for_a_warm_process_and_one_host_for_a_version(warm: Warm) -> None:
    pool = pool_of(warm, Clock())
    assert pool_of(warm, Clock()) is pool
    numbers = [take(pool).number, take(pool, evolve(PINNED, options={"a": "b"}, name="own:Own")).number]
    assert (numbers, len(warm.hosts)) == ([1, 2], 1)
    take(pool, evolve(PINNED, sha256="another"))
    assert len(warm.hosts) == 2


def test_it_stays_for_a_while_when_it_is_empty_and_no_longer(warm: Warm) -> None:
    clock = Clock()
    pool = pool_of(warm, clock)
    take(pool).leave()
    clock.advance(KEPT_FOR / 2)
    take(pool).leave()
    clock.advance(KEPT_FOR / 2)
    assert not warm.hosts[0].line.transport.disconnecting
    clock.advance(KEPT_FOR / 2)
    assert warm.hosts[0].line.transport.disconnecting
    take(pool).leave()
    pool.leave()
    assert [len(warm.hosts), warm.hosts[1].line.transport.disconnecting, clock.getDelayedCalls()] == [2, True, []]


def test_where_there_is_another_version_one_goes_when_it_is_empty(warm: Warm) -> None:
    clock = Clock()
    pool = pool_of(warm, clock)
    first = take(pool)
    changed = evolve(PINNED, sha256="another")
    take(pool, changed)
    # One that was in it may have to begin anew, in the same version.
    second = take(pool)
    assert [host.line.transport.disconnecting for host in warm.hosts] == [False, False]
    first.leave()
    second.leave()
    assert [host.line.transport.disconnecting for host in warm.hosts] == [True, False]
    take(pool, changed).leave()
    assert len(warm.hosts) == 2
    take(pool, evolve(PINNED, path="/elsewhere/own.py")).leave()
    take(pool, evolve(PINNED, path="/elsewhere/own.py", sha256="another"))
    assert [host.line.transport.disconnecting for host in warm.hosts] == [True, False, True, False]


def test_what_nobody_is_in_goes_with_its_version_and_what_somebody_is_in_goes_after_that(warm: Warm) -> None:
    clock = Clock()
    pool = pool_of(warm, clock)
    take(pool).leave()
    lasting = take(pool, evolve(PINNED, path="/somewhere/lasting.py"))
    other = take(pool, evolve(PINNED, path="/somewhere/other.py"))
    pool.versions_are({PINNED.path: PINNED.sha256})
    assert not warm.hosts[0].line.transport.disconnecting
    pool.versions_are({PINNED.path: "another", "/somewhere/lasting.py": "another", "/somewhere/other.py": "a digest"})
    assert [each.line.transport.disconnecting for each in warm.hosts] == [True, False, False]
    lasting.leave()
    other.leave()
    assert [each.line.transport.disconnecting for each in warm.hosts] == [True, True, False]
    pool.leave()


def test_one_that_has_ended_is_followed_by_another_and_who_was_in_it_is_told(warm: Warm) -> None:
    pool, ends = pool_of(warm, Clock()), list[HostEnd]()
    for _ in range(2):
        take(pool, ends=ends)
    warm.hosts[0].line.dataReceived(pack_message({"loaded": True}))
    warm.ends[0](HostEnd("it went", "printed"))
    assert ends == [HostEnd("in no connection's call: it went", "", is_others=True)] * 2
    take(pool, ends=ends)
    warm.ends[1](HostEnd("it did not load", "printed"))
    assert ends[2:] == [HostEnd("it did not load", "printed")]


def test_nobody_is_to_blame_where_what_it_came_from_has_gone(warm: Warm) -> None:
    pool, ends = pool_of(warm, Clock()), list[HostEnd]()
    take(pool, ends=ends)
    warm.ends[0](HostEnd("all have gone", is_orphan=True))
    assert [(each.is_others, each.is_orphan) for each in ends] == [(True, True)]


def test_what_a_file_may_import_counts_where_it_names_some_of_it() -> None:
    helpers = {"/somewhere/other.py": "1"}
    assert version_of(evolve(PINNED, helpers=helpers)) != version_of(PINNED)
    unnamed = {"/somewhere/another.py": "1"}
    assert version_of(evolve(PINNED, helpers=unnamed)) == version_of(PINNED)
    assert version_of(PinnedProtocol("offered")) != version_of(PinnedProtocol("other"))
