"""Many who watch one connection: all see all of it, the slowest sets the pace, and who leaves is missed by nobody."""

from __future__ import annotations

from tests.core.scripted_server import Session, is_silent
from tests.relay.conftest import Stage
from tests.relay.test_pair import Counting, Losing, waits


def test_all_see_what_comes_and_the_server_hears_all(stage: Stage) -> None:
    async def answers(session: Session) -> None:
        await session.heard(2)
        session.send(b"to all")
        session.close()

    async def asks(session: Session) -> None:
        session.send(b"?")
        await session.lost()

    server = stage.serve(answers)
    tee = stage.tee(server)
    watchers = [stage.client(tee.watcher(), asks) for _ in range(2)]
    stage.until(lambda: all(watcher.is_lost for watcher in watchers))
    assert [watcher.received for watcher in watchers] == [b"to all", b"to all"]
    assert (server.sessions[0].received, len(server.sessions)) == (b"??", 1)
    stage.until(lambda: not tee.watchers and "over" in stage.said)


def test_the_slowest_sets_the_pace_until_it_leaves(stage: Stage) -> None:
    async def floods(session: Session) -> None:
        await session.heard(1)
        session.send(b"x" * 40_000_000)
        session.close()

    async def is_stuck(session: Session) -> None:
        session.transport.pauseProducing()
        session.send(b"?")

    tee = stage.tee(stage.serve(floods))
    quick = stage.client(tee.watcher(), waits, Counting)
    stuck_side = tee.watcher()
    stuck = stage.client(stuck_side, is_stuck)
    stage.until(lambda: stuck_side.is_full)
    assert sum(quick.sizes) < 40_000_000
    # One who comes now is not to say anything before the server takes it.
    late = stage.client(tee.watcher(), waits, Counting)
    stuck.transport.abortConnection()
    stage.until(lambda: quick.is_lost and late.is_lost)
    assert sum(quick.sizes) == 40_000_000
    assert 0 < sum(late.sizes) < 40_000_000


def test_a_watcher_that_says_no_more_goes_on_watching(stage: Stage) -> None:
    async def says_no_more(session: Session) -> None:
        session.transport.loseWriteConnection()
        await session.lost()

    server = stage.serve(is_silent)
    tee = stage.tee(server)
    client = stage.client(tee.watcher(), says_no_more)
    stage.until(lambda: bool(server.sessions))
    server.sessions[0].send(b"still")
    stage.until(lambda: client.received == b"still")
    client.transport.abortConnection()
    stage.until(lambda: client.is_lost)
    # It is noticed when something is to be sent there.
    server.sessions[0].send(b"there")
    stage.until(lambda: not tee.watchers)
    assert stage.said == ["alone"]
    server.close()
    tee.abort()
    stage.until(lambda: "over" in stage.said)


def test_where_the_server_breaks_off_all_are_broken_off(stage: Stage) -> None:
    server = stage.serve(waits)
    tee = stage.tee(server)
    client = stage.client(tee.watcher(), waits, Losing)
    stage.until(lambda: bool(server.sessions))
    server.sessions[0].reset()
    stage.until(lambda: client.is_lost)
    assert client.reasons == ["ConnectionLost"]
    stage.until(lambda: "over" in stage.said)
