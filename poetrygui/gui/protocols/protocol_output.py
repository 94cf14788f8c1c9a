"""What protocols print, and commands on their standard error, kept with its times for as long as the program runs."""

from __future__ import annotations

import datetime
import sys
from collections import deque
from pathlib import Path

from attrs import define, field
from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core.guard.plugin_output import PluginOutput
from poetrygui.core.text.display_text import label_text

MOST_LINES = 10_000
"""Lines of a file that are kept, the newest."""

FAULT = "✕"
"""What stands before a fault, among what was printed."""

_LONGEST_LINE = 2000
_MOST_DETAILS = 40  # lines
_LONGEST_LABEL = 60


def source_label(source: str) -> str:
    """Return how people know what has printed: the name of a file, or an address."""
    return label_text(Path(source).name if source.startswith("/") else source, _LONGEST_LABEL)


@define
class Printed:
    """What a file or an address has printed: its newest lines, with marks for what would act, and how many in all.

    Among them stand the faults of a protocol, which are counted.
    """

    lines: deque[str] = field(factory=lambda: deque(maxlen=MOST_LINES))
    count: int = 0
    faults: int = 0


class ProtocolOutput(QObject):
    """Hears what protocols print, from when it is made until it is closed; what others print goes where it went."""

    printed = pyqtSignal(str)
    """The file or the address of that name has printed something, for the first time or again."""
    grown = pyqtSignal(str)
    """There is more to be shown of that one, printed or not."""
    _came = pyqtSignal(str, str)

    def __init__(self, parent: QObject) -> None:
        """Begin to listen."""
        super().__init__(parent)
        self.files: dict[str, Printed] = {}
        """By its path, what each file has printed; by its address, what each command has."""
        # A signal, because a protocol may print in any thread.
        self._came.connect(self._keep)
        self._output = PluginOutput(self._came.emit, sys.stdout)
        self._output.install()

    def take(self, source: str, text: str) -> None:
        """Keep what was said at an address beside the bytes, or by a protocol's file in a process of its own."""
        self._keep(source, text)

    def take_fault(self, source: str, sentence: str, details: str) -> None:
        """Keep how a connection ended by the protocol of ``source``: a ``sentence``, and below it the ``details``."""
        self._add(
            source, f"{FAULT} {sentence}", *(f"    {line}" for line in details.rstrip().splitlines()[:_MOST_DETAILS])
        )
        self.files[source].faults += 1
        self.grown.emit(source)

    def close(self) -> None:
        """Cease to listen."""
        self._output.remove()

    def last_words(self, file: str) -> str:
        """Return the line that was said last, without its time or a full stop."""
        return self.files[file].lines[-1].partition("  ")[2].rstrip(".")

    def clear(self, file: str) -> None:
        """Forget what a file has printed."""
        self.files.pop(file, None)

    def _keep(self, file: str, text: str) -> None:
        self._add(file, *text.removesuffix("\n").split("\n"))
        self.grown.emit(file)
        self.printed.emit(file)

    def _add(self, file: str, *lines: str) -> None:
        printed = self.files.setdefault(file, Printed())
        now = f"{datetime.datetime.now():%H:%M:%S.%f}"[:-3]
        printed.lines.extend(f"{now}  {label_text(line, _LONGEST_LINE)}" for line in lines[-MOST_LINES:])
        printed.count += len(lines)
