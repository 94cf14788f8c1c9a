"""A server is connected to again as its user wants it: never, after a failure, or always; and not for ever."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.library.going_on import GoingOn
from poetrygui.core.library.notice import ProtocolNews
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.outcomes import Ended, Outcome, Pausing
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import AddressError
from poetrygui.plugins import shipped_protocol

SERVER = Server("a server", "127.0.0.1:1", reconnect=Reconnect.ALWAYS)
REFUSED = Ended(Outcome.REFUSED, "nobody listens at this address.")
COMPLETE = Ended(Outcome.COMPLETE, "the server closed the connection", received=3)


def going(server: Server = SERVER) -> GoingOn:
    return GoingOn(Clock(), server, PoemFactory(shipped_protocol("raw")))


@pytest.mark.parametrize(
    "how, after_failure, after_success",
    [(Reconnect.OFF, False, False), (Reconnect.AFTER_FAILURE, True, False), (Reconnect.ALWAYS, True, True)],
)
def test_it_is_as_the_server_says(how: Reconnect, after_failure: bool, after_success: bool) -> None:
    server = evolve(SERVER, reconnect=how)
    assert [going(server).pause_after(ended) is not None for ended in (REFUSED, COMPLETE)] == [
        after_failure,
        after_success,
    ]


def test_a_change_of_the_server_is_for_the_ends_that_come() -> None:
    line = going()
    assert line.pause_after(REFUSED) is not None
    line.server = evolve(SERVER, reconnect=Reconnect.OFF)
    assert line.pause_after(REFUSED) is None


def test_what_was_stopped_stays_stopped() -> None:
    assert going().pause_after(Ended(Outcome.STOPPED, "stopped by the user")) is None
    line = going()
    line.is_stopped = True
    assert line.pause_after(COMPLETE) is None, "it was just ending when it was stopped"


def test_pauses_grow_and_the_end_before_is_told() -> None:
    line = going()
    found = [line.pause_after(REFUSED) for _ in range(3)]
    pauses = [pausing for pausing in found if pausing is not None]
    assert [round(pausing.due) in wanted for pausing, wanted in zip(pauses, [{1}, {2}, {3, 4, 5}], strict=True)]
    assert [pausing.which for pausing in pauses] == ["", "attempt 2", "attempt 3"]
    assert [(pausing.waiting, pausing.ended) for pausing in pauses] == [(REFUSED.reason, REFUSED)] * 3


def test_after_as_many_attempts_as_there_may_be_it_is_given_up_and_what_comes_begins_anew() -> None:
    line = going(evolve(SERVER, reconnect_limit=2))
    first = [line.pause_after(ended) for ended in (REFUSED, COMPLETE, REFUSED)]
    assert [pausing and pausing.which for pausing in first] == ["attempt 1 of 2", "attempt 1 of 2", "attempt 2 of 2"]
    assert line.pause_after(REFUSED) is None
    assert line.why_no_more(REFUSED) == "nobody listens at this address; given up after 2 attempts in a row"
    assert going().why_no_more(REFUSED) == REFUSED.reason


def test_the_next_is_begun_when_the_pause_is_over_unless_it_was_stopped() -> None:
    begun: list[str] = []
    for name, is_stopped in (("one", False), ("two", True)):
        clock = Clock()
        line = GoingOn(clock, SERVER, PoemFactory(shipped_protocol("raw")))
        fetch: Any = type("Fetch", (), {"done": Deferred()})()
        line.when_due(Pausing("", 2.0), lambda name=name: begun.append(name), fetch)  # type: ignore[misc]
        clock.advance(1.9)
        assert name not in begun
        if is_stopped:
            fetch.done.callback(None)
        clock.advance(0.2)
        assert clock.getDelayedCalls() == []
    assert begun == ["one"]


def test_another_factory_is_that_of_the_server_as_it_is_now() -> None:
    line, news = going(), ProtocolNews()
    before = line.factory

    def renew() -> PoemFactory:
        line.renew(SharedFactories(lambda server: shipped_protocol(server.protocol)), news)
        return line.factory

    assert renew() is before, "what its author's factory keeps is there for the next connection"
    line.server = evolve(SERVER, protocol="lines")
    lines = renew()
    assert lines.protocol.__name__ == "Lines"
    assert renew() is lines
    news.is_old = True
    assert renew() is not lines
    assert not news.is_old
    line.server = evolve(SERVER, address="stdin:")
    with pytest.raises(AddressError):
        renew()
