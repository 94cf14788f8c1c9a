"""A picture is taken when all that is seen is known: an earlier poem is read first, and where frames end is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PyQt6.QtGui import QPixmap

from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.window.settled_picture import SettledPicture
from tests.gui.scripted import open_window, tabs_of
from tests.recordings.framed_folder import record_netstrings

Until = Callable[[Callable[[], bool]], None]


def test_it_waits_for_the_poem_and_for_where_its_frames_end(profile: Path, wait_for: Any, wait_until: Until) -> None:
    (profile / "poems").mkdir(parents=True)
    record_netstrings(profile / "poems" / "2026-01-01T00-00-00-aaaa", [b"3:one,3:t", b"wo,"])
    taken: list[QPixmap] = []
    with open_window(profile, wait_for) as window:
        window.workspace.tabs.show_recordings(RecordingLook(ruler=True, bytes=True))
        SettledPicture(window.workspace, window.grab, taken.append).take()
        assert taken == [], "nothing is read yet"
        wait_until(lambda: bool(taken))
        model = tabs_of(window)[0].parts.ruler.model
        assert model is not None
        assert [(bar.framing, bar.exact) for bar in model.frames_over(0, 12)] == [
            (((0, 2), (5, 6)), True),
            (((6, 8), (11, 12)), True),
        ]
        assert taken[0].toImage() == window.grab().toImage()
        SettledPicture(window.workspace, window.grab, taken.append).take()
        assert len(taken) == 2, "at once, where nothing is missing"
