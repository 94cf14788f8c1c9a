"""Who hears what happens on the wire of a connection, byte by byte; and how what is told reads."""

from __future__ import annotations

from typing import Any
from typing import Protocol as StructuralType

from twisted.python.failure import Failure

from poetrygui.core import poems
from poetrygui.core.guard.plugin_faults import describe_error


class WireListener(StructuralType):
    """Hears everything in its order; whoever keeps a recording is one."""

    def received(self, chunk: bytes) -> None:
        """Hear of a chunk as it came; the protocol gets it afterwards."""

    def delivered(self) -> None:
        """Hear that a call into the protocol is over: all that it made of what it was given is delivered."""

    def sent(self, data: bytes) -> None:
        """Hear of what was written to the transport."""

    def event(self, kind: poems.EventKind, text: str = "") -> None:
        """Hear that something else happened."""


def kept_by(wire: WireListener) -> poems.PoemStore | None:
    """Return where what a listener hears is kept, and what is made of it: what it calls ``kept``, where it has that."""
    kept: poems.PoemStore | None = getattr(wire, "kept", None)
    return kept


class NobodyListens:
    """Does nothing with what it hears."""

    def received(self, chunk: bytes) -> None:
        """Let it pass."""

    def delivered(self) -> None:
        """Let it pass."""

    def sent(self, data: bytes) -> None:
        """Let it pass."""

    def event(self, kind: poems.EventKind, text: str = "") -> None:
        """Let it pass."""


def address_text(address: object) -> str:
    """Return an address of Twisted's as ``HOST:PORT``, with brackets around the number of IPv6, or as a path."""
    host, port = getattr(address, "host", None), getattr(address, "port", None)
    if isinstance(host, str) and isinstance(port, int):
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    name = getattr(address, "name", None)
    return name.decode(errors="backslashreplace") if isinstance(name, bytes) else ""


def peer_text(transport: Any) -> str:
    """Return the address at the other end of a transport; empty where it does not tell."""
    get_peer = getattr(transport, "getPeer", None)
    return "" if get_peer is None else address_text(get_peer())


def loss_text(reason: Failure) -> str:
    """Return the reason of a loss on one line."""
    return "" if reason.value is None else describe_error(reason.value)


def tls_text(transport: Any) -> str:
    """Return what a handshake of TLS agreed on: version, cipher, perhaps a protocol; empty where that is not told."""
    get_handle = getattr(transport, "getHandle", None)
    handle = None if get_handle is None else get_handle()
    names = [getattr(handle, f"get_{what}_name", None) for what in ("protocol_version", "cipher")]
    agreed = getattr(handle, "get_alpn_proto_negotiated", bytes)().decode("ascii", "replace")
    return ", ".join([*(str(name()) for name in names if name is not None), *([agreed] if agreed else [])])
