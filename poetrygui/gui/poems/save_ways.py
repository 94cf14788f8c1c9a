"""The ways in which a poem can be saved, as its dialog offers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from attrs import frozen

from poetrygui import recordings
from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.lettering import Lettering

_USUAL = Lettering()


@frozen
class SaveWay:
    """One way: what the dialog calls it, and how the names of such files end."""

    name: str
    ending: str
    pieces: Callable[[poems.StoredPoem, Ended | None], Iterator[bytes]]
    """Gives the file's bytes, of a poem and of how its connection ended, if it did. Raises OSError."""
    has_times: bool = False
    has_rows: bool = True
    """Whether a file has rows: then a line stands between the connections of a stream."""

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
EXACT = SaveWay("Exact bytes", "", lambda poem, _ended: poem.exact_pieces(), has_rows=False)
TIMED = (
    SaveWay("Rows with times since the start", ".txt", partial(_timed_rows, "start"), has_times=True),
    SaveWay("Rows with times of the day", ".txt", partial(_timed_rows, "day"), has_times=True),
    SaveWay("Rows with times since the row before", ".txt", partial(_timed_rows, "frame"), has_times=True),
    SaveWay("Frames with times, as JSON lines", ".jsonl", _timed_frames, has_times=True, has_rows=False),
)


@cache
def rows_as_read(lettering: Lettering) -> SaveWay:
    """Return the way in which a file has the text that ``lettering`` makes of rows, without what sets colours."""
    return SaveWay("Rows in UTF-8, without colours", ".txt", partial(_read_rows, lettering._replace(colours=True)))


def _read_rows(lettering: Lettering, poem: poems.StoredPoem, _ended: Ended | None) -> Iterator[bytes]:
    read = lettering.stream()
    for piece in poem.row_pieces():
        yield read(piece, False).encode("utf-8", "replace")
    yield read(b"", True).encode("utf-8", "replace")


def saved_pieces(way: SaveWay, poem: KeptPoem) -> Iterator[bytes]:
    """Give the bytes of a file with all that ``poem`` shows: what came on each of its connections. Raises OSError."""
    for number, (line, store, ended) in enumerate(poem.connections()):
        if way.has_times and store.recording is None:
            way = ROWS if way.has_rows else EXACT
        if number and way.has_rows:
            yield f"{line}\n".encode()
        last = b"\n"
        for piece in way.pieces(store, ended):
            last = piece or last
            yield piece
        if way.has_rows and number + 1 < poem.stream.count and not last.endswith(b"\n"):
            yield b"\n"


def ways_for(poem: poems.StoredPoem | None, lettering: Lettering = _USUAL) -> tuple[SaveWay, ...]:
    """Return the ways in which a poem can be saved: with times, where it has a recording.

    The first one is what is expected of a poem that is read as ``lettering`` has it.
    """
    timed = TIMED if poem is not None and poem.recording is not None else ()
    as_read = rows_as_read(lettering)
    return (ROWS, EXACT, *timed, as_read) if lettering.is_utf_8 else (as_read, ROWS, EXACT, *timed)
