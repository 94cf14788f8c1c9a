"""Text of a stretch of a poem, for the clipboard and for tests: shown text, or the exact bytes as text."""

from __future__ import annotations

from collections.abc import Iterator

from poetrygui.core.poems.lettered_poem import lettering_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.display_text import TextStream

BLOCK = 1024 * 1024


def shown_between(reader: PoemReader, start: int, stop: int) -> str:
    """Return the shown text of the reader's bytes from ``start`` to ``stop``. Raises OSError."""
    stream = TextStream(lettering_of(reader))
    pieces = [stream.feed(block) for block in _blocks(reader, start, stop)]
    return "".join([*pieces, stream.feed(b"", final=True)])


def exact_between(reader: PoemReader, start: int, stop: int) -> str:
    """Return the reader's bytes from ``start`` to ``stop`` as text, controls and all. Raises OSError."""
    decode = lettering_of(reader)._replace(colours=False).stream()
    return "".join([*(decode(block, False) for block in _blocks(reader, start, stop)), decode(b"", True)])


def shown_lines(reader: PoemReader, first_line: int, last_line: int) -> str:
    """Return the shown text of the reader's lines from ``first_line`` to ``last_line``, counted from 0, both included.

    Newlines join them. Lines that are not there are left out. Raises OSError.
    """
    if last_line < max(first_line, 0):
        return ""
    start = reader.line_start(max(first_line, 0))
    stop = reader.line_start(last_line + 1)
    ending = reader.read(max(stop - 2, start), stop)
    if ending.endswith(b"\n"):
        stop -= 2 if ending == b"\r\n" else 1
    return shown_between(reader, start, stop)


def word_around(reader: PoemReader, offset: int) -> tuple[int, int]:
    """Return the stretch of letters and digits, or of other bytes that are no space, around a byte.

    Bytes beyond ASCII count as letters. It is looked for in 256 bytes on either side, within a line. Raises OSError.
    """
    base = max(reader.start, offset - 256)
    data = reader.read(base, offset + 256)
    place = min(offset - base, len(data) - 1)
    if place < 0:
        return offset, offset
    kind = _byte_kind(data[place])
    first = last = place
    while first > 0 and _byte_kind(data[first - 1]) == kind:
        first -= 1
    while last + 1 < len(data) and _byte_kind(data[last + 1]) == kind:
        last += 1
    return (offset, offset) if kind == _NEWLINE else (base + first, base + last + 1)


_NEWLINE, _SPACE, _LETTER, _OTHER = range(4)


def _byte_kind(byte: int) -> int:
    if byte in b"\r\n":
        return _NEWLINE
    if byte in b" \t":
        return _SPACE
    return _LETTER if byte >= 0x80 or byte == ord("_") or chr(byte).isalnum() else _OTHER


def _blocks(reader: PoemReader, start: int, stop: int) -> Iterator[bytes]:
    for place in range(max(start, reader.start), stop, BLOCK):
        yield reader.read(place, min(place + BLOCK, stop))
