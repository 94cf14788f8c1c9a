"""Who can send by a protocol, and what stands in the way."""

from __future__ import annotations

from twisted.internet.protocol import Protocol
from twisted.protocols.basic import LineReceiver

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.core.authors.overheard import as_poem_protocol


class Mute(PoemProtocol):
    """Says nothing of how a frame is encoded."""


class Speaking(PoemProtocol):
    def encode(self, frame: bytes) -> bytes:
        return frame


class Silent(Protocol):
    """A class of Twisted's that has nothing to send with."""


def test_a_protocol_can_speak_that_says_how() -> None:
    assert can_speak(Speaking)
    assert can_speak(as_poem_protocol(LineReceiver))
    assert not can_speak(Mute)
    assert not can_speak(PoemProtocol)
    assert not can_speak(Silent)
    assert not can_speak(as_poem_protocol(Silent))
