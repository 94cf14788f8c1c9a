"""Classes of Twisted's, as somebody's daemon has them: what they receive is delivered, and their own code runs."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.protocol import Protocol, connectionDone
from twisted.internet.testing import StringTransport
from twisted.protocols.basic import (
    Int8StringReceiver,
    Int16StringReceiver,
    Int32StringReceiver,
    LineOnlyReceiver,
    LineReceiver,
    NetstringReceiver,
    StatefulStringProtocol,
)
from twisted.python.failure import Failure

from poetrygui.api import CollectedFrames, can_speak
from poetrygui.core.outcomes import Outcome
from poetrygui.core.overheard import as_poem
from poetrygui.plugins.trial import try_protocol


class Chat(LineReceiver):
    """Has methods of its own under every name that Poem uses, too."""

    delimiter = b"\n"
    MAX_LENGTH = 8

    def connectionMade(self) -> None:
        self.log: list[object] = ["made"]

    def lineReceived(self, line: bytes) -> None:
        self.log.append(line)
        self.send(line, "and more")

    def send(self, line: bytes, more: str) -> None:
        super().sendLine(line + self.encode(more))  # type: ignore[no-untyped-call]  # of Twisted

    def encode(self, text: str) -> bytes:
        return text.encode()

    def fail(self) -> None:
        self.log.append("failed")

    deliver = remark = fail

    def lineLengthExceeded(self, line: bytes) -> None:
        self.log.append("too long")
        self.fail()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.log.append("lost")


def run(protocol: type[Protocol], *chunks: bytes) -> tuple[Any, CollectedFrames, StringTransport]:
    poem: Any = as_poem(protocol)()
    poem.sink = sink = CollectedFrames()
    transport = StringTransport()
    poem.makeConnection(transport)
    for chunk in chunks:
        poem.dataReceived(chunk)
    poem.connectionLost(connectionDone)
    return poem, sink, transport


def test_a_class_with_names_of_its_own_runs_as_in_its_daemon() -> None:
    chat, sink, transport = run(Chat, b"one\ntw", b"o\n")
    assert sink.received == [b"one", b"two"]
    assert chat.log == ["made", b"one", b"two", "lost"]
    assert transport.value() == b"oneand more\ntwoand more\n"


def test_its_own_encode_is_not_taken_for_ours() -> None:
    assert not can_speak(as_poem(Chat))


def test_a_line_over_its_limit_is_a_protocol_error_and_it_hears_of_it() -> None:
    chat, sink, _ = run(Chat, b"one\n" + b"x" * 9 + b"\n")
    assert sink.received == [b"one"]
    assert sink.failure == "a line is longer than the limit of 8 bytes; raise MAX_LENGTH to accept it"
    assert chat.log == ["made", b"one", "too long", "failed", "lost"]


@pytest.mark.parametrize(
    "protocol,wire",
    [
        (LineReceiver, b"abc\r\n\r\n"),
        (LineOnlyReceiver, b"abc\r\n\r\n"),
        (NetstringReceiver, b"3:abc,0:,"),
        (Int8StringReceiver, b"\3abc\0"),
        (Int16StringReceiver, b"\0\3abc\0\0"),
        (Int32StringReceiver, b"\0\0\0\3abc\0\0\0\0"),
    ],
)
def test_a_class_without_code_of_its_own_delivers(protocol: type[Protocol], wire: bytes) -> None:
    trial = try_protocol(as_poem(type("Bare", (protocol,), {})), [wire])
    assert (trial.frames, trial.outcome) == ([b"abc", b""], Outcome.COMPLETE)
    cut = try_protocol(as_poem(type("Bare", (protocol,), {})), [wire + wire[:1]])
    assert (cut.frames, cut.outcome) == ([b"abc", b""], Outcome.CUT)


@pytest.mark.parametrize(
    "protocol,wire,reason",
    [
        (LineReceiver, b"x" * 9 + b"\r\n", "a line is longer than the limit of 8 bytes; raise MAX_LENGTH to accept it"),
        (LineOnlyReceiver, b"x" * 9, "a line is longer than the limit of 8 bytes; raise MAX_LENGTH to accept it"),
        (Int16StringReceiver, b"\0\x09", "a string of 9 bytes is announced, over the limit of 8 bytes"),
        (NetstringReceiver, b"9:", "what came is not a netstring"),
        (NetstringReceiver, b"3:abc;", "what came is not a netstring"),
    ],
)
def test_what_twisted_only_closes_on_is_a_protocol_error(protocol: type[Protocol], wire: bytes, reason: str) -> None:
    trial = try_protocol(as_poem(type("Short", (protocol,), {"MAX_LENGTH": 8})), [wire])
    assert (trial.outcome, trial.reason) == (Outcome.PROTOCOL_ERROR, reason)


class Stateful(StatefulStringProtocol, NetstringReceiver):
    def proto_init(self, string: bytes) -> str:
        assert self.transport is not None
        self.transport.write(b"hello " + string)
        return "done"


def test_a_stateful_one_goes_through_its_states() -> None:
    poem, sink, transport = run(Stateful, b"3:abc,")
    assert sink.received == [b"abc"]
    assert transport.value() == b"hello abc"
    assert poem.state == "done"


class Buffering(Protocol):
    """Cuts frames by itself, which nobody can see."""

    _buffer = b""

    def dataReceived(self, data: bytes) -> None:
        self._buffer += data


def test_a_plain_protocol_delivers_the_stream_until_the_close() -> None:
    trial = try_protocol(as_poem(Buffering), [b"one", b"two"])
    assert (trial.frames, trial.outcome) == ([b"onetwo"], Outcome.COMPLETE)
    assert run(Buffering, b"one", b"two")[0]._buffer == b"onetwo"
    assert try_protocol(as_poem(type("Silent", (Protocol,), {})), []).frames == []


class Faulty(LineReceiver):
    def lineReceived(self, line: bytes) -> None:
        raise NotImplementedError("soon")


def test_an_error_of_its_own_is_its_fault() -> None:
    trial = try_protocol(as_poem(Faulty), [b"a\r\nb\r\n"])
    assert trial.outcome is Outcome.PLUGIN_FAULT
    assert "NotImplementedError: soon" in trial.reason
    assert trial.frames == [b"a"]


def test_a_class_keeps_its_name() -> None:
    poem = as_poem(Chat)
    assert (poem.__name__, poem.__module__, poem.__doc__) == (Chat.__name__, Chat.__module__, Chat.__doc__)
    assert as_poem(poem) is poem
