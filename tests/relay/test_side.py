"""One side of a relay, and the fetch that hears it: what came, how it ended, and that hearing can end before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import define, field

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.address import parse_address
from poetrygui.plugins import shipped_protocol
from poetrygui.relay.side import Side
from tests.core.scripted_server import Script, Session, sends, sends_and_resets, sends_and_waits
from tests.relay.conftest import Stage


@define
class Nothing:
    """Stands between, and notes what it is told."""

    came_all: bytes = b""
    told: list[str] = field(factory=list)

    def connected(self, side: Side) -> None:
        self.told.append("connected")

    def came(self, side: Side, data: bytes) -> None:
        self.came_all += data

    def half_closed(self, side: Side) -> None:
        self.told.append("half closed")

    def filled(self, side: Side, is_full: bool) -> None:
        self.told.append("full" if is_full else "empty")

    def unheard(self, side: Side, verdict: object) -> None:
        self.told.append("unheard")

    def lost(self, side: Side, is_clean: bool) -> None:
        self.told.append("clean" if is_clean else "broken")


@define
class Heard:
    side: Side
    between: Nothing
    fetch: Fetch[PoemStore]

    @property
    def rows(self) -> bytes:
        return b"".join(self.fetch.store.row_pieces())


Hear = Callable[..., Heard]


@pytest.fixture
def hear(stage: Stage, tmp_path: Any) -> Iterator[Hear]:
    """Return a function that connects a side to a server which plays a script, heard by a fetch."""
    heard: list[Heard] = []

    def connect(script: Script, protocol: str = "lines", **options: Any) -> Heard:
        between = Nothing()
        side = Side(stage.reactor, "server", between)
        server = Server("s", stage.serve(script, **options).address, protocol, transport_options={})
        endpoint = side.by(parse_address(server.address).endpoint(stage.reactor))
        store = PoemStore(tmp_path / f"poem-{len(heard)}")
        fetch = Fetch(stage.reactor, server, shipped_protocol(protocol), store, endpoint=endpoint)
        heard.append(Heard(side, between, fetch))
        fetch.start()
        return heard[-1]

    yield connect
    for each in heard:
        each.side.abort()
        each.fetch.stop()
        stage.wait_for(each.fetch.done)
        stage.until(lambda each=each: each.side.transport is None)  # type: ignore[misc]
        each.fetch.store.close()


def test_what_comes_is_passed_on_and_heard(stage: Stage, hear: Hear) -> None:
    heard = hear(sends(b"a\nb\n"))
    ended = stage.wait_for(heard.fetch.done)
    assert (ended.outcome, ended.reason) == (Outcome.COMPLETE, "the server closed the connection")
    assert (heard.rows, heard.between.came_all) == (b"a\nb\n", b"a\nb\n")
    assert heard.between.told == ["connected", "half closed"]


def test_a_break_is_heard_as_one(stage: Stage, hear: Hear) -> None:
    heard = hear(sends_and_resets(b"a\nb"))
    assert stage.wait_for(heard.fetch.done).outcome is Outcome.RESET
    assert heard.between.told[-1] == "broken"


@pytest.mark.parametrize(
    "end, outcome, said",
    [
        (Side.close, Outcome.COMPLETE, "that was why"),
        (Side.break_off, Outcome.RESET, "that was why"),
    ],
)
def test_an_end_from_here_has_its_reason(stage: Stage, hear: Hear, end: Any, outcome: Outcome, said: str) -> None:
    heard = hear(sends_and_waits(b"a\n"))
    stage.until(lambda: heard.fetch.store.frame_count == 1)
    end(heard.side, said)
    end(heard.side, "another")
    ended: Ended = stage.wait_for(heard.fetch.done)
    assert (ended.outcome, ended.reason) == (outcome, said)


def test_where_the_protocol_cannot_go_on_the_bytes_do(stage: Stage, hear: Hear) -> None:
    async def goes_on(session: Session) -> None:
        session.send(b"1:a,no netstring")
        await session.heard(1)
        session.send(b"more")
        session.close()

    heard = hear(goes_on, "netstring")
    ended = stage.wait_for(heard.fetch.done)
    assert ended.outcome is Outcome.PROTOCOL_ERROR
    assert not heard.side.is_lost
    assert heard.between.told == ["connected", "unheard"]
    # Another may hear the rest.
    raw = shipped_protocol("raw")
    again = Fetch(
        stage.reactor, heard.fetch.server, raw, PoemStore(heard.fetch.store.directory / "rest"), endpoint=heard.side
    )
    again.start()
    heard.side.write(b"?")
    assert stage.wait_for(again.done).outcome is Outcome.COMPLETE
    assert b"".join(again.store.exact_pieces()) == b"more"
    assert heard.between.came_all == b"1:a,no netstringmore"
    again.store.close()


def test_a_pause_lasts_until_everyone_has_resumed(stage: Stage, hear: Hear) -> None:
    async def goes_on(session: Session) -> None:
        session.send(b"a\n")
        await session.heard(1)
        session.send(b"b\n")
        await session.lost()

    heard = hear(goes_on)
    stage.until(lambda: heard.between.came_all == b"a\n")
    heard.side.pause("one")
    heard.side.pause("other")
    heard.side.write(b"?")
    heard.side.resume("one")
    heard.side.resume("nobody")
    for _ in range(10):
        stage.until(lambda: True)
    assert heard.between.came_all == b"a\n"
    heard.side.resume("other")
    stage.until(lambda: heard.between.came_all == b"a\nb\n")


def test_of_tls_nobody_can_close_half(stage: Stage, hear: Hear) -> None:
    side = Side(stage.reactor, "client", Nothing())
    assert side.finish_writing()  # where there is nothing yet, nothing is missed
    side.write(b"dropped")
    side.abort()
    heard = hear(sends_and_waits(b"a\n"))
    stage.until(lambda: heard.between.came_all == b"a\n")
    assert heard.side.finish_writing()
    stage.until(lambda: heard.side.transport is None)


def test_a_reset_that_sending_meets_is_one(stage: Stage, hear: Hear) -> None:
    """The system tells of it once: what is read next seemed an ordinary end."""
    heard = hear(sends_and_waits(b"a\n"))
    stage.until(lambda: heard.fetch.store.frame_count == 1)
    session = stage.servers[-1].sessions[0]
    session.reset()
    heard.side.write(b"?")
    heard.side.write(b"?")
    ended = stage.wait_for(heard.fetch.done)
    assert ended.outcome is Outcome.RESET
    assert heard.between.told[-1] == "broken"
