"""Addresses of the command line, with the options of their transports: each takes what is its own, and none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.commands.addresses import Addressed, addressed, with_tls_options
from poetrygui.errors import AddressError


def test_each_address_gets_the_options_that_are_of_its_transport() -> None:
    assert addressed(["8000", "tls:a:1"], {"verify": "insecure"}) == [
        Addressed("127.0.0.1:8000", {}),
        Addressed("tls:a:1", {"verify": "insecure"}),
    ]


@pytest.mark.parametrize(
    "addresses, options, said",
    [
        (["nowhere"], {}, "no port"),
        (["8000"], {"verify": "insecure"}, "No address here has a transport's option 'verify': .*; tls has"),
        (["8000", "tls:a:1"], {"wing": "left"}, "option 'wing'"),
        (["tls:a:1"], {"verify": "maybe"}, "takes one of system, ca-file, insecure"),
        (["tls:a:1"], {"verify": "ca-file"}, "Name the file"),
        (["tls:a:1"], {"ca_file": "x.pem"}, "with verify=ca-file only"),
        (["tls:a:1"], {"verify": "insecure", "ca_file": "x.pem"}, "with verify=ca-file only"),
        (["tls:a..b:1"], {}, "cannot be the name"),
    ],
)
def test_what_cannot_be_is_said_before_anything_connects(
    addresses: list[str], options: dict[str, str], said: str
) -> None:
    with pytest.raises(AddressError, match=said):
        addressed(addresses, options)


def test_a_file_that_cannot_be_used_is_said_before_anything_connects(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.pem")
    with pytest.raises(AddressError, match=r"missing\.pem"):
        addressed(["tls:a:1"], with_tls_options({}, missing, insecure=False))


def test_the_short_ways_are_the_same_options() -> None:
    assert with_tls_options({"x": "1"}, "", insecure=False) == {"x": "1"}
    assert with_tls_options({"x": "1"}, "", insecure=True) == {"x": "1", "verify": "insecure"}
    assert with_tls_options({}, "ca.pem", insecure=False) == {"verify": "ca-file", "ca_file": "ca.pem"}


@pytest.mark.parametrize(
    "options, ca_file, insecure, said",
    [
        ({}, "ca.pem", True, "exclude each other"),
        ({"verify": "system"}, "", True, "--insecure is short for the transport's option verify"),
        ({"ca_file": "a"}, "ca.pem", False, "--ca-file is short for the transport's option ca_file"),
    ],
)
def test_what_is_said_twice_is_refused(options: dict[str, str], ca_file: str, insecure: bool, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        with_tls_options(options, ca_file, insecure=insecure)
