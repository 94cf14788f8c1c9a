"""Frames are those of which a line was chosen, and the next one is found."""

from __future__ import annotations

from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.recordings.chosen_frames import ChosenFrames
from tests.gui.memory_poem import MemoryPoem


def test_a_frame_with_a_line_that_was_chosen() -> None:
    lines = ChosenLines(MemoryPoem(b"one\ntwo\nthree\n\nfour\n"))
    lines.add(0, [4, 8, 14, 15], 2, 20)
    chosen = ChosenFrames(lines)
    assert [chosen.has(*each) for each in ((0, 3), (4, 7), (8, 13), (14, 14), (15, 19), (0, 20))] == [
        *(False, True, False, True, False, True),
    ]
    assert [chosen.next_from(offset) for offset in (0, 5, 8, 15)] == [4, 5, 14, None]
    assert ChosenFrames(lines, base=4).has(0, 3)
    assert ChosenFrames(lines, base=4).next_from(4) == 10
