"""Hearing that the other end sends no more and may still read, for a protocol that wants to know."""

from __future__ import annotations

from typing import Any

from twisted.internet.interfaces import IHalfCloseableProtocol, IProtocol, ISSLTransport
from twisted.internet.tcp import Connection
from zope.interface import alsoProvides


def hear_half_close(protocol: IProtocol, transport: Any) -> None:
    """Have ``transport`` tell ``protocol``, which it was given, of a half close instead of a loss."""
    alsoProvides(protocol, IHalfCloseableProtocol)
    if isinstance(transport, Connection) and not ISSLTransport.providedBy(transport):
        # What Twisted's endpoints put in between passes such calls on; but of all that a protocol wants to hear it
        # tells the transport the last thing alone, and that is the handshake of TLS.
        alsoProvides(transport.protocol, IHalfCloseableProtocol)
