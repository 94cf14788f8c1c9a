"""What fetching a server does here beside connecting to it: a list of somebody else's may hold anything."""

from __future__ import annotations

from collections.abc import Iterator

from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.core.transports.address import parse_address
from poetrygui.errors import AddressError


def acts_of(server: Server) -> tuple[str, ...]:
    """Return what it does here, each in words that follow "would": programs that it runs, what it gives away."""
    return tuple(dict.fromkeys(_acts(server)))


def _acts(server: Server) -> Iterator[str]:
    try:
        runs = parse_address(server.address, dict(server.transport_options)).runs
    except AddressError:
        runs = ""  # whoever fetches it is told that this is no address
    if runs:
        yield f"run {runs}"
    for turn in server.conversation:
        if turn.does is Does.SEND_FILE:
            yield f"send the file {turn.text} to {server.address}"
        elif turn.does is Does.SEND_PASSWORD:
            service, _, user = turn.text.strip().partition(" ")
            yield f"send the password of {user.strip()} for {service} to {server.address}"
