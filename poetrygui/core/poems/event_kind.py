"""What can happen to a connection: who makes or hears of it need not know how a log has it."""

from __future__ import annotations

import enum


class EventKind(enum.StrEnum):
    """What can happen to a connection beside bytes. The log has their places in this list: add at its end alone."""

    CONNECTED = "connected"  # the text is the address at the other end
    HANDSHAKE_DONE = "handshake-done"  # of TLS; the text is its version and cipher
    PAUSED = "paused"  # the program stopped reading; the text is on whose behalf
    RESUMED = "resumed"  # nobody stops the reading any more
    HALF_CLOSED = "half-closed"  # the other end sends no more, and may still read
    LOST = "lost"  # the text is the reason, as the transport gave it
    HOLE = "hole"  # bytes are missing here; the text says how many, and at which byte
    DROPPED = "dropped"  # the oldest of the wire was given up for room; the text says up to which byte
    SENT_NOT_KEPT = "sent-not-kept"  # the text says how many bytes were sent that are not kept
    TOLD = "told"  # the text is what the transport told beside the bytes, such as a command on its standard error
    CERTIFICATE = "certificate"  # of the server's, its own first, then those of who signed it; the text tells whose
    SENDER = "sender"  # of the messages from here on; the text is HOST:PORT
