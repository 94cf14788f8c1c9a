"""The window's fetches where the system has few descriptors left: the rest wait, say so, and start as others end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QLabel

from poetrygui.core import fetch_queue
from poetrygui.core.descriptors import PLENTY
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.gui.main_window import MainWindow
from tests.gui.scripted import LoopbackServers, holds, open_window, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


class Descriptors:
    """Says how many are free, as the system would."""

    def __init__(self) -> None:
        self.free = PLENTY

    def count(self) -> int:
        """Return how many are free."""
        return self.free


@pytest.fixture
def descriptors(monkeypatch: pytest.MonkeyPatch) -> Descriptors:
    descriptors = Descriptors()
    monkeypatch.setattr(fetch_queue, "free_descriptors", descriptors.count)
    monkeypatch.setattr(fetch_queue, "_AGAIN", 0.01)
    return descriptors


@pytest.fixture
def window(descriptors: Descriptors, servers: LoopbackServers, tmp_path: Path, wait_for: Any) -> Iterator[MainWindow]:
    with open_window(tmp_path / "profile", wait_for) as window:
        yield window


def fetch_all(window: MainWindow) -> None:
    action = window.findChild(QAction, "actionFetchAll")
    assert action is not None
    action.trigger()


def texts(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def outcomes(window: MainWindow) -> list[Outcome | None]:
    states = [tab.poem.state for tab in tabs_of(window)]
    return [state.outcome if isinstance(state, Ended) else None for state in states]


def test_what_could_not_be_kept_is_not_connected_but_waits_and_says_so(
    window: MainWindow, servers: LoopbackServers, descriptors: Descriptors, wait_until: Until
) -> None:
    for _ in range(4):
        window.workspace.model.add(servers.listen(sends(b"a poem")))
    descriptors.free = 0
    fetch_all(window)
    wait_until(lambda: len(tabs_of(window)) == 4)
    assert not servers.connections
    assert "4 waiting" in texts(window)
    assert "Waits until others have ended" in texts(window)
    window.workspace.tabs.setCurrentIndex(1)
    stop = window.findChild(QAction, "actionStop")
    assert stop is not None
    assert stop.isEnabled()
    stop.trigger()
    wait_until(lambda: outcomes(window) == [None, Outcome.STOPPED, None, None])
    assert "3 waiting" in texts(window)
    descriptors.free = PLENTY
    wait_until(lambda: None not in outcomes(window))
    assert outcomes(window) == [Outcome.COMPLETE, Outcome.STOPPED, Outcome.COMPLETE, Outcome.COMPLETE]
    assert "waiting" not in texts(window)
    assert [tab.view.text_between(0, 0) for tab in tabs_of(window)] == ["a poem", "", "a poem", "a poem"]


def test_a_window_closes_while_some_wait(
    window: MainWindow, servers: LoopbackServers, descriptors: Descriptors, wait_until: Until, wait_for: Any
) -> None:
    window.workspace.model.add(servers.listen(holds(b"a poem")))
    descriptors.free = fetch_queue.RESERVE + fetch_queue.PER_FETCH
    fetch_all(window)
    wait_until(lambda: len(servers.connections) == 1)
    descriptors.free = 0
    for _ in range(3):
        window.workspace.model.add(servers.listen(sends(b"another")))
        window.workspace.fetches.start([window.workspace.model.servers[-1]])
    wait_until(lambda: window.workspace.fetches.waiting == 3)
    wait_for(window.shut_down())
    assert outcomes(window) == [Outcome.STOPPED] * 4
    assert window.workspace.fetches.waiting == 0
