"""What is told on standard error: lines, and on a terminal one line that shows how far things are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, cast

from poetrygui.commands.standard_streams import StandardError, TextWriter
from poetrygui.core.outcomes import Ended, Receiving, State

if TYPE_CHECKING:
    from rich.live import Live
    from rich.spinner import Spinner

_UNIT = 1024
# A second.
_LOOKS = 12.5


class Progress:
    """Tells lines; on a terminal shows the sum of all tasks beneath them."""

    def __init__(self, error: StandardError, *, enabled: bool) -> None:
        """Tell on ``error``; show the progress line only if ``enabled`` and that is a terminal."""
        self._error = error
        self._live: Live | None = None
        self._spinner: Spinner | None = None
        if enabled and error.is_terminal:
            self._begin_line()

    def _begin_line(self) -> None:
        # It takes its time, and is of use on a terminal alone.
        from rich.console import Console  # noqa: PLC0415
        from rich.live import Live  # noqa: PLC0415
        from rich.spinner import Spinner  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        error = self._error
        # By way of a queue: on a broken pipe rich would end the program from within a callback.
        file = TextWriter(lambda text: error.put(text.encode(error.encoding, "replace")), error)
        console = Console(file=cast("IO[str]", file), highlight=False, soft_wrap=True)
        if not console.is_terminal:
            return
        self._spinner = Spinner("dots", Text("connecting"))
        # What is printed is made harmless on its way; rich would lead it past that.
        self._live = Live(
            self._spinner,
            console=console,
            refresh_per_second=_LOOKS,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start()
        error.say_above = lambda text: console.print(Text(text), end="")

    def tell(self, line: str) -> None:
        """Print a line."""
        self._error.say(line)

    def tell_lines(self, text: str) -> None:
        """Print several."""
        self._error.say_lines(text.rstrip() + "\n")

    def show(self, states: Sequence[State]) -> None:
        """Show how far the tasks are together."""
        if self._spinner is None:
            return
        ended = sum(isinstance(state, Ended) for state in states)
        size = sum(state.bytes for state in states if isinstance(state, (Receiving, Ended)))
        self._spinner.update(text=f"{ended} of {len(states)} ended, {readable_size(size)}")

    def close(self) -> None:
        """Take the progress line away."""
        if self._live is not None:
            self._live.stop()
            self._live = self._spinner = self._error.say_above = None


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
