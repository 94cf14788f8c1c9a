"""A reactor begins and ends with Qt's application, in every role that a program gives it."""

from __future__ import annotations

import pytest

from tests.qtreactor.scenarios import FALLBACK, NATIVE, each_of, play

BOTH = ("starting", "stopping")


@pytest.mark.parametrize("name, scenario", each_of(BOTH, NATIVE))
def test_our_own_begins_and_ends(name: str, scenario: str) -> None:
    play(name, scenario, NATIVE)


@pytest.mark.parametrize("name, scenario", each_of(BOTH, FALLBACK))
def test_qt_reactor_begins_and_ends(name: str, scenario: str) -> None:
    play(name, scenario, FALLBACK)
