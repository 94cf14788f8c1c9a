"""One end of a pair of sockets in the reactor's hands: what comes is handed on, and the end is told once."""

from __future__ import annotations

import os
import select
import socket
from collections.abc import Callable
from typing import Any

from poetrygui.hosts.line import Line, adopt
from poetrygui.hosts.messages import MessageReader, pack_message

WaitUntil = Callable[[Callable[[], bool]], None]


def test_it_hands_on_what_comes_and_tells_its_end_once(reactor: Any, wait_until: WaitUntil) -> None:
    ours, other = socket.socketpair()
    came: list[bytes] = []
    lost: list[str] = []
    line = Line(came.append, lambda: lost.append("lost"))
    adopt(reactor, ours, line)
    ours.close()  # the reactor has a descriptor of its own
    other.sendall(b"verse")
    wait_until(lambda: b"".join(came) == b"verse")
    line.transport.write(b"heard")
    wait_until(lambda: bool(select.select([other], [], [], 0)[0]))
    assert other.recv(5) == b"heard"
    assert lost == []
    other.close()
    wait_until(lambda: bool(lost))
    assert lost == ["lost"]


def test_nothing_it_does_blocks(reactor: Any, wait_until: WaitUntil) -> None:
    ours, other = socket.socketpair()
    lost: list[str] = []
    line = Line(lambda _: None, lambda: lost.append("lost"))
    adopt(reactor, ours, line)
    line.transport.write(bytes(10_000_000))  # more than the system holds for whoever does not read
    line.transport.abortConnection()
    wait_until(lambda: bool(lost))
    ours.close()
    other.close()


def test_what_is_there_is_heard_without_waiting_for_the_reactor(reactor: Any, wait_until: WaitUntil) -> None:
    ours, other = socket.socketpair()
    came: list[bytes] = []
    lost: list[str] = []
    line = Line(came.append, lambda: lost.append("lost"))
    adopt(reactor, ours, line)
    ours.close()
    line.hear()
    other.sendall(bytes(100_000))
    line.hear()
    assert sum(map(len, came)) == 100_000
    other.close()
    line.hear()
    assert lost == []
    wait_until(lambda: bool(lost))
    line.hear()
    assert lost == ["lost"]


def test_what_is_said_last_goes_when_all_is_done_that_is_done_in_this_turn(reactor: Any, wait_until: WaitUntil) -> None:
    ours, other = socket.socketpair()
    lost: list[str] = []
    line = Line(lambda _: None, lambda: lost.append("lost"))
    adopt(reactor, ours, line)
    ours.close()
    reader = MessageReader()
    line.gathers = True
    line.say({"text": "gathered"})
    line.say_last({"text": "last"})
    line.flush()
    line.transport.loseConnection()
    assert reader.feed(other.recv(65536)) == [{"text": "gathered"}]
    assert not select.select([other], [], [], 0)[0], "it waits for what is done yet"
    wait_until(lambda: bool(lost))
    assert reader.feed(other.recv(65536)) == [{"text": "last"}]
    other.close()


def test_what_is_said_goes_at_once_and_comes_in_its_order_where_there_is_no_room(
    reactor: Any, wait_until: WaitUntil
) -> None:
    ours, other = socket.socketpair()
    lost: list[str] = []
    line = Line(lambda _: None, lambda: lost.append("lost"))
    adopt(reactor, ours, line)
    ours.close()
    reader = MessageReader()
    line.gathers = True
    line.say({"text": "gathered"})
    line.gathers = False
    assert not select.select([other], [], [], 0)[0], "it waits for what is to go with it"
    line.say({"text": "said"})
    assert reader.feed(other.recv(65536)) == [{"text": "gathered"}, {"text": "said"}]
    said = [bytes([number]) * 200_000 for number in range(9)]
    for each in said:
        line.say(each)
    heard = []

    def all_heard() -> bool:
        while select.select([other], [], [], 0)[0]:
            heard.extend(reader.feed(other.recv(65536)))
        return len(heard) == len(said)

    wait_until(all_heard)
    assert heard == said
    line.say({"text": "more"})
    assert reader.feed(other.recv(65536)) == [{"text": "more"}]
    other.close()
    wait_until(lambda: bool(lost))


def test_descriptors_come_with_the_message_that_tells_of_them(reactor: Any, wait_until: WaitUntil) -> None:
    ours, other = socket.socketpair()
    lost: list[str] = []
    line = Line(lambda _: None, lambda: lost.append("lost"))
    adopt(reactor, ours, line)
    ours.close()
    line.gathers = True
    line.say({"text": "before"})
    line.gathers = False
    descriptor = os.open(os.devnull, os.O_RDONLY)
    line.say_with({"descriptors": 1}, [descriptor])
    line.say({"text": "behind"})
    before = pack_message({"text": "before"})
    assert socket.recv_fds(other, len(before), 1)[:2] == (before, [])
    first, (found,), _flags, _address = socket.recv_fds(other, 65536, 1)
    rest = other.recv(65536)
    assert first + rest == pack_message({"descriptors": 1}) + pack_message({"text": "behind"})
    assert os.fstat(found).st_rdev == os.fstat(descriptor).st_rdev
    for each in (found, descriptor):
        os.close(each)
    other.close()
    wait_until(lambda: bool(lost))
