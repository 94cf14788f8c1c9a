"""Listening to the beginning of what a server says: a recording of it, or a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from attrs import define
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.task import Clock

from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.recording import Recording
from poetrygui.core.questions.asking import Nobody, Question
from poetrygui.errors import AddressError, RecordingError
from poetrygui.recordings import listening
from poetrygui.recordings.listening import record_beginning
from tests.conftest import WaitFor
from tests.core.scripted_server import Session, is_silent, listen, sends, sends_and_resets, sends_and_waits
from tests.surroundings import PATIENCE


@pytest.fixture
def heard(reactor: Any, wait_for: WaitFor, tmp_path: Path) -> Callable[..., Recording]:
    """Return a function that listens to a server that plays a script, and gives what was recorded."""

    def hear(script: Any, seconds: float = PATIENCE) -> Recording:
        server = listen(reactor, script)
        done: Deferred[None] = record_beginning(reactor, server.address, tmp_path / "heard", seconds)
        try:
            wait_for(done)
        finally:
            wait_for(server.close())
        return Recording.existing(tmp_path / "heard")

    return hear


def test_all_that_comes_before_the_close_is_recorded(heard: Callable[..., Recording]) -> None:
    recording = heard(sends(b"3:one,"))
    assert recording.wire(0, 99) == b"3:one,"
    assert recording.info.ended is not None
    assert recording.info.ended.outcome is Outcome.COMPLETE


@pytest.mark.parametrize("script, data", [(is_silent, b""), (sends_and_waits(b"verse"), b"verse")])
def test_a_server_that_goes_on_is_listened_to_for_a_while(
    heard: Callable[..., Recording], script: Any, data: bytes
) -> None:
    recording = heard(script, 0.3)
    assert recording.wire(0, 99) == data
    assert recording.info.ended is not None


def test_no_more_is_recorded_than_is_looked_at(
    heard: Callable[..., Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "LOOKED_AT", 100_000)

    async def floods(session: Session) -> None:
        for _ in range(200):
            session.send(b"verse\n" * 10_000)
        await session.lost()

    assert 100_000 <= heard(floods).wire_size < 2_000_000


def test_a_broken_connection_leaves_what_came(heard: Callable[..., Recording]) -> None:
    recording = heard(sends_and_resets(b"half"))
    assert recording.info.ended is not None
    assert recording.info.ended.outcome in (Outcome.RESET, Outcome.COMPLETE)


def test_where_nobody_listens_there_is_nothing_to_hear(reactor: Any, wait_for: WaitFor, tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"127\.0\.0\.1:1 cannot be listened to: .+\.$"):
        wait_for(record_beginning(reactor, "127.0.0.1:1", tmp_path / "heard", PATIENCE))


def test_what_is_no_address_is_said_at_once(reactor: Any, tmp_path: Path) -> None:
    with pytest.raises(AddressError):
        record_beginning(reactor, "nowhere", tmp_path / "heard", PATIENCE)
    assert not (tmp_path / "heard").exists()


def test_who_is_asked_on_the_way_has_all_the_time_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time for a connection ran out while somebody typed a password."""
    clock, answer = Clock(), Deferred[Any]()
    heard: list[Any] = []

    class Somebody(Nobody):
        can_ask = True

        def ask(self, question: Question) -> Deferred[str | None]:
            return answer

    @define
    class Way:
        asker: Any

        def connect(self, factory: Any) -> Deferred[Any]:
            asked: Deferred[Any] = self.asker.ask(Question("Password:"))
            return asked.addCallback(lambda _: factory.buildProtocol(None))

    class Asking:
        def asking_endpoint(self, _reactor: object, asker: object) -> Way:
            return Way(asker)

    monkeypatch.setattr(listening, "parse_address", lambda _address, _options: Asking())
    done = record_beginning(cast("Any", clock), "there", tmp_path / "heard", 3.0, asker=Somebody())
    done.addBoth(heard.append)
    clock.advance(60.0)
    assert heard == []
    answer.callback("secret")
    assert clock.getDelayedCalls() == []
    done.cancel()


def test_it_is_cancelled_before_there_is_a_connection_and_while_it_listens(
    reactor: Any, wait_for: WaitFor, wait_until: Callable[[Callable[[], bool]], None], tmp_path: Path
) -> None:
    server = listen(reactor, sends_and_waits(b"verse"))
    for is_connected in (False, True):
        done = record_beginning(reactor, server.address, tmp_path / str(is_connected), PATIENCE)
        if is_connected:
            wait_until(lambda: bool(server.sessions))
        done.cancel()
        with pytest.raises((CancelledError, RecordingError)):
            wait_for(done)
    wait_until(lambda: all(session.is_lost for session in server.sessions))
    wait_for(server.close())
