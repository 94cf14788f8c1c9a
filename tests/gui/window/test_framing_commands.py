"""The commands that frame recordings anew: where they stand, and when they can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.recording_commands import NO_RECORDING
from tests.gui.hands import action
from tests.gui.scripted import tabs_of

NAMES = ("actionFrameWith", "actionNextDifference", "actionPreviousDifference")


def test_they_need_a_recording_and_say_so(
    window: MainWindow, wait_until: Callable[[Callable[[], bool]], None], tmp_path: Path
) -> None:
    for name in NAMES:
        assert not action(window, name).isEnabled()
    info = PoemInfo("old", "127.0.0.1:7", "raw", "2026-01-01", ended=Ended(Outcome.COMPLETE, "closed"))
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "rows.000").write_bytes(b"verse\n")
    window.workspace.tabs.add_poem(KeptPoem(info, tmp_path / "old", info.ended))
    wait_until(lambda: tabs_of(window)[0].poem.store is not None)
    assert not action(window, "actionFrameWith").isEnabled()
    assert action(window, "actionFrameWith").text() == f"F&rame it with … {NO_RECORDING}"


def test_keys_lead_from_difference_to_difference(window: MainWindow) -> None:
    keys = [action(window, name).shortcut().toString() for name in (*NAMES, "actionDifferences")]
    assert keys == ["Ctrl+Shift+R", "F8", "Shift+F8", "Ctrl+D"]
