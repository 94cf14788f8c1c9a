"""What is to be said to a server, and when: as the user typed it."""

from __future__ import annotations

import enum

from attrs import field, frozen

LONGEST_WAIT = 30.0
"""Seconds that something is waited for, where nothing else is said."""


class Does(enum.StrEnum):
    """What a turn of a conversation is."""

    SEND = "send"  # a text, which the protocol frames
    SEND_HEX = "send-hex"  # bytes, which the protocol frames
    SEND_FILE = "send-file"  # what is in a file, which the protocol frames
    SEND_RAW = "send-raw"  # a text with escapes, as it is
    SEND_PASSWORD = "send-password"  # one out of the system's keyring, which the protocol frames
    WAIT_FOR = "wait-for"  # a frame, before the next turn
    ANSWER = "answer"  # each frame that fits, from the beginning on


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
