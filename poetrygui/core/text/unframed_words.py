"""What is said of a recording of which a file had the bytes, and not the frames that were made of them."""

from __future__ import annotations

from poetrygui.core import poems
from poetrygui.core.outcomes import Ended, State
from poetrygui.core.text.wording import counted

AS_IT_CAME = "raw"
"""The protocol of which nobody expects more than what came."""


def lacks_frames(poem: poems.StoredPoem | None, protocol: str, state: State) -> bool:
    """Tell whether a poem has none of the frames that its ``protocol`` made where it was recorded.

    That there were some its ``state`` tells. It is not so before the poem is read, nor while it is made anew: its rows
    are all that came.
    """
    if not isinstance(state, Ended) or not state.frames or protocol == AS_IT_CAME:
        return False
    if poem is None or poem.recording is None:
        return False
    sums = poem.recording.sums
    return not sums.frames and sums.rows == sums.wire > 0


def unframed_sentence(protocol: str, frames: int) -> str:
    """Return in a sentence that ``frames`` are not here, which ``protocol`` made, and how to have them again."""
    many = frames > 1
    made = f"the {counted(frames, 'frame')} that {protocol or 'its protocol'} made of it {'are' if many else 'is'}"
    again = "makes them again" if many else "makes it again"
    return f"Shown as it came: {made} not in what was imported. “Frame it with …” {again}."
