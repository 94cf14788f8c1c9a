"""UDP that others send to us."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Self

from attrs import frozen

from poetrygui.api import Option
from poetrygui.core.transports import connecting, datagrams
from poetrygui.core.transports.host_and_port import LARGEST_PORT, is_port
from poetrygui.core.transports.message_end import MessageEnd, end_of_message
from poetrygui.core.transports.senders import Senders, SendersAtOnce
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError

_DIGITS = re.compile(r"[0-9]+")


@frozen
class UdpListen(Transport):
    """What anybody sends to a port of this machine; what is sent goes to whoever was heard last."""

    prefix: ClassVar[str] = "udp-listen"
    title: ClassVar[str] = "UDP that comes to us"
    forms: ClassVar[tuple[str, ...]] = ("udp-listen:PORT",)
    ends: ClassVar[str] = "silence or your stop"
    silence: ClassVar[str] = "nothing came"
    gives_messages: ClassVar[bool] = True
    port: int
    interface: Annotated[str, Option("Heard at the address")] = "127.0.0.1"
    senders: Senders = "told"
    at_once: SendersAtOnce = 1_000
    end: MessageEnd = "nothing"

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read a port; 0 stands for any that is free, which is told."""
        if not _DIGITS.fullmatch(rest):
            raise AddressError(f"Datagrams come to a port, and {rest!r} is none: write {cls.forms[0]}.")
        if not is_port(rest):
            raise AddressError(f"The port of 'udp-listen:{rest}' is not between 0 and {LARGEST_PORT}.")
        return cls(int(rest))

    def __str__(self) -> str:
        return f"udp-listen:{self.port}"

    @property
    def destination(self) -> datagrams.UdpAddress:
        """The interface and the port."""
        return datagrams.datagram_destination(self.interface, self.port)

    def listener(self, reactor: Any) -> connecting.Listener | None:
        """Return what opens a socket there, and gives each sender a stream of its own, where they are apart."""
        if self.senders != "apart":
            return None
        return connecting.Listener(datagrams.SendersPlace(reactor, self._open), self.at_once)

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what opens a socket there."""
        if (listener := self.listener(reactor)) is not None:
            return connecting.FirstPeer(listener)
        return datagrams.datagram_endpoint(reactor, self.destination, self._open)

    def _open(self) -> tuple[Any, datagrams.Post]:
        post = datagrams.Post(None, self.senders, end_of_message(self.end))
        return datagrams.listening_socket(self.interface, self.port), post
