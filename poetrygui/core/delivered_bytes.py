"""What a protocol hands over, as what it has to be."""

from __future__ import annotations

from poetrygui.api import Poem
from poetrygui.core.plugin_calls import PluginCalls


def octets(data: object) -> bytes:
    """Return a frame's bytes; raises TypeError for what has none."""
    if type(data) is bytes:
        return data
    # A buffer that the protocol goes on using would change under the hands of whoever keeps it.
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    raise TypeError(f"a frame is bytes, not {type(data).__name__}")


def text_or_none(value: object) -> str | None:
    """Return what a protocol says, as text."""
    return None if value is None else str(value)


def undelivered_from(protocol: object, received: int, calls: PluginCalls) -> int | None:
    """Ask a protocol from which of the bytes received on nothing was delivered; None where it does not say."""
    if not isinstance(protocol, Poem):
        return None
    ask = protocol.undelivered_from
    return calls.call("undelivered_from", lambda: _offset_or_none(ask(received)))


def _offset_or_none(value: object) -> int | None:
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"a place in the stream is a number, not {type(value).__name__}")
