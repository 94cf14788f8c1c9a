"""Asking while a connection is being made takes none of its time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.testing import MemoryReactorClock

from poetrygui.api import PoemProtocol
from poetrygui.core.fetching import attempt
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.patient_asker import PatientAsker
from poetrygui.core.outcomes import Connecting, Ended
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.questions.asking import Asker, Question
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.address import parse_address
from tests.conftest import WaitFor
from tests.core.answers import Answers

QUESTION = Question("Password:")


def test_it_is_told_before_and_after() -> None:
    said: list[str] = []
    answers = Answers()
    asker = PatientAsker(answers, lambda: said.append("asked"), lambda: said.append("answered"))
    assert (asker.can_ask, asker.can_confirm) == (True, True)
    got: list[Any] = []
    asker.ask(QUESTION).addCallback(got.append)
    assert (said, answers.asked, got) == (["asked"], [QUESTION], [])
    answers.open[0].callback("secret")
    assert (said, got) == (["asked", "answered"], ["secret"])
    asker.confirm("Is it so?").addCallback(got.append)
    answers.open[1].callback(False)
    assert got == ["secret", False]


def test_what_is_given_up_is_not_answered(wait_for: WaitFor) -> None:
    said: list[str] = []
    asker = PatientAsker(Answers(), bool, lambda: said.append("answered"))
    asked = asker.ask(QUESTION)
    asked.cancel()
    with pytest.raises(CancelledError):
        wait_for(asked)
    assert said == []


def test_most_ways_have_nothing_to_ask(reactor: Any) -> None:
    answers = Answers()
    assert PatientAsker(answers, bool, bool).by(reactor)(parse_address("127.0.0.1:1")) is not None
    assert answers.asked == []


class Asking:
    """A way to a server that asks on it, and its endpoint in one."""

    takes_bytes = True
    destination = None

    def asking_endpoint(self, _reactor: object, asker: Asker) -> Asking:
        self.asker = asker
        return self

    def connect(self, _factory: object) -> Deferred[Any]:
        return Deferred()


def test_a_question_takes_none_of_the_time_for_connecting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    way, answers, reactor = Asking(), Answers(), MemoryReactorClock()
    monkeypatch.setattr(attempt, "parse_address", lambda *_: way)
    server = Server("a server", "host:1", connect_timeout=5)
    fetch: Fetch[PoemStore] = Fetch(reactor, server, PoemProtocol, PoemStore(tmp_path / "poem"), asker=answers)
    fetch.start()
    reactor.advance(4)
    way.asker.ask(QUESTION)
    reactor.advance(1000)
    assert isinstance(fetch.state, Connecting)
    answers.open[0].callback("secret")
    reactor.advance(4)
    assert isinstance(fetch.state, Connecting)
    reactor.advance(1)
    assert isinstance(fetch.state, Ended)
    assert "no connection came about within 5 s" in fetch.state.reason
