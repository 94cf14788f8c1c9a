"""How a connection ended, where no fault, no error of the stream and nobody from outside has ended it."""

from __future__ import annotations

from attrs import frozen
from twisted.internet.error import ConnectionAborted, ConnectionDone
from twisted.python.failure import Failure

from poetrygui.core.failures import meaning_of_loss
from poetrygui.core.outcomes import Outcome, Verdict


@frozen
class Close:
    """What is known when a connection is lost.

    ``reason`` is Twisted's, ``unfinished`` the protocol's own word on what was cut off, ``inside_frame`` whether it
    delivered parts of a frame and not its end; ``remarks`` are added to the sentence.
    """

    reason: Failure
    by_protocol: bool
    handshaking: bool
    inside_frame: bool
    unfinished: str | None
    remarks: tuple[str, ...] = ()

    @property
    def is_as_asked(self) -> bool:
        """Whether this is the close that the protocol had asked for."""
        # A handshake that failed is told even where the protocol had asked for the close before.
        ended_as_asked = not self.handshaking or self.reason.check(ConnectionDone, ConnectionAborted)
        return self.by_protocol and bool(ended_as_asked)


def judge(close: Close) -> Verdict:
    """Return the outcome and its sentence."""
    loss = None if close.is_as_asked else meaning_of_loss(close.reason, close.handshaking)
    who = "the protocol" if close.by_protocol else "the server"
    if loss is not None:
        outcome, sentence = loss
        if close.unfinished:
            sentence += f", inside a frame: {close.unfinished}"
    elif close.unfinished or close.inside_frame:
        outcome, sentence = Outcome.CUT, f"{who} closed the connection inside a frame"
        if close.unfinished:
            sentence += f": {close.unfinished}"
    else:
        outcome, sentence = Outcome.COMPLETE, f"{who} closed the connection"
    return Verdict(outcome, "; ".join([sentence, *close.remarks]))
