"""A poem that is kept: who listens hears of each change, and of a phase only where one begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from attrs import define, field

from poetrygui.api import PoemProtocol
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import AwaitingPeers, Connecting, Ended, Outcome, Receiving
from poetrygui.core.poems.poem_info import PoemInfo

ENDED = Ended(Outcome.COMPLETE, "the server closed the connection", 5, 1)


class Speaking(PoemProtocol):
    def encode(self, frame: bytes) -> bytes:
        return frame


class Newer(PoemProtocol):
    pass


@define
class Connected:
    slowest_call: object = None


@define
class Running:
    """As much of a fetch as a kept poem asks for."""

    protocol: type[PoemProtocol]
    started_at: float = 7.0
    connection: Connected | None = None


@define
class Heard:
    """A kept poem, and what was told of it."""

    poem: KeptPoem
    told: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        for name in ("changed", "phase_changed", "loaded"):
            getattr(self.poem, name).subscribe(lambda name=name: self.told.append(name))


@pytest.fixture
def heard(tmp_path: Path) -> Heard:
    return Heard(KeptPoem(PoemInfo("a server", "127.0.0.1:1", "raw", ""), tmp_path))


def run(poem: KeptPoem, protocol: type[PoemProtocol] = PoemProtocol) -> Running:
    running = Running(protocol)
    poem.fetch = cast("Any", running)
    return running


def test_one_that_nothing_runs_for_is_connecting_to_nobody(heard: Heard) -> None:
    poem = heard.poem
    assert poem.state == Connecting()
    assert not poem.is_running
    assert not poem.can_speak
    assert (poem.started_at, poem.slow_call, poem.store, poem.load_problem) == (0.0, None, None, "")


def test_a_phase_is_told_before_the_change_and_only_where_one_begins(heard: Heard) -> None:
    heard.poem.take_state(Receiving())
    heard.poem.take_state(Receiving(5, 1))
    heard.poem.take_state(ENDED)
    assert heard.told == ["phase_changed", "changed", "changed", "phase_changed", "changed"]
    assert heard.poem.state == heard.poem.info.ended == ENDED


def test_it_runs_until_it_has_ended(heard: Heard) -> None:
    run(heard.poem)
    assert heard.poem.is_running
    assert heard.poem.started_at == 7.0
    heard.poem.take_state(ENDED)
    assert not heard.poem.is_running


def test_one_can_speak_while_it_runs_with_a_protocol_that_does(heard: Heard) -> None:
    speaks = []
    for protocol in (PoemProtocol, Speaking):
        run(heard.poem, protocol)
        speaks.append(heard.poem.can_speak)
    # Those who connect have streams of their own, and are spoken to there.
    for state in (AwaitingPeers("listening"), Receiving(), ENDED):
        heard.poem.take_state(state)
        speaks.append(heard.poem.can_speak)
    assert speaks == [False, True, False, True, False]


def test_the_slowest_call_is_its_connections(heard: Heard) -> None:
    running = run(heard.poem)
    assert heard.poem.slow_call is None
    running.connection = Connected("dataReceived took 2 s")
    assert heard.poem.slow_call == running.connection.slowest_call


def test_the_next_chunk_is_told_once_where_that_is_asked_for(heard: Heard) -> None:
    connection: Any = None
    heard.poem.chunk_came(connection, b"a")
    assert heard.told == []
    heard.poem.tell_next_chunk()
    assert heard.told == []
    heard.poem.chunk_came(connection, b"b")
    heard.poem.chunk_came(connection, b"c")
    assert heard.told == ["changed"]


def test_a_protocol_is_old_from_the_time_when_new_connections_get_another(heard: Heard) -> None:
    poem = heard.poem
    poem.note_protocol(Newer)
    assert heard.told == [], "what does not run has no protocol"
    run(poem)
    poem.note_protocol(PoemProtocol)
    poem.note_protocol(None)
    assert (poem.protocol_news.is_old, heard.told) == (False, [])
    poem.note_protocol(Newer)
    poem.note_protocol(Newer)
    assert (poem.protocol_news.is_old, heard.told) == (True, ["changed"])
    poem.note_protocol(PoemProtocol)
    assert (poem.protocol_news.is_old, heard.told) == (False, ["changed"] * 2)
