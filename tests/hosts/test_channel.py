"""A host's end of the line: messages wait until they are wanted, and signs of life are given now and then."""

from __future__ import annotations

import socket
import time
from array import array
from collections.abc import Iterator

import pytest
from attrs import define

from poetrygui.hosts.channel import Channel
from poetrygui.hosts.messages import Message, MessageReader, pack_message
from tests.surroundings import PATIENCE


@define
class Pair:
    """A host's end, and the program's, which reads what has come by now."""

    channel: Channel
    program: socket.socket

    def heard(self) -> list[Message]:
        return list(MessageReader().feed(self.program.recv(1 << 16)))


@pytest.fixture
def pair() -> Iterator[Pair]:
    host, program = socket.socketpair()
    with host, program:
        for end in (host, program):
            end.settimeout(PATIENCE)
        yield Pair(Channel(host), program)


def test_what_it_sends_are_messages(pair: Pair) -> None:
    sent: list[Message] = [{"frames": 3}, b"bytes", array("Q", [1, 2])]
    for message in sent:
        pair.channel.send(message)
    assert pair.heard() == sent


def test_messages_come_in_their_order_however_they_are_cut(pair: Pair) -> None:
    wire = pack_message({"text": "one"}) + pack_message({"text": "two"})
    pair.program.sendall(wire[:3])
    pair.program.sendall(wire[3:])
    assert [pair.channel.receive()["text"] for _ in range(2)] == ["one", "two"]


def test_it_knows_whether_one_waits(pair: Pair) -> None:
    told = [pair.channel.has_message()]
    pair.program.sendall(pack_message({"text": "one"}) + pack_message({"text": "two"}))
    for _ in range(2):
        told.append(pair.channel.has_message())
        pair.channel.receive()
    told.append(pair.channel.has_message())
    assert told == [False, True, True, False]


def test_the_end_of_the_program_is_the_end_of_messages(pair: Pair) -> None:
    pair.program.sendall(pack_message({"text": "last"}) + b"\0\0")
    pair.program.close()
    assert pair.channel.receive() == {"text": "last"}
    with pytest.raises(EOFError):
        pair.channel.receive()
    with pytest.raises(OSError, match="pipe"):
        pair.channel.send({"anybody": "there"})


def test_a_sign_of_life_is_given_once_in_a_while(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    pair.channel.send({"begun": True})
    pair.channel.gets_on(frames=1)
    now += 0.04
    pair.channel.gets_on(frames=2)
    now += 0.02
    pair.channel.gets_on(frames=3)
    pair.channel.gets_on(frames=4)
    assert pair.heard() == [{"begun": True}, {"gets_on": {"frames": 3}}]
