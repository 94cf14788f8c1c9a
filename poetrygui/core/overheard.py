"""Twisted protocols that know nothing of this program, made to deliver what they receive."""

from __future__ import annotations

from typing import Any

from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import Protocol, connectionDone
from twisted.protocols import basic
from twisted.python.failure import Failure

from poetrygui.api import Poem
from poetrygui.api.poem import NO_NETSTRING, OverheardPoem, line_is_too_long, string_is_too_long

# These only say that a subclass is to have one.
_NO_CODE = (
    basic.LineReceiver.lineReceived,
    basic.LineOnlyReceiver.lineReceived,
    basic.NetstringReceiver.stringReceived,
    basic.IntNStringReceiver.stringReceived,
)


class _Adapter:
    """Stands before a class and overhears its callbacks. Poem stands behind it, so that the class keeps its own names.

    Here everything of Poem's is called by way of Poem, since ``self.fail`` may be the class's own.
    """


class _Lines(_Adapter):
    def lineReceived(self, line: bytes) -> None:
        """Deliver the line, and let the class's own code have it."""
        Poem.deliver(_poem(self), line)
        _call_own(_Lines, self, "lineReceived", line)

    def lineLengthExceeded(self, line: bytes) -> None:
        """End with a protocol error; the class's own code only hears of it."""
        Poem.fail(_poem(self), line_is_too_long(self))
        _call_own(_Lines, self, "lineLengthExceeded", line)


class _Strings(_Adapter):
    def stringReceived(self, string: bytes) -> None:
        """Deliver the string, and let the class's own code have it."""
        Poem.deliver(_poem(self), string)
        _call_own(_Strings, self, "stringReceived", string)

    def lengthLimitExceeded(self, length: int) -> None:
        """End with a protocol error; the class's own code only hears of it."""
        Poem.fail(_poem(self), string_is_too_long(self, length))
        _call_own(_Strings, self, "lengthLimitExceeded", length)

    def _handleParseError(self) -> None:  # noqa: N802 - Twisted's name
        Poem.fail(_poem(self), NO_NETSTRING)
        _call_own(_Strings, self, "_handleParseError")


class _Stream(_Adapter):
    _any_came = False

    def dataReceived(self, data: bytes) -> None:
        """Deliver the chunk as a part of one frame, and let the class's own code have it."""
        self._any_came = True
        Poem.deliver_part(_poem(self), data)
        _call_own(_Stream, self, "dataReceived", data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """End the one frame where the stream was closed cleanly."""
        _call_own(_Stream, self, "connectionLost", reason)
        if self._any_came and reason.check(ConnectionDone):
            Poem.deliver(_poem(self), b"")


class _StreamPoem(OverheardPoem):
    def unfinished(self) -> None:
        """Nothing is cut off: what the class keeps in a buffer of its own was delivered."""


def as_poem(protocol: type[Protocol]) -> type[Poem]:
    """Return the class itself if it delivers, else a subclass that delivers what its callbacks get."""
    if issubclass(protocol, Poem):
        return protocol
    if hasattr(protocol, "lineReceived"):
        bases: tuple[type, ...] = (_Lines, protocol, OverheardPoem)
    elif hasattr(protocol, "stringReceived"):
        bases = (_Strings, protocol, OverheardPoem)
    else:
        bases = (_Stream, protocol, _StreamPoem)
    names = {"__module__": protocol.__module__, "__qualname__": protocol.__qualname__, "__doc__": protocol.__doc__}
    return type(protocol.__name__, bases, names)


def _poem(adapter: Any) -> Poem:
    # An adapter is only ever a base of a class that is a Poem, too.
    poem: Poem = adapter
    return poem


def _call_own(adapter: type, protocol: object, callback: str, *arguments: object) -> None:
    """Call what the class itself has for a callback, unless that only raises NotImplementedError."""
    own = getattr(super(adapter, protocol), callback, None)
    if own is not None and getattr(own, "__func__", None) not in _NO_CODE:
        own(*arguments)
