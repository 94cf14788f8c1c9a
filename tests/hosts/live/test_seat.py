"""A connection in a host is heard on its own line, and owes an answer for each message."""

from __future__ import annotations

import os
import socket
from array import array
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.live.shared_pages import shareable
from poetrygui.hosts.messages import Message, pack_message

WaitUntil = Callable[[Callable[[], bool]], None]


class Host:
    """A host that notes what it is told, and the other end of one line to it."""

    process: Any = None

    def __init__(self, reactor: Any, *, shares: bool = False) -> None:
        self.told: list[Any] = []
        self.messages: list[Message] = []
        self.ends: list[HostEnd] = []
        self.opened = self.owes = self.paid = self.left = self._note
        self.seat = Seat(reactor, self, 7, self.messages.append, self.ends.append, shares=shares)
        self.there = socket.socket(fileno=os.dup(self.seat.to_hand[0]))

    def _note(self, seat: Seat) -> None:
        self.told.append(seat.number)

    def gets_on(self) -> None:
        self.told.append("gets on")

    def hear_prints(self) -> None:
        self.told.append("hear prints")

    def end_for(self, seat: Seat, problem: str) -> None:
        self.told.append(problem)
        seat.ended(HostEnd(problem))


@pytest.fixture
def host(reactor: Any) -> Iterator[Host]:
    made = Host(reactor)
    yield made
    made.seat.leave()
    made.there.close()


def test_what_is_said_is_heard_and_owed_until_it_is_answered(host: Host, wait_until: WaitUntil) -> None:
    names: list[str] = []
    for name in ("opened", "owes", "paid", "left"):
        setattr(host, name, lambda _seat, name=name: names.append(name))
    host.seat.send(b"one")
    host.seat.answered(1)
    host.seat.answered(2)
    host.there.sendall(pack_message({"half": True}) + pack_message(array("Q", [1])))
    wait_until(lambda: len(host.messages) == 2)
    assert host.there.recv(99) == pack_message(b"one")
    assert (names, host.seat.to_hand) == (["owes", "paid", "opened"], ())
    host.seat.send(b"two")
    host.seat.hold_back()
    host.seat.send(b"three")
    host.seat.hear_again()
    assert names[3:] == ["owes", "paid", "owes"]
    host.there.sendall(pack_message({"verdict": {}}))
    wait_until(lambda: len(host.messages) == 3)
    assert host.told[-1] == "hear prints"
    host.seat.leave()
    host.seat.leave()
    assert names[6:] == ["paid", "left"]


def test_what_is_no_message_ends_the_host(host: Host, wait_until: WaitUntil) -> None:
    host.there.sendall(b"\x80pickled")
    wait_until(lambda: bool(host.ends))
    assert host.ends[0].problem == "its process sent garbage (a message of kind 128)"


def test_a_line_that_ends_alone_is_an_answer_that_does_not_come(host: Host, wait_until: WaitUntil) -> None:
    host.seat.answered(9)
    assert host.told == [7]
    host.there.shutdown(socket.SHUT_RDWR)
    wait_until(lambda: len(host.told) == 2)
    assert (host.told, host.ends) == ([7, 7], [])


def test_it_has_pages_where_it_shares_them_and_gives_all_back(reactor: Any) -> None:
    descriptor = shareable()
    if descriptor is None:
        pytest.skip("this system has no such memory")
    os.close(descriptor)
    host = Host(reactor, shares=True)
    assert host.seat.pages is not None
    handed = host.seat.to_hand
    assert len(handed) == 2
    host.seat.pages.close()
    host.seat.ended(HostEnd("gone"))
    assert host.ends == [HostEnd("gone")]
    for each in handed:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(each)
    host.there.close()
