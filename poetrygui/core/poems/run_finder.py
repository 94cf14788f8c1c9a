"""Finding out which rows are a stretch of the wire: one comparison for each chunk, and no help from the protocol."""

from __future__ import annotations

from poetrygui.core.poems.wire_log import Run, Source

_MOST_HELD = 1024 * 1024
"""Bytes of the wire that are held until there are rows to compare them with."""

_MOST_SEARCHED = 64 * 1024
"""Of those, bytes behind the last newline, where it is not known any more at which byte the next rows begin."""

MOST_RUNS = 64
"""So often rows may begin to lie elsewhere; a stream that changes more often has the rest in the file of their own."""

_ENOUGH_NEWLINES = 2
"""Newlines in rows that are looked for on the wire. One line alone may be there by chance, two in a row are not."""


class RunFinder:
    """Compares what came with the rows that were made of it, as both come in."""

    def __init__(self) -> None:
        """Begin with a wire and rows that are empty."""
        self.source = Source.OWN
        """Where the rows lie that were placed last."""
        self._wire = 0  # bytes
        self._held: list[bytes] = []  # the wire's last bytes
        self._held_size = 0
        self._skipped = 0  # bytes of the first of them that are accounted for
        self._is_aligned = True  # whether the next rows should begin with those that are not
        self._runs = 0

    def received(self, chunk: bytes) -> None:
        """Take what came."""
        self._wire += len(chunk)
        if self._runs < MOST_RUNS:
            self._held.append(chunk)
            self._held_size += len(chunk)
            if self._held_size - self._skipped > (_MOST_HELD if self._is_aligned else _MOST_SEARCHED):
                self._lose()

    def place(self, rows: bytes, newlines: int, at: Run) -> Run | None:
        """Return the run that begins with ``rows``, in which are so many newlines; None where the one before goes on.

        ``at`` is the one that begins if it is none of the wire's: it tells where these rows begin, and where they would
        lie.
        """
        found = self._find(rows, newlines) if self._runs < MOST_RUNS else None
        before = self.source
        if found is None:
            self.source = Source.OWN
            return self._begin(at) if before is not Source.OWN else None
        self.source, start, is_new = found
        if not is_new and self.source is before:
            return None
        return self._begin(Run(self.source, at.rows, at.newlines, start))

    def _begin(self, run: Run) -> Run:
        self._runs += 1
        if self._runs >= MOST_RUNS:
            self._lose()
        return run

    def _find(self, rows: bytes, newlines: int) -> tuple[Source, int, bool] | None:
        """Return where the rows lie, from which byte of the wire on, and whether that is not where the last ended."""
        held = self._held[0] if len(self._held) == 1 else b"".join(self._held)
        self._held, self._held_size = [held], len(held)
        if self._is_aligned:
            other = Source.WIRE if self.source is Source.WIRE_WITHOUT_CR else Source.WIRE_WITHOUT_CR
            for source in (Source.WIRE if self.source is Source.OWN else self.source, other):
                if _is_there(source, held, self._skipped, rows, newlines):
                    start = self._wire - len(held) + self._skipped
                    self._skip(self._skipped + _size_of(source, rows, newlines))
                    return source, start, False
        stop = held.rfind(b"\n") + 1
        for source in (Source.WIRE, Source.WIRE_WITHOUT_CR) if newlines >= _ENOUGH_NEWLINES else ():
            start = stop - _size_of(source, rows, newlines)
            if start >= 0 and _is_there(source, held, start, rows, newlines):
                self._is_aligned = True
                self._skip(stop)
                return source, self._wire - len(held) + start, True
        self._is_aligned = False
        self._skip(stop)
        return None

    def _skip(self, size: int) -> None:
        held = self._held[0]
        # Cut where that copies less than was compared.
        if 2 * size >= len(held):
            self._held = [held[size:]] if size < len(held) else []
            self._held_size = len(held) - size
            size = 0
        self._skipped = size

    def _lose(self) -> None:
        self._held, self._held_size, self._skipped = [], 0, 0
        self._is_aligned = False


def _size_of(source: Source, rows: bytes, newlines: int) -> int:
    return len(rows) + (newlines if source is Source.WIRE_WITHOUT_CR else 0)


def _is_there(source: Source, wire: bytes, start: int, rows: bytes, newlines: int) -> bool:
    if source is Source.WIRE:
        # Where a chunk is delivered as it is, both are one object, and nothing is compared.
        return wire == rows if not start and len(wire) == len(rows) else wire.startswith(rows, start)
    found = wire[start : start + len(rows) + newlines]
    # Each LF with a CR before it: one without would make the wire's bytes fewer.
    return len(found) == len(rows) + newlines and found.replace(b"\r\n", b"\n") == rows
