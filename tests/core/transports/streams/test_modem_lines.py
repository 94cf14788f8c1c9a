"""The lines beside the data."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from twisted.internet.task import Clock

from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.modem_lines import ModemLines


class Port(SimpleNamespace):
    """A port's lines; one that is there no more, or has none, is as a terminal is."""

    is_there = True

    @property
    def cts(self) -> bool:
        if not self.is_there:
            raise OSError(25, "Inappropriate ioctl for device")
        return bool(self.clear)


def test_what_changes_is_told() -> None:
    clock: Any = Clock()
    port = Port(clear=True, dsr=False, cd=False, ri=False)
    told: list[Aside] = []
    lines = ModemLines(clock, port, told.append)
    lines.start()
    clock.advance(1)
    assert told == []
    port.clear, port.cd = False, True
    clock.pump([1, 1])
    assert told == [Aside("the line's CTS is off, CD is on")]
    lines.stop()
    lines.stop()
    assert clock.getDelayedCalls() == []


def test_where_there_are_none_nobody_looks_again() -> None:
    clock: Any = Clock()
    lines = ModemLines(clock, Port(is_there=False), lambda _: None)
    lines.start()
    assert clock.getDelayedCalls() == []
    lines.stop()


def test_they_go_with_the_line() -> None:
    clock: Any = Clock()
    told: list[Aside] = []
    lines = ModemLines(clock, port := Port(clear=True, dsr=False, cd=False, ri=False), told.append)
    lines.start()
    port.is_there = False
    clock.advance(1)
    assert (told, clock.getDelayedCalls()) == ([], [])
