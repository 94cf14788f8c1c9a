"""Sending by a protocol: with the ``encode`` of a PoemProtocol, or with what a class of Twisted's sends by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from twisted.internet.protocol import Protocol
from twisted.protocols.basic import StringTooLongError

from poetrygui.api.poem import OverheardProtocol, PoemProtocol


def can_speak(protocol: type[Protocol]) -> bool:
    """Tell whether a protocol says how a frame is sent, so that it can send and serve."""
    if issubclass(protocol, OverheardProtocol):
        return bool(protocol.overheard_sender)
    return issubclass(protocol, PoemProtocol) and protocol.encode is not PoemProtocol.encode


def encode_frame(protocol: PoemProtocol, frame: bytes) -> bytes:
    """Return the bytes that carry ``frame``; ``protocol`` is no connection's, but made for this.

    Raises ValueError where the protocol cannot carry these bytes.
    """
    if not isinstance(protocol, OverheardProtocol):
        return protocol.encode(frame)
    written = _Written()
    any_protocol: Any = protocol
    any_protocol.transport = written
    send_frame(protocol, frame)
    return b"".join(written.pieces)


def send_frame(protocol: PoemProtocol, frame: bytes) -> None:
    """Write ``frame`` to the protocol's connection. Raises ValueError where the protocol cannot carry these bytes."""
    if not isinstance(protocol, OverheardProtocol):
        protocol.send(frame)
        return
    sender = getattr(protocol, protocol.overheard_sender)
    delimiter = getattr(protocol, "delimiter", None) if protocol.overheard_sender == "sendLine" else None
    # The class itself would send two lines.
    if isinstance(delimiter, bytes) and delimiter and (frame + delimiter).find(delimiter) != len(frame):
        raise ValueError(f"a line cannot hold its delimiter {delimiter!r}")
    try:
        try:
            sender(frame)
        except TypeError:
            # Some, as that for IRC, take text.
            sender(frame.decode())
    except StringTooLongError as error:
        raise ValueError(str(error)) from error


class _Written:
    """A transport that keeps what is written."""

    disconnecting = False

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Keep it."""
        self.pieces.append(data)

    def writeSequence(self, pieces: Iterable[bytes]) -> None:
        """Keep them."""
        self.pieces.extend(pieces)
