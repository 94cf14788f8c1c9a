"""What is said of the beginning of a recording that is not kept."""

from __future__ import annotations

from poetrygui.core import poems
from poetrygui.core.text.wording import counted, size_text, time_text


def dropped_words(dropped: poems.Dropped | None) -> str:
    """Return in short what is not kept; nothing where all is, or is not read yet."""
    return f"without the first {size_text(dropped.wire)}" if dropped else ""


def dropped_sentence(dropped: poems.Dropped | None) -> str:
    """Return in a sentence what is not kept: in bytes, frames and time; nothing where all is, or is not read yet."""
    if not dropped:
        return ""
    frames = f" ({counted(dropped.frames, 'frame')})" if dropped.frames else ""
    time = f", of {time_text(dropped.time / 1e6)}," if dropped.time else ""
    return f"The first {size_text(dropped.wire)}{frames}{time} were not kept: the recording was longer than it may be."
