"""Waiting for those who connect to us, each of whom is a stream of its own."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Self

from attrs import frozen

from poetrygui.api import Option
from poetrygui.core.options.details import Details
from poetrygui.core.transports import connecting
from poetrygui.core.transports.endpoint_text import unquoted
from poetrygui.core.transports.host_and_port import LARGEST_PORT, is_port, v6_host
from poetrygui.core.transports.transport import Transport
from poetrygui.core.transports.unix import Unix
from poetrygui.errors import AddressError

_THIS_MACHINE = "127.0.0.1"
_FILES = "Certificates (*.pem *.crt *.cer)"
_PORT = re.compile(
    r"(?:(?:\[(?P<v6>[^\[\]]+)\]|(?P<host>[^:\[\]=]+)):)?(?:port=)?(?P<port>[0-9]+)(?::interface=(?P<interface>.+))?"
)
_PATH = re.compile(r"(?:address=)?(?P<path>(?:[^:\\=]|\\.)+)(?::mode=(?P<mode>[0-7]{3,4}))?")
_V4 = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}")
_OWN_KINDS = ("tcp", "tls", "unix")


@frozen
class Listen(Transport):
    """Peers that connect to a port, to one with TLS, to a UNIX socket, or to what else Twisted can listen at."""

    prefix: ClassVar[str] = "listen"
    title: ClassVar[str] = "Listening"
    forms: ClassVar[tuple[str, ...]] = ("listen:tcp:PORT", "listen:tls:PORT", "listen:unix:/PATH")
    ends: ClassVar[str] = "each peer closes its own; the listening ends by your stop"
    silence: ClassVar[str] = "the peer was silent"
    place: str
    at_once: Annotated[int, Option("Peers at a time", minimum=1, maximum=100_000)] = 1_000
    in_all: Annotated[int, Option("Peers in all, 0 for any number", minimum=0)] = 0
    peer_bytes: Annotated[int, Option("Bytes of each peer, 0 for any number", minimum=0)] = 0
    certificate: Annotated[str, Option("Your certificate's file, for TLS"), Details(files=_FILES)] = ""
    key: Annotated[str, Option("Its key's file, if apart"), Details(files="Keys (*.pem *.key)")] = ""

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read where it listens: a port of this machine alone, unless an interface is named."""
        read = cls(rest)
        kind, _, where = rest.partition(":")
        if not kind or not where:
            raise AddressError(f"There is nothing to listen at in {f'listen:{rest}'!r}: write {', '.join(cls.forms)}.")
        if kind == "unix":
            read._path_and_mode()
        elif kind in _OWN_KINDS:
            read._interface_and_port()
        return read

    def __str__(self) -> str:
        return f"listen:{self.place}"

    def listener(self, reactor: Any) -> connecting.Listener:
        """Return what listens. Raises AddressError as :meth:`check` does."""
        return connecting.Listener(self._place(reactor), self.at_once, self.in_all, self.peer_bytes)

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what waits for one peer."""
        return connecting.FirstPeer(self.listener(reactor))

    def check(self) -> None:
        """Raise AddressError where there is no certificate for TLS, or its file cannot be used."""
        if self._kind == "tls":
            connecting.EncryptedPlace(None, self._own_side())  # type: ignore[arg-type]  # nothing listens yet

    @property
    def _kind(self) -> str:
        return self.place.partition(":")[0]

    def _place(self, reactor: Any) -> Any:
        if self._kind == "unix":
            path, mode = self._path_and_mode()
            return connecting.socket_place(reactor, path, mode)
        if self._kind not in _OWN_KINDS:
            return connecting.named_place(reactor, self.place)
        place = connecting.port_place(reactor, *self._interface_and_port())
        return place if self._kind == "tcp" else connecting.EncryptedPlace(place, self._own_side())

    def _own_side(self) -> connecting.OwnSide:
        if not self.certificate.strip():
            raise AddressError("Who listens with TLS shows a certificate: name its file (certificate), and its key's.")
        return connecting.OwnSide(self.certificate, self.key)

    def _interface_and_port(self) -> tuple[str, int]:
        where = self.place.partition(":")[2]
        match = _PORT.fullmatch(where)
        if match is None or (match["interface"] and (match["host"] or match["v6"])):
            kind = self._kind
            raise AddressError(
                f"{str(self)!r} names no port: write listen:{kind}:PORT, or listen:{kind}:INTERFACE:PORT."
            )
        if not is_port(match["port"]):
            raise AddressError(f"The port of {str(self)!r} is not between 0 and {LARGEST_PORT}.")
        named = match["v6"] or match["host"] or unquoted(match["interface"] or "") or _THIS_MACHINE
        return self._interface(named.strip("[]")), int(match["port"])

    def _interface(self, named: str) -> str:
        if named == "localhost":
            return _THIS_MACHINE
        if _V4.fullmatch(named):
            return named
        if ":" in named:
            return v6_host(named, str(self))
        raise AddressError(f"The interface {named!r} has no number: name one such as 127.0.0.1, 0.0.0.0 or [::].")

    def _path_and_mode(self) -> tuple[str, int]:
        match = _PATH.fullmatch(self.place.partition(":")[2])
        if match is None:
            raise AddressError(f"{str(self)!r} names no path: write listen:unix:/PATH.")
        return Unix(unquoted(match["path"])).path, int(match["mode"] or "600", 8)
