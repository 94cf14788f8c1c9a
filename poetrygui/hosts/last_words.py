"""What a host printed last, and where it was when it was ended: file and line, as faulthandler writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from poetrygui.core.guard.own_code import Whose, whose

_MOST_KEPT = 64 * 1024
_MOST_LINES = 40  # of a stack
_AUTHORS = (Whose.AUTHOR, Whose.INSTALLED)
_OURS = (Whose.OURS, Whose.INTERFACE, Whose.TWISTED)
_PLACE = re.compile(rb'^  File "(.*)", line (\d+) in (.*)$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U00([0-9a-f]{6}))")
_HEADING = re.compile(rb"(?:Current thread 0x|Thread 0x|Stack \(most recent call first\)).*:$", re.MULTILINE)
_ERROR = rb"(?:Fatal Python error|Windows fatal exception): .*\n\n?"
_LINES = (
    rb"(?:(?:Current thread|Thread) 0x.*:|Stack \(most recent call first\):)\n(?:  .*\n)*+"
    rb"(?:\n(?:Current thread's C stack trace .*:\n(?:  .*\n)*+\n?)?(?:Extension modules: .*\n)?)?"
)
STACK_AT_THE_END = re.compile(rb"(?:%b(?:%b)?|%b)\Z" % (_ERROR, _LINES, _LINES))
"""What faulthandler writes of a process that crashes or is asked where it is, or the beginning of it."""


class LastWords:
    """Keeps the end of what was printed."""

    def __init__(self) -> None:
        """Begin with none."""
        self._held = bytearray()

    def feed(self, data: bytes) -> None:
        """Take what was printed."""
        self._held += data
        del self._held[: -2 * _MOST_KEPT]

    @property
    def text(self) -> str:
        """The end of it."""
        return _text(self._held)

    @property
    def printed(self) -> str:
        """The end of it without the stack that was written at the very last, if one was."""
        found = STACK_AT_THE_END.search(self._held)
        return _text(self._held if found is None else self._held[: found.start()])

    @property
    def place(self) -> str:
        """Where the author's code was by the last stack that was written; empty where none was."""
        for file, line, function in self._places():
            if whose(file) in _AUTHORS:
                return f"line {line} of {Path(file).name}, in {function}"
        return ""

    @property
    def stack(self) -> str:
        """That stack, without what is this program's or Twisted's; the innermost line comes first."""
        own = [(whose(place[0]), place) for place in self._places()]
        authors = [at for at, (who, _) in enumerate(own) if who in _AUTHORS]
        # What has called the author's code is nobody's news, nor is what that has called inside this program.
        shown = [place for who, place in own[: authors[-1] + 1] if who not in _OURS] if authors else []
        return "".join(f'  File "{file}", line {line}, in {function}\n' for file, line, function in shown[:_MOST_LINES])

    def _places(self) -> Iterator[tuple[str, int, str]]:
        headings = [*_HEADING.finditer(self._held)]
        if headings:
            for match in _PLACE.finditer(self._held, headings[-1].end()):
                yield _name(match[1]), int(match[2]), _name(match[3])


def _name(written: bytes) -> str:
    """Return a name of which all that is not ASCII was written as an escape."""
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2] or match[3], 16)), written.decode("utf-8", "replace"))


def _text(held: bytes | bytearray) -> str:
    return bytes(held[-_MOST_KEPT:]).decode("utf-8", "replace")
