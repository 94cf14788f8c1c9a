"""What is told on standard error: lines, and on a terminal one line that shows how far things are."""

from __future__ import annotations

from collections.abc import Sequence

from poetrygui import commands
from poetrygui.commands.standard_streams import StandardError
from poetrygui.core.outcomes import Ended, Receiving, State

_UNIT = 1024


class Progress:
    """Tells lines; on a terminal shows the sum of all tasks beneath them."""

    def __init__(self, error: StandardError, *, enabled: bool) -> None:
        """Tell on ``error``; show the progress line only if ``enabled`` and that is a terminal."""
        self._error = error
        self._line = commands.ProgressLine(error) if enabled and error.is_terminal else None

    def tell(self, line: str) -> None:
        """Print a line."""
        self._error.say(line)

    def tell_lines(self, text: str) -> None:
        """Print several."""
        self._error.say_lines(text.rstrip() + "\n")

    def show(self, states: Sequence[State]) -> None:
        """Show how far the tasks are together."""
        if self._line is None:
            return
        ended = sum(isinstance(state, Ended) for state in states)
        size = sum(state.bytes for state in states if isinstance(state, (Receiving, Ended)))
        self._line.show(f"{ended} of {len(states)} ended, {readable_size(size)}")

    def close(self) -> None:
        """Take the progress line away."""
        if self._line is not None:
            self._line.close()
            self._line = None


def readable_size(size: int) -> str:
    """Return a number of bytes in the unit that suits it."""
    if size < _UNIT:
        return f"{size} bytes"
    value = float(size)
    for unit in ("KiB", "MiB", "GiB"):
        value /= _UNIT
        if value < _UNIT:
            return f"{value:.1f} {unit}"
    return f"{value / _UNIT:.1f} TiB"
