"""Poems over TLS, from an endpoint string with a key and a certificate made for the test."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from twisted.internet.error import ConnectionDone

from poetrygui.core.transports.address import parse_address
from tests.protocols.framing import load
from tests.serve.reading import Reader, read_at

Raw = load("raw")

# Twisted itself hands pyOpenSSL what pyOpenSSL would rather have from cryptography.
pytestmark = pytest.mark.filterwarnings("ignore:Passing pyOpenSSL:DeprecationWarning")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with key.pem, and cert.pem for localhost, signed by itself."""
    directory = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (directory / "cert.pem").write_bytes(certificate.public_bytes(pem))
    (directory / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return directory


@pytest.mark.parametrize("size", [0, 10, 2_000_000])
@pytest.mark.parametrize("delay", [0.0, 0.001])
def test_a_poem_comes_whole_over_tls(
    serve: Any, reactor: Any, wait_for: Any, certificate: Path, tmp_path: Path, size: int, delay: float
) -> None:
    path = tmp_path / "noise"
    path.write_bytes(random.Random(7).randbytes(size))
    keys = f"privateKey={certificate}/key.pem:certKey={certificate}/cert.pem"
    served = serve(path, Raw, f"ssl:0:interface=127.0.0.1:{keys}", delay=delay, num_bytes=100_000)
    endpoint = parse_address(f"tls:{served.address}", {"verify": "insecure"}).endpoint(reactor)
    reading = wait_for(read_at(endpoint, Reader()))
    assert reading.data == path.read_bytes()
    assert reading.reason is ConnectionDone
