"""How one direction of a captured connection ended, in the words that this program has for it."""

from __future__ import annotations

from attrs import evolve

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.text.wording import counted
from poetrygui.recordings.conversation import Closing
from poetrygui.recordings.new_recordings import NewRecording

_MOST_TOLD = 3


def captured_end(closing: Closing, recording: NewRecording, *, by_client: bool, seconds: float) -> Ended:
    """Return the end of what the client said, ``by_client``, or else the server, after so many seconds.

    ``closing`` is how that side closed, and ``recording`` what is made of it. What is not whole is never complete.
    """
    ended = _ended(closing, by_client)
    what_lacks = list(recording.missing[:_MOST_TOLD])
    if len(recording.missing) > _MOST_TOLD:
        what_lacks.append(f"and {counted(len(recording.missing) - _MOST_TOLD, 'more hole')}")
    if closing.began_before:
        what_lacks.insert(0, "what was said before the capture began is not known")
    if what_lacks:
        outcome = Outcome.CUT if ended.outcome is Outcome.COMPLETE else ended.outcome
        ended = evolve(ended, outcome=outcome, reason="; ".join([ended.reason, *what_lacks]))
    size = recording.size
    return evolve(ended, bytes=size, frames=1 if size else 0, received=size, seconds=seconds)


def _ended(closing: Closing, by_client: bool) -> Ended:
    who, other = ("the client", "the server") if by_client else ("the server", "the client")
    if closing.client_closed if by_client else closing.server_closed:
        return Ended(Outcome.COMPLETE, f"{who} closed the connection")
    if closing.was_reset is None:
        return Ended(Outcome.STOPPED, closing.why)
    if closing.was_reset == by_client:
        return Ended(Outcome.RESET, f"{who} broke the connection off")
    return Ended(Outcome.STOPPED, f"{other} broke the connection off")
