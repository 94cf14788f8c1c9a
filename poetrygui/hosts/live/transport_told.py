"""What is known of the real transport, as JSON from the program to a host."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from OpenSSL import crypto
from twisted.internet.address import HostnameAddress, IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHalfCloseableDescriptor, ISSLTransport, ITCPTransport, ITLSTransport

_LARGEST_CERTIFICATE = 64 * 1024
_CAN = {"tls": ISSLTransport, "tcp": ITCPTransport, "start_tls": ITLSTransport, "half": IHalfCloseableDescriptor}


def transport_told(transport: Any) -> dict[str, Any]:
    """Return what a protocol may ask of a connection's ``transport`` from its first moment on."""
    return {
        "peer": address_told(transport.getPeer()),
        "host": address_told(transport.getHost()),
        "can": [name for name, interface in _CAN.items() if interface.providedBy(transport)],
    }


def peer_told(transport: Any) -> dict[str, Any]:
    """Return what it may ask once TLS stands: the server's certificate, and what was agreed on by ALPN."""
    alpn = getattr(transport, "negotiatedProtocol", None)
    certificate = getattr(transport, "getPeerCertificate", lambda: None)()
    told: dict[str, Any] = {"alpn": alpn.decode("latin-1") if isinstance(alpn, bytes) else None}
    if certificate is not None:
        data = crypto.dump_certificate(crypto.FILETYPE_ASN1, certificate)
        told |= {"certificate": b64encode(data).decode()} if len(data) <= _LARGEST_CERTIFICATE else {}
    return told


def address_told(address: object) -> list[Any]:
    """Return what :func:`address_heard` takes."""
    host, port = getattr(address, "host", None), getattr(address, "port", None)
    return [host, port] if isinstance(host, str) and isinstance(port, int) else [str(address), 0]


def address_heard(told: list[Any]) -> IAddress:
    """Return an address of Twisted's."""
    host, port = told
    if not port:
        return HostnameAddress(str(host).encode("ascii", "replace"), 0)
    return IPv6Address("TCP", host, port) if ":" in host else IPv4Address("TCP", host, port)
