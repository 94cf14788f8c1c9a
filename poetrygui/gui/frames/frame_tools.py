"""What tells about the frames of recordings beyond what the recordings themselves do."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui import recordings
from poetrygui.gui import frames


class FrameTools(NamedTuple):
    """Tells where frames end on the wire, which fields they have, and which of those have columns."""

    edges_of: recordings.EdgesOf | None
    fields: frames.TableFields
