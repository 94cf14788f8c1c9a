"""A conversation with a server: in its order, by the reactor's clock, and whoever owns the connection hears all."""

from __future__ import annotations

import queue
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import define
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import MemoryReactorClock, StringTransport
from twisted.protocols.basic import Int16StringReceiver, LineReceiver
from twisted.python.failure import Failure

from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.limits import Limited, Limits
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.outcomes import Connecting, Ended
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.plugins import shipped_protocol
from tests.surroundings import PATIENCE


class StockLines(LineReceiver):
    """Knows nothing of this program."""


class StockStrings(Int16StringReceiver):
    """Nor does this one."""


@define
class Talk:
    """A connection whose other end is the test."""

    fetch: Fetch[PoemStore]
    reactor: Any
    transport: StringTransport
    connection: Any

    def said(self) -> bytes:
        """Return what was said since the last time."""
        data: bytes = self.transport.value()
        self.transport.clear()
        return data

    def hears(self, data: bytes) -> bytes:
        """Say something to it, and return what it says then."""
        self.connection.dataReceived(data)
        return self.said()

    def end(self) -> Ended:
        self.connection.connectionLost(Failure(ConnectionDone()))
        assert isinstance(self.fetch.state, Ended)
        assert self.reactor.getDelayedCalls() == []
        return self.fetch.state


def begun(tmp_path: Path, *turns: Turn, protocol: Any = "lines", **asked: Any) -> Talk:
    reactor, transport = MemoryReactorClock(), StringTransport()
    more = {name: asked.pop(name, None) for name in ("limited", "wire", "passwords")}
    server = Server("a server", "203.0.113.1:8000", str(protocol), conversation=turns, **asked)
    kind = shipped_protocol(protocol) if isinstance(protocol, str) else protocol
    fetch: Fetch[PoemStore] = Fetch(reactor, server, kind, PoemStore(tmp_path / "poem"), **more)
    fetch.start()
    ((_, _, factory, *_),) = reactor.tcpClients
    connection: Any = factory.buildProtocol(None)
    connection.makeConnection(transport)
    return Talk(fetch, reactor, transport, connection)


def wait_for(pattern: str, seconds: float = 5) -> Turn:
    return Turn(Does.WAIT_FOR, pattern=pattern, seconds=seconds)


def test_all_is_said_at_once_in_its_order_where_nothing_is_waited_for(tmp_path: Path) -> None:
    turns = Turn(Does.SEND, "one"), Turn(Does.SEND_RAW, r"raw\0"), Turn(Does.SEND_HEX, "32")
    talk = begun(tmp_path, *turns, send="first")
    assert talk.said() == b"first\none\nraw\x002\n"
    assert talk.end().outcome == "complete"


def test_what_follows_is_said_when_what_is_waited_for_has_come(tmp_path: Path) -> None:
    talk = begun(tmp_path, wait_for("name"), Turn(Does.SEND, "me"), wait_for("name|word"), Turn(Does.SEND, "secret"))
    assert talk.said() == b""
    assert talk.hears(b"welcome\n") == b""
    # One frame is waited for once.
    assert talk.hears(b"your name\n") == b"me\n"
    assert talk.hears(b"more\nword\nword\n") == b"secret\n"
    assert talk.hears(b"name\n") == b""
    assert talk.end().frames == 6


@pytest.mark.parametrize("cut", range(1, 20))
def test_in_a_frame_in_parts_it_is_found_wherever_that_is_cut(tmp_path: Path, cut: int) -> None:
    turns = wait_for("login: "), Turn(Does.SEND_RAW, r"me\n"), wait_for("word: "), Turn(Does.SEND_RAW, r"secret\n")
    talk = begun(tmp_path, *turns, protocol="raw")
    data = b"login: and password: "
    assert talk.hears(data[:cut]) + talk.hears(data[cut:]) == b"me\nsecret\n"
    talk.end()


def test_what_does_not_come_in_time_ends_it(tmp_path: Path) -> None:
    talk = begun(tmp_path, wait_for("one", 2), Turn(Does.SEND, "1"), wait_for("two", 3), Turn(Does.SEND, "2"))
    talk.reactor.advance(1.9)
    assert talk.hears(b"one\n") == b"1\n"
    talk.reactor.advance(2.9)
    assert talk.hears(b"three\n") == b""
    talk.reactor.advance(0.2)
    talk.reactor.advance(0)
    ended = talk.end()
    assert (ended.outcome, ended.reason) == ("timeout", "'two' was waited for, and did not come within 3 s")
    assert ended.frames == 2


def test_each_frame_that_fits_is_answered_with_its_groups(tmp_path: Path) -> None:
    talk = begun(tmp_path, Turn(Does.ANSWER, r"PONG \1", "^PING (.*)$"), Turn(Does.ANSWER, "bless you", "achoo"))
    assert talk.hears(b"PING a\nnothing\nPING b\n") == b"PONG a\nPONG b\n"
    assert talk.hears(b"PING achoo\n") == b"PONG achoo\nbless you\n"
    talk.end()


def test_an_answer_that_cannot_be_sent_ends_it_and_is_no_fault(tmp_path: Path) -> None:
    talk = begun(tmp_path, Turn(Does.ANSWER, r"\1\n\1", "(a)"))
    assert talk.hears(b"a\n") == b""
    ended = talk.end()
    assert ended.outcome == "stopped"
    assert ended.reason.startswith("This cannot be sent: a line can neither hold a newline")


def test_a_pattern_that_takes_too_long_ends_it_and_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.05)
    talk = begun(tmp_path, Turn(Does.ANSWER, "a", "(a+)+$"))
    talk.hears(b"a" * 40 + b"b\n")
    ended = talk.end()
    assert ended.outcome == "stopped"
    assert "takes too long" in ended.reason


@pytest.mark.parametrize(
    "protocol, heard, said", [(StockLines, b"PING a\r\n", b"PONG a\r\n"), (StockStrings, b"\0\6PING a", b"\0\6PONG a")]
)
def test_a_class_of_twisteds_own_can_speak(tmp_path: Path, protocol: Any, heard: bytes, said: bytes) -> None:
    talk = begun(tmp_path, Turn(Does.ANSWER, r"PONG \1", "PING (.*)"), protocol=protocol)
    assert talk.hears(heard) == said
    talk.end()


def test_after_what_was_asked_for_nothing_is_answered(tmp_path: Path) -> None:
    limited = Limited(MemoryReactorClock(), Limits(frames=1))
    talk = begun(tmp_path, Turn(Does.ANSWER, "yes", "a"), limited=limited)
    assert talk.hears(b"a\na\n") == b""
    assert (talk.end().outcome, limited.reached) == ("stopped", "frames")


LOGIN = Turn(Does.SEND, "me"), Turn(Does.SEND_PASSWORD, "feed me"), Turn(Does.SEND, "more")


def test_a_password_is_sent_and_not_recorded(tmp_path: Path) -> None:
    heard: list[object] = []

    class Listens(NobodyListens):
        def sent(self, data: bytes) -> None:
            heard.append(data)

        def event(self, kind: EventKind, text: str = "") -> None:
            heard.append((kind, text))

    talk = begun(tmp_path, *LOGIN, wire=Listens(), passwords={("feed", "me"): b"secret"})
    assert talk.said() == b"me\nsecret\nmore\n"
    assert heard[1:] == [b"me\n", (EventKind.SENT_NOT_KEPT, "7 bytes"), b"more\n"]
    talk.end()


class Asked(MemoryReactorClock):
    """Holds back what a thread asks it to do."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.asked: queue.Queue[Any] = queue.Queue()

    def callFromThread(self, callable: Any, *arguments: Any, **keywords: Any) -> None:
        self.asked.put(partial(callable, *arguments, **keywords))

    def answer(self) -> None:
        """Do it, when it is there."""
        self.asked.get(timeout=PATIENCE)()


def fetch_with_password(
    tmp_path: Path, reactor: Any, monkeypatch: pytest.MonkeyPatch, password: str
) -> Fetch[PoemStore]:
    keyring = SimpleNamespace(get_password=lambda *whose: {("feed", "me"): password}.get(whose))
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    server = Server("a server", "203.0.113.1:8000", "lines", conversation=LOGIN)
    fetch: Fetch[PoemStore] = Fetch(reactor, server, shipped_protocol("lines"), PoemStore(tmp_path / "poem"))
    fetch.start()
    return fetch


def test_nobody_is_connected_to_before_the_keyring_has_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reactor = Asked()
    fetch = fetch_with_password(tmp_path, reactor, monkeypatch, "secret")
    assert fetch.state == Connecting("Waits for the system's keyring.")
    assert reactor.tcpClients == []
    reactor.answer()
    ((_, _, factory, *_),) = reactor.tcpClients
    connection: Any = factory.buildProtocol(None)
    transport = StringTransport()
    connection.makeConnection(transport)
    assert transport.value() == b"me\nsecret\nmore\n"
    connection.connectionLost(Failure(ConnectionDone()))


def test_whoever_stops_it_does_not_wait_for_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reactor = Asked()
    fetch = fetch_with_password(tmp_path, reactor, monkeypatch, "secret")
    fetch.stop()
    assert isinstance(fetch.state, Ended)
    assert fetch.state.outcome == "stopped"
    reactor.answer()
    assert reactor.tcpClients == []


@pytest.mark.parametrize(
    "password, said",
    [(None, "The system's keyring has not the password of 'me'"), ("two\nlines", "This cannot be sent")],
)
def test_without_a_password_nothing_is_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: Any, said: str
) -> None:
    reactor = Asked()
    fetch = fetch_with_password(tmp_path, reactor, monkeypatch, password)
    reactor.answer()
    assert isinstance(fetch.state, Ended)
    assert said in fetch.state.reason
    assert reactor.tcpClients == []


def test_what_is_wrong_with_it_keeps_it_from_connecting(tmp_path: Path) -> None:
    reactor = MemoryReactorClock()
    server = Server("a server", "203.0.113.1:8000", "lines", conversation=(wait_for("(a"),))
    fetch: Fetch[PoemStore] = Fetch(reactor, server, shipped_protocol("lines"), PoemStore(tmp_path / "poem"))
    fetch.start()
    assert isinstance(fetch.state, Ended)
    assert fetch.state.outcome == "stopped"
    assert fetch.state.reason.startswith("nothing was connected: '(a' is no regular expression")
    assert reactor.tcpClients == []
