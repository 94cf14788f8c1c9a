"""What Twisted, or a package that is installed beside it, reads as a client endpoint."""

from __future__ import annotations

from typing import Any

from twisted.internet.endpoints import clientFromString
from twisted.internet.interfaces import IStreamClientEndpointStringParserWithReactor
from twisted.plugin import getPlugins

from poetrygui.core.transports.connecting.endpoints import Endpoint

_TWISTEDS_OWN = ("tcp", "tls", "ssl", "unix")


def is_endpoint_kind(kind: str) -> bool:
    """Tell whether there is such a kind: the word before the first colon."""
    installed = getPlugins(IStreamClientEndpointStringParserWithReactor)
    return kind in _TWISTEDS_OWN or any(parser.prefix.upper() == kind.upper() for parser in installed)


def endpoint_of(reactor: Any, text: str) -> Endpoint:
    """Return what Twisted makes of a text. Where it makes nothing of it, each kind's parser raises what it likes."""
    made: Endpoint = clientFromString(reactor, text)
    return made
