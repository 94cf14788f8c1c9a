"""The end of a connection: its first cause, and what may still be taken from the protocol on the way there."""

from __future__ import annotations

from types import CodeType

from poetrygui.core.connection.own_close import OwnClose, look_at_close
from poetrygui.core.outcomes import Outcome, Verdict

_NOT_TRUSTED = (Outcome.PROTOCOL_ERROR, Outcome.PLUGIN_FAULT, Outcome.PLUGIN_HANG)


class Ending:
    """How far a connection is on the way to its one end.

    The first cause stands: a fault, a protocol error, or somebody outside who ends it. Without one, the manner of the
    loss decides.
    """

    __slots__ = ("is_lost", "own_close", "takes_frames", "verdict")

    def __init__(self) -> None:
        """Begin with a connection that nothing has ended."""
        self.verdict: Verdict | None = None
        self.own_close: OwnClose | None = None
        """How the protocol came to close, once it has asked for that."""
        self.is_lost = False
        self.takes_frames = True
        """Whether what the protocol delivers goes on to the store."""

    @property
    def has_begun(self) -> bool:
        """Whether the connection is lost, or there is a cause for it to end."""
        return self.is_lost or self.verdict is not None

    def begin_own_close(self, connection: object, receiving: CodeType) -> bool:
        """Take notice that the protocol closes, and how it comes to; return whether there is anything left to close.

        ``connection`` and ``receiving`` are as :func:`look_at_close` takes them; this is called as that is.
        """
        if self.has_begun:
            return False
        if self.own_close is None:
            self.own_close = look_at_close(connection, receiving)
        return True

    def take_cause(self, cause: Verdict) -> bool:
        """Take a cause of the end; return whether it is the first, which stands.

        To stop what is lost already is none: the manner of the loss decides.
        """
        if self.verdict is not None or (self.is_lost and cause.outcome is Outcome.STOPPED):
            return False
        self.verdict = cause
        self.takes_frames = self.is_lost and cause.outcome not in _NOT_TRUSTED
        return True

    def lose(self) -> bool:
        """Note that the connection is lost; return whether that is news."""
        if self.is_lost:
            return False
        self.is_lost = True
        # The protocol now hands over what it still holds, whether the cause is a reset, a stop or a time-out. After an
        # error of its own or of the stream, what it says is not to be trusted.
        self.takes_frames = self.verdict is None or self.verdict.outcome not in _NOT_TRUSTED
        return True

    def finish(self, judged: Verdict) -> Verdict:
        """Return the verdict: ``judged``, unless the protocol has given another cause since the loss was judged."""
        if self.verdict is None or self.verdict.outcome is judged.outcome:
            self.verdict = judged
        self.takes_frames = False
        return self.verdict
