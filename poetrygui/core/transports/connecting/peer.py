"""What is known of who is at the other end with TLS: the certificates shown, which of them was refused, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cryptography import x509
from OpenSSL.crypto import X509, X509Name
from twisted.internet import tcp

MOST_CERTIFICATES = 10
"""Of a chain without end no more are looked at."""
_MOST_AUTHORITIES = 4


class Refusal(NamedTuple):
    """A certificate was refused: by OpenSSL, by the ``number`` that it has for the reason, or for what it is called.

    ``wrong_name`` is the error of the comparison where that is why.
    """

    certificate: x509.Certificate | None
    number: int = 0
    wrong_name: Exception | None = None


class Peer(NamedTuple):
    """The certificates that a server showed, its own first, and the refusal of one of them, if it was refused.

    ``authorities`` are those of which it wants a certificate of ours, where it asked for one and none was shown;
    ``has_connected`` is whether it is no server, but who has connected to us.
    """

    certificates: tuple[x509.Certificate, ...] = ()
    refusal: Refusal | None = None
    authorities: tuple[str, ...] = ()
    has_connected: bool = False


def peer_of(transport: Any) -> Peer:
    """Return what is known of who is at the other end of a transport; nothing where that is not told."""
    check = getattr(transport, "peer_check", None)
    handle = getattr(transport, "getHandle", bool)()
    shown: Sequence[X509] = getattr(handle, "get_peer_cert_chain", tuple)() or ()
    chain = [readable(each) for each in shown[:MOST_CERTIFICATES]]
    if check is not None:
        chain = chain or [check.seen[at] for at in sorted(check.seen)]
    has_connected = isinstance(getattr(transport, "transport", None), tcp.Server)
    return Peer(
        tuple(each for each in chain if each is not None),
        None if check is None else check.refusal,
        () if has_connected else _authorities(handle),
        has_connected,
    )


def readable(certificate: X509) -> x509.Certificate | None:
    """Return a certificate as it can be looked at; None where it cannot be read."""
    try:
        return certificate.to_cryptography()
    except Exception:  # noqa: BLE001 - what a stranger sent was parsed, and may be broken in any way
        return None


def _authorities(handle: Any) -> tuple[str, ...]:
    if getattr(handle, "get_certificate", bool)() is not None:
        return ()
    wanted: Sequence[X509Name] = getattr(handle, "get_client_ca_list", tuple)()
    return tuple(filter(None, map(_common_name, wanted[:_MOST_AUTHORITIES])))


def _common_name(name: X509Name) -> str:
    parts = name.get_components()
    return next((value for kind, value in reversed(parts) if kind == b"CN"), b"").decode("utf-8", "replace")
