"""Classes of Twisted's, as somebody's daemon has them: what they receive is delivered, and their own code runs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
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

from poetrygui.api import CollectedFrames, PoemProtocol, can_speak
from poetrygui.api.speaking import encode_frame
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.core.outcomes import Outcome
from poetrygui.errors import PluginError
from poetrygui.plugins.checking.trial import pieces, try_protocol


class Chat(LineReceiver):
    """Has methods of its own under every name that PoemProtocol uses, too."""

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
    poem: Any = as_poem_protocol(protocol)()
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


def test_its_own_encode_and_send_are_not_taken_for_ours() -> None:
    assert can_speak(as_poem_protocol(Chat))
    assert encode_frame(as_poem_protocol(Chat)(), b"one") == b"one\n"
    with pytest.raises(ValueError, match="delimiter"):
        encode_frame(as_poem_protocol(Chat)(), b"one\ntwo")


class Words(LineReceiver):
    """Sends text, as Twisted's client for IRC does."""

    def sendLine(self, line: Any) -> None:
        super().sendLine(line.replace("\n", "").encode())  # type: ignore[no-untyped-call]  # of Twisted


@pytest.mark.parametrize(
    "protocol, frame, wire",
    [
        (LineReceiver, b"abc", b"abc\r\n"),
        (LineOnlyReceiver, b"abc", b"abc\r\n"),
        (NetstringReceiver, b"abc", b"3:abc,"),
        (Int16StringReceiver, b"abc", b"\0\3abc"),
        (Words, "grüße".encode(), "grüße\r\n".encode()),
    ],
)
def test_it_sends_with_what_it_has(protocol: type[Protocol], frame: bytes, wire: bytes) -> None:
    assert encode_frame(as_poem_protocol(type("Own", (protocol,), {}))(), frame) == wire


def test_what_it_cannot_send_is_refused() -> None:
    with pytest.raises(ValueError, match="256 bytes"):
        encode_frame(as_poem_protocol(type("Own", (Int8StringReceiver,), {}))(), bytes(256))
    with pytest.raises(ValueError, match="utf-8"):
        encode_frame(as_poem_protocol(type("Own", (Words,), {}))(), b"\xff")
    assert not can_speak(as_poem_protocol(type("Own", (Protocol,), {})))


class Announcing(LineReceiver):
    """Each line tells how many bytes come after it in raw mode."""

    def __init__(self) -> None:
        self.got = b""
        self.missing = 0

    def lineReceived(self, line: bytes) -> None:
        self.missing = int(line)
        self.got = b""
        self.setRawMode()  # type: ignore[no-untyped-call]  # of Twisted

    def rawDataReceived(self, data: bytes) -> None:
        taken, rest = data[: self.missing], data[self.missing :]
        self.got += taken
        self.missing -= len(taken)
        if not self.missing:
            self.setLineMode(rest)  # type: ignore[no-untyped-call]  # of Twisted


class Knowing(Announcing):
    """Knows when a close is the end: where nothing is missing, or the length was not told."""

    def unfinished(self) -> str | None:
        return f"{self.missing} bytes are missing" if 0 < self.missing < 1000 else None


class Switching(LineReceiver):
    """Goes back to lines by the attribute alone, as some do."""

    def lineReceived(self, line: bytes) -> None:
        self.setRawMode()  # type: ignore[no-untyped-call]  # of Twisted

    def rawDataReceived(self, data: bytes) -> None:
        self.line_mode = 1


class Raising(Announcing):
    def rawDataReceived(self, data: bytes) -> None:
        raise ValueError("not this")


class Leaving(Announcing):
    def rawDataReceived(self, data: bytes) -> None:
        super().rawDataReceived(data)
        if self.missing <= 2:
            assert self.transport is not None
            self.transport.loseConnection()


@given(st.lists(st.binary(min_size=1, max_size=20), min_size=1, max_size=5), st.data())
def test_what_comes_in_raw_mode_is_a_frame(bodies: list[bytes], data: st.DataObject) -> None:
    wire = b"".join(b"%d\r\n%b" % (len(body), body) for body in bodies)
    points = data.draw(st.lists(st.integers(0, len(wire)), max_size=8))
    trial = try_protocol(as_poem_protocol(Announcing), pieces(wire, points))
    expected = [frame for body in bodies for frame in (b"%d" % len(body), body)]
    assert (trial.frames, trial.outcome) == (expected, Outcome.COMPLETE)


def test_half_of_what_was_announced_in_raw_mode_is_kept_and_cut() -> None:
    trial = try_protocol(as_poem_protocol(Announcing), [b"50\r\nabc", b"de"])
    assert (trial.frames, trial.rest, trial.outcome) == ([b"50"], b"abcde", Outcome.CUT)
    assert "5 bytes came in raw mode" in trial.reason
    nothing = try_protocol(as_poem_protocol(Announcing), [b"50\r\n"])
    assert (nothing.frames, nothing.rest, nothing.outcome) == ([b"50"], b"", Outcome.CUT)
    mixed = try_protocol(
        type("Mixed", (PoemProtocol, LineReceiver), {"lineReceived": lambda self, _: self.setRawMode()}), [b"\r\n"]
    )
    assert mixed.outcome is Outcome.CUT


def test_a_class_may_know_that_a_close_in_raw_mode_is_its_end() -> None:
    whole = try_protocol(as_poem_protocol(Knowing), [b"5000\r\nabc"])
    assert (whole.frames, whole.outcome) == ([b"5000", b"abc"], Outcome.COMPLETE)
    half = try_protocol(as_poem_protocol(Knowing), [b"50\r\nabc"])
    assert (half.frames, half.rest, half.outcome) == ([b"50"], b"abc", Outcome.CUT)
    assert "47 bytes are missing" in half.reason


def test_raw_mode_ends_in_other_ways() -> None:
    back = try_protocol(as_poem_protocol(Switching), [b"\r\n", b"raw", b"line\r\n", b"more"])
    assert (back.frames, back.outcome) == ([b"", b"raw", b"line", b"more"], Outcome.COMPLETE)
    fault = try_protocol(as_poem_protocol(Raising), [b"5\r\nabc"])
    assert (fault.frames, fault.rest, fault.outcome) == ([b"5"], b"abc", Outcome.PLUGIN_FAULT)
    left = try_protocol(as_poem_protocol(Leaving), [b"5\r\nabc"])
    assert (left.frames, left.outcome) == ([b"5", b"abc"], Outcome.COMPLETE)
    bare = try_protocol(as_poem_protocol(type("Bare", (LineReceiver,), {"line_mode": 0})), [b"abc"])
    assert (bare.frames, bare.rest, bare.outcome) == ([], b"abc", Outcome.CUT)


class Texts(LineReceiver):
    """Makes text of its lines before it hands them to itself, as clients of Redis do."""

    got: Any = None

    def dataReceived(self, data: bytes) -> None:
        for line in data.splitlines():
            self.lineReceived(line.decode("utf-8", "surrogateescape"))

    def lineReceived(self, line: Any) -> None:
        self.got = line


def test_text_is_delivered_as_its_bytes_and_handed_on_as_text() -> None:
    poem, sink, _ = run(Texts, "grüße\n".encode(), b"\xff\n")
    assert sink.received == ["grüße".encode(), b"\xff"]
    assert poem.got == "\udcff"


class Messages(LineReceiver):
    """Makes something else of its lines, for which it has callbacks of its own."""

    def lineReceived(self, line: bytes) -> None:
        self.onMessage("topic", line, is_last=line == b"bye")

    def onMessage(self, topic: str, payload: bytes, is_last: bool) -> str:  # noqa: N802 - as autobahn's
        self.counted(len(payload))
        return topic

    def counted(self, number: int) -> None:
        pass


def test_callbacks_of_other_names() -> None:
    wire = [b"hello\r\nbye\r\n"]
    assert try_protocol(as_poem_protocol(Messages, "onMessage"), wire).frames == [b"hello", b"bye"]
    both = try_protocol(as_poem_protocol(Messages, ("onMessage", "counted")), wire)
    assert (both.frames, both.outcome) == ([b"hello", b"5", b"bye", b"3"], Outcome.COMPLETE)
    assert as_poem_protocol(Messages, ["onMessage"])().onMessage("a", b"b", is_last=False) == "a"  # type: ignore[attr-defined]  # its own
    too_long = try_protocol(as_poem_protocol(Messages, "onMessage"), [bytes(20_000)])
    assert too_long.outcome is Outcome.PROTOCOL_ERROR
    with pytest.raises(PluginError, match="OVERHEAR names 'onMassage', and Messages has no method of that name"):
        as_poem_protocol(Messages, "onMassage")


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
    trial = try_protocol(as_poem_protocol(type("Bare", (protocol,), {})), [wire])
    assert (trial.frames, trial.outcome) == ([b"abc", b""], Outcome.COMPLETE)
    cut = try_protocol(as_poem_protocol(type("Bare", (protocol,), {})), [wire + wire[:1]])
    assert (cut.frames, cut.outcome) == ([b"abc", b""], Outcome.CUT)


TOO_LONG = "a line is longer than the limit of 8 bytes; raise MAX_LENGTH to accept it"
FIRST_BYTE = "; byte 0 of the stream is the first not delivered"


@pytest.mark.parametrize(
    "protocol,wire,reason",
    [
        (LineReceiver, b"x" * 9 + b"\r\n", TOO_LONG + FIRST_BYTE),
        (LineOnlyReceiver, b"x" * 9, TOO_LONG),
        (Int16StringReceiver, b"\0\x09", "a string of 9 bytes is announced, over the limit of 8 bytes" + FIRST_BYTE),
        (NetstringReceiver, b"9:", "what came is not a netstring"),
        (NetstringReceiver, b"3:abc;", "what came is not a netstring"),
    ],
)
def test_what_twisted_only_closes_on_is_a_protocol_error(protocol: type[Protocol], wire: bytes, reason: str) -> None:
    trial = try_protocol(as_poem_protocol(type("Short", (protocol,), {"MAX_LENGTH": 8})), [wire])
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

    buffered = b""

    def dataReceived(self, data: bytes) -> None:
        self.buffered += data


def test_a_plain_protocol_delivers_the_stream_until_the_close() -> None:
    trial = try_protocol(as_poem_protocol(Buffering), [b"one", b"two"])
    assert (trial.frames, trial.outcome) == ([b"onetwo"], Outcome.COMPLETE)
    assert run(Buffering, b"one", b"two")[0].buffered == b"onetwo"
    assert try_protocol(as_poem_protocol(type("Silent", (Protocol,), {})), []).frames == []


class Faulty(LineReceiver):
    def lineReceived(self, line: bytes) -> None:
        raise NotImplementedError("soon")


def test_an_error_of_its_own_is_its_fault() -> None:
    trial = try_protocol(as_poem_protocol(Faulty), [b"a\r\nb\r\n"])
    assert trial.outcome is Outcome.PLUGIN_FAULT
    assert "NotImplementedError: soon" in trial.reason
    assert trial.frames == [b"a"]


def test_a_class_keeps_its_name() -> None:
    poem = as_poem_protocol(Chat)
    assert (poem.__name__, poem.__module__, poem.__doc__) == (Chat.__name__, Chat.__module__, Chat.__doc__)
    assert as_poem_protocol(poem) is poem


class Lookalike(Protocol):
    """Has its lines cut by code of its own, and keeps the rest under a private name, as the clients of Redis do."""

    __buffer = b""

    def dataReceived(self, data: bytes) -> None:
        *lines, self.__buffer = (self.__buffer + data).split(b"\n")
        for line in lines:
            self.lineReceived(line)

    def lineReceived(self, line: bytes) -> None:
        pass


def test_a_rest_under_a_private_name_is_cut_off() -> None:
    whole = try_protocol(as_poem_protocol(Lookalike), [b"one\ntw", b"o\n"])
    assert (whole.frames, whole.outcome) == ([b"one", b"two"], Outcome.COMPLETE)
    half = try_protocol(as_poem_protocol(Lookalike), [b"one\ntw"])
    assert (half.frames, half.outcome) == ([b"one"], Outcome.CUT)
