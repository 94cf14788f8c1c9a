"""Whose call is made is seen on the other side of the memory, and known to what such a call asks for."""

from __future__ import annotations

import os

import pytest

from poetrygui.hosts.live.running_call import NOBODYS, SIZE, RunningCall, whose_call
from poetrygui.hosts.live.shared_pages import shareable


def test_both_sides_see_whose_call_is_made() -> None:
    descriptor = shareable(SIZE)
    if descriptor is None:
        pytest.skip("this system has no such memory")
    here, there = RunningCall(descriptor), RunningCall(descriptor)
    os.close(descriptor)
    seen: list[tuple[int, int]] = []

    def look() -> str:
        seen.append((here.number, whose_call()))
        return "looked"

    def call_another() -> None:
        look()
        there.call(4, look)
        look()

    assert there.call(7, look) == "looked"
    there.call(7, call_another)
    look()
    assert seen == [(7, 7), (7, 7), (4, 4), (7, 7), (NOBODYS, NOBODYS)]
    with pytest.raises(ZeroDivisionError):
        there.call(3, lambda: 1 / 0)
    assert here.number == NOBODYS
    here.close()
    there.close()


def test_without_such_memory_nobody_is_told() -> None:
    running = RunningCall(None)
    assert running.call(7, whose_call) == 7
    assert running.number == NOBODYS
    running.close()
