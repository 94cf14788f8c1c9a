"""Chunks go to a host by memory that both see, and as messages where that is not free."""

from __future__ import annotations

import os
from array import array
from typing import Any, cast

import pytest

from poetrygui.hosts.live.hosted_calls import LARGEST, HostedCalls
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.live.shared_pages import FOR_CHUNK, SharedPages, shareable


class Told:
    """A host that notes what it is told, and how much it is said to have answered."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.send = self.told.append
        self.heard = 0
        descriptor = shareable()
        self.pages = None if descriptor is None else SharedPages(descriptor)
        if descriptor is not None:
            os.close(descriptor)

    def leave(self) -> None:
        self.told.append("leave")

    def answered(self, heard: int) -> None:
        self.heard = heard


def calls_of(*hosts: Told) -> HostedCalls:
    left = iter(hosts)
    return HostedCalls(lambda: cast("Seat", next(left)))


def test_one_at_a_time_goes_by_memory() -> None:
    host = Told()
    calls = calls_of(host)
    if calls.pages is None:
        pytest.skip("this system has no such memory")
    calls.chunk(b"first")
    assert calls.pages.chunk(5) == b"first"
    calls.chunk(b"second")
    assert not calls.made(1, 2)
    assert calls.made(1, 3)
    calls.chunk(b"third")
    calls.made(1, 4)
    calls.chunk(b"x" * (FOR_CHUNK + 1))
    assert host.told == [array("Q", [5, 0]), b"second", array("Q", [5, 0]), b"x" * (FOR_CHUNK + 1)]
    assert (host.heard, calls.window.take(5, 6)) == (4, b"second")
    calls.close()


def test_much_goes_in_pieces() -> None:
    host = Told()
    calls = calls_of(host)
    calls.chunk(b"x" * (2 * LARGEST + 1))
    assert [len(each) for each in host.told[:2]] == [LARGEST] * 2
    assert calls.made(3, 3)
    calls.close()


def test_no_more_can_be_made_than_there_were() -> None:
    calls = calls_of(Told())
    calls.other(lambda: {"half": "read"})
    with pytest.raises(ValueError, match="more calls"):
        calls.made(2, 1)
    calls.close()


def test_another_host_is_told_all_that_the_one_before_was() -> None:
    first, second = Told(), Told()
    calls = calls_of(first, second)
    calls.other(lambda: {"handshake": {}})
    calls.chunk(b"one")
    calls.note(lambda: second.send("beside"))
    calls.chunk(b"two")
    assert calls.is_all_there(None)
    before = calls.begin_again(None, is_orphan=False)
    assert first.told[-1] == "leave"
    assert [calls.has_chance(is_orphan=each) for each in (False, True)] == [False, True]
    assert (calls.owes, calls.window.end) == (False, 0)
    pieces = [before.next(), before.next(), before.next()]
    assert pieces == [b"one", b"two", b""]
    assert second.told == [{"handshake": {}}, "beside"]
    assert not calls.made(0, 1)
    assert calls.made(1, 2)
    calls.close()


def test_what_is_not_answered_is_known() -> None:
    calls = calls_of(Told())
    given = [calls.given]
    calls.made(0, 1)
    given.append(calls.given)
    calls.chunk(b"first")
    calls.made(1, 2)
    calls.chunk(b"x" * 2000)
    given.append(calls.given)
    at_chunk = [calls.is_at_chunk]
    calls.other(lambda: {"half": "read"})
    given.append(calls.given)
    calls.other(lambda: {"handshake": {}})
    given.append(calls.given)
    at_chunk.append(calls.is_at_chunk)
    calls.close()
    assert at_chunk == [True, False]
    assert given == [
        "its start, by its file and connectionMade",
        "nothing; it ended in a timed call, in a thread or in what it sends",
        "2,000 bytes from byte 5 of the stream on, in dataReceived",
        "half a close",
        "that TLS stands, in handshakeCompleted",
    ]
