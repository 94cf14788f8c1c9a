"""The program's side of TLS that a protocol in a host has begun in the midst of its stream.

What comes goes to the host as it is, and comes back as the chunk that it holds: that one is recorded, and handed on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from typing import Protocol as StructuralType

from twisted.python.failure import Failure

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.hosts.messages import Message

_LONGEST = 1000
_MOST_CERTIFICATES = 16

Lose = Callable[[Failure, Callable[[], None]], None]
"""Tells of a loss, and what is to be called when all has been said."""


class Encrypted(StructuralType):
    """What faces the transport."""

    def decrypt_by(self, chunk: Callable[[bytes], None], lost: Lose) -> Lose:
        """Hand what comes to ``chunk``, and the loss to ``lost``, from now on; return who was told of that before."""


class Decrypting(StructuralType):
    """What hands calls to a host."""

    @property
    def owes(self) -> bool:
        """Whether the host has not made all of them."""

    def encrypted(self, data: bytes) -> None:
        """Hand it what it is to decrypt."""


class HearsOfTls(StructuralType):
    """What hears of the wire."""

    @property
    def sent(self) -> Callable[[bytes], object]:
        """Hears what is sent."""

    @property
    def event(self) -> Callable[[EventKind, str], object]:
        """Hears what happens."""


class HostedTls:
    """Passes on what is encrypted in both directions, and what is not to whom it is for."""

    def __init__(
        self, connection: Any, facing: Encrypted, calls: Decrypting, wire: HearsOfTls, wait: Callable[[], None]
    ) -> None:
        """Take what comes for ``connection`` from what is ``facing`` its transport; the host is told by ``calls``.

        ``wire`` hears what was agreed on and what is sent; ``wait`` has nothing more read before the host has made of
        it what it can.
        """
        self._connection = connection
        self._calls = calls
        self._wire = wire
        self._wait = wait
        self._expects = ""
        self._loss: tuple[Failure, Callable[[], None]] | None = None
        self._lose = facing.decrypt_by(self._came, self._lost)

    def takes(self, message: Message) -> bool:
        """Tell whether a message of the host's is about this, and do what it says."""
        if isinstance(message, dict):
            return self._does(message)
        if not self._expects or not isinstance(message, bytes):
            return False
        expects, self._expects = self._expects, ""
        if expects == "plain":
            self._connection.dataReceived(message)
        else:
            self._connection.transport.write(message)
        return True

    def sent(self, data: bytes) -> None:
        """Take notice of what the protocol has sent, which goes encrypted."""
        self._wire.sent(data)

    def all_made(self) -> None:
        """Tell the loss that has waited for what came before it."""
        loss, self._loss = self._loss, None
        if loss is not None:
            self._lose(*loss)

    def _does(self, message: Mapping[str, Any]) -> bool:
        if "plain" in message or "cipher" in message:
            self._expects = "plain" if "plain" in message else "cipher"
        elif "tls_close" in message:
            self._connection.transport.loseConnection()
        elif "stands" in message:
            agreed, *certificates = [str(each)[:_LONGEST] for each in message["stands"]]
            self._wire.event(EventKind.HANDSHAKE_DONE, agreed)
            for each in certificates[:_MOST_CERTIFICATES]:
                self._wire.event(EventKind.CERTIFICATE, each.partition(": ")[2])
        else:
            return False
        return True

    def _came(self, data: bytes) -> None:
        if self._connection.verdict is None:
            self._calls.encrypted(data)
            self._wait()

    def _lost(self, reason: Failure, release: Callable[[], None]) -> None:
        if self._calls.owes:
            self._loss = reason, release
        else:
            self._lose(reason, release)
