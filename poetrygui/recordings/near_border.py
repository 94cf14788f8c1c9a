"""A byte of the wire at which a frame ends, near to a place and however far into a recording: guessed, then proved.

So is the first one of what is kept of a recording that was too long.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice

from attrs import frozen
from twisted.internet.protocol import Protocol

from poetrygui.core.poems.frame_places import FrameEnd, FramePlaces
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.rows import RowComposer
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.recordings.border_search import WireBorder
from poetrygui.recordings.chunk_frames import FramingRun
from poetrygui.recordings.stretch_tape import StretchTape

LOOKED_AT = 128 * 1024
"""Bytes before the place in which one is looked for."""

_MOST_TRIES = 64  # for each that is found
_MOST_FOUND = 16
_STEPS_IN_CHUNK = 32  # by which frames are looked for in the half of a chunk that comes before the byte
_FEWEST_BYTES = 4  # of a frame that is looked for on the wire: less is there by chance
_LONGEST_TRAILER = 4  # bytes that stand behind what a frame carries, as a comma or a checksum
_FRAMES_A_CHUNK = 3  # that are looked for
_PROOF = 3  # frames that have to be those that were recorded


@frozen
class _Guess:
    """A border, of which the frames behind it have to make the rows from ``row`` on."""

    border: WireBorder
    row: int


def near_border(
    recording: Recording, protocol: type[Protocol], byte: int, is_wanted: Callable[[int], bool] = lambda _: True
) -> Generator[None, None, WireBorder | None]:
    """Find a border before a ``byte`` of ``recording`` from which on ``protocol`` makes what was recorded, if any.

    ``is_wanted`` is asked of some for their bytes, the first that is wins. Where a recorded frame's bytes stand on the
    wire is no proof, since they may stand there by chance; that all frames behind that place are made of what follows
    is. Yields where it gets on. Raises OSError.
    """
    poem = StoredPoem.existing(recording.directory)
    try:
        chunks = list(recording.chunks(max(byte - LOOKED_AT, recording.dropped.wire), byte + 1))
        guesses = _guesses(recording, poem, chunks, byte)
        for _ in range(_MOST_FOUND):
            found = yield from _first_true(recording, poem, protocol, guesses, chunks)
            if found is None or is_wanted(found.byte):
                return found
        return None
    finally:
        poem.close()


def first_border(recording: Recording, protocol: type[Protocol]) -> Generator[None, None, WireBorder | None]:
    """Find the first border of what is kept of a ``recording``, known or proved by what ``protocol`` makes, if any.

    Yields where it gets on. Raises OSError.
    """
    poem, dropped = StoredPoem.existing(recording.directory), recording.dropped
    try:
        places = FramePlaces(poem, recording)
        for number in (dropped.frames + 1, dropped.frames + 2):
            wire = places.wire_of_frame(number)
            if wire is not None and wire.is_exact and wire.start >= dropped.wire:
                return WireBorder(wire.start, number)
        chunks = list(recording.chunks(dropped.wire, dropped.wire + LOOKED_AT))
        return (yield from _first_true(recording, poem, protocol, _first_guesses(recording, poem, chunks), chunks))
    finally:
        poem.close()


def number_at(recording: Recording, protocol: type[Protocol], byte: int) -> WireBorder | None:
    """Return how many frames end up to a ``byte`` of ``recording``; None where ``protocol`` proves no border there.

    Raises OSError.
    """
    poem = StoredPoem.existing(recording.directory)
    try:
        chunks = list(recording.chunks(byte, byte + LOOKED_AT))
        values = next(FramingRun(StretchTape(recording, byte), protocol).chunks(), [])
        if not chunks or not all(isinstance(value, bytes) for value in values):
            return None
        composer = RowComposer()
        composer.frames([value for value in values if isinstance(value, bytes)])
        border = WireBorder(byte, chunks[0].frames_after - len(values))
        guess = _Guess(border, chunks[0].rows_after - composer.size)
        return border if _is_true(recording, poem, protocol, guess, chunks) else None
    finally:
        poem.close()


def _first_true(
    recording: Recording, poem: StoredPoem, protocol: type[Protocol], guesses: Iterator[_Guess], chunks: list[Chunk]
) -> Generator[None, None, WireBorder | None]:
    for guess in islice(guesses, _MOST_TRIES):
        yield
        if _is_true(recording, poem, protocol, guess, chunks):
            return guess.border
    return None


def _first_guesses(recording: Recording, poem: StoredPoem, chunks: list[Chunk]) -> Iterator[_Guess]:
    """Yield borders that may be, the first ones first."""
    dropped, places = recording.dropped, FramePlaces(poem, recording)
    yield _Guess(WireBorder(dropped.wire, dropped.frames), dropped.rows)
    for chunk in chunks:
        ends = places.ends_in(chunk) or ()
        rows = poem.read(chunk.rows_before, chunk.rows_after)
        wire = recording.wire(chunk.start, chunk.stop)
        for index in range(1, min(len(ends), 1 + _FRAMES_A_CHUNK)):
            data = _frame_in(rows, chunk, ends, index)
            if len(data) >= _FEWEST_BYTES:
                yield from _guesses_behind(chunk, ends, index, wire.find(data), len(data))
        if ends:
            yield _Guess(WireBorder(chunk.stop, chunk.frames_after), chunk.rows_after)


def _frame_in(rows: bytes, chunk: Chunk, ends: Sequence[FrameEnd], index: int) -> bytes:
    """Return the bytes of the frame of that number in a chunk, of which these are the rows; it is not the first."""
    end, is_added = ends[index]
    return rows[ends[index - 1][0] - chunk.rows_before : end - is_added - chunk.rows_before]


def _guesses_behind(chunk: Chunk, ends: Sequence[FrameEnd], index: int, at: int, size: int) -> Iterator[_Guess]:
    """Yield what may be the end of a frame whose ``size`` bytes stand at byte ``at`` of a chunk, if that is not -1."""
    stop = chunk.start + at + size
    for border in range(stop, min(stop + _LONGEST_TRAILER, chunk.stop) + 1) if at >= 0 else ():
        yield _Guess(WireBorder(border, chunk.frames_before + index + 1), ends[index][0])


def _guesses(recording: Recording, poem: StoredPoem, chunks: list[Chunk], byte: int) -> Iterator[_Guess]:
    """Yield borders that may be, those near to ``byte`` first."""
    places = FramePlaces(poem, recording)
    for chunk in reversed(chunks):
        ends = places.ends_in(chunk)
        if not ends:
            continue
        if chunk.stop <= byte:
            # Where each message has a chunk of its own.
            yield _Guess(WireBorder(chunk.stop, chunk.frames_after), chunk.rows_after)
            tried, before = range(len(ends) - 1, max(len(ends) - 1 - _FRAMES_A_CHUNK, 0), -1), chunk.stop
        else:
            # As if all frames had one length; those that do not come before the byte are not found there.
            near, before = len(ends) * (byte - chunk.start) // (chunk.stop - chunk.start), byte
            tried = range(near - 1, max(near // 2, 1), -max(near // _STEPS_IN_CHUNK, 1))
        rows = poem.read(chunk.rows_before, chunk.rows_after)
        wire = recording.wire(chunk.start, before)
        for index in tried:
            data = _frame_in(rows, chunk, ends, index)
            if len(data) >= _FEWEST_BYTES:
                yield from _guesses_behind(chunk, ends, index, wire.rfind(data), len(data))


def _is_true(
    recording: Recording, poem: StoredPoem, protocol: type[Protocol], guess: _Guess, chunks: list[Chunk]
) -> bool:
    """Tell whether the frames behind a guessed border are just those that were recorded."""
    border, row = guess.border, guess.row
    count, proved = border.frames, 0
    run, composer = FramingRun(StretchTape(recording, border.byte), protocol), RowComposer()
    behind = (chunk for chunk in chunks if chunk.stop > border.byte)
    for chunk, values in zip(behind, run.chunks(), strict=False):
        frames = [value for value in values if isinstance(value, bytes)]
        count, proved = count + len(values), proved + len(frames)
        composer.frames(frames)
        rows = b"".join(composer.take()[0])
        # A frame that goes on is in the rows only where the protocol delivers parts; then nothing is proved.
        if count != chunk.frames_after or len(frames) < len(values) or rows != poem.read(row, chunk.rows_after):
            return False
        row = chunk.rows_after
    return proved >= _PROOF
