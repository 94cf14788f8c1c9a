"""The ways in which a poem can be saved, as its dialog offers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from attrs import frozen

from poetrygui import recordings
from poetrygui.core import poems
from poetrygui.core.outcomes import Ended


@frozen
class SaveWay:
    """One way: what the dialog calls it, and how the names of such files end."""

    name: str
    ending: str
    pieces: Callable[[poems.StoredPoem, Ended | None], Iterator[bytes]]
    """Gives the file's bytes, of a poem and of how its connection ended, if it did. Raises OSError."""
    has_times: bool = False

    @property
    def name_filter(self) -> str:
        """What the dialog shows of it."""
        return f"{self.name} (*{self.ending})"


def _timed_rows(column: str, poem: poems.StoredPoem, _ended: Ended | None) -> Iterator[bytes]:
    assert poem.recording is not None
    return recordings.timed_rows(poem, poem.recording, recordings.Column(column))


def _timed_frames(poem: poems.StoredPoem, ended: Ended | None) -> Iterator[bytes]:
    assert poem.recording is not None
    return recordings.timed_frames(poem, poem.recording, ended)


ROWS = SaveWay("Rows as text", ".txt", lambda poem, _ended: poem.row_pieces())
EXACT = SaveWay("Exact bytes", "", lambda poem, _ended: poem.exact_pieces())
TIMED = (
    SaveWay("Rows with times since the start", ".txt", partial(_timed_rows, "start"), has_times=True),
    SaveWay("Rows with times of the day", ".txt", partial(_timed_rows, "day"), has_times=True),
    SaveWay("Rows with times since the row before", ".txt", partial(_timed_rows, "frame"), has_times=True),
    SaveWay("Frames with times, as JSON lines", ".jsonl", _timed_frames, has_times=True),
)


def ways_for(poem: poems.StoredPoem | None) -> tuple[SaveWay, ...]:
    """Return the ways in which a poem can be saved: with times, where it has a recording."""
    return (ROWS, EXACT, *TIMED) if poem is not None and poem.recording is not None else (ROWS, EXACT)
