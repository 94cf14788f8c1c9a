"""The reactor for macOS and the BSDs, by a stand-in for their poller that is made of this one's."""

from __future__ import annotations

import sys

import pytest

from tests.qtreactor.scenarios import NATIVE, check, scenarios_of


@pytest.mark.skipif(sys.platform != "linux", reason="the stand-in for kqueue is made of epoll")
@pytest.mark.parametrize("name", ["calls", "nesting", "fairness"])
def test_what_holds_for_epoll_holds_for_it(name: str) -> None:
    fake = "tests.gui.reactor_scenarios.fake_kqueue"
    for scenario in scenarios_of(name, NATIVE):
        check([fake, f"tests.gui.reactor_scenarios.{name}"], scenario, POETRYGUI_REACTOR=NATIVE)
