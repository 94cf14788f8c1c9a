"""What stands in the place of a poem's rows while there are none."""

from __future__ import annotations

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import AwaitingPeers, Connecting, Ended, Pausing


def placeholder(poem: KeptPoem) -> str:
    """Return in a few words why nothing of a poem is seen."""
    state = poem.state
    if poem.load_problem:
        return poem.load_problem
    if poem.store is None:
        return "Reading the recording …"
    if poem.stream.hidden:
        return "What came before was cleared from view. Nothing has come since."
    if isinstance(state, AwaitingPeers):
        return "What each peer sends has a tab of its own."
    if isinstance(state, Connecting) and not isinstance(state, Pausing):
        return state.waiting or "Connecting …"
    if isinstance(state, (Ended, Pausing)):
        return "Nothing came."
    return "No frame was made yet." if poem.fetch is None else "Connected. Nothing has come yet."
