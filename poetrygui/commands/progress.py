"""What is told on standard error: lines, and on a terminal one line that shows how far things are."""

from __future__ import annotations

from collections.abc import Hashable

from poetrygui import commands
from poetrygui.commands.standard_streams import StandardError
from poetrygui.core.outcomes import Ended, Receiving, State
from poetrygui.core.text.wording import size_text


class Progress:
    """Tells lines; on a terminal shows the sum of all tasks beneath them."""

    def __init__(self, error: StandardError, *, enabled: bool) -> None:
        """Tell on ``error``; show the progress line only if ``enabled`` and that is a terminal."""
        self._error = error
        self._line = commands.ProgressLine(error) if enabled and error.is_terminal else None
        self._ended: set[Hashable] = set()
        self._sizes: dict[Hashable, int] = {}
        self._size = 0

    def tell(self, line: str) -> None:
        """Print a line."""
        self._error.say(line)

    def tell_lines(self, text: str) -> None:
        """Print several."""
        self._error.say_lines(text.rstrip() + "\n")

    def show(self, number: Hashable, state: State, count: int) -> None:
        """Take the ``state`` of a task, by its ``number``, and show how far all are together, which are ``count``.

        What that takes does not depend on how many they are.
        """
        if self._line is None:
            return
        (self._ended.add if isinstance(state, Ended) else self._ended.discard)(number)
        size = state.bytes if isinstance(state, (Receiving, Ended)) else 0
        self._size += size - self._sizes.get(number, 0)
        self._sizes[number] = size
        self._line.show(f"{len(self._ended)} of {count} ended, {size_text(self._size)}")

    def hide(self) -> None:
        """Take the progress line away for as long as somebody types."""
        if self._line is not None:
            self._line.hide()

    def unhide(self) -> None:
        """Show it again."""
        if self._line is not None:
            self._line.unhide()

    def close(self) -> None:
        """Take the progress line away."""
        if self._line is not None:
            self._line.close()
            self._line = None
