"""qt-reactor, given the same life as our own: the same scenarios hold with it."""

from __future__ import annotations

import pytest

from tests.qtreactor.scenarios import FALLBACK, each_of, play


@pytest.mark.parametrize("name, scenario", each_of(["calls", "nesting", "fairness"], FALLBACK))
def test_what_holds_for_our_own_holds_for_it(name: str, scenario: str) -> None:
    play(name, scenario, FALLBACK)


@pytest.mark.parametrize("name, scenario", each_of(["nesting", "fairness"], FALLBACK))
def test_what_holds_without_glib(name: str, scenario: str) -> None:
    """Where there is no GLib, Qt has another event dispatcher, with its own order of things."""
    play(name, scenario, FALLBACK, QT_NO_GLIB="1")
