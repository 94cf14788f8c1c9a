"""What stands for a protocol in hosts says what it can, and for what it stands."""

from __future__ import annotations

from typing import Any

import pytest

from poetrygui.api import can_speak
from poetrygui.api.speaking import encode_frame
from poetrygui.core.connection.factory import PoemFactory, authors_class, encoder_of
from poetrygui.hosts.confinement.allowed import NOTHING
from poetrygui.hosts.live.hosted_class import hosted
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.plugins.registry import shipped_protocol

NOWHERE: Any = None  # nothing of it is started here


def test_one_sends_where_it_is_told_how_it_is_known_what_cannot_be() -> None:
    pinned = PinnedProtocol("own")
    speaks = hosted(NOWHERE, pinned, NOWHERE, NOTHING, refusal=lambda frame: "too short" if not frame else "")
    assert can_speak(speaks)
    assert encode_frame(encoder_of(speaks), b"x") == b""
    with pytest.raises(ValueError, match="too short"):
        encode_frame(encoder_of(speaks), b"")
    assert not can_speak(hosted(NOWHERE, pinned, NOWHERE, NOTHING))


def test_it_is_known_for_which_class_it_stands_and_what_it_holds_open() -> None:
    lines = shipped_protocol("lines")
    stands = hosted(NOWHERE, PinnedProtocol("lines"), NOWHERE, NOTHING, stands_for=lines)
    assert authors_class(stands) is authors_class(lines) is lines
    assert (PoemFactory(stands).descriptors, PoemFactory(lines).descriptors) == (2, 0)
