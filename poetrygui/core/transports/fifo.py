"""FIFOs, by their paths: what others write there."""

from __future__ import annotations

import os
import stat
from typing import Any, ClassVar, Self

from attrs import frozen

from poetrygui.core.transports import connecting, streams
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError


@frozen
class Fifo(Transport):
    """A named pipe. Where nobody writes to it yet, somebody is waited for."""

    prefix: ClassVar[str] = "fifo"
    title: ClassVar[str] = "FIFO"
    forms: ClassVar[tuple[str, ...]] = ("fifo:/PATH",)
    ends: ClassVar[str] = "the last writer closes it, or is killed: a FIFO does not tell these apart"
    silence: ClassVar[str] = "nothing came"
    takes_bytes: ClassVar[bool] = False
    path: str

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read a path."""
        if not rest:
            raise AddressError(f"A FIFO needs its path: write {cls.forms[0]}.")
        return cls(rest)

    def __str__(self) -> str:
        return f"fifo:{self.path}"

    @property
    def destination(self) -> connecting.Destination:
        """The path."""
        return streams.StreamAddress(os.fsencode(self.path))

    def check(self) -> None:
        """Raise AddressError where it cannot be read, or is no FIFO."""
        streams.check_path(streams.place_of(self.path), stat.S_ISFIFO)

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what opens it."""
        return streams.StreamEndpoint(
            self.destination, self._open, lambda *opened: self._begin(reactor, *opened), os.close
        )

    def _open(self) -> int:
        self.check()
        return streams.open_to_read(streams.place_of(self.path))

    def _begin(self, reactor: Any, descriptor: int, protocol: Any) -> None:
        transport = streams.ReadingTransport(reactor, protocol, self.destination, "the last writer closed the FIFO")
        transport.begin(streams.PolledReader(reactor, descriptor, transport.ears))
