"""What was not delivered, as text that can be read: a sentence, and rows of its bytes with their places."""

from __future__ import annotations

from collections.abc import Iterator

from poetrygui.core.outcomes import Undelivered

_ROW = 16
_SHORT = {ord("\n"): r"\n", ord("\r"): r"\r", ord("\t"): r"\t", ord("\\"): r"\\"}
_SHOWN = [_SHORT.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}") for byte in range(256)]


def undelivered_sentence(undelivered: Undelivered) -> str:
    """Return which bytes of the stream these are, counted from 0, and whether all of them are in no frame."""
    first, last = undelivered.at, undelivered.at + len(undelivered.data) - 1
    place = f"byte {first:,}" if first == last else f"bytes {first:,} to {last:,}"
    if undelivered.is_exact:
        return f"Received, not delivered: {place} of the stream"
    return f"Received last: {place} of the stream, some of which may have been delivered"


def undelivered_rows(undelivered: Undelivered) -> Iterator[str]:
    r"""Yield sixteen bytes a row: the place of the first, all of them in hex, and as text with escapes such as \r."""
    width = len(f"{undelivered.at + len(undelivered.data):,}")
    for start in range(0, len(undelivered.data), _ROW):
        row = undelivered.data[start : start + _ROW]
        yield f"{undelivered.at + start:{width},}  {row.hex(' '):{3 * _ROW}} {''.join(map(_SHOWN.__getitem__, row))}"
