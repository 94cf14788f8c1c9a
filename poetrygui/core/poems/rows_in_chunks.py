"""Rows that are composed of lines as they lie in the chunks that came: these are put together where they must be."""

from __future__ import annotations

from poetrygui.core.poems.lines_in_block import LedLines, led_lines
from poetrygui.core.poems.rows import RowComposer


class ChunkRowComposer(RowComposer):
    """Composes rows as any other does, and may be given lines that lie in a chunk, too."""

    __slots__ = ("_led",)

    def __init__(self) -> None:
        """Begin a poem."""
        super().__init__()
        self._led: LedLines | None = None  # before the other rows

    def led_lines(self, lead: bytes, chunk: bytes, stop: int) -> int:
        """Take the lines up to byte ``stop`` of a chunk, the first of them behind ``lead``; return how many.

        Nothing is taken, and 0 returned, where they have to be put together to be looked at.
        """
        if self.inside_frame or self._led is not None or self._rows or self._has_cr:
            return 0
        led = led_lines(lead, chunk, stop, self.size)
        if led is None:
            return 0
        self._begin_lines()
        self._led = led
        count = sum(led.counts)
        self.size += led.size
        self.exact_size += led.size - count
        self.frame_count += count
        return count

    def take_led_lines(self) -> LedLines | None:
        """Return the rows composed since the last call, if they are such lines and nothing else.

        What is not returned, as are the borders, is there for :meth:`take`.
        """
        if self._rows:
            return None
        led, self._led = self._led, None
        return led

    def take_counts(self) -> tuple[int, ...]:
        """Return what any other does; nothing where lines in a chunk come first."""
        counts = super().take_counts()
        return counts if self._led is None else ()

    def take(self) -> tuple[list[bytes], bytes]:
        """Return the rows and the packed borders composed since the last call."""
        rows, borders = super().take()
        led, self._led = self._led, None
        return rows if led is None else [led.rows, *rows], borders
