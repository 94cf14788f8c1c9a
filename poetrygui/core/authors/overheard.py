"""Twisted protocols that know nothing of this program, made to deliver what they receive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import Protocol, connectionDone
from twisted.protocols import basic
from twisted.python.failure import Failure

from poetrygui.api import PoemProtocol
from poetrygui.api.poem import NO_NETSTRING, OverheardProtocol, line_is_too_long, string_is_too_long
from poetrygui.errors import PluginError

# These only say that a subclass is to have one.
_NO_CODE = (
    basic.LineReceiver.lineReceived,
    basic.LineReceiver.rawDataReceived,
    basic.LineOnlyReceiver.lineReceived,
    basic.NetstringReceiver.stringReceived,
    basic.IntNStringReceiver.stringReceived,
)
_SENDERS = ("sendLine", "sendString")


class _Adapter:
    """Overhear the callbacks of the class that comes next; PoemProtocol comes last, so that the class keeps its names.

    Whatever is PoemProtocol's is called by way of it here, since ``self.fail`` may be the class's own.
    """


class _LineLimit(_Adapter):
    def lineLengthExceeded(self, line: bytes) -> None:
        """End with a protocol error; the class's own code only hears of it."""
        self._refused = len(line)
        PoemProtocol.fail(_protocol(self), line_is_too_long(self))
        _call_own(_LineLimit, self, "lineLengthExceeded", line)


class _StringLimit(_Adapter):
    def lengthLimitExceeded(self, length: int) -> None:
        """End with a protocol error; the class's own code only hears of it."""
        PoemProtocol.fail(_protocol(self), string_is_too_long(self, length))
        _call_own(_StringLimit, self, "lengthLimitExceeded", length)

    def _handleParseError(self) -> None:  # noqa: N802 - Twisted's name
        PoemProtocol.fail(_protocol(self), NO_NETSTRING)
        _call_own(_StringLimit, self, "_handleParseError")


class _Lines(_LineLimit):
    def lineReceived(self, line: bytes | str) -> None:
        """Deliver the line, and let the class's own code have it."""
        PoemProtocol.deliver(_protocol(self), _as_frame(line))
        _call_own(_Lines, self, "lineReceived", line)


class _RawMode(_Adapter):
    """What comes in raw mode is one frame, which grows as it comes and ends where line mode comes back."""

    _overheard_raw: bytes | None = None  # what the class's own code looks at, until it has said how much of it is raw
    _overheard_raw_size = 0  # of the frame that is open
    _overheard_is_raw = False

    def rawDataReceived(self, data: bytes) -> None:
        """Let the class's own code have the data, and deliver what of it is raw."""
        self._overheard_raw = data
        try:
            _call_own(_RawMode, self, "rawDataReceived", data)
        finally:
            self._overhear_raw(b"")
        transport = getattr(self, "transport", None)
        if getattr(self, "line_mode", False) or getattr(transport, "disconnecting", False):
            self._overhear_end()

    def setLineMode(self, extra: bytes = b"") -> Any:
        """End the frame before ``extra``, which are lines again."""
        self._overhear_raw(extra)
        self._overhear_end()
        return getattr(super(), "setLineMode")(extra)  # noqa: B009 - the class that stands behind has it

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """End the frame after a clean close, where the class itself says by ``unfinished`` that this is its end."""
        _call_own(_RawMode, self, "connectionLost", reason)
        own = getattr(super(), "unfinished")  # noqa: B009 - the class behind has it, or its PoemProtocol
        says_so = getattr(own, "__func__", None) not in (
            PoemProtocol.unfinished,
            OverheardProtocol.unfinished,
            _RawModeProtocol.unfinished,
        )
        if self._overheard_is_raw and reason.check(ConnectionDone) and says_so and own() is None:
            self._overhear_end()

    def _overhear_raw(self, extra: bytes) -> None:
        data, self._overheard_raw = self._overheard_raw, None
        if data is not None and extra and data.endswith(extra):
            data = data[: len(data) - len(extra)]
        if data:
            self._overheard_is_raw = True
            self._overheard_raw_size += len(data)
            PoemProtocol.deliver_part(_protocol(self), data)

    def _overhear_end(self) -> None:
        if self._overheard_is_raw:
            self._overheard_is_raw = False
            self._overheard_raw_size = 0
            PoemProtocol.deliver(_protocol(self), b"")


class _RawModeProtocol(OverheardProtocol):
    _overheard_raw_size = 0

    def unfinished(self) -> str | None:
        """Tell how much came in raw mode: a close there may be its end, or not."""
        said = super().unfinished()
        if said is None or getattr(self, "line_mode", True):
            return said
        return f"{self._overheard_raw_size:,} bytes came {said}"


class _Strings(_StringLimit):
    def stringReceived(self, string: bytes) -> None:
        """Deliver the string, and let the class's own code have it."""
        PoemProtocol.deliver(_protocol(self), _as_frame(string))
        _call_own(_Strings, self, "stringReceived", string)


class _Stream(_Adapter):
    _overheard_any = False

    def dataReceived(self, data: bytes) -> None:
        """Deliver the chunk as a part of one frame, and let the class's own code have it."""
        self._overheard_any = True
        PoemProtocol.deliver_part(_protocol(self), data)
        _call_own(_Stream, self, "dataReceived", data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """End the one frame where the stream was closed cleanly."""
        _call_own(_Stream, self, "connectionLost", reason)
        if self._overheard_any and reason.check(ConnectionDone):
            PoemProtocol.deliver(_protocol(self), b"")


class _StreamProtocol(OverheardProtocol):
    def unfinished(self) -> None:
        """Call nothing cut off: what the class keeps in a buffer of its own was delivered."""


def as_poem_protocol(protocol: type[Protocol], overhear: str | Sequence[str] = ()) -> type[PoemProtocol]:
    """Return the class itself if it delivers, else a subclass that delivers what its callbacks get.

    ``overhear`` names the callbacks, where they are others than those of Twisted's receivers. Raises PluginError
    where the class has none of that name.
    """
    if issubclass(protocol, PoemProtocol):
        return protocol
    names = (overhear,) if isinstance(overhear, str) else tuple(overhear)
    adapters, poem = _named(protocol, names) if names else _known(protocol)
    return type(
        protocol.__name__,
        (*adapters, poem) if issubclass(poem, protocol) else (*adapters, protocol, poem),
        {
            "__module__": protocol.__module__,
            "__qualname__": protocol.__qualname__,
            "__doc__": protocol.__doc__,
            "overheard_sender": next((name for name in _SENDERS if hasattr(protocol, name)), ""),
        },
    )


def _known(protocol: type[Protocol]) -> tuple[tuple[type, ...], type[OverheardProtocol]]:
    """Return what is to stand before and behind a class with callbacks of Twisted's."""
    if hasattr(protocol, "lineReceived"):
        return (
            ((_RawMode, _Lines), _RawModeProtocol)
            if hasattr(protocol, "rawDataReceived")
            else ((_Lines,), OverheardProtocol)
        )
    if hasattr(protocol, "stringReceived"):
        return (_Strings,), OverheardProtocol
    return (_Stream,), _StreamProtocol


def _named(protocol: type[Protocol], names: tuple[str, ...]) -> tuple[tuple[type, ...], type[OverheardProtocol]]:
    """Return the same for a class whose callbacks have these names."""
    for name in names:
        if not callable(getattr(protocol, str(name), None)):
            raise PluginError(f"OVERHEAR names {name!r}, and {protocol.__name__} has no method of that name.")
    adapter = type("_Named", (_Adapter,), {})
    for name in names:
        setattr(adapter, name, _overhearing(adapter, name))
    limit = _LineLimit if hasattr(protocol, "lineReceived") else _StringLimit
    return (adapter, limit), OverheardProtocol


def _overhearing(adapter: type, name: str) -> Callable[..., object]:
    def overheard(self: Any, *arguments: object, **named: object) -> object:
        PoemProtocol.deliver(self, _frame_of(*arguments, *named.values()))
        result: object = getattr(super(adapter, self), name)(*arguments, **named)
        return result

    return overheard


def _frame_of(*arguments: object) -> bytes:
    """Return the last of a callback's arguments that is bytes or text; else all of them, as Python writes them."""
    for argument in reversed(arguments):
        if isinstance(argument, (bytes, bytearray, memoryview, str)):
            return _as_frame(argument)
    return _as_frame(", ".join(map(repr, arguments)))


def _as_frame(data: object) -> bytes:
    """Return a frame's bytes; some classes have made text of them."""
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    text = data if isinstance(data, str) else repr(data)
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")


def _protocol(adapter: Any) -> PoemProtocol:
    # An adapter is only ever a base of a class that is a PoemProtocol, too.
    poem: PoemProtocol = adapter
    return poem


def _call_own(adapter: type, protocol: object, callback: str, *arguments: object) -> None:
    """Call what the class itself has for a callback, unless that only raises NotImplementedError."""
    own = getattr(super(adapter, protocol), callback, None)
    if own is not None and getattr(own, "__func__", None) not in _NO_CODE:
        own(*arguments)
