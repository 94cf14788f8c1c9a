"""The window is laid out as the last one was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from poetrygui.gui.window.kept_layout import KeptLayout
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.open_profile import OpenProfile
from poetrygui.paths import Profile
from tests.gui.scripted import open_window

BESIDE = (("a mark",), (7, 5))


def test_what_is_kept_is_taken(window: MainWindow, tmp_path: Path, wait_for: Any) -> None:
    profile = OpenProfile(Profile(tmp_path / "kept"))
    window.workspace.tabs.show_send_bars(True)
    window.workspace.setSizes([250, 500])
    KeptLayout(window, window.workspace, profile, lambda: BESIDE).save()
    profile.close()
    sizes = window.workspace.sizes()
    kept = OpenProfile(Profile(tmp_path / "kept"))
    assert (kept.settings.dismissed, kept.settings.budget, kept.settings.recording_limit) == (("a mark",), 7, 5)
    with open_window(tmp_path / "another", wait_for) as other:
        KeptLayout(other, other.workspace, kept, lambda: BESIDE).take()
        assert other.workspace.tabs.shows_send_bars
        assert other.workspace.sizes()[0] == sizes[0]
    kept.close()


def test_why_it_could_not_be_kept_is_told(window: MainWindow, tmp_path: Path) -> None:
    problems: list[str] = []
    profile = OpenProfile(Profile(tmp_path / "kept"))
    layout = KeptLayout(window, window.workspace, profile, lambda: BESIDE)
    layout.problem.connect(problems.append)
    (tmp_path / "kept" / "settings.json").mkdir()
    layout.save()
    profile.close()
    (problem,) = problems
    assert "could not be written" in problem
