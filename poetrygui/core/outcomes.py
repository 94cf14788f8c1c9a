"""How a connection stands, and the one way in which it ended."""

from __future__ import annotations

import enum

from attrs import field, frozen


class Outcome(enum.StrEnum):
    """How a connection ended. Every connection ends in exactly one of these."""

    COMPLETE = "complete"  # a clean close at a frame border
    CUT = "cut"  # a clean close inside a frame
    PROTOCOL_ERROR = "protocol-error"  # the stream is not what the protocol expects
    RESET = "reset"  # the peer or the network broke the connection
    REFUSED = "refused"  # nobody listens there
    UNREACHABLE = "unreachable"  # the name is unknown, or there is no route
    TLS_ERROR = "tls-error"  # the handshake failed, or the certificate is not the server's
    TIMEOUT = "timeout"  # no connection, or silence, for longer than the limit
    PLUGIN_FAULT = "plugin-fault"  # the protocol's own code raised
    PLUGIN_HANG = "plugin-hang"  # the protocol's own code did not return
    DISK_FULL = "disk-full"  # no room to keep what arrived
    DISK_ERROR = "disk-error"  # what arrived could not be written
    STOPPED = "stopped"  # by the user, or by a limit that the user set
    INTERRUPTED = "interrupted"  # the program died; found at the next start


AS_WANTED = (Outcome.COMPLETE, Outcome.STOPPED)
"""How a connection ends that does so as somebody wanted."""


class WhatIsKept(enum.StrEnum):
    """What is kept of a connection, beside the frames that its protocol delivers."""

    EVERYTHING = "everything"  # what arrived and what was sent, with the times of both
    ARRIVALS = "arrivals"  # what arrived; that something was sent, but not what
    NOTHING = "nothing"  # the frames alone


MOST_UNDELIVERED = 64 * 1024
"""Bytes that are kept of what was not delivered: the last of them, since what is wrong stands at the end."""


@frozen
class Undelivered:
    """The last bytes that came, of which no frame was made: ``data`` begins at byte ``at`` of the stream, from 0.

    Where it is not exact, a part of them may have been delivered: the protocol does not say.
    """

    at: int
    data: bytes = field(repr=False)
    is_exact: bool = True


@frozen
class Verdict:
    """How a connection ended, before what it delivered is on disk. The fields are those of :class:`Ended`."""

    outcome: Outcome
    reason: str
    details: str = field(default="", repr=False)
    undelivered: Undelivered | None = None


@frozen
class Connecting:
    """A connection is being made, or cannot be asked for yet: ``waiting`` is why, in a sentence."""

    waiting: str = ""


@frozen
class Receiving:
    """The connection stands. ``bytes`` and ``frames`` count what was delivered and is on disk.

    ``waiting`` is why nothing is read just now, in a sentence, where something of ours is in the way.
    """

    bytes: int = 0
    frames: int = 0
    waiting: str = ""


@frozen
class Ended:
    """The connection is over and everything that was delivered is on disk.

    ``reason`` is a sentence for people. ``seconds`` is the time since the connection was asked for. ``details`` is
    text for whoever looks closer: for a fault of a protocol, the traceback of its own lines. ``bytes`` were delivered,
    ``received`` bytes came (None where that was not noted); ``undelivered`` is what a faulty stream ended with.
    """

    outcome: Outcome
    reason: str
    bytes: int = 0
    frames: int = 0
    seconds: float = 0.0
    details: str = ""
    received: int | None = None
    undelivered: Undelivered | None = None


@frozen
class Pausing(Connecting):
    """A connection has ``ended``, and the next one is asked for at ``due``, in the reactor's seconds.

    ``left`` is how many seconds that is from when somebody looked, ``which`` in words the how-manyth in a row it is
    after the last that brought something, where that matters.
    """

    due: float = 0.0
    which: str = ""
    left: int | None = None
    ended: Ended | None = None


@frozen
class AwaitingPeers(Connecting):
    """Those who connect to us are waited for; ``peers`` of them stand, each of which is a stream of its own."""

    peers: int = 0


State = Connecting | Receiving | Ended


def is_new_phase(before: State, after: State) -> bool:
    """Tell whether a state is of another kind than the one before, not only further on."""
    return type(before) is not type(after) or (isinstance(after, Connecting) and before != after)
