"""Frames of which a line was chosen."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui.core.poems.chosen_lines import ChosenLines


class ChosenFrames(NamedTuple):
    """Tells of bytes of a poem's rows whether any of ``lines`` is there; the rows begin at ``base`` of the whole."""

    lines: ChosenLines
    base: int = 0

    def has(self, start: int, stop: int) -> bool:
        """Tell whether a line was chosen of a frame from byte ``start`` up to ``stop``, where a newline may follow."""
        first, last = self.lines.stretch_from_whole(self.base + start, self.base + max(stop, start + 1))
        return first < last

    def next_from(self, offset: int) -> int | None:
        """Return the first byte that was chosen from ``offset`` on; None where nothing was."""
        place = self.lines.from_whole(self.base + offset)
        return self.lines.in_whole(place) - self.base if place < self.lines.size else None
