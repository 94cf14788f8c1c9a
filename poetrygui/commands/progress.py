"""What is told on standard error: lines, and on a terminal one line that shows how far things are."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.status import Status
from rich.text import Text

from poetrygui.core.outcomes import Ended, Receiving, State

_UNIT = 1024


class Progress:
    """Tells lines; on a terminal shows the sum of all tasks beneath them."""

    def __init__(self, *, enabled: bool) -> None:
        """Show the progress line only if ``enabled`` and standard error is a terminal."""
        self._console = Console(file=sys.stderr, highlight=False, soft_wrap=True)
        self._status: Status | None = None
        if enabled and self._console.is_terminal:
            self._status = self._console.status(Text("connecting"))
            self._status.start()

    def tell(self, line: str) -> None:
        """Print lines of plain text, whatever characters came from elsewhere made visible."""
        self._console.print(Text(_printable(line)))

    def show(self, states: Sequence[State]) -> None:
        """Show how far the tasks are together."""
        if self._status is None:
            return
        ended = sum(isinstance(state, Ended) for state in states)
        size = sum(state.bytes for state in states if isinstance(state, (Receiving, Ended)))
        self._status.update(Text(f"{ended} of {len(states)} ended, {readable_size(size)}"))

    def close(self) -> None:
        """Take the progress line away."""
        if self._status is not None:
            self._status.stop()
            self._status = None


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


def _printable(text: str) -> str:
    return "".join(
        character if character.isprintable() or character == "\n" else f"\\u{ord(character):04x}" for character in text
    )
