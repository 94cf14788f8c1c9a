"""What a turn of a conversation can be: all of it that the help of a command tells."""

from __future__ import annotations

import enum

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
