"""What a protocol hands over, as what it has to be."""

from __future__ import annotations


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


def offset_or_none(value: object) -> int | None:
    """Return the place in the stream that a protocol tells; raises TypeError for what is none."""
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"a place in the stream is a number, not {type(value).__name__}")
