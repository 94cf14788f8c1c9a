"""Messages, wherever they are cut; and what is none."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.hosts.messages import GarbageError, Message, MessageReader, pack_message

messages: st.SearchStrategy[list[Any]] = st.lists(
    st.one_of(
        st.binary(max_size=20),
        st.lists(st.integers(0, 2**64 - 1), max_size=5).map(lambda numbers: array("Q", numbers)),
        st.dictionaries(st.text(max_size=3), st.one_of(st.integers(), st.text(), st.booleans()), max_size=3),
    ),
    max_size=6,
)


@given(messages, st.integers(1, 9))
def test_what_was_packed_comes_out_wherever_it_is_cut(sent: list[Message], size: int) -> None:
    wire = b"".join(map(pack_message, sent))
    reader = MessageReader()
    got = [message for at in range(0, len(wire), size) for message in reader.feed(wire[at : at + size])]
    assert got == sent


@given(st.binary(max_size=200))
def test_whatever_comes_is_messages_or_garbage(data: bytes) -> None:
    try:
        found = MessageReader().feed(data)
    except GarbageError:
        return
    assert b"".join(map(pack_message, found)) in data or any(isinstance(message, dict) for message in found)


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"\x80\x04\x95\0\0", "a message of kind 128"),
        (b"\0\x7f\xff\xff\xff", "a message of 2,147,483,647 bytes"),
        (b"\0\0\0\0\1[", "a message that is no JSON"),
        (b"\0\0\0\0\2[]", "a message that is no object"),
        (b"\1\0\0\0\3abc", "3 bytes of numbers"),
    ],
)
def test_garbage_is_named(data: bytes, sentence: str) -> None:
    with pytest.raises(GarbageError) as refused:
        MessageReader().feed(data)
    assert str(refused.value) == sentence


def test_a_message_that_is_too_long_is_not_sent() -> None:
    with pytest.raises(ValueError, match="too long"):
        pack_message(bytes(2 * 1024 * 1024))
