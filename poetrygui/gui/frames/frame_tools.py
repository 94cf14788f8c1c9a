"""What tells about the frames of recordings beyond what the recordings themselves do, and which lines have colours."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui import recordings
from poetrygui.gui import frames, reading


class FrameTools(NamedTuple):
    """Tells where frames end on the wire, which fields they have, and which of those have columns."""

    edges_of: recordings.EdgesOf | None
    fields: frames.TableFields
    rules: reading.HighlightBook | None = None
    """By which rules lines have colours."""
