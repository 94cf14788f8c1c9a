"""The ways in which a poem can be saved, as its dialog offers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Protocol as StructuralType

from attrs import frozen
from twisted.internet.defer import Deferred

from poetrygui import recordings
from poetrygui.core import poems, reading
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.reading.conditions import Conditions
from poetrygui.gui import frames

_USUAL = Lettering()

Pieces = Iterator["bytes | Deferred[None]"]
"""A file's bytes, piece by piece; where a Deferred comes instead, the next piece is there once that fires."""


@frozen
class SavedPart:
    """What is saved of one connection: its rows from byte ``start`` up to ``stop``, which may be ``all`` that came."""

    poem: poems.StoredPoem
    ended: Ended | None
    start: int
    stop: int
    is_all: bool = True
    is_first: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """The bytes of rows, from and up to."""
        return self.start, self.stop


class LinesToSave(StructuralType):
    """Which lines a file has, of all connections."""

    def pieces(self, poem: KeptPoem, selection: tuple[int, int] | None) -> Pieces:
        """Give the file's bytes, of all or of a ``selection``. Raises OSError and FindError."""


@frozen
class SaveWay:
    """One way: what the dialog calls it, and how the names of such files end."""

    name: str
    ending: str
    pieces: Callable[[SavedPart], Pieces]
    """Gives the file's bytes, of a part of a poem. Raises OSError."""
    has_times: bool = False
    has_rows: bool = True
    """Whether a file has rows: then a line stands between the connections of a stream."""
    is_as_long: bool = False
    """Whether a file is about as long as the rows."""
    lines: LinesToSave | None = None
    """Which lines it has, of all connections, where that is not all."""

    @property
    def name_filter(self) -> str:
        """What the dialog shows of it."""
        return f"{self.name} (*{self.ending})"


def _timed_rows(column: str, part: SavedPart) -> Pieces:
    assert part.poem.recording is not None
    span = None if part.is_all else part.span
    return recordings.timed_rows(part.poem, part.poem.recording, recordings.Column(column), span)


def _timed_frames(part: SavedPart) -> Pieces:
    assert part.poem.recording is not None
    if part.is_all:
        return recordings.timed_frames(part.poem, part.poem.recording, part.ended)
    return _frames_of(part, recordings.NoFields("")).as_json()


def _frames_with_fields(fields: frames.TableFields, places_of: recordings.PlacesOf | None, part: SavedPart) -> Pieces:
    assert part.poem.recording is not None
    return _frames_of(part, fields.of(part.poem.recording), places_of).as_json()


def _csv(fields: frames.TableFields, places_of: recordings.PlacesOf | None, part: SavedPart) -> Pieces:
    assert part.poem.recording is not None
    names = fields.columns(part.poem.recording.info.protocol)
    return _frames_of(part, fields.of(part.poem.recording), places_of).as_csv(names, has_head=part.is_first)


def _placed_frames(places_of: recordings.PlacesOf, part: SavedPart) -> Pieces:
    return _frames_of(part, recordings.NoFields(""), places_of).as_text(recordings.Column.START)


def _frames_of(
    part: SavedPart, fields: recordings.FieldSource, places_of: recordings.PlacesOf | None = None
) -> recordings.FramesToSave:
    assert part.poem.recording is not None
    rows = recordings.TableRows(part.poem, part.poem.recording)
    return recordings.FramesToSave(rows, *part.span, fields, places_of)


ROWS = SaveWay("Rows as text", ".txt", lambda part: part.poem.row_pieces(*part.span), is_as_long=True)
EXACT = SaveWay("Exact bytes", "", lambda part: part.poem.exact_pieces(*part.span), has_rows=False, is_as_long=True)
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


def _read_rows(lettering: Lettering, part: SavedPart) -> Pieces:
    read = lettering.stream()
    for piece in part.poem.row_pieces(*part.span):
        yield read(piece, False).encode("utf-8", "replace")
    yield read(b"", True).encode("utf-8", "replace")


def saved_parts(poem: KeptPoem, selection: tuple[int, int] | None = None) -> list[tuple[str, SavedPart]]:
    """Return what is to be saved of each connection, all or what is selected, and the line before it."""
    found: list[tuple[str, SavedPart]] = []
    joined = poem.stream.joined
    for number, (line, store, ended) in enumerate(poem.connections()):
        base = 0 if joined is None else joined.base_of(number)
        start, stop = store.start, store.size
        if selection is not None:
            start, stop = max(selection[0] - base, start), min(selection[1] - base, stop)
            if start >= stop:
                continue
        found.append((line, SavedPart(store, ended, start, stop, selection is None, not found)))
    return found


def filtered_way(
    filters: Conditions, soon: Callable[[], Deferred[None]], fields: frames.TableFields | None = None
) -> SaveWay | None:
    """Return the way in which a file has the lines for which ``filters`` hold; None where there are none.

    ``soon`` returns what is to be waited for while lines are looked for, by text and by ``fields``.
    """
    if not filters:
        return None
    return SaveWay("Filtered lines as text", ".txt", no_part, lines=FilteredLines(filters, soon, fields))


@frozen
class FilteredLines:
    """Which lines a file is to have: those for which ``filters`` hold; ``soon`` returns what to wait for meanwhile.

    Fields of frames are those that ``fields`` tell.
    """

    filters: Conditions
    soon: Callable[[], Deferred[None]]
    fields: frames.TableFields | None = None

    def pieces(self, poem: KeptPoem, selection: tuple[int, int] | None) -> Pieces:
        """Give them, or what is selected of them. Raises OSError, and FindError where a filter takes too long."""
        if poem.reader is None:
            return
        read = None if poem.stream.lettering.is_utf_8 else poem.stream.lettering.stream()
        scanner_of = frames.fields_to_filter(poem, self.fields).scanner_of
        for piece in reading.filtered_bytes(poem.reader, self.filters, selection, scanner_of):
            if piece:
                yield piece if read is None else read(piece, False).encode("utf-8", "replace")
            else:
                yield self.soon()


def no_part(_part: SavedPart) -> Pieces:
    """Give nothing: these lines are not saved connection by connection."""
    return iter(())


def saved_pieces(way: SaveWay, poem: KeptPoem, selection: tuple[int, int] | None = None) -> Pieces:
    """Give the bytes of a file saved in that ``way`` with what ``poem`` shows, or the ``selection`` of it.

    Raises OSError, and FindError where lines are filtered and that takes too long.
    """
    if way.lines is not None:
        yield from way.lines.pieces(poem, selection)
        return
    parts = saved_parts(poem, selection)
    for number, (line, part) in enumerate(parts):
        if way.has_times and part.poem.recording is None:
            way = ROWS if way.has_rows else EXACT
        if number and way.has_rows:
            yield f"{line}\n".encode()
        last = b"\n"
        for piece in way.pieces(part):
            last = piece or last if isinstance(piece, bytes) else last
            yield piece
        if way.has_rows and number + 1 < len(parts) and not last.endswith(b"\n"):
            yield b"\n"


def ways_for(
    poem: poems.StoredPoem | None, lettering: Lettering = _USUAL, fields: frames.TableFields | None = None
) -> tuple[SaveWay, ...]:
    """Return the ways in which a poem can be saved: with times, where it has a recording, and with ``fields``.

    The first one is what is expected of a poem that is read as ``lettering`` has it.
    """
    timed = (*TIMED, *_with_fields(fields)) if poem is not None and poem.recording is not None else ()
    as_read = rows_as_read(lettering)
    return (ROWS, EXACT, *timed, as_read) if lettering.is_utf_8 else (as_read, ROWS, EXACT, *timed)


def _with_fields(fields: frames.TableFields | None) -> tuple[SaveWay, ...]:
    if fields is None:
        return ()
    ways: list[SaveWay] = []
    places = fields.places_of
    for named, places_of in (
        ("Frames with times and fields, as", None),
        ("Frames with times, fields and bytes on the wire, as", places),
    ):
        if not ways or places_of is not None:
            as_json, as_csv = partial(_frames_with_fields, fields, places_of), partial(_csv, fields, places_of)
            ways.append(SaveWay(f"{named} JSON lines", ".jsonl", as_json, has_times=True, has_rows=False))
            ways.append(SaveWay(f"{named} CSV", ".csv", as_csv, has_times=True, has_rows=False))
    if places is not None:
        name = "Frames with times and bytes on the wire, as text"
        ways.insert(2, SaveWay(name, ".txt", partial(_placed_frames, places), has_times=True))
    return tuple(ways)
