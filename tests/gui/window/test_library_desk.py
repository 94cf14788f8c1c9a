"""The window keeps within the budget: from its start on, at each end, and as its user sets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.core.library.removal import Removed
from poetrygui.gui.window.library_desk import LibraryDesk
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.settings import Settings, read_settings, write_settings
from tests.gui.hands import said
from tests.gui.scripted import LoopbackServers, add, all_ended, open_window, sends, tabs_of
from tests.recordings.recorded_folder import record

Until = Callable[[Callable[[], bool]], None]


def desk_of(window: MainWindow) -> LibraryDesk:
    (desk,) = window.findChildren(LibraryDesk)
    return desk


def leave(profile: Path, count: int, place: str = "closed", first: int = 1) -> list[str]:
    """Leave recordings of earlier runs, and return their names, the oldest first."""
    names = [f"2026010{number}-000000-000000-aaaaaaa{number}" for number in range(first, first + count)]
    for name in names:
        record(profile / place / (f"20260201-000000-000000_{name}" if place == "closed" else name), [b"x" * 5000])
    return names


def names(profile: Path) -> list[str]:
    found = (*(profile / "poems").glob("*"), *(profile / "closed").glob("*"))
    return sorted(path.name.rpartition("_")[2] for path in found)


def test_the_oldest_go_at_the_start_and_that_is_said(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    left = leave(profile, 4)
    write_settings(profile / "settings.json", Settings(budget=13_000))
    with open_window(profile, wait_for) as window:
        wait_until(lambda: "Removed 2 recordings" in said(window))
        assert ", the oldest from 2026-01-01 00:00, to stay within 0 GiB." in said(window)
        assert names(profile) == left[2:]
    assert read_settings(profile / "settings.json")[0].budget == 13_000


def test_at_each_end_of_a_fetch_the_oldest_goes_but_none_that_has_a_tab(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    old = leave(profile, 1, "poems")
    closed = leave(profile, 2, first=2)
    with open_window(profile, wait_for) as window:
        assert len(tabs_of(window)) == 1
        desk_of(window).budget.limit = 20_000
        server = servers.listen(sends(b"y" * 9000))
        add(window, server)
        window.workspace.fetch([server])
        wait_until(all_ended(window, 2))
        wait_until(lambda: not set(closed) & set(names(profile)))
        assert old[0] in names(profile)
        assert len(names(profile)) == 2
        wait_until(lambda: not window.workspace.library.kept.can_reopen)


def test_nothing_goes_while_another_window_has_the_profile(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    left = leave(profile, 3)
    with open_window(profile, wait_for) as window, open_window(profile, wait_for) as other:
        looked: list[object] = []
        for each in (window, other):
            desk_of(each).set_budget(1)
            desk_of(each).budget.find_excess(1, looked.append)
        wait_until(lambda: len(looked) == 2)
        assert names(profile) == left


def test_a_budget_is_kept_at_once_and_for_the_next_run(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    left = leave(profile, 2)
    with open_window(profile, wait_for) as window:
        assert desk_of(window).budget.limit == 8 * GIBIBYTE
        desk_of(window).set_budget(GIBIBYTE)
        assert read_settings(profile / "settings.json")[0].budget == GIBIBYTE
        desk_of(window).set_budget(8 * GIBIBYTE)
    assert read_settings(profile / "settings.json")[0].budget == 8 * GIBIBYTE
    with open_window(profile, wait_for) as window:
        desk_of(window).set_budget(7000)
        wait_until(lambda: names(profile) == left[1:])


def test_a_budget_that_cannot_be_kept_is_a_problem(window: MainWindow, profile: Path) -> None:
    (profile / "settings.json").mkdir()
    desk_of(window).set_budget(GIBIBYTE)
    assert "settings.json" in window.report.problems[-1].sentence
    (profile / "settings.json").rmdir()


def test_what_could_not_be_removed_is_a_problem(window: MainWindow) -> None:
    desk_of(window).budget.removed.tell(Removed((), "It could not be removed: it is held."))
    assert window.report.problems[-1].sentence == "It could not be removed: it is held."


@pytest.mark.parametrize("count", [1, 21])
def test_earlier_poems_are_opened_and_the_others_told(
    servers: LoopbackServers, profile: Path, wait_for: Any, count: int
) -> None:
    for number in range(count):
        record(profile / "poems" / f"20260101-000000-{number:06}-{number:08x}", [b"x"])
    with open_window(profile, wait_for) as window:
        assert len(tabs_of(window)) == min(count, 20)
        assert ("1 older recording can be found in the list of recordings" in said(window)) is (count > 20)


def test_the_most_of_one_recording_is_kept_for_the_next_run(profile: Path, wait_for: Any) -> None:
    with open_window(profile, wait_for) as window:
        kept = window.workspace.library.kept
        assert kept.recording_limit == 8 * GIBIBYTE
        desk_of(window).set_recording_limit(GIBIBYTE)
        assert kept.recording_limit == GIBIBYTE
    assert read_settings(profile / "settings.json")[0].recording_limit == GIBIBYTE
    with open_window(profile, wait_for) as window:
        assert window.workspace.library.kept.recording_limit == GIBIBYTE
