"""What a connection with TLS tells of the server at its other end, whether its handshake succeeds or fails."""

from __future__ import annotations

from typing import Any

from twisted.internet.interfaces import ISSLTransport
from twisted.python.failure import Failure

from poetrygui.core import poems
from poetrygui.core.connection.certificate_text import certificate_text
from poetrygui.core.connection.wire_listener import WireListener, loss_text, tls_text
from poetrygui.core.transports.connecting.peer import Peer, peer_of


def tell_handshake(wire: WireListener, transport: Any) -> None:
    """Tell ``wire`` what was agreed on, and whose certificates the server showed."""
    wire.event(poems.EventKind.HANDSHAKE_DONE, tls_text(transport))
    _tell_certificates(wire, peer_of(transport))


def tell_loss(wire: WireListener, transport: Any, reason: Failure, *, handshaking: bool) -> Peer:
    """Tell ``wire`` that the connection of ``transport`` is lost for ``reason``; return what is known of the server.

    If ``handshaking``, the handshake was still going on, and whose certificates were shown by then is told, too.
    """
    peer = peer_of(transport) if handshaking else Peer()
    _tell_certificates(wire, peer)
    wire.event(poems.EventKind.LOST, loss_text(reason))
    return peer


def chain_text(peer: Peer) -> str:
    """Return the certificates that were seen, a line for each."""
    return "\n".join(f"Certificate {at}: {certificate_text(each)}" for at, each in enumerate(peer.certificates, 1))


def server_lines(transport: Any) -> list[str]:
    """Return what a transport knows of a server with TLS, line by line: what was agreed on, and its certificates."""
    if not ISSLTransport.providedBy(transport):
        return []
    agreed = tls_text(transport)
    return [*([f"TLS: {agreed}"] if agreed else []), *chain_text(peer_of(transport)).splitlines()]


def _tell_certificates(wire: WireListener, peer: Peer) -> None:
    for each in peer.certificates:
        wire.event(poems.EventKind.CERTIFICATE, certificate_text(each))
