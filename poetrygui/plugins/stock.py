"""Twisted protocols that know nothing of this program, made to deliver what they receive."""

from __future__ import annotations

from typing import Any

from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure

from poetrygui.api import Poem


class _Lines(Poem):
    def lineReceived(self, line: bytes) -> None:
        """Deliver the line, and let the class's own code have it."""
        self.deliver(line)
        parent: Any = super()
        parent.lineReceived(line)


class _Strings(Poem):
    def stringReceived(self, string: bytes) -> None:
        """Deliver the string, and let the class's own code have it."""
        self.deliver(string)
        parent: Any = super()
        parent.stringReceived(string)


class _Stream(Poem):
    _any_came = False

    def dataReceived(self, data: bytes) -> None:
        """Deliver the chunk as a part of one frame, and let the class's own code have it."""
        self._any_came = True
        self.deliver_part(data)
        super().dataReceived(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """End the one frame where the stream was closed cleanly."""
        super().connectionLost(reason)
        if self._any_came and reason.check(ConnectionDone):
            self.deliver(b"")


def as_poem(protocol: type[Protocol]) -> type[Poem]:
    """Return the class itself if it delivers, else a subclass that delivers what its callbacks get."""
    if issubclass(protocol, Poem):
        return protocol
    for callback, adapter in (("lineReceived", _Lines), ("stringReceived", _Strings), ("dataReceived", _Stream)):
        if hasattr(protocol, callback):
            return type(protocol.__name__, (adapter, protocol), {"__module__": protocol.__module__})
    raise TypeError(f"{protocol.__name__} receives nothing")
