"""Addresses as people type them: ``PORT``, ``HOST:PORT``, or a Twisted client endpoint string."""

from __future__ import annotations

import re
import sys
from typing import Any

from attrs import frozen
from twisted.internet import endpoints
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IStreamClientEndpoint, IStreamClientEndpointStringParserWithReactor
from twisted.plugin import getPlugins

from poetrygui.core.transports.tls import TlsVerify, connection_creator
from poetrygui.errors import AddressError

_FORMS = "Write PORT, HOST:PORT, tcp:HOST:PORT, tls:HOST:PORT, unix:/PATH or another Twisted client endpoint"
_LARGEST_PORT = 65535
LONGEST_UNIX_PATH = 107 if sys.platform.startswith("linux") else 103
"""Bytes of a UNIX socket's path: what the system has room for, but for the zero at its end."""
_HOST_AND_PORT = re.compile(r"(?:\[(?P<v6>[^\[\]]+)\]|(?P<host>[^:\[\]\s/]*)):(?P<port>[0-9]+)")
_TCP_OR_TLS = re.compile(
    r"(?P<kind>tcp|tls):(?:host=)?(?:\[(?P<v6>[^\[\]]+)\]|(?P<host>(?:[^:\\=]|\\.)+)):(?:port=)?(?P<port>[0-9]+)"
)
_HOST = re.compile(r"[^:\[\]\s/]+")
_V6 = re.compile(r"[0-9A-Fa-f:.]+(%[^:\[\]\s/]+)?")
_UNIX = re.compile(r"unix:(?:path=)?(?P<path>(?:[^:\\=]|\\.)+)")
_PORT_ONLY = re.compile(r"[0-9]+")
_LOCAL_HOST = "127.0.0.1"


@frozen
class Address:
    """A parsed address; ``str()`` gives its canonical form, which parses to an equal address."""

    kind: str
    """``tcp``, ``tls``, ``unix``, or ``endpoint`` for every other endpoint string."""
    host: str = ""
    port: int = 0
    text: str = ""
    """The path of a UNIX socket, or the endpoint string itself."""

    def __str__(self) -> str:
        if self.kind == "unix":
            return f"unix:{_quoted(self.text)}"
        if self.kind == "endpoint":
            return self.text
        if self.kind == "tls":
            return f"tls:{_quoted(self.host)}:{self.port}"
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def client_endpoint(
        self, reactor: Any, verify: TlsVerify = TlsVerify.SYSTEM, ca_file: str = "", timeout: float | None = 30
    ) -> IStreamClientEndpoint:
        """Return the Twisted endpoint that connects here, each attempt within ``timeout`` seconds if there is a limit.

        Raises AddressError where the authority's file cannot be read or Twisted does not know the endpoint string.
        """
        if self.kind == "unix":
            return endpoints.UNIXClientEndpoint(reactor, self.text, timeout=timeout)
        if self.kind == "endpoint":
            try:
                named: IStreamClientEndpoint = endpoints.clientFromString(reactor, self.text)
                return named
            except Exception as error:  # each endpoint's parser raises what it likes
                raise AddressError(f"The endpoint {self.text!r} cannot be used: {error}. {_FORMS}.") from error
        plain: IStreamClientEndpoint
        limit: Any = timeout  # Twisted's types know of no None
        # A number needs no resolver, and so no thread.
        if isIPAddress(self.host):
            plain = endpoints.TCP4ClientEndpoint(reactor, self.host, self.port, timeout=limit)
        elif isIPv6Address(self.host):
            plain = endpoints.TCP6ClientEndpoint(reactor, self.host, self.port, timeout=limit)
        else:
            plain = endpoints.HostnameEndpoint(reactor, self.host, self.port, timeout=limit)
        if self.kind == "tls":
            return endpoints.wrapClientTLS(connection_creator(self.host, verify, ca_file), plain)
        return plain


def parse_address(text: str) -> Address:
    """Read an address.

    Raises AddressError with a sentence that says what is wrong and which forms there are.
    """
    text = text.strip()
    if not text:
        raise AddressError(f"The address is empty. {_FORMS}.")
    if any(ord(character) < ord(" ") or character == "\x7f" for character in text):
        raise AddressError(f"The address {text!r} holds control characters. {_FORMS}.")
    if _PORT_ONLY.fullmatch(text):
        return Address("tcp", _LOCAL_HOST, _port(text, text))
    if match := _HOST_AND_PORT.fullmatch(text):
        host = match["host"] or _LOCAL_HOST if match["v6"] is None else _v6(match["v6"], text)
        return Address("tcp", host, _port(match["port"], text))
    if match := _TCP_OR_TLS.fullmatch(text):
        host = _host(_unquoted(match["host"]), text) if match["v6"] is None else _v6(match["v6"], text)
        return Address(match["kind"], host, _port(match["port"], text))
    if match := _UNIX.fullmatch(text):
        return Address("unix", text=_unix_path(_unquoted(match["path"]), text))
    kind, colon, rest = text.partition(":")
    has_port = ":" in rest or kind not in ("tcp", "tls", "ssl")
    if not colon or not rest or not has_port or not _is_endpoint_kind(kind):
        raise AddressError(f"The address {text!r} has no port, or is of no known kind. {_FORMS}.")
    return Address("endpoint", text=text)


def _is_endpoint_kind(kind: str) -> bool:
    if kind in ("tcp", "tls", "ssl", "unix"):
        return True
    installed = getPlugins(IStreamClientEndpointStringParserWithReactor)
    return any(parser.prefix.upper() == kind.upper() for parser in installed)


def _unquoted(argument: str) -> str:
    # Twisted's endpoint strings put a backslash before a colon that is part of an argument.
    return re.sub(r"\\(.)", r"\1", argument)


def _quoted(argument: str) -> str:
    # Twisted's own function leaves out "=", which would make the name of an argument of what stands before it.
    return re.sub(r"([\\:=])", r"\\\1", argument)


def _host(host: str, text: str) -> str:
    if ":" in host:
        return _v6(host.removeprefix("[").removesuffix("]"), text)
    if not _HOST.fullmatch(host):
        raise AddressError(f"The host of {text!r} is neither a name nor a number. {_FORMS}.")
    return host


def _unix_path(path: str, text: str) -> str:
    if (size := len(path.encode("utf-8", "replace"))) > LONGEST_UNIX_PATH:
        limit = f"and a socket's has {LONGEST_UNIX_PATH} at most: choose a shorter one"
        raise AddressError(f"The path of {text!r} has {size} bytes, {limit}.")
    return path


def _v6(host: str, text: str) -> str:
    if not (_V6.fullmatch(host) and isIPv6Address(host)):
        raise AddressError(f"{host!r} in {text!r} is no IPv6 address. {_FORMS}.")
    return host


def _port(digits: str, text: str) -> int:
    if len(digits) > len(str(_LARGEST_PORT)) or not 0 < int(digits) <= _LARGEST_PORT:
        raise AddressError(f"The port of {text!r} is not between 1 and {_LARGEST_PORT}.")
    return int(digits)
