"""How a fetch ends, over real loopback connections: one outcome each, and every byte that was delivered is kept."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, Serve, StartFetch
from tests.core.scripted_server import Session, is_silent, sends, sends_and_resets, sends_and_waits

WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.mark.parametrize(
    "protocol, data, outcome, exact, frames",
    [
        ("raw", b"", Outcome.COMPLETE, b"", 0),
        ("raw", b"x", Outcome.COMPLETE, b"x", 1),
        ("raw", b"verse\n" * 100_000, Outcome.COMPLETE, b"verse\n" * 100_000, 1),
        ("netstring", b"", Outcome.COMPLETE, b"", 0),
        ("netstring", b"0:,", Outcome.COMPLETE, b"", 1),
        ("netstring", b"3:one,3:two,", Outcome.COMPLETE, b"onetwo", 2),
        ("netstring", b"3:one,3:two", Outcome.CUT, b"onetwo", 1),
        ("netstring", b"3:one,10:two", Outcome.CUT, b"onetwo", 1),
        ("netstring", b"3:one,1", Outcome.CUT, b"one", 1),
        ("netstring", b"3:one,x3:two,", Outcome.PROTOCOL_ERROR, b"one", 1),
        ("lines", b"one\r\ntwo\n", Outcome.COMPLETE, b"onetwo", 2),
        ("lines", b"one\ntwo", Outcome.COMPLETE, b"onetwo", 2),
        ("lines", b"one\n" + b"x" * (1 << 20) + b"y\n", Outcome.PROTOCOL_ERROR, b"one" + b"x" * (1 << 20), 1),
    ],
)
def test_clean_closes(
    serve: Serve, fetched: Fetched, protocol: str, data: bytes, outcome: Outcome, exact: bytes, frames: int
) -> None:
    running = fetched(serve(sends(data)), protocol)
    assert (running.outcome, running.exact, running.ended.frames) == (outcome, exact, frames)


def test_the_reason_says_what_is_missing(serve: Serve, fetched: Fetched) -> None:
    assert "3 of 10 bytes" in fetched(serve(sends(b"10:abc")), "netstring").ended.reason
    assert "no newline" in fetched(serve(sends(b"abc")), "lines").ended.reason


def test_the_states_tell_how_it_goes(serve: Serve, start_fetch: StartFetch, wait_until: WaitUntil) -> None:
    async def script(session: Session) -> None:
        session.send(b"3:one,")
        await session.heard(1)
        session.send(b"3:two,")
        session.close()

    running = start_fetch(serve(script), "netstring")
    assert running.states == [Connecting()]
    wait_until(lambda: running.states[-1] == Receiving(3, 1))
    running.fetch.send(b"")
    wait_until(lambda: isinstance(running.states[-1], Ended))
    assert (running.ended.bytes, running.ended.frames) == (6, 2)
    assert running.ended.seconds > 0


def test_nothing_after_the_first_protocol_error_is_kept(serve: Serve, fetched: Fetched) -> None:
    async def script(session: Session) -> None:
        session.send(b"3:one,3:twoX5:three,")
        session.send(b"4:four,")
        await session.lost()

    running = fetched(serve(script), "netstring")
    assert running.outcome is Outcome.PROTOCOL_ERROR
    assert running.exact == b"one"
    assert "byte 11" in running.ended.reason


@pytest.mark.parametrize("data", [b"", b"one\ntwo"])
@pytest.mark.parametrize("protocol", ["raw", "lines"])
def test_a_reset(serve: Serve, fetched: Fetched, data: bytes, protocol: str) -> None:
    running = fetched(serve(sends_and_resets(data)), protocol)
    assert running.outcome is Outcome.RESET
    assert running.exact == data.replace(b"\n", b"" if protocol == "lines" else b"\n")


def test_a_reset_inside_a_frame_says_so(serve: Serve, fetched: Fetched) -> None:
    running = fetched(serve(sends_and_resets(b"10:abc")), "netstring")
    assert running.outcome is Outcome.RESET
    assert "3 of 10 bytes" in running.ended.reason
    assert running.exact == b"abc"


def test_a_reset_because_the_server_did_not_read(serve: Serve, fetched: Fetched) -> None:
    async def script(session: Session) -> None:
        session.send(b"kept")
        await session.close_with_unread_data(5)

    running = fetched(serve(script), send="hello")
    assert running.outcome is Outcome.RESET
    assert running.exact == b"kept"


def test_a_refused_connection(fetched: Fetched) -> None:
    running = fetched("127.0.0.1:1")
    assert running.outcome is Outcome.REFUSED
    assert running.states[0] == Connecting()
    assert len(running.states) == 2
    assert not running.store.directory.exists()


@pytest.fixture
def full_backlog() -> Iterator[str]:
    """A listener that has no room for another connection: whoever asks gets no answer."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(listener.getsockname())
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        for each in waiting:
            each.close()


def test_no_answer_within_the_time_limit(full_backlog: str, fetched: Fetched) -> None:
    running = fetched(full_backlog, connect_timeout=0.2)
    assert running.outcome is Outcome.TIMEOUT
    assert "0.2 s" in running.ended.reason


def test_stopped_while_connecting(full_backlog: str, start_fetch: StartFetch, wait_for: WaitFor) -> None:
    running = start_fetch(full_backlog)
    running.fetch.stop("enough")
    wait_for(running.done)
    assert (running.outcome, running.ended.reason) == (Outcome.STOPPED, "enough")
    assert len(running.states) == 2


def test_silence_for_longer_than_the_limit(serve: Serve, fetched: Fetched) -> None:
    running = fetched(serve(sends_and_waits(b"something")), idle_timeout=0.5)
    assert running.outcome is Outcome.TIMEOUT
    assert "silent for 0.5 s" in running.ended.reason
    assert running.exact == b"something"


def test_stopped_while_receiving(
    serve: Serve, start_fetch: StartFetch, wait_until: WaitUntil, wait_for: WaitFor
) -> None:
    server = serve(sends_and_waits(b"kept"))
    running = start_fetch(server)
    wait_until(lambda: running.store.size == 4)
    running.fetch.stop()
    running.fetch.stop("again")
    wait_for(running.done)
    assert (running.outcome, running.ended.reason) == (Outcome.STOPPED, "stopped by the user")
    assert running.exact == b"kept"
    wait_until(lambda: server.sessions[0].is_lost)


def test_stopped_when_it_has_ended(serve: Serve, fetched: Fetched) -> None:
    running = fetched(serve(sends(b"x")))
    running.fetch.stop()
    running.fetch.start()
    assert running.outcome is Outcome.COMPLETE


def test_stopped_by_whoever_hears_that_it_begins(reactor: Any, serve: Serve, start_fetch: StartFetch) -> None:
    server = serve(is_silent)
    running = start_fetch(server.address + "9" * 9)
    again = type(running.fetch)(
        reactor,
        running.fetch.server,
        running.fetch.protocol,
        running.store,
        on_state=lambda state: again.stop() if isinstance(state, Connecting) else told.append(state),
    )
    told: list[State] = []
    again.start()
    again.start()
    assert [state.outcome for state in told if isinstance(state, Ended)] == [Outcome.STOPPED]


def test_stopped_before_it_begins(serve: Serve, reactor: Any, start_fetch: StartFetch) -> None:
    running = start_fetch("not an address")
    told: list[State] = []
    fetch = type(running.fetch)(
        reactor, running.fetch.server, running.fetch.protocol, running.store, on_state=told.append
    )
    fetch.stop()
    fetch.start()
    assert [type(state) for state in told] == [Ended]


@pytest.mark.parametrize("address", ["", "nonsense", "127.0.0.1:99999", "tls:a..b:443", "carrier-pigeon:x"])
def test_what_is_no_address(fetched: Fetched, address: str) -> None:
    running = fetched(address)
    assert running.outcome is Outcome.UNREACHABLE
    assert [type(state) for state in running.states] == [Connecting, Ended]


def test_a_unix_socket(socket_folder: Path, serve: Serve, fetched: Fetched, wait_for: WaitFor) -> None:
    path = socket_folder / "so:cket"
    server = serve(sends(b"verse"), path=str(path))
    running = fetched(f"unix:{str(path).replace(':', chr(92) + ':')}")
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"verse")
    wait_for(server.close())
    missing = fetched(f"unix:{socket_folder}/missing")
    assert missing.outcome is Outcome.UNREACHABLE
    assert "no such file" in missing.ended.reason


def test_a_unix_socket_that_nobody_listens_at(fetched: Fetched, socket_folder: Path) -> None:
    path = socket_folder / "socket"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
    assert fetched(f"unix:{path}").outcome is Outcome.REFUSED


def test_ipv6(serve: Serve, fetched: Fetched) -> None:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError as error:
        pytest.skip(f"this machine has no ::1: {error}")
    running = fetched(serve(sends(b"verse"), interface="::1"))
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"verse")


def test_what_a_server_is_to_be_sent_is_encoded_by_the_protocol(serve: Serve, fetched: Fetched) -> None:
    async def script(session: Session) -> None:
        session.send(await session.heard(10))
        session.close()

    running = fetched(serve(script), "netstring", send="Verse…")
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, "Verse…"[:7].encode())


def test_bytes_typed_on_the_command_line_are_sent_as_they_are(serve: Serve, fetched: Fetched) -> None:
    async def script(session: Session) -> None:
        session.send(await session.heard(2))
        session.close()

    running = fetched(serve(script), send=b"\xe9\n".decode("utf-8", "surrogateescape"))
    assert running.exact == b"\xe9\n"


@pytest.mark.parametrize("send", ["two\nlines", "\ud800"])
def test_what_cannot_be_sent(serve: Serve, fetched: Fetched, send: str) -> None:
    running = fetched(serve(is_silent), "lines", send=send)
    assert running.outcome is Outcome.STOPPED
