"""The differences between two framings in the bytes that somebody sees, far into a recording: found at once.

Both are played from a border of both on, which is proved by what either made of all of it.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from attrs import evolve
from twisted.internet.protocol import Protocol

from poetrygui.core.poems.recording import Recording
from poetrygui.recordings.comparison import LOOKED_AT_IN_PASSING, Comparison
from poetrygui.recordings.difference import Hunk
from poetrygui.recordings.kept_tape import Begin
from poetrygui.recordings.near_border import near_border, number_at
from poetrygui.recordings.stretch_tape import StretchTape

FAR = 1024 * 1024
"""Bytes behind the beginning: what is nearer has its turn in a moment anyway."""

Wire = tuple[int, int]
"""Bytes of the wire, from and up to."""


def seen_hunks(
    recording: Recording, framed: Path, protocols: tuple[type[Protocol], type[Protocol]], seen: Wire
) -> Generator[None, None, tuple[Wire, list[Hunk]] | None]:
    """Find the differences in the bytes ``seen`` of ``recording``, and from which border before them on they are all.

    Of the ``protocols``, the second has framed it as it came, and the first has made the poem in the folder ``framed``.
    None where no border of both is near. Yields where it gets on. Raises OSError.
    """
    ours, theirs = protocols
    start, stop = seen
    numbers: list[Begin] = []

    def is_ours(byte: int) -> bool:
        border = number_at(made, ours, byte)
        if border is not None:
            numbers.append((border.byte, border.frames))
        return border is not None

    made = Recording.existing(framed)
    try:
        border = yield from near_border(recording, theirs, start, is_ours)
    finally:
        made.close()
    if border is None:
        return None
    comparison = Comparison(StretchTape(recording, border.byte), ours, theirs, most_looked_at=LOOKED_AT_IN_PASSING)
    found = []
    for hunk in comparison.hunks():
        if hunk is not None:
            found.append(_in_recording(hunk, border.byte, numbers[-1][1], border.frames))
        elif border.byte + comparison.looked_at >= stop:
            comparison.stop()
        yield
    return (border.byte, border.byte + comparison.looked_at), found


def _in_recording(hunk: Hunk, byte: int, ours: int, theirs: int) -> Hunk:
    """Return it with the numbers of all, where both were played from that byte and those frames on."""
    wire, first, second = (
        (before + start, before + stop)
        for before, (start, stop) in ((byte, hunk.wire), (ours, hunk.ours), (theirs, hunk.theirs))
    )
    return evolve(hunk, wire=wire, ours=first, theirs=second)
