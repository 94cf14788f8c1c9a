"""The desktop is told once for all of a storm, and seldom."""

from __future__ import annotations

from twisted.internet.task import Clock

from poetrygui.gui.window.news.notice_gate import BETWEEN, LONGEST_WAIT, QUIET, NoticeGate


class Desk:
    """A gate on a clock that a test moves."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.shown: list[tuple[str, str]] = []
        self.gate = NoticeGate(self.clock, lambda heading, sentence: self.shown.append((heading, sentence)))

    def storm(self, count: int, seconds: float) -> None:
        for number in range(count):
            self.gate.add(f"server {number}", "Cut off" if number % 3 else "Reset", "It ended.")
            self.clock.advance(seconds / count)


def test_one_end_is_told_as_it_is() -> None:
    desk = Desk()
    desk.gate.add("mine", "Cut off", "Cut off: it was closed.")
    assert desk.shown == []
    desk.clock.advance(QUIET)
    assert desk.shown == [("mine", "Cut off: it was closed.")]


def test_a_thousand_ends_in_a_second_are_one_notice() -> None:
    desk = Desk()
    desk.storm(1000, 1.0)
    desk.clock.advance(QUIET)
    assert desk.shown == [("1,000 connections ended", "Cut off: 666, reset: 334.")]
    desk.clock.advance(2 * BETWEEN)
    assert len(desk.shown) == 1


def test_what_does_not_cease_is_told_after_a_while_and_then_seldom() -> None:
    desk = Desk()
    for _ in range(70):
        desk.storm(10, 1.0)
    assert len(desk.shown) == 1 + int((70 - LONGEST_WAIT) // BETWEEN)


def test_once_it_is_closed_nothing_is_told_and_nothing_waits() -> None:
    desk = Desk()
    desk.gate.add("mine", "Cut off", "It ended.")
    desk.gate.close()
    desk.gate.add("yours", "Stopped", "The program was quit.")
    assert desk.clock.getDelayedCalls() == []
    desk.clock.advance(BETWEEN)
    assert desk.shown == []
