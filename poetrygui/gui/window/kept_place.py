"""Where a tab's view is in the wire, so that it is there again when other rows are made of that."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui import recordings
from poetrygui.core import poems as stored
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.outcomes import Undelivered
from poetrygui.gui import poems
from poetrygui.gui.recording.recording_parts import RecordingParts

_SEEN = 32 * 1024
"""Bytes of the wire that are surely more than a screen shows."""


class KeptPlace:
    """Remembers which byte of the wire is seen first in a tab; nothing where the view follows the end.

    Beside that, what is seen and chosen of the bytes themselves: these are the same ones.
    """

    def __init__(self, tab: poems.PoemTab) -> None:
        """Look where the view of ``tab`` is now."""
        self._tab = tab
        self._wire: int | None = None
        store = tab.poem.store
        self._bytes = _BytesPlace.of(tab.parts) if tab.parts.shows_bytes else None
        self.seen: tuple[int, int] | None = None
        """The bytes of the wire that are seen, and some behind them; None where that is not known."""
        if store is None or store.recording is None:
            return
        if tab.view.following:
            stop = store.recording.wire_size
            self.seen = max(stop - _SEEN, 0), stop
            return
        self._wire = _wire_of(store, store.recording, stored.in_whole(tab.view.reader, tab.view.top_offset()))
        if self._wire is not None:
            self.seen = self._wire, self._wire + _SEEN

    def is_of(self, tab: poems.PoemTab) -> bool:
        """Tell whether it is that of a tab."""
        return tab is self._tab

    def take(self) -> None:
        """Have the view there again, with the rows that the poem has by now."""
        store = self._tab.poem.store
        if store is None or store.recording is None:
            return
        top = None if self._wire is None else _row_of(store, store.recording, self._wire)
        parts = self._tab.parts
        # What is wrong elsewhere now was led to.
        if self._bytes is not None and parts.shows_bytes and parts.fault in (None, self._bytes.fault):
            parts.still_at = top
            with parts.leads():
                self._bytes.take(parts)
        if top is not None:
            self._tab.lines.go_to(TabPlace(top=top, following=False, anchor=top, caret=top))


class _BytesPlace(NamedTuple):
    """The first byte that is seen, between which two some are selected, and which were led to as the ones at fault."""

    top: int
    anchor: int
    caret: int
    fault: Undelivered | None

    @classmethod
    def of(cls, parts: RecordingParts) -> _BytesPlace:
        """Look where that is now."""
        view = parts.bytes_pane.view
        return cls(view.top, view.selected.anchor, view.selected.caret, parts.fault)

    def take(self, parts: RecordingParts) -> None:
        """Show the same again."""
        view = parts.bytes_pane.view
        view.select(self.anchor, self.caret)
        view.show_offset(self.top)


def seen_stretch(tab: poems.PoemTab, source: stored.StoredPoem | None) -> tuple[int, int] | None:
    """Return the bytes of the wire that are seen in a tab and some behind them, from a frame's border before them.

    The border is one of the tab's poem or of ``source``, which is on the same wire; None where neither knows any.
    """
    store = tab.poem.store
    if store is None or store.recording is None:
        return None
    seen = _wire_of(store, store.recording, stored.in_whole(tab.view.reader, tab.view.top_offset()))
    border = None if seen is None else _border_before(seen, store, source)
    return None if border is None or seen is None else (border, seen + _SEEN)


def _border_before(wire: int, *poems_on_it: stored.StoredPoem | None) -> int | None:
    try:
        known = (recordings.border_before(poem, wire) for poem in poems_on_it if poem is not None)
        return next((border for border in known if border is not None), None)
    except OSError:
        return None


# Where rows are no stretch of the wire, a chunk's bytes are taken to be spread evenly over its rows: near is enough.


def _wire_of(poem: stored.StoredPoem, recording: stored.Recording, row: int) -> int | None:
    try:
        exact = poem.wire_stretch(row, row)
        chunk = recording.chunk_of_row(row)
    except OSError:
        return None  # said where the rows are read
    if exact is not None or chunk is None:
        return None if exact is None else exact[0]
    rows = chunk.rows_after - chunk.rows_before
    return chunk.start + (row - chunk.rows_before) * (chunk.stop - chunk.start) // max(rows, 1)


def _row_of(poem: stored.StoredPoem, recording: stored.Recording, wire: int) -> int | None:
    try:
        chunk = recording.chunk_at(wire)
        if chunk is None:
            return None
        if poem.wire_stretch(chunk.rows_before, chunk.rows_after) is not None:
            found = recordings.RowsAndWire(poem, recording).rows_of(wire, wire)
            return None if found is None else found[0]
        rows = chunk.rows_after - chunk.rows_before
        return poem.start_of_line(chunk.rows_before + (wire - chunk.start) * rows // (chunk.stop - chunk.start))
    except OSError:
        return None
