"""Whatever else Twisted, or a package that is installed beside it, has a client endpoint for."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import frozen

from poetrygui.core import transports
from poetrygui.core.transports import connecting
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError

_WITH_PORT = ("tcp", "tls", "ssl")


@frozen
class TwistedEndpoint(Transport):
    """An endpoint string that Twisted reads: it has no prefix of its own, and is what no other transport reads."""

    prefix: ClassVar[str] = ""
    title: ClassVar[str] = "Twisted endpoint"
    forms: ClassVar[tuple[str, ...]] = ()
    ends: ClassVar[str] = "as Twisted tells it"
    text: str

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Take the whole of an address whose kind Twisted knows; None where it knows none."""
        kind, colon, arguments = rest.partition(":")
        has_port = ":" in arguments or kind not in _WITH_PORT
        if not colon or not arguments or not has_port or not connecting.is_endpoint_kind(kind):
            return None
        return cls(rest)

    def __str__(self) -> str:
        return self.text

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what Twisted makes of it. Raises AddressError where it makes nothing of it."""
        try:
            return connecting.endpoint_of(reactor, self.text)
        except Exception as error:
            meant = transports.closest_ways(self.text)
            raise AddressError(f"The endpoint {self.text!r} cannot be used: {error}. Write {meant}") from error
