"""The addresses of ``get``, and what ``--transport-option`` says of the ways there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from poetrygui.core.options.declared_option import DeclaredOption, unused_options
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.known import known_transports
from poetrygui.core.transports.transport import Transport
from poetrygui.core.transports.transport_options import options_of, with_options
from poetrygui.errors import AddressError


class Addressed(NamedTuple):
    """One of the addresses, with those of the options, as they were typed, that are of its transport."""

    address: str
    options: Mapping[str, str]


def addressed(addresses: Iterable[str], options: Mapping[str, str]) -> list[Addressed]:
    """Return what to connect to. Each address gets those of ``options`` that its transport has.

    Raises AddressError for an address that cannot be read, an option that none of them has or that would have no
    effect, and what will keep one from connecting.
    """
    transports = [parse_address(address) for address in addresses]
    for name in options:
        if not any(name in _names(options_of(type(transport))) for transport in transports):
            raise AddressError(f"No address here has a transport's option {name!r}: {_offer()}.")
    return [_addressed(transport, options) for transport in transports]


def with_tls_options(options: Mapping[str, str], ca_file: str, insecure: bool) -> dict[str, str]:
    """Return the options with what ``--ca-file`` and ``--insecure`` are short for.

    An empty ``ca_file`` was not given. Raises AddressError where the same is said twice.
    """
    if not ca_file and not insecure:
        return dict(options)
    if ca_file and insecure:
        raise AddressError("--ca-file and --insecure exclude each other: give one.")
    short = {"verify": "insecure"} if insecure else {"verify": "ca-file", "ca_file": ca_file}
    if twice := short.keys() & options.keys():
        way = "--insecure" if insecure else "--ca-file"
        raise AddressError(f"{way} is short for the transport's option {min(twice)}: give one of them.")
    return {**options, **short}


def _addressed(transport: Transport, options: Mapping[str, str]) -> Addressed:
    declared = options_of(type(transport))
    texts = {name: text for name, text in options.items() if name in _names(declared)}
    for option in declared:
        if option.name in texts and option.name in unused_options(declared, texts) and option.details.only_with:
            other, value = option.details.only_with
            raise AddressError(f"The option {option.name} has an effect with {other}={value} only: give that, too.")
    with_options(transport, texts).check()
    return Addressed(str(transport), texts)


def _names(declared: Iterable[DeclaredOption]) -> set[str]:
    return {option.name for option in declared}


def _offer() -> str:
    having = [(prefix, _names(options_of(kind))) for prefix, kind in known_transports().items()]
    return "; ".join(f"{prefix} has {', '.join(sorted(names))}" for prefix, names in having if names)
