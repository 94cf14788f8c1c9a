"""What protocols print, led away from standard output, which belongs to the poem or to whoever started the program.

``print`` looks ``sys.stdout`` up each time, so one object in its place hears all of it, of callbacks, timed calls and
threads alike. Whose text it is tells the stack at that moment: nothing is noted while nobody prints, so a protocol
that prints nothing pays nothing.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import TextIO

PROTOCOL_MODULES = "poetrygui_protocol_"
"""How the names begin by which Python knows the modules of protocol files and of their helpers."""

PRINTED_LAST = "What it printed last:"
"""Above what a protocol has printed, among the details of an end."""

_LONGEST_LINE = 64 * 1024


class PluginOutput(io.TextIOBase):
    """Stands in for ``sys.stdout``, from :meth:`install` to :meth:`remove`.

    ``printed`` is called with a protocol's file and a text: whole lines, each with its newline, except where the
    protocol flushed before the end of one, or a line is very long. It is called in the thread that prints, and must not
    raise. What other code prints goes to ``rest``.
    """

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, printed: Callable[[str, str], None], rest: TextIO | io.TextIOBase | None) -> None:
        """Hear nothing yet."""
        self.buffer = _Octets(self)
        self._printed = printed
        self._rest = rest
        self._replaced: TextIO | None = None
        self._begun: dict[tuple[int, str], str] = {}  # lines without an end, by thread and file

    def install(self) -> None:
        """Take the place of ``sys.stdout``."""
        self._replaced = sys.stdout
        sys.stdout = self

    def remove(self) -> None:
        """Give the place back, unless somebody else has taken it since, and pass on what was begun."""
        if sys.stdout is self:
            sys.stdout = self._replaced
        for (_thread, file), text in [*self._begun.items()]:
            self._printed(file, text)
        self._begun.clear()

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Take a text; called by ``print`` for each of its arguments and for what is between them."""
        file = printing_file()
        if file is None:
            return len(text) if self._rest is None else self._rest.write(text)
        place = threading.get_ident(), file
        whole, newline, begun = (self._begun.pop(place, "") + text).rpartition("\n")
        if len(begun) > _LONGEST_LINE:
            whole, begun = whole + newline + begun, ""
            newline = ""
        if begun:
            self._begun[place] = begun
        if whole or newline:
            self._printed(file, whole + newline)
        return len(text)

    def flush(self) -> None:
        """Pass on what the calling protocol has begun, such as the prompt of a debugger."""
        file = printing_file()
        if file is None:
            # Python flushes what it collects, too, and that may be after the other was closed.
            if self._rest is not None and not self._rest.closed:
                self._rest.flush()
        elif begun := self._begun.pop((threading.get_ident(), file), ""):
            self._printed(file, begun)


class _Octets(io.RawIOBase):
    """``sys.stdout.buffer``, for who writes bytes."""

    def __init__(self, output: PluginOutput) -> None:
        self._output = output

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # any buffer will do
        octets = bytes(data)
        self._output.write(octets.decode("utf-8", "replace"))
        return len(octets)

    def flush(self) -> None:
        if not self.closed:
            self._output.flush()


def printing_file() -> str | None:
    """Return the file of the protocol whose code is running in this thread, the innermost one; None where none is."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__")
        if isinstance(name, str) and name.startswith(PROTOCOL_MODULES):
            return frame.f_code.co_filename
        frame = frame.f_back
    return None
