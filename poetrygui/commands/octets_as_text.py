"""Bytes for a stream of texts, from code that writes UTF-8 itself."""

from __future__ import annotations

import io
from typing import Any


class OctetsAsText(io.RawIOBase):
    """Takes bytes, and hands them on to a stream of texts."""

    def __init__(self, texts: io.TextIOBase) -> None:
        """Hand all to ``texts``."""
        self._texts = texts

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Hand on bytes; those that are no UTF-8 stay what they are."""
        octets = bytes(data)
        self._texts.write(octets.decode("utf-8", "surrogateescape"))
        return len(octets)
