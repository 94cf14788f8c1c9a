"""How the window stands, as commands ask for it."""

from __future__ import annotations

from poetrygui.gui.window.situation import RecordingSituation, Situation


def test_whether_there_is_a_recording_is_told_of_the_poem_that_is_seen() -> None:
    assert not Situation().has_recording
    assert Situation(recording=RecordingSituation(is_there=True)).has_recording
