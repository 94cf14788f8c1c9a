"""A byte of the wire at which a frame ends, near to a place and however far into a recording: guessed, then proved."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from attrs import frozen
from twisted.internet.protocol import Protocol

from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.rows import RowComposer
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.recordings.border_search import WireBorder
from poetrygui.recordings.chunk_frames import FramingRun
from poetrygui.recordings.stretch_tape import StretchTape

LOOKED_AT = 128 * 1024
"""Bytes before the place in which one is looked for."""

_MOST_TRIES = 64
_FEWEST_BYTES = 4  # of a frame that is looked for on the wire: less is there by chance
_LONGEST_TRAILER = 4  # bytes that stand behind what a frame carries, as a comma or a checksum
_FRAMES_A_CHUNK = 3  # that are looked for
_PROOF = 3  # frames that have to be those that were recorded


@frozen
class _Guess:
    """A border, of which the frames behind it have to make the rows from ``row`` on."""

    border: WireBorder
    row: int


def near_border(recording: Recording, protocol: type[Protocol], byte: int) -> Generator[None, None, WireBorder | None]:
    """Find a border before a ``byte`` of ``recording`` from which on ``protocol`` makes what was recorded, if any.

    Where a recorded frame's bytes stand on the wire is no proof, since they may stand there by chance; that all frames
    behind that place are made of what follows is. Yields where it gets on. Raises OSError.
    """
    poem = StoredPoem.existing(recording.directory)
    try:
        chunks = list(recording.chunks(max(byte - LOOKED_AT, recording.dropped.wire), byte + 1))
        for tries, guess in enumerate(_guesses(recording, poem, chunks, byte)):
            if tries >= _MOST_TRIES:
                return None
            yield
            if _is_true(recording, poem, protocol, guess, chunks):
                return guess.border
        return None
    finally:
        poem.close()


def _guesses(recording: Recording, poem: StoredPoem, chunks: list[Chunk], byte: int) -> Iterator[_Guess]:
    """Yield borders that may be, those near to ``byte`` first."""
    places = FramePlaces(poem, recording)
    for chunk in reversed(chunks):
        ends = places.ends_in(chunk) if chunk.stop <= byte else None
        if not ends:
            continue
        # Where each message has a chunk of its own.
        yield _Guess(WireBorder(chunk.stop, chunk.frames_after), chunk.rows_after)
        rows = poem.read(chunk.rows_before, chunk.rows_after)
        wire = recording.wire(chunk.start, chunk.stop)
        for index in range(len(ends) - 1, max(len(ends) - 1 - _FRAMES_A_CHUNK, 0), -1):
            end, is_added = ends[index]
            data = rows[ends[index - 1][0] - chunk.rows_before : end - is_added - chunk.rows_before]
            at = wire.rfind(data) if len(data) >= _FEWEST_BYTES else -1
            stop = chunk.start + at + len(data)
            for border in range(stop, min(stop + _LONGEST_TRAILER, chunk.stop) + 1) if at >= 0 else ():
                yield _Guess(WireBorder(border, chunk.frames_before + index + 1), end)


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
