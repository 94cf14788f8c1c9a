"""Finding out which rows are a stretch of the wire: one comparison for each chunk, and no help from the protocol."""

from __future__ import annotations

from poetrygui.core.poems.held_bytes import HeldBytes
from poetrygui.core.poems.lines_in_block import LedLines
from poetrygui.core.poems.wire_log import Run, Source

_MOST_HELD = 1024 * 1024
"""Bytes of the wire that are held until there are rows to compare them with."""

_MOST_SEARCHED = 64 * 1024
"""Of those, bytes behind the last newline, where it is not known any more at which byte the next rows begin."""

PATIENCE = 16
"""Chunks whose rows are looked for in vain before most are let pass: of many protocols they never are the wire."""

_LONGEST_PAUSE = 256  # chunks

MOST_RUNS = 64
"""So often rows may begin to lie elsewhere; a stream that changes more often has the rest in the file of their own."""

_ENOUGH_NEWLINES = 2
_ENOUGH_BESIDE = 8
"""Newlines in rows that are looked for on the wire, and bytes beside them. Less may be there by chance: one line alone,
or a few empty ones, which would then be said to be bytes that they did not come from."""


class RunFinder:
    """Compares what came with the rows that were made of it, as both come in."""

    __slots__ = ("_held", "_is_aligned", "_misses", "_pause", "_runs", "_wire", "source")

    def __init__(self, wire_start: int = 0) -> None:
        """Begin with rows that are empty, at byte ``wire_start`` of the wire."""
        self.source = Source.OWN
        """Where the rows lie that were placed last."""
        self._wire = wire_start  # bytes
        self._held = HeldBytes()  # the wire's last bytes, without those that are accounted for
        self._is_aligned = True  # whether the next rows should begin with them
        self._runs = 0
        self._misses = 0  # since rows were found that lie elsewhere than where the last ended
        self._pause = 0  # chunks that are let pass

    def received(self, chunk: bytes) -> None:
        """Take what came."""
        self._wire += len(chunk)
        if self._pause:
            self._pause -= 1
        elif self._runs < MOST_RUNS:
            self._held.add(chunk)
            if self._held.size > (_MOST_HELD if self._is_aligned else _MOST_SEARCHED):
                self._lose()

    def goes_on(self, rows: bytes) -> bool:
        """Tell whether these rows are the wire's bytes behind those that were placed last; so they are placed, too.

        That is the rule, and quickly seen; where it is not so, they are to be placed by :meth:`place`.
        """
        if not self._is_aligned or self.source is Source.OWN:
            return False
        return self._held.take(rows if self.source is Source.WIRE else _with_cr(rows))

    def goes_on_led(self, led: LedLines) -> bool:
        """Tell the same of lines that lie in the chunk that came last: they are not compared with it."""
        if not self._is_aligned or self.source is not Source.WIRE:
            return False
        return self._held.take_led(led.lead, led.chunk, led.stop)

    @property
    def is_looking(self) -> bool:
        """Whether rows are looked for that lie elsewhere than the last ones."""
        return self._runs < MOST_RUNS and not self._pause

    @property
    def expects_cr(self) -> bool:
        """Whether the next rows are likely to be the wire's without their CRs."""
        return self._is_aligned and self.source is Source.WIRE_WITHOUT_CR

    def goes_on_with_cr(self, rows: bytes) -> bool:
        """Tell the same of rows that have a CR before each newline here: so as they stand on the wire."""
        return self.expects_cr and self._held.take(rows)

    def place(self, rows: bytes, newlines: int, at: Run) -> Run | None:
        """Return the run that begins with ``rows``, in which are so many newlines; None where the one before goes on.

        ``at`` is the one that begins if it is none of the wire's: it tells where these rows begin, and where they would
        lie.
        """
        found = self._find(rows, newlines) if self.is_looking else None
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
        held = self._held
        start = self._wire - held.size  # of what is held
        if self._is_aligned:
            other = Source.WIRE if self.source is Source.WIRE_WITHOUT_CR else Source.WIRE_WITHOUT_CR
            for source in (Source.WIRE if self.source is Source.OWN else self.source, other):
                if _is_there(source, held, 0, rows):
                    held.let_go(_size_of(source, rows, newlines))
                    return source, start, False
        stop = held.behind_last(b"\n")
        is_telling = newlines >= _ENOUGH_NEWLINES and len(rows) - newlines >= _ENOUGH_BESIDE
        for source in (Source.WIRE, Source.WIRE_WITHOUT_CR) if is_telling else ():
            first = stop - _size_of(source, rows, newlines)
            if first >= 0 and _is_there(source, held, first, rows):
                self._is_aligned = True
                self._misses = 0
                held.let_go(stop)
                return source, start + first, True
        self._is_aligned = False
        held.let_go(stop)
        self._miss()
        return None

    def _miss(self) -> None:
        self._misses += 1
        # Two chunks at a time are looked at: the first row of one has often begun in the one before.
        if self._misses >= PATIENCE and self._misses % 2 == 0:
            self._pause = min(self._misses, _LONGEST_PAUSE)
            self._held.clear()

    def _lose(self) -> None:
        self._held.clear()
        self._is_aligned = False


def _size_of(source: Source, rows: bytes, newlines: int) -> int:
    return len(rows) + (newlines if source is Source.WIRE_WITHOUT_CR else 0)


def _is_there(source: Source, wire: HeldBytes, start: int, rows: bytes) -> bool:
    if source is Source.WIRE:
        return wire.has(rows, start)
    # Looking at the first line spares nearly all that ends otherwise the rest.
    first = rows.find(b"\n") + 1
    return (not first or wire.has(b"\r\n", start + first - 1)) and wire.has(_with_cr(rows), start)


def _with_cr(rows: bytes) -> bytes:
    # This costs a fifteenth of what it costs to find CRLF on the wire, and to take the CRs out.
    return rows.replace(b"\n", b"\r\n")
