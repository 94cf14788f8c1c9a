"""Serial lines, by their devices."""

from __future__ import annotations

import os
from typing import Annotated, Any, ClassVar, Literal, Self
from urllib.parse import parse_qsl, urlencode

from attrs import frozen

from poetrygui.api import Option
from poetrygui.core.options.declared_option import format_option
from poetrygui.core.options.details import Details
from poetrygui.core.transports import connecting, streams
from poetrygui.core.transports.transport import Transport
from poetrygui.core.transports.transport_options import options_of, with_options
from poetrygui.errors import AddressError

_FLOW = ("none", "by RTS and CTS", "by DSR and DTR", "by XON and XOFF")


@frozen
class Serial(Transport):
    """A serial line. Its options may stand in the address, too, behind a question mark; those beside it count more."""

    prefix: ClassVar[str] = "serial"
    title: ClassVar[str] = "Serial line"
    forms: ClassVar[tuple[str, ...]] = ("serial:/DEVICE?baud=RATE",)
    ends: ClassVar[str] = "nobody can close it: your stop or a silence; unplugged counts as broken off"
    silence: ClassVar[str] = "nothing came"
    path: str
    baud: Annotated[int, Option("Baud rate", minimum=1)] = 9600
    data_bits: Annotated[Literal[5, 6, 7, 8], Option("Data bits")] = 8
    parity: Annotated[Literal["none", "even", "odd", "mark", "space"], Option("Parity")] = "none"
    stop_bits: Annotated[Literal["1", "1.5", "2"], Option("Stop bits")] = "1"
    flow: Annotated[Literal["none", "rts-cts", "dsr-dtr", "xon-xoff"], Option("Flow control"), Details(words=_FLOW)] = (
        "none"
    )
    dtr: Annotated[bool, Option("DTR on when opened")] = True
    rts: Annotated[bool, Option("RTS on when opened")] = True

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read a device's path, and behind a question mark options as a URL has them."""
        path, _, query = rest.partition("?")
        if not path:
            raise AddressError(f"A serial line needs its device: write one such as {cls.forms[0]}.")
        try:
            options = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if query else []
        except ValueError as error:
            raise AddressError(f"The options in {rest!r} are written ?baud=9600&parity=even.") from error
        return with_options(cls(path), dict(options))

    @classmethod
    def suggestions(cls) -> tuple[str, ...]:
        """Return the ports that there are; none where the extra is not installed."""
        try:
            return tuple(f"serial:{device}" for device in streams.ports_there())
        except AddressError:
            return ()

    def __str__(self) -> str:
        options = options_of(type(self))
        others = {each.name: getattr(self, each.name) for each in options if getattr(self, each.name) != each.default}
        query = urlencode({name: format_option(value) for name, value in others.items()})
        return f"serial:{self.path}{'?' if query else ''}{query}"

    @property
    def destination(self) -> connecting.Destination:
        """The device's path."""
        return streams.StreamAddress(os.fsencode(self.path))

    def check(self) -> None:
        """Raise AddressError where there is no such port, with those that there are, or it may not be used."""
        streams.check_port(streams.place_of(self.path))

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what opens it."""

        def begin(port: Any, protocol: Any) -> None:
            remark = streams.not_taken(port, self._settings)
            streams.SerialLine(reactor, protocol, self.destination, port).begin(remark)

        return streams.StreamEndpoint(self.destination, self._open, begin, lambda port: port.close())

    @property
    def _settings(self) -> streams.LineSettings:
        return streams.LineSettings(
            self.baud, self.data_bits, self.parity, self.stop_bits, self.flow, self.dtr, self.rts
        )

    def _open(self) -> Any:
        return streams.open_port(streams.place_of(self.path), self._settings)
