"""What a protocol in a host asks of its transport, done with the real one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from poetrygui.core.connection.half_close import hear_half_close
from poetrygui.hosts.live.hosted_connections import Facing
from poetrygui.hosts.live.hosted_pace import HostedPace


def do_with(transport: Any, message: Mapping[str, Any], pace: HostedPace, facing: Facing) -> None:
    """Do with a connection what the protocol in the host has asked of its ``transport`` by a ``message``.

    ``pace`` hears of it, and ``facing`` is what faces the real one. Raises ValueError for what is none of that.
    """
    if "producer" in message:
        pace.has_producer(message["producer"] is True)
    elif "half" in message:
        hear_half_close(facing, transport.transport)
    elif "lose" in message or "abort" in message:
        pace.closes()
        transport.loseConnection() if "lose" in message else transport.abortConnection()
    elif "pause" in message:
        transport.pauseProducing()
    elif "resume" in message:
        transport.resumeProducing()
    else:
        _set_on(transport.transport, message)


def _set_on(transport: Any, message: Mapping[str, Any]) -> None:
    """Do with the real transport what a protocol asked for in its ``message``. Raises ValueError for what is none."""
    if "lose_write" in message:
        lose_write = getattr(transport, "loseWriteConnection", None)
        lose_write() if lose_write is not None else transport.loseConnection()
    elif "no_delay" in message:
        _set(transport, "setTcpNoDelay", message["no_delay"])
    elif "keep_alive" in message:
        _set(transport, "setTcpKeepAlive", message["keep_alive"])
    else:
        raise ValueError("nothing that a transport does")


def _set(transport: Any, name: str, value: object) -> None:
    setter = getattr(transport, name, None)
    if setter is not None:
        setter(value is True)
