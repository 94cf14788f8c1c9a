"""Chunks go to a host by memory that both see, and as messages where that is not free."""

from __future__ import annotations

from array import array
from typing import Any, cast

import pytest

from poetrygui.hosts.host import Host
from poetrygui.hosts.live.hosted_calls import LARGEST, HostedCalls
from poetrygui.hosts.live.shared_pages import FOR_CHUNK


class Told:
    """A host that notes what it is told, and how much it is said to have answered."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.send = self.told.append
        self.heard = 0

    def answered(self, heard: int) -> None:
        self.heard = heard


def calls_of(host: Told) -> HostedCalls:
    return HostedCalls(lambda _: cast("Host", host))


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
    calls.other({"half": "read"})
    with pytest.raises(ValueError, match="more calls"):
        calls.made(2, 1)
    calls.close()
