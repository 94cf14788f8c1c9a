"""Garbage beside Qt's objects goes in the thread of the loop alone, in a flood, too, and wakes no loop that rests."""

from __future__ import annotations

import pytest

from tests.qtreactor.scenarios import NATIVE, each_of, play


@pytest.mark.parametrize("name, scenario", each_of(["garbage"], NATIVE))
def test_garbage_goes_as_the_loop_goes_round(name: str, scenario: str) -> None:
    play(name, scenario, NATIVE)
