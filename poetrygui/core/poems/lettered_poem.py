"""A poem as somebody wants to read it: in another encoding, or from another place on than its beginning."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.poem_reader import START_OF_LINE_LIMIT, PoemReader, start_of_line

_USUAL = Lettering()


class LetteredPoem:
    """Reads a poem: a PoemReader. Offsets and lines are those of the whole, also where what came first is hidden."""

    def __init__(self, poem: PoemReader, lettering: Lettering = _USUAL, hidden: int = 0) -> None:
        """Read ``poem`` as ``lettering`` has it, without the bytes before ``hidden``."""
        self.lettering = lettering
        """How its bytes are text."""
        self._poem = poem
        self._hidden = hidden

    @property
    def start(self) -> int:
        """The first byte that can be read."""
        return max(self._poem.start, min(self._hidden, self._poem.size))

    @property
    def size(self) -> int:
        """Bytes that can be read now, those that are hidden among them."""
        return self._poem.size

    @property
    def line_count(self) -> int:
        """Lines in them; a last line without newline counts."""
        return self._poem.line_count

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``; none that are hidden. Raises OSError."""
        return self._poem.read(start, stop) if start >= self.start else b""

    def line_start(self, line: int) -> int:
        """Return the offset where a line begins, or what is to be seen of it."""
        return max(self._poem.line_start(line), self.start)

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the byte at ``offset``."""
        return self._poem.line_at(max(offset, self.start))

    def start_of_line(self, offset: int, limit: int = START_OF_LINE_LIMIT) -> int:
        """Return where the line around ``offset`` begins, or ``offset - limit`` if that is further back."""
        return start_of_line(self, offset, limit)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called whenever more can be read; the call returned ends that."""
        return self._poem.subscribe(callback)


def lettering_of(poem: PoemReader) -> Lettering:
    """Return how the bytes of ``poem`` are text: as usual, where it does not tell."""
    found = getattr(poem, "lettering", _USUAL)
    assert isinstance(found, Lettering)
    return found
