"""Protocols as others write them: the ten-line plugin, and Twisted's own receivers as they stand."""

from __future__ import annotations

from twisted.protocols.basic import Int32StringReceiver, LineOnlyReceiver, LineReceiver, NetstringReceiver

from poetrygui.api import PoemProtocol


class TenLines(PoemProtocol):
    """What somebody writes who has read the guide's first page."""

    def __init__(self) -> None:
        self._held = b""

    def dataReceived(self, data: bytes) -> None:
        *lines, self._held = (self._held + data).split(b"\n")
        self.deliver_many(lines)


class StockLines(PoemProtocol, LineReceiver):
    delimiter = b"\n"

    def lineReceived(self, line: bytes) -> None:
        self.deliver(line)


class StockLinesOnly(PoemProtocol, LineOnlyReceiver):
    delimiter = b"\n"

    def lineReceived(self, line: bytes) -> None:
        self.deliver(line)


class StockNetstrings(PoemProtocol, NetstringReceiver):
    def stringReceived(self, string: bytes) -> None:
        self.deliver(string)


class StockPrefixed(PoemProtocol, Int32StringReceiver):
    def stringReceived(self, string: bytes) -> None:
        self.deliver(string)


STRANGERS: dict[str, type[PoemProtocol]] = {
    "ten-line plugin": TenLines,
    "LineReceiver": StockLines,
    "LineOnlyReceiver": StockLinesOnly,
    "NetstringReceiver": StockNetstrings,
    "Int32StringReceiver": StockPrefixed,
}
