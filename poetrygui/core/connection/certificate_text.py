"""Certificates in words: whose they are, for which names, by whom and for how long."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from poetrygui.core.guard.plain_text import plain_text

_MOST_NAMES = 8
_LONGEST_NAME = 120


def certificate_text(certificate: x509.Certificate) -> str:
    """Return what is in a certificate, on one line; it came from a stranger, and what cannot be read is left out."""
    names = names_of(certificate)
    parts = [
        subject_of(certificate),
        f"for {names_text(names)}" if names else "",
        f"by {issuer_of(certificate)}",
        _told(lambda: f"{day_text(certificate.not_valid_before_utc)} to {day_text(certificate.not_valid_after_utc)}"),
        _told(lambda: f"SHA-256 {certificate.fingerprint(hashes.SHA256()).hex()}"),
    ]
    return "; ".join(part for part in parts if part)


def subject_of(certificate: x509.Certificate) -> str:
    """Return whose certificate it is: a common name, or all that stands in its place."""
    return _told(lambda: _name_text(certificate.subject)) or "somebody without a name"


def issuer_of(certificate: x509.Certificate) -> str:
    """Return who signed a certificate."""
    return _told(lambda: _name_text(certificate.issuer)) or "somebody without a name"


def names_of(certificate: x509.Certificate) -> list[str]:
    """Return the hosts that a certificate is for."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return []
    return [*found.get_values_for_type(x509.DNSName), *map(str, found.get_values_for_type(x509.IPAddress))]


def names_text(names: list[str]) -> str:
    """Return names one after the other, of very many the first."""
    shown = [_short(name) for name in names[:_MOST_NAMES]]
    return ", ".join([*shown, *([f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else [])])


def day_text(moment: datetime.datetime) -> str:
    """Return a moment of a certificate, which are in UTC, to the minute."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _name_text(name: x509.Name) -> str:
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return _short(str(common[0].value) if common else name.rfc4514_string())


def _short(text: str) -> str:
    # Whatever stands in a name, it stands on one line.
    return " ".join(plain_text(text, _LONGEST_NAME).split())


def _told(tell: Callable[[], str]) -> str:
    try:
        return tell()
    except Exception:  # noqa: BLE001 - what a stranger sent is parsed here, and may be broken in any way
        return ""
