"""The reactor of this platform: what is called, read and written is, in the order in which it is due."""

from __future__ import annotations

import pytest

from tests.qtreactor.scenarios import NATIVE, each_of, play


@pytest.mark.parametrize("name, scenario", each_of(["calls"], NATIVE))
def test_calls_come_as_they_are_due(name: str, scenario: str) -> None:
    play(name, scenario, NATIVE)
