"""The bytes of a file that is to be saved."""

from __future__ import annotations

from poetrygui.gui.poems.save_ways import Pieces


def all_of(pieces: Pieces) -> bytes:
    """Return them together, where nothing has to be waited for."""
    found = []
    for piece in pieces:
        assert isinstance(piece, bytes)
        found.append(piece)
    return b"".join(found)
