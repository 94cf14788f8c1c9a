"""Which stretch of the wire a ruler shows: bytes as pixels, zoomed and scrolled."""

from __future__ import annotations

import math

from poetrygui.recordings.ruler_picture import WireView

CLOSEST = 1 / 20
"""Bytes of a pixel where it is zoomed in most: two digits of hex have room."""

_MARGIN = 0.02  # of the width, that is left beside what is brought into sight


class RulerScale:
    """A place on the wire and a number of bytes a pixel. The wire is ``size`` bytes long, the ruler ``width`` pixels.

    It never scrolls beyond the ends of the wire, and never zooms out further than to see all of it.
    """

    def __init__(self) -> None:
        """Show nothing of nothing."""
        self.size = 0
        self.width = 1
        self.start = 0.0
        """The byte at the left edge, or a part of one."""
        self.bytes_per_pixel = 1.0

    @property
    def stop(self) -> float:
        """The byte at the right edge."""
        return self.start + self.width * self.bytes_per_pixel

    @property
    def view(self) -> WireView:
        """The bytes that are seen at least in part."""
        return WireView(math.floor(self.start), math.ceil(self.stop), self.width)

    @property
    def shows_all(self) -> bool:
        """Whether the whole wire is seen."""
        return self.bytes_per_pixel >= self._widest

    def resize(self, size: int, width: int) -> None:
        """Take other measures; where all was seen, all is."""
        all_seen = self.shows_all
        self.size, self.width = max(size, 0), max(width, 1)
        self._set(self.start, self._widest if all_seen else self.bytes_per_pixel)

    def x(self, offset: float) -> float:
        """Return at which pixel a byte begins, which may be far outside."""
        return (offset - self.start) / self.bytes_per_pixel

    def offset(self, x: float) -> int:
        """Return the byte at a pixel; the last one beyond the end."""
        return max(0, min(math.floor(self.start + x * self.bytes_per_pixel), max(self.size - 1, 0)))

    def show(self, start: float, stop: float) -> None:
        """Show a stretch as large as it can be, with a little of what is beside it."""
        room = (stop - start) * _MARGIN
        scale = (stop - start + 2 * room) / self.width
        self._set(start - room, scale)
        if self.bytes_per_pixel > scale:
            self._set((start + stop - self.width * self.bytes_per_pixel) / 2, self.bytes_per_pixel)

    def reveal(self, start: float, stop: float) -> None:
        """Scroll to a stretch unless it is seen, so that it is in the middle; to its beginning where it is longer."""
        if self.start <= start and stop <= self.stop:
            return
        seen = self.stop - self.start
        self._set(start - max((seen - (stop - start)) / 2, 0), self.bytes_per_pixel)

    def zoom(self, factor: float, x: float) -> None:
        """Show ``factor`` times as many bytes; the one at a pixel stays there, as far as the ends allow."""
        held = self.start + x * self.bytes_per_pixel
        scale = self._within(self.bytes_per_pixel * factor)
        self._set(held - x * scale, scale)

    def scroll(self, pixels: float) -> None:
        """Go to the right, or for a negative number to the left."""
        self._set(self.start + pixels * self.bytes_per_pixel, self.bytes_per_pixel)

    @property
    def _widest(self) -> float:
        return max(self.size / self.width, CLOSEST)

    def _within(self, scale: float) -> float:
        return min(max(scale, CLOSEST), self._widest)

    def _set(self, start: float, scale: float) -> None:
        self.bytes_per_pixel = self._within(scale)
        last = self.size - self.width * self.bytes_per_pixel
        self.start = max(min(start, last), 0.0)


def ticks(scale: RulerScale, room: int) -> tuple[int, ...]:
    """Return the bytes that the axis names: round numbers, at least ``room`` pixels apart."""
    least = max(room * scale.bytes_per_pixel, 1)
    power = 10 ** math.floor(math.log10(least))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= least)
    first = -(-math.floor(scale.start) // step) * step
    return tuple(range(first, min(math.ceil(scale.stop), scale.size) + 1, step))
