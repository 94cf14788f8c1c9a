"""A producer that is told of room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from twisted.internet.task import Clock

from poetrygui.core.transports.secure_shell.paced_writer import PacedWriter


class Producer:
    """Notes what it is told, and does what follows, each time it is to produce."""

    def __init__(self, *following: Callable[[], None]) -> None:
        self.told: list[str] = []
        self._following = list(following)

    def resumeProducing(self) -> None:
        self.told.append("resume")
        if self._following:
            self._following.pop(0)()

    def pauseProducing(self) -> None:
        self.told.append("pause")

    def stopProducing(self) -> None:
        self.told.append("stop")


@pytest.fixture
def clock() -> Any:
    return Clock()


def test_one_that_streams(clock: Any) -> None:
    writer, producer = PacedWriter(clock), Producer()
    writer.room(False)
    writer.register(producer, True)
    with pytest.raises(RuntimeError, match="a producer already"):
        writer.register(producer, True)
    writer.room(True)
    writer.room(False)
    writer.stop()
    writer.stop()
    writer.room(True)
    assert producer.told == ["pause", "resume", "pause", "stop"]


def test_one_that_is_asked(clock: Any) -> None:
    writer = PacedWriter(clock)
    producer = Producer(lambda: writer.room(False), lambda: None, writer.unregister)
    writer.register(producer, False)
    assert producer.told == []
    clock.pump([0, 0])
    assert producer.told == ["resume"]
    writer.room(True)
    writer.room(True)
    clock.pump([0, 0, 0])
    assert producer.told == ["resume"] * 3
    assert clock.getDelayedCalls() == []
