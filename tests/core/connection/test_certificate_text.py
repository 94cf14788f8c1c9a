"""Certificates in words: on one line, whatever a stranger has put into them."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from poetrygui.core.connection.certificate_text import certificate_text, names_of, names_text
from tests.core.certificates import Authority


def test_whose_for_which_hosts_by_whom_and_how_long() -> None:
    authority = Authority()
    _, certificate = authority.issue("poems.example")
    words = "poems.example; for poems.example; by {}; {} UTC to {} UTC; SHA-256 [0-9a-f]{{64}}"
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    assert re.fullmatch(words.format(authority.name, moment, moment), certificate_text(certificate))
    assert names_of(authority.issue("::1")[1]) == ["::1"]


def named(*attributes: tuple[x509.ObjectIdentifier, str]) -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(kind, text) for kind, text in attributes])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(now).not_valid_after(now)
    return builder.sign(key, hashes.SHA256())


@pytest.mark.parametrize(
    "attributes, whose",
    [
        ([(NameOID.ORGANIZATION_NAME, "Poems Inc."), (NameOID.COUNTRY_NAME, "DE")], "C=DE,O=Poems Inc."),
        ([(NameOID.ORGANIZATION_NAME, "Poems"), (NameOID.COMMON_NAME, "poems.example")], "poems.example"),
        ([(NameOID.COMMON_NAME, "two\nlines\tand\x1b[31m")], "two lines and\x1b[31m"),
        ([(NameOID.ORGANIZATION_NAME, "x" * 500)], f"O={'x' * 118}…"),
        ([], "somebody without a name"),
    ],
)
def test_whoever_it_is(attributes: list[Any], whose: str) -> None:
    assert certificate_text(named(*attributes)).startswith(f"{whose}; by {whose}; 2")


def test_of_very_many_names_the_first_are_told() -> None:
    assert names_text([f"n{number}" for number in range(10)]) == "n0, n1, n2, n3, n4, n5, n6, n7, 2 more"


class Broken:
    """A certificate of which nothing can be read: each look at it raises."""

    def __getattr__(self, name: str) -> Any:
        raise ValueError(name)


def test_what_cannot_be_read_is_left_out() -> None:
    broken: Any = Broken()
    assert certificate_text(broken) == "somebody without a name; by somebody without a name"
