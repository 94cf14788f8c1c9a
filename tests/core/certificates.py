"""Certificates made for one test: an authority, and what it signs."""

from __future__ import annotations

import datetime
import ipaddress
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from OpenSSL.crypto import X509
from twisted.internet.ssl import Certificate, CertificateOptions, trustRootFromCertificates


class Authority:
    """A certificate authority that nobody trusts unless told to."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.name = f"authority {x509.random_serial_number()}"
        self._name = _name(self.name)
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        builder = _builder(self._name, self._name, self._key.public_key()).add_extension(constraints, critical=True)
        self._certificate = builder.sign(self._key, hashes.SHA256())

    @property
    def certificate(self) -> X509:
        """Its own."""
        return X509.from_cryptography(self._certificate)

    def write_certificate(self, path: Path) -> Path:
        """Write the authority's certificate as PEM, after what is there already."""
        with path.open("ab") as file:
            file.write(self._certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def issue(self, host: str, days: tuple[int, int] = (-1, 1)) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        """Return a key and a certificate for a host: a name or a number; valid between two days from now."""
        try:
            name: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            name = x509.DNSName(host)
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _builder(_name(host), self._name, key.public_key(), days)
        builder = builder.add_extension(x509.SubjectAlternativeName([name]), critical=False)
        return key, builder.sign(self._key, hashes.SHA256())

    def nameless(self, host: str) -> CertificateOptions:
        """Return what a server needs whose certificate has its host as people wrote it of old: as its common name."""
        key = ec.generate_private_key(ec.SECP256R1())
        return _options(key, _builder(_name(host), self._name, key.public_key()).sign(self._key, hashes.SHA256()))

    def server(self, host: str, days: tuple[int, int] = (-1, 1), **more: Any) -> CertificateOptions:
        """Return what a server at this host needs, with what ``more`` gives to Twisted's options."""
        return _options(*self.issue(host, days), **more)

    def asking(self, host: str, **more: Any) -> CertificateOptions:
        """Return what a server needs that asks for a certificate of this authority, as :meth:`server` does."""
        return self.server(host, trustRoot=trustRootFromCertificates([Certificate(self.certificate)]), **more)

    def write_server(self, host: str, path: Path) -> Path:
        """Write a server's key and certificate as PEM into one file."""
        key, certificate = self.issue(host)
        encoding = serialization.Encoding.PEM
        pem = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        path.write_bytes(pem + certificate.public_bytes(encoding))
        return path


def self_signed(host: str) -> CertificateOptions:
    """Return what a server needs that has signed its certificate itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    return _options(key, _builder(_name(host), _name(host), key.public_key()).sign(key, hashes.SHA256()))


def _options(key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, **more: Any) -> CertificateOptions:
    options: Any = CertificateOptions  # its types know only the keys that pyOpenSSL has given up
    made: CertificateOptions = options(privateKey=key, certificate=X509.from_cryptography(certificate), **more)
    return made


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: tuple[int, int] = (-1, 1)
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    first, last = (now + datetime.timedelta(days=each) for each in days)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    return builder.serial_number(x509.random_serial_number()).not_valid_before(first).not_valid_after(last)
