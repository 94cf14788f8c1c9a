"""Twisted driven by its own poller inside Qt: its turns are short, fair, and those of a loop within another, too."""

from __future__ import annotations

import pytest

from tests.qtreactor.scenarios import NATIVE, each_of, play


@pytest.mark.parametrize("name, scenario", each_of(["nesting", "fairness"], NATIVE))
def test_each_has_its_turn(name: str, scenario: str) -> None:
    play(name, scenario, NATIVE)


@pytest.mark.parametrize("name, scenario", each_of(["nesting", "fairness"], NATIVE))
def test_each_has_its_turn_without_glib(name: str, scenario: str) -> None:
    """Where there is no GLib, Qt has another event dispatcher, with its own order of things."""
    play(name, scenario, NATIVE, QT_NO_GLIB="1")
