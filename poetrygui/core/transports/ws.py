"""WebSockets, plain and encrypted."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal, Self
from urllib.parse import quote

from attrs import field, frozen

from poetrygui.api import Option
from poetrygui.core.extras import import_extra
from poetrygui.core.options.details import Details
from poetrygui.core.transports import connecting, websockets
from poetrygui.core.transports.host_and_port import HostAndPort, port_number, v6_host
from poetrygui.core.transports.message_end import MessageEnd, end_of_message
from poetrygui.core.transports.proxy import ProxyAddress, check_proxy, endpoint_by
from poetrygui.core.transports.tls import Tls
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError

_URL = re.compile(r"//(?:\[(?P<v6>[^\[\]]+)\]|(?P<host>[^:/?#\[\]@\s]+))(?::(?P<port>[0-9]+))?(?P<target>[/?][^#]*)?")
_AS_IT_IS = "/?&=%+:;,@!$'()*~[]"
_HEADER = re.compile(r"(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(?P<value>[\x20-\x7e\xa0-\xff]*)")
_OURS = ("host", "upgrade", "connection")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_MEBIBYTE = 1024 * 1024
_ENDS = "the server closes it with 1000, 1001 or no code; another code, or no close at all, counts as broken off"


@frozen(slots=False, kw_only=True)
class WebSocket(Transport):
    """What both kinds have, mixed in before what connects. Each message is one chunk."""

    default_port: ClassVar[int]
    ends: ClassVar[str] = _ENDS
    gives_messages: ClassVar[bool] = True
    target: str = "/"
    headers: Annotated[str, Option("Headers (Name: value | …)")] = ""
    subprotocols: Annotated[str, Option("Sub-protocols to offer, by commas")] = ""
    sends: Annotated[
        Literal["text", "binary"], Option("Sends"), Details(words=("text, where it is UTF-8", "binary"))
    ] = "text"
    compressed: Annotated[
        Literal["offered", "no"], Option("Compression"), Details(words=("where the server wants it", "never"))
    ] = "offered"
    largest: Annotated[int, Option("Largest message, in MiB", minimum=1, maximum=1024)] = 64
    end: MessageEnd = "nothing"

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read what stands behind the scheme of a URL."""
        text = f"{cls.prefix}:{rest}"
        if "@" in rest.removeprefix("//").partition("/")[0]:
            raise AddressError(
                f"Who you are stands in no address: leave it out of {text!r}, and give a header (headers)."
            )
        match = _URL.fullmatch(rest)
        if match is None:
            raise AddressError(f"{text!r} is no address of a WebSocket: write {cls.forms[0]}.")
        host = match["host"] if match["v6"] is None else v6_host(match["v6"], text)
        port = cls.default_port if match["port"] is None else port_number(match["port"], text)
        target = match["target"] or "/"
        return cls(host=host, port=port, target=f"/{target}" if target.startswith("?") else target)  # type: ignore[call-arg]

    def __str__(self) -> str:
        return f"{self.prefix}://{self._authority}{self.target}"

    def check(self) -> None:
        """Raise AddressError where headers or sub-protocols are none, or what speaks by WebSockets is missing."""
        self._request()
        super().check()

    def over(self, reactor: Any, below: connecting.Endpoint) -> connecting.Endpoint:
        """Return what asks for a WebSocket on what ``below`` connects. Raises AddressError as :meth:`check` does."""
        request = self._request()
        manner = websockets.Manner(self.sends == "text", self.largest * _MEBIBYTE, end_of_message(self.end))
        return websockets.WebSocketEndpoint(reactor, below, request, manner)

    @property
    def _authority(self) -> str:
        host, port = getattr(self, "host", ""), getattr(self, "port", 0)
        shown = f"[{host}]" if ":" in host else host
        return shown if port == self.default_port else f"{shown}:{port}"

    def _request(self) -> websockets.Request:
        import_extra("wsproto", "websocket", "A WebSocket", AddressError)
        return websockets.Request(
            self._authority,
            quote(self.target, safe=_AS_IT_IS),
            _headers(self.headers),
            _tokens(self.subprotocols),
            self.compressed == "offered",
        )


@frozen
class Ws(WebSocket, HostAndPort):
    """Messages over TCP."""

    prefix: ClassVar[str] = "ws"
    title: ClassVar[str] = "WebSocket"
    forms: ClassVar[tuple[str, ...]] = ("ws://HOST:PORT/PATH",)
    default_port: ClassVar[int] = 80
    proxy: ProxyAddress = field(default="", validator=check_proxy, kw_only=True)

    def __str__(self) -> str:
        return WebSocket.__str__(self)

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what connects, and asks."""
        return self.over(reactor, endpoint_by(reactor, self.host, self.port, self.proxy))


@frozen
class Wss(WebSocket, Tls):
    """Messages over TLS, with the options of that."""

    prefix: ClassVar[str] = "wss"
    title: ClassVar[str] = "WebSocket with TLS"
    forms: ClassVar[tuple[str, ...]] = ("wss://HOST:PORT/PATH",)
    default_port: ClassVar[int] = 443

    def __str__(self) -> str:
        return WebSocket.__str__(self)

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what connects, encrypts and asks. Raises AddressError as :meth:`check` does."""
        return self.over(reactor, Tls.endpoint(self, reactor))


def _headers(text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for each in filter(None, (part.strip() for part in text.split("|"))):
        match = _HEADER.fullmatch(each)
        if match is None:
            raise AddressError(f"{each!r} is no header: write NAME: VALUE, with | between two (headers).")
        if match["name"].lower() in _OURS or match["name"].lower().startswith("sec-websocket-"):
            raise AddressError(f"The header {match['name']} is made by the program: leave it out (headers).")
        found.append((match["name"], match["value"].strip()))
    return tuple(found)


def _tokens(text: str) -> tuple[str, ...]:
    found = tuple(filter(None, (part.strip() for part in text.split(","))))
    for each in found:
        if not _TOKEN.fullmatch(each):
            raise AddressError(f"{each!r} is no name of a sub-protocol: write letters, digits, - and . (subprotocols).")
    return found
