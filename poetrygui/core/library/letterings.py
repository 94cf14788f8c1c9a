"""How poems are read as text: the encoding of each, what its server had last, and for all whether colours are shown."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.poems.lettering import UTF_8, UnknownEncodingError, encoding_named


class Letterings:
    """Knows how a poem is to be read that gets a tab, and has the others read otherwise."""

    def __init__(self) -> None:
        """Begin with UTF-8, and colours."""
        self.colours = True
        """Whether what sets colours is no text, and is shown as them."""
        self.encodings: dict[str, str] = {}
        """By the ids of servers, where it is not UTF-8."""

    def begin(self, poem: KeptPoem, encoding: str = "") -> None:
        """Read a poem in an ``encoding``, or where none is told or known, in the last one of its server."""
        try:
            found = encoding_named(encoding or self.encodings.get(poem.info.server_id, UTF_8))
        except UnknownEncodingError:
            found = UTF_8
        poem.read_as(poem.stream.lettering._replace(encoding=found, colours=self.colours))

    def set_encoding(self, poem: KeptPoem, name: str) -> None:
        """Read a poem, and what its server sends from now on, in an encoding. Raises UnknownEncodingError."""
        found = encoding_named(name)
        poem.read_as(poem.stream.lettering._replace(encoding=found))
        self.encodings.pop(poem.info.server_id, None)
        if found != UTF_8 and poem.info.server_id:
            self.encodings[poem.info.server_id] = found

    def set_colours(self, shown: bool, poems: Iterable[KeptPoem]) -> None:
        """Show colours, or what sets them, in ``poems`` and all that come."""
        self.colours = shown
        for poem in poems:
            poem.read_as(poem.stream.lettering._replace(colours=shown))


def clear(poem: KeptPoem) -> None:
    """Hide the lines of a poem that have come; the last one stays where it is not whole yet. Raises OSError."""
    reader = poem.reader
    if reader is not None:
        poem.read_as(poem.stream.lettering, reader.start_of_line(reader.size))


def show_cleared(poem: KeptPoem) -> None:
    """Show the lines of a poem again that were hidden."""
    poem.read_as(poem.stream.lettering, 0)


def cleared_lines(poem: KeptPoem) -> int:
    """Return how many lines are hidden, and none where that cannot be read: it is said where the rows are."""
    reader = poem.reader
    if reader is None or not poem.stream.hidden:
        return 0
    with suppress(OSError):
        return reader.line_at(reader.start) if reader.start < reader.size else reader.line_count
    return 0
