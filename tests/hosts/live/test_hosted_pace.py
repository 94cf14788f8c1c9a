"""A host hears of a server that takes nothing, and waits where too much waits for it, or the disk is behind."""

from __future__ import annotations

from typing import Any, cast

import pytest
from twisted.internet.task import Clock

from poetrygui.hosts.live.hosted_pace import BETWEEN_LOOKS, MOST_UNSENT, HostedPace
from poetrygui.hosts.live.seat import Seat


class Told:
    """A host and a transport that note what is done with them."""

    disconnecting = False

    def __init__(self) -> None:
        self.told: list[Any] = []

    def send(self, message: Any) -> None:
        self.told.append(message["full"])

    def hold_back(self) -> None:
        self.told.append("hold back")

    def hear_again(self) -> None:
        self.told.append("hear again")

    def registerProducer(self, producer: object, streaming: bool) -> None:
        self.told.append("register")

    def unregisterProducer(self) -> None:
        self.told.append("unregister")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told() -> Told:
    return Told()


def pace_of(clock: Clock, told: Told, behind: list[bool] | None = None) -> HostedPace:
    return HostedPace(clock, cast("Seat", told), told, lambda: bool(behind and behind[0]))


def test_it_is_told_and_held_back_only_for_much(clock: Clock, told: Told) -> None:
    pace = pace_of(clock, told)
    pace.written(2 * MOST_UNSENT)
    pace.pauseProducing()
    pace.written(MOST_UNSENT)
    pace.written(1)
    pace.resumeProducing()
    assert told.told == ["register", True, "hold back", False, "hear again"]


def test_a_loss_lets_it_be_heard(clock: Clock, told: Told) -> None:
    pace = pace_of(clock, told)
    pace.pauseProducing()
    pace.written(MOST_UNSENT + 1)
    pace.stopProducing()
    assert told.told[-2:] == ["hold back", "hear again"]


def test_it_waits_as_long_as_the_disk_is_behind(clock: Clock, told: Told) -> None:
    behind = [True]
    pace = pace_of(clock, told, behind)
    pace.delivered()
    pace.delivered()
    clock.pump([BETWEEN_LOOKS] * 3)
    behind[0] = False
    clock.pump([BETWEEN_LOOKS])
    assert told.told == ["register", "hold back", "hear again"]
    behind[0] = True
    pace.delivered()
    pace.end()
    assert not clock.getDelayedCalls()


def test_a_close_waits_for_the_protocols_own_producer_alone(clock: Clock, told: Told) -> None:
    pace = pace_of(clock, told)
    pace.has_producer(True)
    pace.closes()
    told.disconnecting = True
    assert told.told == ["register"]
    pace.has_producer(False)
    pace.closes()
    assert told.told == ["register", "unregister"]


def test_another_host_is_heard_and_told_that_the_server_takes_nothing(clock: Clock, told: Told) -> None:
    pace, another = pace_of(clock, told, [True]), Told()
    pace.pauseProducing()
    pace.delivered()
    pace.goes_on_in(cast("Seat", another))
    assert another.told == [True]
    assert not clock.getDelayedCalls()
    pace.delivered()
    assert another.told == [True, "hold back"]
    pace.end()


class Beside:
    """A producer beside the protocol's."""

    def __init__(self) -> None:
        self.told: list[str] = []
        for name in ("pauseProducing", "resumeProducing", "stopProducing"):
            setattr(self, name, lambda name=name: self.told.append(name.removesuffix("Producing")))


def test_one_beside_it_is_told_the_same(clock: Clock, told: Told) -> None:
    pace, beside = pace_of(clock, told), Beside()
    pace.pauseProducing()
    pace.registerProducer(beside, True)
    pace.resumeProducing()
    pace.pauseProducing()
    pace.stopProducing()
    assert beside.told == ["pause", "resume", "pause", "stop"]
    with pytest.raises(RuntimeError):
        pace.registerProducer(Beside(), True)
    pace.unregisterProducer()
    late = Beside()
    pace.registerProducer(late, True)
    assert late.told == ["stop"], "nothing tells it any more"
    with pytest.raises(RuntimeError):
        pace.registerProducer(Beside(), False)


def test_a_close_waits_for_one_beside_it(clock: Clock, told: Told) -> None:
    pace = pace_of(clock, told)
    pace.registerProducer(Beside(), True)
    told.disconnecting = True
    pace.closes()
    assert told.told == ["register"]
    pace.unregisterProducer()
    assert told.told == ["register", "unregister"]


def test_where_nothing_ever_tells_one_beside_it_is_told_so(clock: Clock) -> None:
    class Unpaced(Told):
        def registerProducer(self, producer: Any, streaming: bool) -> None:
            producer.stopProducing()

    beside = Beside()
    pace_of(clock, Unpaced()).registerProducer(beside, True)
    assert beside.told == ["stop"]
