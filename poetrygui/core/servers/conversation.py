"""What is to be said to a server, and when: as the user typed it."""

from __future__ import annotations

from attrs import field, frozen

from poetrygui.core.servers.turn_kinds import LONGEST_WAIT, Does


@frozen
class Turn:
    """One turn.

    ``text`` is what is sent: a text, hex digits, a file's path, the service and the user that a password is for, with a
    blank between them, or what answers.
    ``pattern`` is what a frame is to hold that is waited for, within ``seconds``, or answered.
    """

    does: Does
    text: str = ""
    pattern: str = ""
    seconds: float = field(default=LONGEST_WAIT)
