"""Standard input, whatever it is: a pipe, a terminal, a file."""

from __future__ import annotations

import os
from typing import Any, ClassVar, Self

from attrs import frozen

from poetrygui.core.transports import connecting, streams
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError

_DESCRIPTOR = 0
_taken: set[int] = set()
"""The descriptor, while somebody reads it: two would each get a part."""


@frozen
class Stdin(Transport):
    """What the program is given on its standard input."""

    prefix: ClassVar[str] = "stdin"
    title: ClassVar[str] = "Standard input"
    forms: ClassVar[tuple[str, ...]] = ("stdin:",)
    ends: ClassVar[str] = "its end, on a terminal Ctrl+D"
    silence: ClassVar[str] = "nothing came"
    takes_bytes: ClassVar[bool] = False
    not_in_window: ClassVar[str] = (
        "A window has no standard input: read it with “poetrygui get -”, or choose fifo:/PATH, file:/PATH or command:."
    )

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read nothing more than the prefix."""
        if rest:
            raise AddressError(f"Standard input has no name, and {rest!r} is one: write stdin: alone, or -.")
        return cls()

    @classmethod
    def read_bare(cls, text: str) -> Self | None:
        """Read ``-``."""
        return cls() if text == "-" else None

    def __str__(self) -> str:
        return "stdin:"

    @property
    def destination(self) -> connecting.Destination:
        """Its usual name."""
        return streams.StreamAddress(b"standard input")

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what reads it."""
        return streams.StreamEndpoint(
            self.destination, _take, lambda *taken: self._begin(reactor, *taken), _taken.discard
        )

    def _begin(self, reactor: Any, descriptor: int, protocol: Any) -> None:
        transport = streams.ReadingTransport(reactor, protocol, self.destination, "standard input ended")
        kind = streams.PolledReader if streams.is_polled(descriptor) else streams.SliceReader
        transport.begin(_TakenReader(kind(reactor, descriptor, transport.ears, keeps_descriptor=True)))


class _TakenReader:
    """Lets others read when it is closed."""

    def __init__(self, reader: streams.Reader) -> None:
        self._reader = reader
        self.start, self.stop = reader.start, reader.stop

    def close(self) -> None:
        self._reader.close()
        _taken.discard(_DESCRIPTOR)


def _take() -> int:
    if _taken:
        raise AddressError("Standard input is being read already: name it once.")
    try:
        os.fstat(_DESCRIPTOR)
    except OSError as error:
        raise AddressError("Standard input is closed: give the program a file or a pipe to read (|, <).") from error
    _taken.add(_DESCRIPTOR)
    return _DESCRIPTOR
