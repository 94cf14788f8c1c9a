"""On valid streams the shipped framings agree with the receivers that Twisted brings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.testing import StringTransport
from twisted.protocols.basic import LineOnlyReceiver, NetstringReceiver

from poetrygui.api import PoemProtocol
from tests.protocols.framing import cut, load, result_of

Netstring = load("netstring")
Lines = load("lines")

points = st.lists(st.integers(min_value=0), max_size=8)


class TwistedNetstring(PoemProtocol, NetstringReceiver):
    def stringReceived(self, string: bytes) -> None:
        self.deliver(string)


class TwistedLines(PoemProtocol, LineOnlyReceiver):
    delimiter = b"\n"

    def lineReceived(self, line: bytes) -> None:
        self.deliver(line)


class TwistedCrlf(TwistedLines):
    delimiter = b"\r\n"


@given(st.lists(st.binary(max_size=200), max_size=8), points)
def test_netstrings_of_twisted_are_ours(strings: list[bytes], at: list[int]) -> None:
    sender = NetstringReceiver()
    transport = StringTransport()
    sender.makeConnection(transport)
    for string in strings:
        sender.sendString(string)
    chunks = cut(transport.value(), at)
    assert result_of(Netstring, chunks).frames == result_of(TwistedNetstring, chunks).frames == strings


@given(st.lists(st.binary(max_size=200).map(lambda line: line.replace(b"\n", b"").rstrip(b"\r"))), points)
def test_lines_of_twisted_are_ours(lines: list[bytes], at: list[int]) -> None:
    for receiver in (TwistedLines, TwistedCrlf):
        chunks = cut(b"".join(line + receiver.delimiter for line in lines), at)
        assert result_of(Lines, chunks).frames == result_of(receiver, chunks).frames == lines
