"""Addresses as people type them: ``PORT``, ``HOST:PORT``, or what a transport's prefix leads to."""

from __future__ import annotations

from collections.abc import Mapping

from poetrygui.core import transports
from poetrygui.core.transports.known import bare_transports, known_transports
from poetrygui.core.transports.transport import Transport
from poetrygui.core.transports.transport_options import with_options
from poetrygui.core.transports.twisted_endpoint import TwistedEndpoint
from poetrygui.errors import AddressError


def parse_address(text: str, options: Mapping[str, str] | None = None) -> Transport:
    """Read an address; ``options`` are those of its transport, by name and as a user typed them.

    Raises AddressError with a sentence that says what is wrong and what comes nearest to it.
    """
    text = text.strip()
    if not text:
        raise AddressError(f"The address is empty. Write {transports.closest_ways(text)}")
    if not text.isprintable() and any(ord(character) < ord(" ") or character == "\x7f" for character in text):
        raise AddressError(f"The address {text!r} holds control characters. Write {transports.closest_ways('')}")
    found = _read_by_prefix(text) or TwistedEndpoint.read(text)
    if found is None:
        meant = transports.closest_ways(text)
        raise AddressError(f"The address {text!r} has no port, or is of no known kind. Write {meant}")
    return with_options(found, options or {})


def kind_of_address(text: str) -> type[Transport] | None:
    """Return the kind of transport that an address is for, also where it is not whole yet; None for no known one."""
    try:
        return type(parse_address(text))
    except AddressError:
        return _kind_by_prefix(text.strip())


def gives_messages(text: str) -> bool:
    """Tell whether what comes from an address has borders, whatever its protocol."""
    kind = kind_of_address(text)
    return kind is not None and kind.gives_messages


def silence_at(text: str) -> str:
    """Return what it is that nothing comes from an address for long, in a few words before how long that was."""
    kind = kind_of_address(text)
    return Transport.silence if kind is None else kind.silence


def check_for_window(text: str) -> None:
    """Raise AddressError where an address is of a kind that no window can use, whole or not."""
    kind = kind_of_address(text)
    if kind is not None and kind.not_in_window:
        raise AddressError(kind.not_in_window)


def _kind_by_prefix(text: str) -> type[Transport] | None:
    prefix, colon, _ = text.partition(":")
    return known_transports().get(prefix) if colon else None


def _read_by_prefix(text: str) -> Transport | None:
    if (kind := _kind_by_prefix(text)) is not None:
        return kind.read(text.partition(":")[2])
    bare = (kind.read_bare(text) for kind in bare_transports())
    return next((transport for transport in bare if transport is not None), None)
