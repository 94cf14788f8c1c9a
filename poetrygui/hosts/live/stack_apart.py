"""The stack of a process that crashes or is ended: it comes where prints come, and is none."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.hosts.last_words import STACK_AT_THE_END
from poetrygui.hosts.live.whole_lines import WholeLines

LONGEST = 64 * 1024
"""Bytes of one that are held back; what is longer was printed by somebody who only writes like that."""


class StackApart:
    """Hands on what a host prints, and holds a stack back until it is known whether the host ended with it."""

    def __init__(self, on_lines: Callable[[bytes], object]) -> None:
        """Hand whole lines to ``on_lines``."""
        self.on_lines = on_lines
        """Gets them."""
        self._held = b""
        whole = WholeLines(self._take)
        self.feed = whole.feed
        self.end = whole.end

    def host_ended(self, problem: str, *, is_told: bool) -> None:
        """Come to the end of the process, which ended for a ``problem``, if that is not empty.

        Where the end of a connection tells of it, it ``is_told`` what is held back, too. Else that was printed, or the
        process crashed in nobody's call, of which nobody else tells.
        """
        self.end()
        held, self._held = self._held, b""
        if not is_told:
            heading = f"In no connection's call: {problem}{':' if held else ''}\n" if problem else ""
            self._hand_on(heading.encode() + held)

    def _take(self, lines: bytes) -> None:
        lines = self._held + lines
        found = STACK_AT_THE_END.search(lines)
        self._held = b""
        if found is not None and len(found[0]) <= LONGEST:
            lines, self._held = lines[: found.start()], found[0]
        self._hand_on(lines)

    def _hand_on(self, lines: bytes) -> None:
        if lines:
            self.on_lines(lines if lines.endswith(b"\n") else lines + b"\n")
