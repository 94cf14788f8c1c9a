"""The command that plays a recording: when it can be given, and what it says where not."""

from __future__ import annotations

from poetrygui.gui.window.recording_commands import NO_RECORDING
from poetrygui.gui.window.replay_commands import replay_commands
from poetrygui.gui.window.situation import RecordingSituation, Situation


def test_it_is_for_a_tab_with_a_recording() -> None:
    played: list[bool] = []
    (command,) = replay_commands(lambda: played.append(True))
    assert command.name == "actionReplay"
    there = Situation(tabs=1, recording=RecordingSituation(is_there=True))
    assert (command.enabled(there), command.words(there)) == (True, "")
    without = Situation(tabs=1)
    assert (command.enabled(without), command.words(without)) == (False, NO_RECORDING)
    assert (command.enabled(Situation()), command.words(Situation())) == (False, "")
    command.run()
    assert played
