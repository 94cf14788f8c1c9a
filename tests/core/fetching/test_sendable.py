"""Whether a text can be sent is known before anything connects, and why it cannot is a sentence."""

from __future__ import annotations

import time
from typing import Any

import pytest
from twisted.internet.protocol import Factory

from poetrygui.api import PoemProtocol
from poetrygui.core.authors.construction import Construction, built_by
from poetrygui.core.fetching.sendable import frame_of, refusal_to_send, why_not_sendable
from poetrygui.core.guard.hang_guard import HangError


class Shout(PoemProtocol):
    """Sends what has a voice: no empty text, and nothing beyond ASCII."""

    def encode(self, frame: bytes) -> bytes:
        if not frame:
            raise ValueError("an empty frame makes no sound.")
        if not frame.isascii():
            raise ValueError
        return frame.upper()


class Broken(PoemProtocol):
    def encode(self, frame: bytes) -> bytes:
        raise KeyError("voice")


class Unmade(Shout):
    def __init__(self) -> None:
        raise RuntimeError("not today")


class Slow(PoemProtocol):
    def encode(self, frame: bytes) -> bytes:
        while True:
            time.sleep(0.001)


@pytest.mark.parametrize("text, frame", [("", b""), ("é", "é".encode()), ("\udce9", b"\xe9"), ("a\n", b"a\n")])
def test_the_frame_that_a_typed_text_is(text: str, frame: bytes) -> None:
    assert frame_of(text) == frame


def test_a_text_without_bytes_has_no_frame() -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        frame_of("\ud800")


@pytest.mark.parametrize("ask", [refusal_to_send, why_not_sendable])
@pytest.mark.parametrize(
    "protocol, text, why",
    [
        (Shout, "verse", None),
        (Shout, "", "This cannot be sent: an empty frame makes no sound."),
        (Shout, "é", "This cannot be sent: ValueError."),
        (PoemProtocol, "verse", "The protocol loud does not say how to send: choose one that does."),
    ],
)
def test_why_a_text_cannot_be_sent(ask: Any, protocol: type[PoemProtocol], text: str, why: str | None) -> None:
    assert ask(protocol, "loud", text) == why


def test_a_text_without_bytes_cannot_be_sent() -> None:
    refusal = refusal_to_send(Shout, "loud", "\ud800")
    assert refusal is not None
    assert refusal.startswith("This cannot be sent: ")
    assert refusal.count(".") == 1


@pytest.mark.parametrize("protocol, error", [(Broken, KeyError), (Unmade, RuntimeError)])
def test_what_is_wrong_with_the_protocol_is_told_where_it_is_used(
    protocol: type[PoemProtocol], error: type[Exception]
) -> None:
    assert why_not_sendable(protocol, "loud", "verse") is None
    with pytest.raises(error):
        refusal_to_send(protocol, "loud", "verse")


def test_a_protocol_that_does_not_answer_is_interrupted_after_its_limit() -> None:
    with pytest.raises(HangError, match=r"0\.05 s"):
        refusal_to_send(Slow, "slow", "verse", limit=0.05)


def test_only_a_connection_could_tell_where_the_author_wrote_a_factory() -> None:
    made = built_by(Broken, Construction(Broken, Factory), {})
    assert refusal_to_send(made, "loud", "verse") is None
