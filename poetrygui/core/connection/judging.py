"""How a connection ended, where no fault, no error of the stream and nobody from outside has ended it."""

from __future__ import annotations

from typing import NamedTuple

from twisted.internet.error import ConnectionAborted, ConnectionDone
from twisted.python.failure import Failure

from poetrygui.core.connection.failures import Loss, meaning_of_loss
from poetrygui.core.connection.handshakes import chain_text
from poetrygui.core.connection.own_close import OwnClose
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.core.transports.connecting.peer import Peer

_AS_ASKED: Loss = (None, "the protocol closed the connection")


class Close(NamedTuple):
    """What is known when a connection is lost.

    ``reason`` is Twisted's, ``own`` is there where the protocol had asked for the close, ``unfinished`` its own word on
    what was cut off, ``inside_frame`` whether it delivered parts of a frame and not its end; ``remarks`` are added to
    the sentence. ``peer`` is what a server with TLS had shown when its handshake failed.
    """

    reason: Failure
    own: OwnClose | None
    handshaking: bool
    inside_frame: bool
    unfinished: str | None
    remarks: tuple[str, ...] = ()
    peer: Peer = Peer()

    @property
    def is_as_asked(self) -> bool:
        """Whether this is the close that the protocol had asked for."""
        # A handshake that failed is told even where the protocol had asked for the close before.
        ended_as_asked = not self.handshaking or self.reason.check(ConnectionDone, ConnectionAborted)
        return self.own is not None and bool(ended_as_asked)

    @property
    def is_at_border(self) -> bool:
        """Whether a clean close cuts nothing off that the protocol still wanted.

        One that closes while it takes data has decided about what it got: what lies behind that, it did not want.
        """
        left = self.unfinished and not (self.own is not None and self.own.while_receiving)
        return not self.inside_frame and not left


def judge(close: Close) -> Verdict:
    """Return the outcome and its sentence."""
    lost, sentence = _AS_ASKED if close.is_as_asked else meaning_of_loss(close.reason, close.handshaking, close.peer)
    trouble = None if close.own is None else close.own.trouble
    details = ""
    remarks = close.remarks
    if lost is not None:
        outcome, details = lost, chain_text(close.peer)
        if close.unfinished:
            sentence += f", inside a frame: {close.unfinished}"
    elif trouble is not None:
        outcome, sentence, details = trouble.outcome, trouble.reason, trouble.details
    elif close.is_at_border:
        outcome = Outcome.COMPLETE
        if close.unfinished:
            remarks = (f"left unread: {close.unfinished}", *remarks)
    else:
        outcome = Outcome.CUT
        sentence += " inside a frame"
        if close.unfinished:
            sentence += f": {close.unfinished}"
    return Verdict(outcome, "; ".join([sentence, *remarks]), details)
