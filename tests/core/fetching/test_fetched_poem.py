"""Fetching in one call, as another program does it."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import CancelledError
from twisted.python.failure import Failure

from poetrygui.api import CollectedFrames
from poetrygui.core import FetchedPoem, Outcome, Server, fetch
from poetrygui.core.outcomes import Ended, State
from poetrygui.core.poems.store import PoemStore
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Serve
from tests.core.scripted_server import Session, is_silent, sends, sends_and_waits

WaitUntil = Callable[[Callable[[], bool]], None]


def test_a_poem(reactor: Any, serve: Serve, wait_for: WaitFor) -> None:
    server = Server("a server", serve(sends(b"3:one,4:tw\xff\n,")).address)
    sink, states = CollectedFrames(), list[State]()
    poem = wait_for(fetch(reactor, server, shipped_protocol("netstring"), sink=sink, on_state=states.append))
    assert (poem.outcome, poem.data(), poem.text()) == (Outcome.COMPLETE, b"onetw\xff\n", "one\ntw�\n")
    assert poem.reason == poem.ended.reason
    assert sink.received == [b"one", b"tw\xff\n"]
    assert states[-1] == poem.ended
    poem.store.close()


def test_the_outcome_is_no_failure(reactor: Any, wait_for: WaitFor) -> None:
    poem = wait_for(fetch(reactor, Server("a server", "nonsense"), shipped_protocol("raw")))
    assert (poem.outcome, poem.data(), poem.text()) == (Outcome.UNREACHABLE, b"", "")


def test_a_temporary_folder_goes_with_the_poem(
    reactor: Any, serve: Serve, wait_for: WaitFor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    poem: FetchedPoem | None = wait_for(
        fetch(reactor, Server("a server", serve(sends(b"x")).address), shipped_protocol("raw"))
    )
    assert poem is not None
    assert poem.data() == b"x"
    assert len(list(tmp_path.iterdir())) == 1
    poem.store.close()
    poem = None
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_ones_own_stays(reactor: Any, serve: Serve, wait_for: WaitFor, tmp_path: Path) -> None:
    server = Server("a server", serve(sends(b"x")).address)
    poem = wait_for(fetch(reactor, server, shipped_protocol("raw"), store=PoemStore(tmp_path / "poem")))
    poem.store.close()
    del poem
    gc.collect()
    assert (tmp_path / "poem" / "rows.000").read_bytes() == b"x\n"


def cancelled(deferred: Any) -> list[Any]:
    results: list[Any] = []
    deferred.addBoth(results.append)
    deferred.cancel()
    return results


def test_cancelling_while_receiving(reactor: Any, serve: Serve, wait_until: WaitUntil, tmp_path: Path) -> None:
    server, store, states = serve(sends_and_waits(b"verse")), PoemStore(tmp_path / "poem"), list[State]()
    deferred = fetch(
        reactor, Server("a server", server.address), shipped_protocol("raw"), store=store, on_state=states.append
    )
    wait_until(lambda: store.size == 5)
    results = cancelled(deferred)
    wait_until(lambda: isinstance(states[-1], Ended))
    assert [isinstance(result, Failure) and result.type for result in results] == [CancelledError]
    assert getattr(states[-1], "outcome", None) is Outcome.STOPPED
    assert store.read(0, 9) == b"verse"
    wait_until(lambda: server.sessions[0].is_lost)
    store.close()


def test_cancelling_while_connecting(reactor: Any, serve: Serve) -> None:
    server, states = serve(is_silent), list[State]()
    deferred = fetch(reactor, Server("a server", server.address), shipped_protocol("raw"), on_state=states.append)
    results = cancelled(deferred)
    assert [isinstance(result, Failure) and result.type for result in results] == [CancelledError]
    assert getattr(states[-1], "outcome", None) is Outcome.STOPPED


def test_a_sink_that_fails_harms_neither_the_poem_nor_the_protocol(
    reactor: Any, serve: Serve, wait_for: WaitFor, logged_errors: Any
) -> None:
    class Full(CollectedFrames):
        def frame(self, data: bytes) -> None:
            raise BrokenPipeError("nobody reads this")

    async def script(session: Session) -> None:
        session.send(b"3:one,")
        await session.sent()
        session.send(b"70000:" + b"x" * 70_000 + b",")
        session.close()

    server = Server("a server", serve(script).address)
    poem = wait_for(fetch(reactor, server, shipped_protocol("netstring"), sink=Full()))
    assert (poem.outcome, poem.data()) == (Outcome.COMPLETE, b"one" + b"x" * 70_000)
    assert len(logged_errors.take()) == 1
    poem.store.close()
