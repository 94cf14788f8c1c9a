"""One difference between two framings, in words."""

from __future__ import annotations

from poetrygui.recordings.difference import Hunk, HunkKind

_KINDS = {HunkKind.CUT: "other cut", HunkKind.VALUE: "same cut, other value"}


def kind_words(hunk: Hunk) -> str:
    """Return in what the two differ there."""
    return _KINDS[hunk.kind]


def bytes_words(hunk: Hunk) -> str:
    """Return which bytes of the wire it is about."""
    start, stop = hunk.wire
    return f"{start:,} to {stop:,}"


def frames_words(stretch: tuple[int, int]) -> str:
    """Return which frames of one side it is about: from the one of that number, from 0, up to the other."""
    first, stop = stretch
    if first == stop:
        return "no frame"
    return f"frame {stop:,}" if stop - first == 1 else f"frames {first + 1:,} to {stop:,}"


def hunk_words(hunk: Hunk, names: tuple[str, str]) -> str:
    """Return all of it; ``names`` are those of the two protocols."""
    ours, theirs = names
    sides = f"{frames_words(hunk.ours)} by {ours}, {frames_words(hunk.theirs)} by {theirs}"
    return f"{kind_words(hunk)}, bytes {bytes_words(hunk)} of the wire: {sides}"
