"""What a table asks of whatever has its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol as StructuralType

from poetrygui.recordings.table_rows import TableRow


class RowSource(StructuralType):
    """Has rows, whose numbers never change; each method raises OSError."""

    @property
    def heading(self) -> str:
        """What the names of origins are; nothing where there is but one."""

    @property
    def start(self) -> int:
        """The number of the first row that is there."""

    @property
    def count(self) -> int:
        """The number behind that of the last row."""

    def look(self, seconds: float) -> bool:
        """Take notice of what is there now, for about so many seconds; tell whether there is more to take notice of."""

    def now(self) -> int:
        """Return what :meth:`new_since` is to be asked for later on."""

    def new_since(self, then: int) -> int:
        """Return how many of the rows have come since what :meth:`now` returned ``then``. Raises OSError."""

    def between(self, first: int, stop: int) -> list[TableRow]:
        """Return the rows from the one of number ``first`` up to ``stop``, as far as there are any."""

    def row_at(self, offset: int) -> int | None:
        """Return the row of a byte of the text beside which the table is; None where it has none, or none yet."""

    def stretch_of(self, row: TableRow) -> tuple[int, int]:
        """Return from which byte of that text up to which a row of these is; the same twice where it has none."""

    def frame_before(self, row: TableRow) -> TableRow | None:
        """Return the row of the frame with which one is compared; None where there is none."""

    def read(self, row: TableRow, start: int, stop: int) -> bytes:
        """Return bytes from ``start`` up to ``stop`` of where a row is: of its poem's rows, if it has one."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called when there may be more; the call returned ends that."""
