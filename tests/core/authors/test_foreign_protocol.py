"""What is asked of a user's protocol in several steps: what it makes, says and means, or the error that it is."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.interfaces import IHandshakeListener
from twisted.internet.protocol import Protocol
from twisted.internet.testing import StringTransport
from zope.interface import implementer

from poetrygui.api import CollectedFrames, PoemProtocol, Sized
from poetrygui.core.authors.foreign_protocol import (
    build_protocol,
    complete_handshake,
    layout_of,
    refusal_to_send,
    undelivered_in,
    unfinished_in,
)


class Gathering(CollectedFrames):
    """Takes frames one by one, and could gather them."""

    gathered: list[bytes] | None = None


class Endless(PoemProtocol):
    async def dataReceived(self, data: bytes) -> None:  # type: ignore[override]
        """Never run, since nobody waits for it."""


@implementer(IHandshakeListener)
class Shaking(Protocol):
    shaken = 0

    def handshakeCompleted(self) -> None:
        self.shaken += 1


class Saying(PoemProtocol):
    """Says what a test gives it to say."""

    said: Any = None

    def unfinished(self) -> str | None:
        said: str | None = self.said
        return said

    def undelivered_from(self, received: int) -> int | None:
        said: int | None = self.said
        return said

    def encode(self, frame: bytes) -> bytes:
        if self.said is not None:
            raise self.said
        return b"<" + frame + b">"


def saying(said: object) -> Any:
    protocol = Saying()
    protocol.said = said
    return protocol


def test_a_protocol_is_given_its_sink_and_a_plain_class_has_none() -> None:
    sink = Gathering()
    built = build_protocol(PoemProtocol, sink)
    assert isinstance(built, PoemProtocol)
    assert built.sink is sink
    assert built.gathering_sink is sink
    assert not hasattr(build_protocol(Protocol, sink), "sink")


def test_a_callback_that_would_never_run_is_refused_by_its_name() -> None:
    with pytest.raises(TypeError, match="dataReceived"):
        build_protocol(Endless, Gathering())


def test_whoever_listens_for_the_handshake_hears_of_it() -> None:
    shaking = Shaking()
    complete_handshake(shaking)
    complete_handshake(PoemProtocol())
    assert shaking.shaken == 1


@pytest.mark.parametrize(
    "said, refusal", [(None, None), (ValueError("too long"), "too long"), (ValueError(), "ValueError")]
)
def test_a_frame_is_sent_or_why_it_cannot_be(said: ValueError | None, refusal: str | None) -> None:
    protocol, transport = saying(said), StringTransport()
    protocol.makeConnection(transport)
    assert refusal_to_send(protocol, b"verse") == refusal
    assert transport.value() == (b"<verse>" if refusal is None else b"")


def test_another_error_in_sending_is_the_protocols_own() -> None:
    protocol = saying(KeyError("voice"))
    protocol.makeConnection(StringTransport())
    with pytest.raises(KeyError):
        refusal_to_send(protocol, b"verse")


@pytest.mark.parametrize("said, word", [(None, None), ("", ""), ("half a frame", "half a frame")])
def test_its_word_on_what_is_cut_off(said: object, word: str | None) -> None:
    assert unfinished_in(saying(said)) == word
    assert unfinished_in(Protocol()) is None


@pytest.mark.parametrize("place", [None, 0, 7])
def test_the_place_of_what_is_not_delivered(place: int | None) -> None:
    assert undelivered_in(saying(place), 9) == place
    assert undelivered_in(Protocol(), 9) is None


@pytest.mark.parametrize("place", [True, 1.0, "7"])
def test_a_place_that_is_no_number_is_an_error_of_the_protocol(place: object) -> None:
    with pytest.raises(TypeError, match=f"a number, not {type(place).__name__}"):
        undelivered_in(saying(place), 9)


def test_a_layout_is_taken_as_a_protocol_tells_it_and_nothing_else_is() -> None:
    class Told(PoemProtocol):
        told: Any = Sized(before=2)

        def wire_layout(self) -> Any:
            return self.told

    protocol = Told()
    assert layout_of(protocol) == Sized(before=2)
    protocol.told = None
    assert layout_of(protocol) is None
    assert layout_of(Protocol()) is None
    protocol.told = 2
    with pytest.raises(TypeError, match="a layout is Sized, Ended or VarintLed, not int"):
        layout_of(protocol)
