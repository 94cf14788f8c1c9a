"""A producer in a host is asked, paused and let go on as the real transport takes what it writes."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.task import Clock

from poetrygui.hosts.live.producer_there import ProducerThere


class Told:
    """A producer that notes what it is told, and lets itself go after so many times."""

    def __init__(self, there: ProducerThere, left: int = 3) -> None:
        self.told: list[str] = []
        self._there = there
        self._left = left

    def resumeProducing(self) -> None:
        self.told.append("resume")
        self._left -= 1
        if not self._left:
            self._there.unregister()

    def pauseProducing(self) -> None:
        self.told.append("pause")

    def stopProducing(self) -> None:
        self.told.append("stop")


def test_one_that_is_to_be_asked_is_asked_for_as_long_as_there_is_room() -> None:
    clock, said = Clock(), list[Any]()
    there = ProducerThere(clock, said.append)
    producer = Told(there)
    there.register(producer, streaming=False)
    there.filled(True)
    clock.pump([0] * 9)
    assert producer.told == ["resume"]
    there.filled(False)
    clock.pump([0] * 9)
    assert producer.told == ["resume"] * 3
    assert said == [{"producer": True}, {"producer": False}]
    assert not clock.getDelayedCalls()


def test_one_that_writes_by_itself_is_paused() -> None:
    there = ProducerThere(Clock(), list[Any]().append)
    there.filled(True)
    producer = Told(there)
    there.register(producer, streaming=True)
    there.filled(False)
    there.filled(True)
    there.stop()
    there.filled(False)
    assert producer.told == ["pause", "resume", "pause", "stop"]


def test_there_is_one_at_a_time() -> None:
    there = ProducerThere(Clock(), list[Any]().append)
    there.register(Told(there), streaming=True)
    with pytest.raises(RuntimeError, match="registered already: Told"):
        there.register(Told(there), streaming=True)
