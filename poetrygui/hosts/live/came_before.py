"""All that a connection was told in a host that has ended: what came from its first byte on, and what was beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from poetrygui.core.poems.store import PoemStore
from poetrygui.hosts.live.wire_window import WireWindow

Beside: TypeAlias = "tuple[int, Callable[[], object]]"
"""At which byte of the wire something else was told, and what tells it again."""


class CameBefore:
    """Gives it again, in its order and in the same chunks.

    The last of what came is held, and what was before is in a recording.
    """

    def __init__(self, window: WireWindow, beside: Iterable[Beside], kept: PoemStore | None) -> None:
        """Begin with the ``window`` of what came, what is ``kept`` of that, and what was told ``beside``."""
        self._window = window
        self._held_from = window.start
        self._held = deque(window.ends)
        self._recorded: Iterator[int] = iter(())
        self._beside = deque(beside)
        self._at = 0
        self._end = 0  # of the chunk that is next
        self._kept = kept

    @property
    def is_there(self) -> bool:
        """Whether all of it is held, or in a recording."""
        if not self._held_from:
            return True
        kept = self._kept
        return kept is not None and kept.recording is not None and not kept.recording.dropped.wire

    def when_there(self, callback: Callable[[], None]) -> None:
        """Call back when it can be read."""

        def written() -> None:
            self._recorded = self._recorded_ends()
            callback()

        if self._held_from and self._kept is not None:
            self._kept.when_written(written)
        else:
            callback()

    def came(self, data: bytes) -> None:
        """Take what comes meanwhile."""
        self._window.add(data)
        self._held.append(self._window.end)

    def note(self, again: Callable[[], object]) -> None:
        """Take what else is to be told, behind all that came."""
        self._beside.append((self._window.end, again))

    def next(self) -> bytes:
        """Tell again what was told beside the chunks, and return the next of these; nothing behind the last.

        Raises OSError where it cannot be read.
        """
        while self._beside and self._beside[0][0] <= self._at:
            self._beside.popleft()[1]()
        while self._end <= self._at:
            end = next(self._recorded, None)
            if end is None and not self._held:
                return b""
            self._end = self._held.popleft() if end is None else end
        chunk = self._read(self._end)
        self._at += len(chunk)
        return chunk

    def _recorded_ends(self) -> Iterator[int]:
        assert self._kept is not None
        assert self._kept.recording is not None
        for chunk in self._kept.recording.chunks(0, self._held_from):
            yield min(chunk.stop, self._held_from)
        yield self._held_from

    def _read(self, stop: int) -> bytes:
        if self._at >= self._held_from:
            return self._window.take(self._at, stop - self._at)
        assert self._kept is not None
        assert self._kept.recording is not None
        found = self._kept.recording.wire(self._at, stop)
        if not found:
            raise OSError("the recording ends before")
        return found
