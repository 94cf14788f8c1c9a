"""The line on a terminal that shows how far things are, drawn by rich, which takes its time to be imported."""

from __future__ import annotations

from typing import IO, cast

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from poetrygui.commands.standard_streams import StandardError, TextWriter

# A second.
_LOOKS = 12.5


class ProgressLine:
    """Stands beneath all that is told on ``error``, a terminal; on one that can but type, nothing is drawn."""

    def __init__(self, error: StandardError) -> None:
        """Show that things begin."""
        self._error = error
        # By way of a queue: on a broken pipe rich would end the program from within a callback.
        file = TextWriter(lambda text: error.put(text.encode(error.encoding, "replace")), error)
        console = Console(file=cast("IO[str]", file), highlight=False, soft_wrap=True)
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
        self._is_drawn = console.is_terminal
        self._say_above = lambda text: console.print(Text(text), end="")
        self.unhide()

    def show(self, text: str) -> None:
        """Show ``text`` from now on."""
        self._spinner.update(text=text)

    def unhide(self) -> None:
        """Show the line."""
        if self._is_drawn:
            self._live.start()
            self._error.say_above = self._say_above

    def hide(self) -> None:
        """Take the line away."""
        if self._is_drawn:
            self._live.stop()
            self._error.say_above = None

    def close(self) -> None:
        """Take the line away for good."""
        self.hide()
        self._is_drawn = False
